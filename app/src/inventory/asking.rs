//! What the address of the list asks for, carried on to the pages and files about the same items.

use crate::{
    backlog::view_word,
    desk::asked,
    own_fields,
    texts::{t, t_with},
    ui::Icon,
    words,
};
use contract::{
    inventory::{ItemSearch, ItemStatus, Kind},
    views::ItemView,
};
use leptos::prelude::*;

/// What the address asks for. A kind or status that does not exist narrows nothing.
pub(super) fn search() -> ItemSearch {
    ItemSearch {
        q: asked("q"),
        kind: asked("kind").and_then(|kind| kind.parse().ok()),
        tag: asked("tag"),
        status: asked("status").and_then(|status| status.parse().ok()),
        centre: asked("centre"),
        sort: asked("sort").and_then(|sort| sort.parse().ok()),
        view: asked("view").and_then(|view| view.parse().ok()),
        extras: own_fields::asked_for(),
        limit: None,
        cursor: asked("cursor"),
    }
}

/// What narrows the list, as names and values of an address: all but its order and the place in it.
pub(super) fn narrowing(search: &ItemSearch) -> Vec<(String, String)> {
    let fixed = [
        ("q", search.q.clone()),
        ("status", search.status.map(|status| status.code().to_owned())),
        ("kind", search.kind.map(|kind| kind.code().to_owned())),
        ("tag", search.tag.clone()),
        ("centre", search.centre.clone()),
        ("view", search.view.map(|view| view.code().to_owned())),
    ];
    let own = search.extras.iter().map(|(code, value)| (code.clone(), value.clone()));
    fixed.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).chain(own).collect()
}

/// What narrows the list, in words: `État : Choisi`. The view comes first.
pub(super) fn narrowing_in_words(search: &ItemSearch) -> Vec<String> {
    let said = |name: String, value: String| t_with("asked-for", &[("name", name.into()), ("value", value.into())]);
    let own = search.extras.iter().map(|(code, value)| {
        let name = own_fields::label_of(code).unwrap_or_else(|| code.clone());
        (name, own_fields::value_of(code, value))
    });
    let fixed = [
        search.view.map(|view: ItemView| (t("views-one"), view_word(view))),
        search.q.clone().map(|words| (t("asked-words"), words)),
        search.status.map(|status: ItemStatus| (t("inventory-status"), words::status(status))),
        search.kind.map(|kind: Kind| (t("facet-kind"), words::kind(kind))),
        search.tag.clone().map(|tag| (t("inventory-tag"), words::tag(&tag))),
        search.centre.clone().map(|centre| (t("item-centre"), centre)),
    ];
    fixed.into_iter().flatten().chain(own).map(|(name, value)| said(name, value)).collect()
}

/// The ways to what is listed as files: all of it, or what it was narrowed to.
#[component]
pub(super) fn Exports(search: ItemSearch, count: u64) -> impl IntoView {
    let narrowing = narrowing(&search);
    let pairs: Vec<(&str, &str)> = narrowing.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let query = crate::address::query(&pairs);
    let words = |form: &str| match narrowing.is_empty() {
        true => t_with("inventory-export-all", &[("form", form.into())]),
        false => t_with("inventory-export", &[("count", count.into()), ("form", form.into())]),
    };
    let link = |(ending, form): (&str, &str)| {
        view! {
            <a class="button button--quiet" href=format!("/api/v1/items.{ending}{query}") download="">
                <Icon name="download"/>
                {words(form)}
            </a>
        }
    };
    (count > 0).then(|| [("xlsx", "XLSX"), ("csv", "CSV")].map(link)).into_any()
}
