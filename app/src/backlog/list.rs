//! The ranked backlog.

use super::{
    calls::{JudgeItem, RejectItems, SelectItems},
    entry::Entry,
};
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{t, t_with},
    ui::{Check, Empty, Icon, Notice, Page, ProblemSummary, Refused, Select, Tone, to_call, whole},
    words,
};
use contract::{
    backlog::{Backlog, BacklogSearch, IN_BACKLOG, Weights},
    demand::REASON_CHARS,
    inventory::{ItemStatus, Kind},
};
use domain::backlog;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// How many items a page of the backlog holds: each with the form that judges it.
const ON_A_PAGE: u32 = 25;

/// The page with what is worth digitising.
#[component]
pub fn BacklogPage() -> impl IntoView {
    whole(list())
}

async fn list() -> Result<impl IntoView, Problem> {
    let person = signed_in()?;
    let staff = answer(person.staff())?;
    let is_manager = person.manager().is_ok();
    let (env, search) = (env()?, search());
    let found = answer(backlog::list(&env, &staff, &search).await)?;
    let centres = answer(backlog::centres(&env, &staff).await)?;
    let content = if found.items.is_empty() {
        // That all is assessed is said only where there is something to assess.
        let all = BacklogSearch { limit: Some(1), ..BacklogSearch::default() };
        let any = found.total > 0 || answer(backlog::list(&env, &staff, &all).await)?.total > 0;
        Either::Left(view! { <Nothing search=search.clone() found=found.total any/> })
    } else {
        Either::Right(view! { <Ranked found search=search.clone() is_manager/> })
    };
    Ok(view! {
        <Page title=t("backlog-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("backlog-title")}</h1>
                <p class="soft">{t("backlog-lead")}</p>
                <p class="actions">
                    <a class="button" href=path_to(Place::Demand)><Icon name="hand"/>{t("demand-title")}</a>
                    <a class="button button--quiet" href=path_to(Place::Weights)>
                        <Icon name="settings"/>
                        {t("weights-title")}
                    </a>
                </p>
            </header>
            <WhatWasDone/>
            <Filters search centres/>
            {content}
        </Page>
    })
}

/// What the address asks for. A value that does not exist narrows nothing.
fn search() -> BacklogSearch {
    let status = asked("status").and_then(|status| status.parse().ok());
    BacklogSearch {
        kind: asked("kind").and_then(|kind| kind.parse().ok()),
        centre: asked("centre"),
        status: status.filter(|status| IN_BACKLOG.contains(status)),
        unscored: asked("unscored").map(|unscored| unscored == "true"),
        limit: Some(ON_A_PAGE),
        cursor: asked("cursor"),
    }
}

/// A word about what the form before this page did, or why it could not.
#[component]
fn WhatWasDone() -> impl IntoView {
    if let Some(echo) = use_context::<FormEcho>() {
        if echo.action == JudgeItem::PATH {
            return Either::Left(view! { <Refused action=JudgeItem::PATH/> }.into_any());
        }
        return Either::Left(view! { <ProblemSummary problem=echo.problem/> }.into_any());
    }
    let count = |name: &str| asked(name).and_then(|count| count.parse::<u32>().ok()).unwrap_or_default();
    let facts = [("count", count("moved").into())];
    let text = match asked("done").as_deref() {
        Some("judged") => Some(t("backlog-judged")),
        Some("selected") => Some(t_with("backlog-selected", &facts)),
        Some("rejected") => Some(t_with("backlog-rejected", &facts)),
        _ => None,
    };
    let left = text.is_some() && count("left") > 0;
    Either::Right(view! {
        {text.map(|text| view! { <Notice tone=Tone::Good text/> })}
        {left.then(|| view! { <Notice tone=Tone::Caution text=t_with("backlog-left", &[("count", count("left").into())])/> })}
    })
}

/// Nothing among what was asked for, or nothing at all.
#[component]
fn Nothing(search: BacklogSearch, found: u64, any: bool) -> impl IntoView {
    if !any {
        return view! {
            <Empty icon="sort" heading=t("backlog-empty-title") text=t("backlog-empty-text")>
                <a class="button button--main" href=path_to(Place::Inventory)><Icon name="inventory"/>{t("inventory-title")}</a>
            </Empty>
        }
        .into_any();
    }
    if found > 0 {
        return view! {
            <Empty icon="sort" heading=t("inventory-end-title") text=t_with("inventory-end-text", &[("count", found.into())])>
                <a class="button" href=address(&search, "")><Icon name="previous"/>{t("pager-first")}</a>
            </Empty>
        }
        .into_any();
    }
    let only_unscored = search.status.is_none() && search.kind.is_none() && search.centre.is_none();
    let (icon, heading, text) = match only_unscored {
        true => ("good", t("backlog-unscored-none"), t("backlog-unscored-none-text")),
        false => {
            ("search", t("backlog-none-title"), t_with("inventory-none-asked", &[("asked", asked_for(&search).into())]))
        }
    };
    view! {
        <Empty icon heading text>
            <a class="button" href=path_to(Place::Backlog)>{t("backlog-all")}</a>
        </Empty>
    }
    .into_any()
}

/// What the ranking is narrowed to, in words.
fn asked_for(search: &BacklogSearch) -> String {
    let said = |name: &str, value: String| t_with("asked-for", &[("name", t(name).into()), ("value", value.into())]);
    let parts = [
        search.status.map(|status| said("inventory-status", words::status(status))),
        search.kind.map(|kind| said("facet-kind", words::kind(kind))),
        search.centre.clone().map(|centre| said("item-centre", centre)),
        (search.unscored == Some(true)).then(|| t("backlog-unscored")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Narrowing, as a form that leads to an address.
#[component]
fn Filters(search: BacklogSearch, centres: Vec<String>) -> impl IntoView {
    let every = || std::iter::once((String::new(), t("filter-all")));
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(*kind)));
    let statuses = IN_BACKLOG.iter().map(|status| (status.code().to_owned(), words::status(*status)));
    let centres = centres.into_iter().map(|centre| (centre.clone(), centre));
    view! {
        <search>
            <form class="list-tools list-tools--backlog" action=path_to(Place::Backlog)>
                <Select
                    name="status"
                    label=t("inventory-status")
                    options=every().chain(statuses).collect()
                    value=search.status.map(ItemStatus::code).unwrap_or_default()
                />
                <Select
                    name="kind"
                    label=t("facet-kind")
                    options=every().chain(kinds).collect()
                    value=search.kind.map(Kind::code).unwrap_or_default()
                />
                <Select
                    name="centre"
                    label=t("item-centre")
                    options=every().chain(centres).collect()
                    value=search.centre.unwrap_or_default()
                />
                <Check name="unscored" label=t("backlog-unscored") checked=search.unscored == Some(true)/>
                <button class="button"><Icon name="filter"/>{t("inventory-filter")}</button>
            </form>
        </search>
    }
    .into_any()
}

/// The items of this page, and what can be done with several of them.
#[component]
fn Ranked(found: Backlog, search: BacklogSearch, is_manager: bool) -> impl IntoView {
    let Backlog { items, next, total, weights } = found;
    let first = search.cursor.is_some();
    let next = next.map(|cursor| address(&search, &cursor));
    let start = address(&search, "");
    view! {
        <Chosen is_manager/>
        <div class="table-box table-box--long">
            <table class="table table--cards ranked">
                <caption>{t_with("inventory-count", &[("count", total.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col"><span class="for-ears">{t("backlog-choose")}</span></th>
                        <th scope="col">{t("inventory-item")}</th>
                        <th scope="col" class="table__figure">{t("backlog-score")}</th>
                        <th scope="col" class="table__figure">{t("backlog-value")}</th>
                        <th scope="col" class="table__figure">{t("backlog-ease")}</th>
                        <th scope="col" class="table__figure">{t("backlog-cost")}</th>
                        <th scope="col" class="table__figure">{t("backlog-demand")}</th>
                        <th scope="col">{t("inventory-status")}</th>
                    </tr>
                </thead>
                <tbody>
                    {items.into_iter().map(|entry| view! { <Entry entry weights/> }).collect_view()}
                </tbody>
            </table>
        </div>
        {(first || next.is_some()).then(|| view! {
            <nav class="pager" aria-label=t("pager-label")>
                <span class="actions">
                    {first.then(|| view! { <a class="button" href=start rel="first"><Icon name="previous"/>{t("pager-first")}</a> })}
                    {next.map(|href| view! { <a class="button" href=href rel="next">{t("pager-next")}<Icon name="next"/></a> })}
                </span>
            </nav>
        })}
        <Formula weights/>
    }
    .into_any()
}

fn address(search: &BacklogSearch, cursor: &str) -> String {
    let unscored = if search.unscored == Some(true) { "true" } else { "" };
    let pairs = [
        ("status", search.status.map(ItemStatus::code).unwrap_or_default()),
        ("kind", search.kind.map(Kind::code).unwrap_or_default()),
        ("centre", search.centre.as_deref().unwrap_or_default()),
        ("unscored", unscored),
        ("cursor", cursor),
    ];
    Place::Backlog.with(desk::locale(), &pairs)
}

/// What is done with the items that are ticked. The boxes stand in the table and belong to this form.
#[component]
fn Chosen(is_manager: bool) -> impl IntoView {
    let reason = use_context::<FormEcho>().filter(|echo| echo.action == RejectItems::PATH);
    let reason = reason.and_then(|echo| echo.values.into_iter().find(|(name, _)| name == "reason"));
    view! {
        <form class="list-tools chosen" id="chosen" method="post" action=to_call(SelectItems::PATH)>
            <p class="field__label">{t("backlog-chosen")}</p>
            <button class="button button--main"><Icon name="check"/>{t("backlog-select")}</button>
            {is_manager.then(|| view! {
                <button class="button" formmethod="get" formaction=path_to(Place::NewPilot)>
                    <Icon name="pilot"/>
                    {t("backlog-pilot")}
                </button>
            })}
            <div class="field">
                <label for="reason">{t("backlog-reason")}</label>
                <input
                    class="input"
                    id="reason"
                    name="reason"
                    maxlength=REASON_CHARS.to_string()
                    value=reason.map(|(_, text)| text)
                />
            </div>
            <button class="button button--quiet" formaction=to_call(RejectItems::PATH)>
                <Icon name="close"/>
                {t("backlog-reject")}
            </button>
        </form>
    }
    .into_any()
}

/// How scores are made, in words.
#[component]
fn Formula(weights: Weights) -> impl IntoView {
    let facts = [
        ("value", weights.value.into()),
        ("demand", weights.demand.into()),
        ("ease", weights.ease.into()),
        ("cost", weights.cost.into()),
    ];
    view! {
        <section class="panel" aria-labelledby="formula">
            <h2 id="formula">{t("backlog-formula-title")}</h2>
            <p>{t("backlog-formula-text")}</p>
            <p>{t_with("backlog-formula-weights", &facts)}</p>
            <p class="soft">{t("backlog-formula-demand")}</p>
        </section>
    }
    .into_any()
}
