//! The foot of every page.

use crate::{
    address::Place,
    desk::path_to,
    texts::{t, t_with},
};
use leptos::prelude::*;

/// Where the source of this program is found.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// Who runs this, what happens to one's data, and which program it is.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-foot">
            <ul>
                <li>{t("site-name")}</li>
                <li><a href=path_to(Place::Privacy)>{t("foot-privacy")}</a></li>
                {(!SOURCE.is_empty()).then(|| view! { <li><a href=SOURCE>{t("foot-source")}</a></li> })}
                <li>{t_with("foot-version", &[("version", env!("CARGO_PKG_VERSION").into())])}</li>
            </ul>
        </footer>
    }
    .into_any()
}
