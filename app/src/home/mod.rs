//! Under construction.
use leptos::prelude::*;
/// A page.
#[component]
pub fn HomePage() -> impl IntoView { view! { <crate::ui::Page title="x">"…"</crate::ui::Page> } }
