//! What members ask for, and what staff make of it.

use super::{
    calls::{DismissDemand, LinkDemand, MakeItemOfDemand, ReopenDemand},
    is_this_one,
};
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, path_to, signed_in},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{self, locale, t, t_with},
    ui::{Badge, Crumbs, Empty, Form, Hidden, Icon, Notice, Page, ProblemSummary, Tone, to_call, whole},
    words,
};
use contract::{
    demand::{Demand, DemandList, DemandState, REASON_CHARS},
    inventory::Kind,
};
use domain::demand;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with what members ask for.
#[component]
pub fn DemandPage() -> impl IntoView {
    whole(list())
}

async fn list() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let state = asked("state").and_then(|state| state.parse().ok()).unwrap_or(DemandState::Open);
    let found = answer(demand::list(&env()?, &staff, state).await)?;
    Ok(view! {
        <Page title=t("demand-title")>
            <Crumbs steps=vec![(path_to(Place::Backlog), t("backlog-title"))] here=t("demand-title")/>
            <header class="page__head">
                <h1>{t("demand-title")}</h1>
                <p class="soft">{t("demand-lead")}</p>
            </header>
            <WhatWasDone/>
            <States state/>
            <Demands found/>
        </Page>
    })
}

#[component]
fn WhatWasDone() -> impl IntoView {
    if let Some(echo) = use_context::<FormEcho>() {
        return Either::Left(view! { <ProblemSummary problem=echo.problem/> });
    }
    let text = match asked("done").as_deref() {
        Some("linked") => Some(t("demand-was-linked")),
        Some("dismissed") => Some(t("demand-was-dismissed")),
        Some("reopened") => Some(t("demand-was-reopened")),
        _ => None,
    };
    Either::Right(text.map(|text| view! { <Notice tone=Tone::Good text/> }))
}

fn state_word(state: DemandState) -> String {
    match state {
        DemandState::Open => t("demand-open"),
        DemandState::Linked => t("demand-linked"),
        DemandState::Dismissed => t("demand-dismissed"),
    }
}

/// The three lists.
#[component]
fn States(state: DemandState) -> impl IntoView {
    let chip = |other: &DemandState| {
        let href = Place::Demand.with(texts::locale(), &[("state", other.code())]);
        let current = (*other == state).then_some("page");
        view! { <li><a class="chip" href=href aria-current=current>{state_word(*other)}</a></li> }
    };
    view! { <ul class="chips">{DemandState::ALL.iter().map(chip).collect_view()}</ul> }.into_any()
}

#[component]
fn Demands(found: DemandList) -> impl IntoView {
    let DemandList { items, hidden_texts, hidden_searches } = found;
    let facts = [("count", (hidden_texts as f64).into()), ("searches", (hidden_searches as f64).into())];
    let hidden = (hidden_texts > 0).then(|| t_with("demand-hidden", &facts));
    let list = if items.is_empty() {
        Either::Left(view! { <Empty icon="hand" heading=t("demand-empty-title") text=t("demand-empty-text")/> })
    } else {
        Either::Right(view! {
            <div class="panels panels--wide">
                {items.into_iter().map(|demand| view! { <One demand/> }).collect_view()}
            </div>
        })
    };
    view! {
        {list}
        {hidden.map(|text| view! { <p class="small soft">{text}</p> })}
    }
    .into_any()
}

