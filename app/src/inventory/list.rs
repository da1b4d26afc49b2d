//! The list of items.

use super::{StatusBadge, Text, facts_line};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Empty, Field, Icon, Notice, Page, Select, Tone, whole},
    words,
    work::{Pick, StartMany},
};
use contract::{
    Page as ListPage,
    inventory::{ItemDetails, ItemSearch, ItemStatus, Kind},
};
use domain::inventory;
use leptos::{either::Either, prelude::*};
use std::collections::BTreeSet;

/// How many items a page of the list holds.
const ON_A_PAGE: u32 = 50;

/// The page with every item.
#[component]
pub fn InventoryPage() -> impl IntoView {
    whole(list())
}

async fn list() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let search = search();
    let found = answer(inventory::search(&env()?, &staff, &search).await)?;
    let narrowed = search.q.is_some() || search.kind.is_some() || search.status.is_some() || search.tag.is_some();
    let bare = found.items.is_empty() && !narrowed && search.cursor.is_none();
    let content = if bare { view! { <NothingYet/> }.into_any() } else { view! { <Found search found/> }.into_any() };
    Ok(view! {
        <Page title=t("inventory-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("inventory-title")}</h1>
                <p class="soft">{t("inventory-lead")}</p>
                <p class="actions">
                    {(!bare).then(|| view! {
                        <a class="button button--quiet" href="/api/v1/items.csv" download="">
                            <Icon name="download"/>
                            {t("inventory-export")}
                        </a>
                    })}
                    <a class="button" href=path_to(Place::ImportItems)><Icon name="import"/>{t("inventory-import")}</a>
                    <a class="button button--main" href=path_to(Place::NewItem)><Icon name="plus"/>{t("inventory-new")}</a>
                </p>
            </header>
            {(asked("done").as_deref() == Some("deleted"))
                .then(|| view! { <Notice tone=Tone::Good text=t("item-deleted")/> })}
            {content}
        </Page>
    })
}

/// What the address asks for. A kind or status that does not exist narrows nothing.
fn search() -> ItemSearch {
    ItemSearch {
        q: asked("q"),
        kind: asked("kind").and_then(|kind| kind.parse().ok()),
        tag: asked("tag"),
        status: asked("status").and_then(|status| status.parse().ok()),
        limit: Some(ON_A_PAGE),
        cursor: asked("cursor"),
    }
}

/// How many items the earlier pages held. Only a number on the page: what is shown follows from
/// the cursor alone.
fn before() -> u64 {
    asked("from").and_then(|from| from.parse().ok()).unwrap_or_default()
}

/// The inventory before its first item.
#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <Empty icon="inventory" heading=t("inventory-empty-title") text=t("inventory-empty-text")>
            <a class="button button--main" href=path_to(Place::ImportItems)><Icon name="import"/>{t("inventory-empty-import")}</a>
            <a class="button" href=path_to(Place::NewItem)><Icon name="plus"/>{t("inventory-new")}</a>
        </Empty>
    }
    .into_any()
}

/// The filters and what they leave.
#[component]
fn Found(search: ItemSearch, found: ListPage<ItemDetails>) -> impl IntoView {
    let tags: BTreeSet<String> = found.items.iter().flat_map(|item| item.fields.tags.iter().cloned()).collect();
    let table = if found.items.is_empty() {
        Either::Left(view! {
            <Empty icon="search" heading=t("inventory-none-title") text=t("inventory-none-text")>
                <a class="button" href=path_to(Place::Inventory)>{t("inventory-clear")}</a>
            </Empty>
        })
    } else {
        let total = found.total.unwrap_or_default();
        Either::Right(view! {
            <Items found=found.clone()/>
            <StartMany search=search.clone() total/>
            <ListPager search=search.clone() found/>
        })
    };
    view! { <Filters search tags/> {table} }
}

