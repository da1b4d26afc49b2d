//! The portfolio: every pilot as a card, by its state, with one sentence on how it stands and what is to be seen to.

use super::{
    alerts::{Alert, alerts},
    pieces::{StateBadge, day, day_of, span},
    standing::{Standing, standing},
};
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in},
    inventory::Text,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Badge, Empty, Icon, Page, Tone, whole},
};
use contract::pilots::{PilotDetails, PilotState};
use domain::pilots::{
    self,
    money::{self, WhatIf},
};
use leptos::{either::Either, prelude::*};

/// The page with every pilot.
#[component]
pub fn PilotsPage() -> impl IntoView {
    whole(list())
}

async fn list() -> Result<impl IntoView, Problem> {
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let today = day_of(env.clock.now());
    let mut columns = Vec::new();
    for pilot in answer(pilots::list(&env, &manager).await)? {
        let pilot = answer(pilots::get(&env, &manager, pilot.id).await)?;
        let uptake = answer(pilots::uptake(&env, &manager, pilot.id).await)?;
        let stands = standing(&pilot, &uptake, &today);
        let costs = answer(money::costs(&env, &manager, pilot.id, &WhatIf::default()).await)?;
        let alerts = alerts(&pilot, &uptake, costs.above_plan, &today);
        columns.push((pilot.state, view! { <Card pilot stands alerts today=today.clone()/> }));
    }
    let bare = columns.is_empty();
    let content = if bare {
        Either::Left(view! {
            <Empty icon="pilot" heading=t("pilots-empty-title") text=t("pilots-empty-text")>
                <a class="button button--main" href=path_to(Place::NewPilot)><Icon name="plus"/>{t("pilots-new")}</a>
            </Empty>
        })
    } else {
        let column = |state: PilotState| {
            let (cards, rest): (Vec<_>, Vec<_>) =
                std::mem::take(&mut columns).into_iter().partition(|(found, _)| *found == state);
            columns = rest;
            let id = format!("state-{}", state.code());
            let heading = id.clone();
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="board__column" aria-labelledby=id>
                        <h2 id=heading>{t(&format!("pilot-state-{}", state.code()))}</h2>
                        {cards.into_iter().map(|(_, card)| card).collect_view()}
                    </section>
                }
            })
        };
        Either::Right(view! { <div class="board">{PilotState::ALL.iter().copied().map(column).collect_view()}</div> })
    };
    Ok(view! {
        <Page title=t("pilots-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("pilots-title")}</h1>
                <p class="soft">{t("pilots-lead")}</p>
                {(!bare).then(|| view! {
                    <p class="actions">
                        <a class="button button--main" href=path_to(Place::NewPilot)><Icon name="plus"/>{t("pilots-new")}</a>
                        <a class="button button--quiet" href=path_to(Place::Decisions)>{t("pilots-decisions")}</a>
                        <a class="button button--quiet" href=path_to(Place::Prices)>{t("prices-title")}</a>
                    </p>
                })}
            </header>
            {content}
        </Page>
    })
}

/// One pilot.
#[component]
fn Card(pilot: PilotDetails, stands: Standing, alerts: Vec<Alert>, today: String) -> impl IntoView {
    let fields = pilot.fields;
    let until = match fields.ends_on.as_deref() {
        Some(end) if end < today.as_str() => t_with("pilots-ended", &[("date", day(end).into())]),
        Some(end) => t_with("pilots-until", &[("date", day(end).into())]),
        None => span(fields.starts_on.as_deref(), None).unwrap_or_else(|| t("pilots-undated")),
    };
    let about = if fields.hypothesis.is_empty() {
        t_with("pilots-items", &[("count", (fields.item_ids.len() as u64).into())])
    } else {
        fields.hypothesis.pick(texts::locale()).to_owned()
    };
    view! {
        <article class="panel pilot-card">
            <div class="panel__head">
                <StateBadge state=pilot.state/>
                <span class="soft small">{until}</span>
            </div>
            <div>
                <h3><a href=path_to(Place::Pilot(pilot.id))><Text of=fields.title/></a></h3>
                <p class="soft">{about}</p>
            </div>
            <p class="pilot-card__says">{t(stands.key())}</p>
            {alerts.into_iter().map(|alert| view! { <Badge tone=Tone::Caution label=alert.words()/> }).collect_view()}
        </article>
    }
    .into_any()
}
