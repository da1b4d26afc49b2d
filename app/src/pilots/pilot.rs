//! One pilot, in the order in which one asks: what was the question, who came, with what, and
//! who is invited.

use super::{
    funnel::FunnelPanel,
    invite::{InvitePanel, InvitedNotice},
    life::{Done, LifePanel},
    pieces::{StateBadge, day_of, so_far, span, targets, tone},
    sessions::{PilotSessions, shown_of},
    standing::{standing, target},
};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    inventory::Text,
    listening::Heard,
    problem::Problem,
    texts::{locale, t},
    ui::{Crumbs, Empty, Icon, Notice, Page, Tone, whole},
};
use contract::{
    PilotId,
    pilots::{PilotDetails, Uptake},
};
use domain::{listening, pilots};
use leptos::{either::Either, prelude::*};

/// The page of one pilot.
#[component]
pub fn PilotPage() -> impl IntoView {
    whole(pilot())
}

async fn pilot() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let uptake = answer(pilots::uptake(&env, &manager, id).await)?;
    let life = answer(pilots::life::life(&env, &manager, id).await)?;
    let heard = answer(listening::of_pilot(&env, &manager, id).await)?;
    let shown = shown_of(&env, &pilot.fields.item_ids).await?;
    let title = pilot.fields.title.pick(locale()).to_owned();
    let stands = view! { <Stands pilot=pilot.clone() uptake=uptake.clone() today=day_of(env.clock.now())/> };
    Ok(view! {
        <Page title=title.clone()>
            <Crumbs steps=vec![(path_to(Place::Pilots), t("pilots-title"))] here=title/>
            <Head pilot=pilot.clone()/>
            {(asked("done").as_deref() == Some("saved")).then(|| view! { <Notice tone=Tone::Good text=t("pilot-saved")/> })}
            <Done/>
            <InvitedNotice/>
            <More id/>
            <Question pilot/>
            {stands}
            <LifePanel life/>
            <Uptook id uptake/>
            <Heard listening=heard/>
            <PilotSessions shown/>
            <InvitePanel pilot=id/>
        </Page>
    })
}

/// The name, the state and the dates.
#[component]
fn Head(pilot: PilotDetails) -> impl IntoView {
    let fields = pilot.fields;
    let dates = span(fields.starts_on.as_deref(), fields.ends_on.as_deref());
    view! {
        <header class="page__head page__head--with-actions">
            <h1><Text of=fields.title/></h1>
            <p><StateBadge state=pilot.state/> " " <span class="soft">{dates}</span></p>
            <p class="actions">
                <a class="button" href=path_to(Place::EditPilot(pilot.id))><Icon name="edit"/>{t("pilot-edit")}</a>
            </p>
        </header>
    }
    .into_any()
}

/// The other pages of the pilot.
#[component]
fn More(id: PilotId) -> impl IntoView {
    let pages = [
        (Place::PilotSheet(id), "guide", "sheet-title"),
        (Place::PilotCohort(id), "people", "cohort-title"),
        (Place::PilotCosts(id), "inventory", "costs-title"),
        (Place::PilotVersions(id), "history", "versions-title"),
    ];
    let chip = |(place, icon, key): (Place, &'static str, &str)| {
        view! { <li><a class="chip" href=path_to(place)><Icon name=icon/>{t(key)}</a></li> }
    };
    view! { <nav aria-label=t("pilot-more")><ul class="chips">{pages.map(chip).collect_view()}</ul></nav> }.into_any()
}

/// What is to be learned, and what would count as success.
#[component]
fn Question(pilot: PilotDetails) -> impl IntoView {
    let fields = pilot.fields;
    let question = if fields.hypothesis.is_empty() {
        Either::Left(view! { <p class="soft">{t("pilot-no-question")}</p> })
    } else {
        Either::Right(view! { <p class="lead"><Text of=fields.hypothesis/></p> })
    };
    view! {
        <section class="page__section prose" aria-labelledby="question">
            <h2 id="question">{t("pilot-question")}</h2>
            {question}
            <p><strong>{t("pilot-target")}</strong> " " {targets(&fields.targets).unwrap_or_else(|| t("pilot-no-target"))}</p>
        </section>
    }
    .into_any()
}

/// How the pilot stands, in a sentence and the figures behind it.
#[component]
fn Stands(pilot: PilotDetails, uptake: Uptake, today: String) -> impl IntoView {
    let stands = standing(&pilot, &uptake, &today);
    let figures = so_far(target(&pilot, &uptake), uptake.funnel.invited);
    match figures {
        Some(figures) => view! { <Notice tone=tone(stands) heading=t(stands.key()) text=figures/> },
        None => view! { <Notice tone=tone(stands) text=t(stands.key())/> },
    }
}

/// Who came.
#[component]
fn Uptook(id: PilotId, uptake: Uptake) -> impl IntoView {
    let nobody = uptake.funnel.invited.shown() == Some(0);
    let content = if nobody {
        Either::Left(view! {
            <Empty icon="people" heading=t("pilot-uptake-empty-title") text=t("pilot-uptake-empty-text")>
                <a class="button" href="#invite"><Icon name="mail"/>{t("pilot-invite")}</a>
            </Empty>
        })
    } else {
        Either::Right(view! { <FunnelPanel id uptake/> })
    };
    view! {
        <section class="page__section" aria-labelledby="uptake">
            <h2 id="uptake">{t("pilot-uptake")}</h2>
            {content}
        </section>
    }
    .into_any()
}
