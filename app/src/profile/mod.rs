//! Under construction.
use leptos::prelude::*;
/// A page.
#[component]
pub fn MyDataPage() -> impl IntoView { view! { <crate::ui::Page title="x">"…"</crate::ui::Page> } }