/// Searching and narrowing, as a form that leads to an address.
#[component]
fn Filters(search: ItemSearch, tags: BTreeSet<String>) -> impl IntoView {
    let every = || (String::new(), t("filter-all"));
    let statuses = ItemStatus::ALL.iter().map(|status| (status.code().to_owned(), words::status(*status)));
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(*kind)));
    view! {
        <search>
            <form class="list-tools" action=path_to(Place::Inventory)>
                <div class="field">
                    <label for="q">{t("inventory-search")}</label>
                    <div class="search">
                        <Icon name="search"/>
                        <input class="input" id="q" name="q" r#type="search" value=search.q.unwrap_or_default()/>
                    </div>
                </div>
                <Select
                    name="status"
                    label=t("inventory-status")
                    options=std::iter::once(every()).chain(statuses).collect()
                    value=search.status.map(ItemStatus::code).unwrap_or_default()
                />
                <Select
                    name="kind"
                    label=t("facet-kind")
                    options=std::iter::once(every()).chain(kinds).collect()
                    value=search.kind.map(Kind::code).unwrap_or_default()
                />
                <Field name="tag" label=t("inventory-tag") value=search.tag.unwrap_or_default() list="tags"/>
                <button class="button"><Icon name="filter"/>{t("inventory-filter")}</button>
            </form>
            <datalist id="tags">
                {tags.into_iter().map(|tag| view! { <option value=tag></option> }).collect_view()}
            </datalist>
        </search>
    }
    .into_any()
}

/// The items of this page.
#[component]
fn Items(found: ListPage<ItemDetails>) -> impl IntoView {
    let count = found.total.unwrap_or(found.items.len() as u64);
    view! {
        <div class="table-box table-box--long">
            <table class="table table--cards">
                <caption>{t_with("inventory-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t("inventory-item")}</th>
                        <th scope="col">{t("facet-kind")}</th>
                        <th scope="col">{t("facet-level")}</th>
                        <th scope="col" class="table__figure">{t("item-duration")}</th>
                        <th scope="col">{t("facet-language")}</th>
                        <th scope="col">{t("inventory-status")}</th>
                        <th scope="col">{t("inventory-changed")}</th>
                    </tr>
                </thead>
                <tbody>{found.items.into_iter().map(|item| view! { <Line item/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One item.
#[component]
fn Line(item: ItemDetails) -> impl IntoView {
    let fields = item.fields;
    let about = facts_line(&fields);
    let none = || "–".to_owned();
    let minutes =
        fields.duration_minutes.map_or_else(none, |minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
    view! {
        <tr>
            <td><Pick item=item.id title=fields.title.pick(locale()).to_owned()/></td>
            <th scope="row">
                <a href=path_to(Place::Item(item.id))>
                    <Text of=fields.title/>
                    {(!about.is_empty()).then(|| view! { <span class="table__sub">{about}</span> })}
                </a>
            </th>
            <td data-label=t("facet-kind")>{words::kind(fields.kind)}</td>
            <td data-label=t("facet-level")>{words::level(fields.level)}</td>
            <td class="table__figure" data-label=t("item-duration")>{minutes}</td>
            <td data-label=t("facet-language")>{fields.language.map_or_else(none, |language| language.to_uppercase())}</td>
            <td data-label=t("inventory-status")><StatusBadge status=fields.status/></td>
            <td data-label=t("inventory-changed")>{figures::date(locale(), item.updated_at)}</td>
        </tr>
    }
    .into_any()
}

/// The way through a long list: on, and back to its start.
#[component]
fn ListPager(search: ItemSearch, found: ListPage<ItemDetails>) -> impl IntoView {
    let from = before();
    let to = from + found.items.len() as u64;
    let address = |cursor: &str, from: &str| {
        let pairs = [
            ("q", search.q.as_deref().unwrap_or_default()),
            ("status", search.status.map(ItemStatus::code).unwrap_or_default()),
            ("kind", search.kind.map(Kind::code).unwrap_or_default()),
            ("tag", search.tag.as_deref().unwrap_or_default()),
            ("cursor", cursor),
            ("from", from),
        ];
        Place::Inventory.with(desk::locale(), &pairs)
    };
    let first = search.cursor.is_some().then(|| address("", ""));
    let next = found.next.as_deref().map(|cursor| address(cursor, &to.to_string()));
    let facts = [("from", (from + 1).into()), ("to", to.into()), ("count", found.total.unwrap_or(to).into())];
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t("pager-label")>
                <span>{t_with("pager-shown", &facts)}</span>
                <span class="actions">
                    {first.map(|href| view! { <a class="button" href=href rel="first"><Icon name="previous"/>{t("pager-first")}</a> })}
                    {next.map(|href| view! { <a class="button" href=href rel="next">{t("pager-next")}<Icon name="next"/></a> })}
                </span>
            </nav>
        }
    })
}
