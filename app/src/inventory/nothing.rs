//! What a list of items says when there is nothing in it: what was looked for, and where all is.

use super::asking::{narrowing, narrowing_in_words};
use crate::{
    address::Place,
    desk::{self, path_to},
    texts::{t, t_with},
    ui::{Empty, Icon},
};
use contract::{inventory::ItemSearch, views::ItemView};
use leptos::prelude::*;

/// The inventory before its first item.
#[component]
pub(super) fn NothingYet() -> impl IntoView {
    view! {
        <Empty icon="inventory" heading=t("inventory-empty-title") text=t("inventory-empty-text")>
            <a class="button button--main" href=path_to(Place::ImportItems)><Icon name="import"/>{t("inventory-empty-import")}</a>
            <a class="button" href=path_to(Place::NewItem)><Icon name="plus"/>{t("inventory-new")}</a>
        </Empty>
    }
    .into_any()
}

/// Nothing among what was asked for, although the inventory holds items.
#[component]
pub(super) fn NothingFound(
    /// What was asked for.
    search: ItemSearch,
    /// The name of the kept view that asks for just this.
    #[prop(optional_no_strip)]
    kept: Option<String>,
    /// How many items there are on earlier pages.
    #[prop(optional)]
    earlier: u64,
) -> impl IntoView {
    let narrowing = narrowing(&search);
    let here = |pairs: &[(String, String)]| {
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Place::Inventory.with(desk::locale(), &pairs)
    };
    if earlier > 0 {
        return view! {
            <Empty icon="search" heading=t("inventory-end-title") text=t_with("inventory-end-text", &[("count", earlier.into())])>
                <a class="button" href=here(&narrowing)><Icon name="previous"/>{t("pager-first")}</a>
            </Empty>
        }
        .into_any();
    }
    if narrowing.is_empty() {
        return view! { <NothingYet/> }.into_any();
    }
    let asked = || narrowing_in_words(&search).join(", ");
    let (icon, heading, text) = match (search.view, kept) {
        (Some(view), _) if narrowing.len() == 1 => of_view(view),
        (_, Some(name)) => ("search", t_with("view-kept-none", &[("name", name.into())]), asked_for(asked())),
        (..) if search.q.is_some() => {
            let text = [asked_for(asked()), t("inventory-none-words")].join(" ");
            ("search", t("inventory-none-title"), text)
        }
        (..) => ("search", t("inventory-none-title"), asked_for(asked())),
    };
    // The view alone holds more than the view and a filter do.
    let view_alone = search.view.filter(|_| narrowing.len() > 1).map(|view| {
        let href = Place::Inventory.with(desk::locale(), &[("view", view.code())]);
        view! { <a class="button" href=href>{t("inventory-view-alone")}</a> }
    });
    view! {
        <Empty icon heading text>
            {view_alone}
            <a class="button" href=path_to(Place::Inventory)><Icon name="inventory"/>{t("inventory-all")}</a>
        </Empty>
    }
    .into_any()
}

fn asked_for(words: String) -> String {
    t_with("inventory-none-asked", &[("asked", words.into())])
}

/// What it means that nothing is in a view: nothing is left to do there.
fn of_view(view: ItemView) -> (&'static str, String, String) {
    let (heading, text) = match view {
        ItemView::DigitalUnpublished => ("view-digital-unpublished-none", "view-digital-unpublished-none-text"),
        ItemView::MissingTranslation => ("view-missing-translation-none", "view-missing-translation-none-text"),
        ItemView::MissingFields => ("view-missing-fields-none", "view-missing-fields-none-text"),
        ItemView::Stale => ("view-stale-none", "view-stale-none-text"),
    };
    ("good", t(heading), t(text))
}
