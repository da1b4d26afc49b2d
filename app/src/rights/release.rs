//! One release: changing it, and withdrawing it with all that follows.

use super::{
    calls::{ChangeRelease, WithdrawRelease},
    day,
    fields::ReleaseFieldset,
    panel::ReleaseBadge,
};
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, asked, env, path_to, signed_in},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Check, Crumbs, Form, Hidden, Icon, Notice, Page, TextArea, Tone, whole},
};
use contract::{
    LangMap, ReleaseId, SessionId, Timestamp,
    rights::{AffectedSession, Release, RightEffect},
};
use domain::{inventory, rights};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page of one release.
#[component]
pub fn ReleasePage() -> impl IntoView {
    whole(release())
}

async fn release() -> Result<impl IntoView, Problem> {
    let id: ReleaseId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let release = answer(rights::release(&env, &staff, id).await)?;
    let item = answer(inventory::get(&env, &staff, release.item_id).await)?;
    let now = env.clock.now();
    let fate = match release.withdrawn_on {
        None => Either::Left(answer(rights::affected(&env, &staff, id).await)?),
        Some(_) => {
            let of_item = answer(rights::of_item(&env, &staff, release.item_id).await)?;
            Either::Right(of_item.effects.into_iter().filter(|effect| effect.release_id == Some(id)).collect())
        }
    };
    let name = release.fields.name.clone();
    let at_item = path_to(Place::Item(item.id));
    let steps = vec![
        (path_to(Place::Inventory), t("inventory-title")),
        (at_item.clone(), item.fields.title.pick(locale()).to_owned()),
    ];
    let (state, fields, version) = (release.state, release.fields.clone(), release.version);
    // What a withdrawal did comes first; what one would do, last.
    let (did, would) = match fate {
        Either::Left(sessions) => (None, Some(view! { <ToWithdraw id sessions now/> })),
        Either::Right(effects) => (Some(view! { <WhatWasHit release effects now/> }), None),
    };
    Ok(view! {
        <Page title=name.clone() class="page page--middle">
            <Crumbs steps here=name.clone()/>
            <header class="page__head">
                <h1>{name}</h1>
                <p><ReleaseBadge state/></p>
            </header>
            <Done/>
            {did}
            <Form action=ChangeRelease::PATH>
                <fieldset class="form__group">
                    <legend>{t("release-form")}</legend>
                    <Hidden name="id" value=id.to_string()/>
                    <Hidden name="based_on" value=version.to_string()/>
                    <ReleaseFieldset fields ask_seen=true/>
                    <div class="form__foot">
                        <button class="button button--main">{t("right-save")}</button>
                        <a class="button button--quiet" href=at_item>{t("right-back")}</a>
                    </div>
                </fieldset>
            </Form>
            {would}
        </Page>
    })
}

#[component]
fn Done() -> impl IntoView {
    let saved = use_context::<FormEcho>().is_none() && asked("done").as_deref() == Some("saved");
    saved.then(|| view! { <Notice tone=Tone::Good text=t("right-saved")/> })
}

/// Which sessions would stop, and the button that stops them.
#[component]
fn ToWithdraw(id: ReleaseId, sessions: Vec<AffectedSession>, now: Timestamp) -> impl IntoView {
    let count = sessions.len() as u64;
    view! {
        <section class="panel" aria-labelledby="withdraw">
            <h2 id="withdraw">{t("withdraw-title")}</h2>
            <p>{t_with("withdraw-text", &[("count", count.into())])}</p>
            {(count > 0).then(|| view! {
                <ul class="rights">
                    {sessions
                        .into_iter()
                        .map(|session| {
                            let when = session.starts_at.map(|starts| figures::when(locale(), starts, now));
                            view! { <SessionLine id=session.session_id title=session.title when on=session.is_on/> }
                        })
                        .collect_view()}
                </ul>
            })}
            <Form action=WithdrawRelease::PATH>
                <Hidden name="id" value=id.to_string()/>
                <TextArea name="reason" label=t("withdraw-reason") hint=t("withdraw-reason-hint") rows=2/>
                <Check name="sure" label=t_with("withdraw-sure", &[("count", count.into())]) required=true/>
                <p class="actions">
                    <button class="button button--danger"><Icon name="gone"/>{t("withdraw-do")}</button>
                </p>
            </Form>
        </section>
    }
    .into_any()
}

/// What a withdrawal did.
#[component]
fn WhatWasHit(release: Release, effects: Vec<RightEffect>, now: Timestamp) -> impl IntoView {
    let on = release.withdrawn_on.as_deref().map(day).unwrap_or_default();
    let count = effects.len() as u64;
    let text = t_with("withdrawn-text", &[("day", on.into()), ("count", count.into())]);
    view! {
        <section class="panel" aria-labelledby="withdrawn">
            <h2 id="withdrawn">{t("withdrawn-title")}</h2>
            <p>{text}</p>
            {release.withdrawn_reason.map(|reason| view! { <blockquote><p>{reason}</p></blockquote> })}
            {(count > 0).then(|| view! {
                <ul class="rights">
                    {effects
                        .into_iter()
                        .map(|effect| {
                            let when = Some(figures::when(locale(), effect.at, now));
                            view! { <SessionLine id=effect.session_id title=effect.title when on=false/> }
                        })
                        .collect_view()}
                </ul>
            })}
            <p class="soft">{t("withdrawn-next")}</p>
        </section>
    }
    .into_any()
}

/// A session by its name, and when it is or stopped.
#[component]
fn SessionLine(id: SessionId, title: LangMap, when: Option<String>, on: bool) -> impl IntoView {
    view! {
        <li>
            <span>
                <a href=path_to(Place::Session(id))><Text of=title/></a>
                {when.map(|when| view! { <span class="table__sub soft small">{when}</span> })}
            </span>
            {on.then(|| view! { <Badge tone=Tone::Live label=t("withdraw-on-air")/> })}
        </li>
    }
    .into_any()
}
