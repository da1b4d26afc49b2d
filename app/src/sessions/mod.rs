//! Under construction.
use leptos::prelude::*;
/// A page.
#[component]
pub fn SessionPage() -> impl IntoView { view! { <crate::ui::Page title="x">"…"</crate::ui::Page> } }
