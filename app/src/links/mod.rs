//! The links of an item, on its page.

pub mod calls;

use crate::{
    address::Place,
    desk::path_to,
    texts::{locale, t, t_with},
    ui::{Field, Form, Hidden, Icon, Refused, Select, came_back},
};
use calls::{LinkItem, UnlinkItem};
use contract::{
    ItemId,
    links::{ItemLink, LinkKind},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the item is to others, what others are to it, and the form that links it to one more.
#[component]
pub fn LinksPanel(item: ItemId, links: Vec<ItemLink>) -> impl IntoView {
    let kinds: Vec<(String, String)> =
        LinkKind::ALL.iter().map(|kind| (kind.code().to_owned(), word(*kind, false))).collect();
    view! {
        <Refused action=UnlinkItem::PATH/>
        {(!links.is_empty()).then(|| view! {
            <ul class="links">{links.into_iter().map(|link| view! { <Line item link/> }).collect_view()}</ul>
        })}
        <details class="panel" id="link-item" open=came_back(LinkItem::PATH)>
            <summary>{t("links-add")}</summary>
            <Form action=LinkItem::PATH>
                <Hidden name="item" value=item.to_string()/>
                <Select name="link_kind" label=t("links-kind") options=kinds value=LinkKind::PartOf.code()/>
                <Field name="other" label=t("links-other") hint=t("links-other-hint")/>
                <p class="actions">
                    <button class="button button--main"><Icon name="plus"/>{t("links-do")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}

fn word(kind: LinkKind, backwards: bool) -> String {
    t(match (kind, backwards) {
        (LinkKind::PartOf, false) => "links-part-of",
        (LinkKind::PartOf, true) => "links-part-of-back",
        (LinkKind::TranslationOf, false) => "links-translation-of",
        (LinkKind::TranslationOf, true) => "links-translation-of-back",
        (LinkKind::DerivedFrom, false) => "links-derived-from",
        (LinkKind::DerivedFrom, true) => "links-derived-from-back",
    })
}

#[component]
fn Line(item: ItemId, link: ItemLink) -> impl IntoView {
    let title = link.title.pick(locale()).to_owned();
    view! {
        <li>
            <span class="soft">{word(link.kind, link.backwards)}</span>
            " "
            <a href=path_to(Place::Item(link.item_id))>{title.clone()}</a>
            <Form action=UnlinkItem::PATH class="" quiet=true>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="link" value=link.id.to_string()/>
                <button class="button button--quiet" aria-label=t_with("links-remove-one", &[("title", title.into())])>
                    <Icon name="close"/>
                    {t("links-remove")}
                </button>
            </Form>
        </li>
    }
    .into_any()
}
