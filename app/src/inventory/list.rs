//! The list of items.

use super::{
    StatusBadge, Text,
    asking::{self, Exports, narrowing},
    bulk::START,
    calls::UndoBulk,
    facts_line,
    nothing::{NothingFound, NothingYet},
};
use crate::{
    address::Place,
    backlog::{ViewLinks, Views},
    desk::{self, FormEcho, answer, asked, env, path_to, signed_in},
    figures,
    own_fields::OwnFilters,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Field, Form, Hidden, Icon, Notice, Page, Select, Tone, whole},
    words,
};
use contract::{
    BulkId, Page as ListPage,
    inventory::{ItemDetails, ItemOrder, ItemSearch, ItemStatus, Kind},
};
use domain::{catalogue, inventory};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
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
    let search = ItemSearch { limit: Some(ON_A_PAGE), ..asking::search() };
    let env = env()?;
    let found = answer(inventory::search(&env, &staff, &search).await)?;
    answer(catalogue::look(&env).await)?;
    let labels = env.catalogue.tag_labels(locale());
    let views = Views::gather(&env, &staff).await?;
    // Nothing in a view says something about it only where there are items at all.
    let bare = found.items.is_empty() && {
        let any = ItemSearch { limit: Some(1), ..ItemSearch::default() };
        answer(inventory::search(&env, &staff, &any).await)?.items.is_empty()
    };
    let count = found.total.unwrap_or(found.items.len() as u64);
    let exports = (count > 0).then(|| view! { <p class="actions"><Exports search=search.clone() count/></p> });
    let kept = views.kept_here();
    let content =
        if bare { view! { <NothingYet/> }.into_any() } else { view! { <Found search found labels kept/> }.into_any() };
    Ok(view! {
        <Page title=t("inventory-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("inventory-title")}</h1>
                <p class="soft">{t("inventory-lead")}</p>
                <p class="actions">
                    {(!bare).then(|| view! {
                        <a class="button button--quiet" href=format!("{}{}", path_to(Place::Labels), asked_again())>
                            <Icon name="shelf"/>
                            {t("labels-title")}
                        </a>
                    })}
                    <a class="button" href=path_to(Place::ImportItems)><Icon name="import"/>{t("inventory-import")}</a>
                    <a class="button button--main" href=path_to(Place::NewItem)><Icon name="plus"/>{t("inventory-new")}</a>
                </p>
            </header>
            <WhatWasDone/>
            {(!bare).then(|| view! { <ViewLinks views/> })}
            {content}
            {exports}
        </Page>
    })
}

/// A word about what the form before this page did, and the way back from a change to many.
#[component]
fn WhatWasDone() -> impl IntoView {
    let number = |name: &str| asked(name).and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    if let Some(echo) = use_context::<FormEcho>() {
        return Some(view! { <Notice tone=Tone::Wrong text=echo.problem.sentence(locale())/> }.into_any());
    }
    let done = asked("done")?;
    Some(match done.as_str() {
        "deleted" => view! { <Notice tone=Tone::Good text=t("item-deleted")/> }.into_any(),
        "bulk" => {
            let id = asked("bulk").and_then(|id| id.parse::<BulkId>().ok());
            view! {
                <Notice tone=Tone::Good text=t_with("bulk-done", &[("count", number("changed").into())])>
                    {id.map(|id| view! {
                        <Form action=UndoBulk::PATH>
                            <Hidden name="id" value=id.to_string()/>
                            <button class="button"><Icon name="previous"/>{t("bulk-undo")}</button>
                        </Form>
                    })}
                </Notice>
            }
            .into_any()
        }
        "undone" => {
            let facts = [("restored", number("restored").into()), ("kept", number("kept").into())];
            view! { <Notice tone=Tone::Good text=t_with("bulk-undone", &facts)/> }.into_any()
        }
        _ => return None,
    })
}

/// What the address asks for, for another page about the same items.
fn asked_again() -> String {
    let pairs = desk::query();
    crate::address::query(&pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
}

/// How many items the earlier pages held. Only a number on the page: what is shown follows from
/// the cursor alone.
fn before() -> u64 {
    asked("from").and_then(|from| from.parse().ok()).unwrap_or_default()
}

/// The filters and what they leave.
#[component]
fn Found(search: ItemSearch, found: ListPage<ItemDetails>, labels: Vec<String>, kept: Option<String>) -> impl IntoView {
    let carried = found.items.iter().flat_map(|item| &item.fields.tags).map(|tag| words::tag(tag));
    let tags: BTreeSet<String> = carried.chain(labels).collect();
    let table = if found.items.is_empty() {
        Either::Left(view! {
            <NothingFound search=search.clone() kept earlier=found.total.unwrap_or_default()/>
        })
    } else {
        Either::Right(
            view! { <Items search=search.clone() found=found.clone()/> <ListPager search=search.clone() found/> },
        )
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
                <Select
                    name="sort"
                    label=t("inventory-sort")
                    options=orders()
                    value=search.sort.map(ItemOrder::code).unwrap_or_default()
                />
                {search.centre.map(|centre| view! { <Hidden name="centre" value=centre/> })}
                {search.view.map(|view| view! { <Hidden name="view" value=view.code()/> })}
                <OwnFilters asked=search.extras/>
                <button class="button"><Icon name="filter"/>{t("inventory-filter")}</button>
            </form>
            <datalist id="tags">
                {tags.into_iter().map(|tag| view! { <option value=tag></option> }).collect_view()}
            </datalist>
        </search>
    }
    .into_any()
}

fn orders() -> Vec<(String, String)> {
    let word = |order: &ItemOrder| match order {
        ItemOrder::New => t("sort-new"),
        ItemOrder::Changed => t("inventory-by-change"),
        ItemOrder::Title => t("sort-title"),
    };
    ItemOrder::ALL.iter().map(|order| (order.code().to_owned(), word(order))).collect()
}

/// The items of this page, in a form that leads to changing many at once.
#[component]
fn Items(search: ItemSearch, found: ListPage<ItemDetails>) -> impl IntoView {
    let count = found.total.unwrap_or(found.items.len() as u64);
    view! {
        <form action=path_to(Place::Bulk)>
        {narrowing(&search).into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
        <p class="actions list-bulk">
            <button class="button" name="on" value="chosen"><Icon name="edit"/>{t("bulk-chosen")}</button>
            <button class="button" name=START value="1"><Icon name="play"/>{t("work-start-ticked")}</button>
            <button class="button button--quiet" name="on" value="rest">{t_with("bulk-rest", &[("count", count.into())])}</button>
        </p>
        <div class="table-box table-box--long">
            <table class="table table--cards">
                <caption>{t_with("inventory-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="table__tick"><span class="for-ears">{t("bulk-tick")}</span></th>
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
        </form>
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
            <td class="table__tick">
                <input
                    type="checkbox"
                    name="id[]"
                    value=item.id.to_string()
                    aria-label=t_with("bulk-tick-one", &[("title", fields.title.pick(locale()).to_owned().into())])
                />
            </td>
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
    let narrowing = narrowing(&search);
    let address = |cursor: &str, from: &str| {
        let place =
            [("sort", search.sort.map(ItemOrder::code).unwrap_or_default()), ("cursor", cursor), ("from", from)];
        let asked = narrowing.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Place::Inventory.with(desk::locale(), &asked.chain(place).collect::<Vec<_>>())
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
