//! What is around the content of a page.

use crate::texts::t;
use leptos::prelude::*;
use leptos_meta::Title;

/// A page's main part and its title in the browser.
#[component]
pub fn Page(
    /// The title, without the name of the site.
    #[prop(into)]
    title: String,
    /// Classes of the main part: `page`, `page page--middle`, or none for a page with a stage.
    #[prop(into, default = "page".to_owned())]
    class: String,
    children: Children,
) -> impl IntoView {
    let class = (!class.is_empty()).then_some(class);
    view! {
        <Title text=format!("{title} · {}", t("site-name"))/>
        <main id="main" tabindex="-1" class=class>
            {children()}
        </main>
    }
    .into_any()
}

/// The way from the list to this page: address and words of each step before it.
#[component]
pub fn Crumbs(
    /// Address and words of each step.
    steps: Vec<(String, String)>,
    /// The words of this page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    view! {
        <nav aria-label=t("crumbs-label")>
            <ol class="crumbs">
                {steps
                    .into_iter()
                    .map(|(href, words)| view! { <li><a href=href>{words}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}