/// One demand with its figures and what can be done about it.
#[component]
fn One(demand: Demand) -> impl IntoView {
    let id = format!("demand-{}", demand.id);
    let grows = demand.grows();
    let number = |count: u64| figures::number(locale(), count as f64);
    let last = figures::date(locale(), demand.last_at);
    let notes = demand.notes.clone();
    let title = demand.words.clone();
    view! {
        <article class="panel" id=id>
            <div class="panel__head">
                <h2>{title}</h2>
                {grows.then(|| view! { <Badge tone=Tone::Accent icon="flame" label=t("demand-grows")/> })}
            </div>
            <dl class="facts">
                <dt>{t("demand-members")}</dt>
                <dd>{number(demand.members)}</dd>
                <dt>{t("demand-30")}</dt>
                <dd>{number(demand.last_30_days)}</dd>
                <dt>{t("demand-90")}</dt>
                <dd>{number(demand.last_90_days)}</dd>
                <dt>{t("demand-last")}</dt>
                <dd>{last}</dd>
            </dl>
            {(!notes.is_empty()).then(|| view! {
                <ul class="prose small">{notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
            })}
            {match demand.state {
                DemandState::Open => Either::Left(view! { <Decide demand/> }),
                _ => Either::Right(view! { <Decided demand/> }),
            }}
        </article>
    }
    .into_any()
}

/// What became of it, and opening it again.
#[component]
fn Decided(demand: Demand) -> impl IntoView {
    let item = demand.item_id.zip(demand.item_title);
    view! {
        {item.map(|(id, title)| view! {
            <p><a class="chip" href=path_to(Place::Item(id))><Text of=title/><Icon name="next"/></a></p>
        })}
        {demand.reason.map(|reason| view! { <p class="soft">{reason}</p> })}
        <Form action=ReopenDemand::PATH class="" quiet=true>
            <Hidden name="demand" value=demand.id.to_string()/>
            <button class="button button--quiet"><Icon name="restart"/>{t("demand-reopen")}</button>
        </Form>
    }
    .into_any()
}

/// The three answers.
#[component]
fn Decide(demand: Demand) -> impl IntoView {
    let id = demand.id.to_string();
    let came_back = [LinkDemand::PATH, DismissDemand::PATH].iter().any(|path| is_this_one(path, "demand", &id));
    let typed = |name: &str| {
        use_context::<FormEcho>()
            .filter(|_| came_back)
            .and_then(|echo| echo.values.into_iter().find(|(sent, _)| sent == name))
            .map(|(_, text)| text)
            .unwrap_or_default()
    };
    let find = Place::Inventory.with(texts::locale(), &[("q", &demand.words)]);
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(*kind))).collect::<Vec<_>>();
    let (link_id, reason_id, kind_id) = (format!("link-{id}"), format!("reason-{id}"), format!("kind-{id}"));
    view! {
        <details class="judge__form" open=came_back>
            <summary><Icon name="check"/>" "{t("demand-answer")}</summary>
            <form class="form" method="post" action=to_call(MakeItemOfDemand::PATH)>
                <Hidden name="demand" value=id.clone()/>
                <div class="field">
                    <label for=kind_id.clone()>{t("demand-make-kind")}</label>
                    <select class="select" id=kind_id name="item_kind">
                        {kinds.into_iter().map(|(code, word)| view! { <option value=code>{word}</option> }).collect_view()}
                    </select>
                </div>
                <p class="actions"><button class="button"><Icon name="plus"/>{t("demand-make")}</button></p>
            </form>
            <form class="form" method="post" action=to_call(LinkDemand::PATH)>
                <Hidden name="demand" value=id.clone()/>
                <div class="field">
                    <label for=link_id.clone()>{t("demand-link-item")}</label>
                    <p class="field__hint">
                        {t("demand-link-hint")} " " <a href=find target="_blank">{t("demand-link-find")}</a>
                    </p>
                    <input class="input" id=link_id name="item_id" required=true value=typed("item_id")/>
                </div>
                <p class="actions"><button class="button"><Icon name="shelf"/>{t("demand-link")}</button></p>
            </form>
            <form class="form" method="post" action=to_call(DismissDemand::PATH)>
                <Hidden name="demand" value=id/>
                <div class="field">
                    <label for=reason_id.clone()>{t("demand-reason")}</label>
                    <input
                        class="input"
                        id=reason_id
                        name="reason"
                        required=true
                        maxlength=REASON_CHARS.to_string()
                        value=typed("reason")
                    />
                </div>
                <p class="actions">
                    <button class="button button--quiet"><Icon name="close"/>{t("demand-dismiss")}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}
