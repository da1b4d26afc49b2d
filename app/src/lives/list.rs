//! The live sessions, for those who give them.

use super::state_word;
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{self, t},
    ui::{Badge, Empty, Icon, Page, Tone, whole},
};
use contract::{
    Timestamp,
    lives::{LiveLine, LiveState},
};
use domain::live;
use leptos::{either::Either, prelude::*};

/// All live sessions, coming and of the last month.
#[component]
pub fn LivesPage() -> impl IntoView {
    whole(lives())
}

async fn lives() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let lines = answer(live::list(&env, &staff, None).await)?;
    let now = env.clock.now();
    let (past, coming): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.note.is_past(now));
    let past: Vec<LiveLine> = past.into_iter().rev().collect();
    let nothing = coming.is_empty() && past.is_empty();
    Ok(view! {
        <Page title=t("lives-title") class="page page--middle">
            <header class="page__head"><h1>{t("lives-title")}</h1></header>
            {if nothing {
                Either::Left(view! {
                    <Empty icon="live" heading=t("lives-empty-title") text=t("lives-empty-text")>
                        <a class="button button--main" href=path_to(Place::Inventory)>{t("rail-inventory")}</a>
                    </Empty>
                })
            } else {
                Either::Right(view! {
                    <LiveTable id="coming" heading=t("lives-coming") lines=coming now/>
                    <LiveTable id="past" heading=t("lives-past") lines=past now/>
                })
            }}
        </Page>
    })
}

/// Some of them, one a line; nothing where there are none.
#[component]
pub(super) fn LiveTable(id: &'static str, heading: String, lines: Vec<LiveLine>, now: Timestamp) -> impl IntoView {
    let locale = texts::locale();
    let line = move |line: LiveLine| {
        let state = line.note.state_at(now);
        let title = line.title.pick(locale).to_owned();
        let who = line.note.substitute.clone().or(line.instructor.clone());
        view! {
            <li class="live-row">
                <time datetime=figures::machine(line.note.starts_at)>
                    {figures::when(locale, line.note.starts_at, now)}
                </time>
                <span class="live-row__what">
                    <a href=path_to(Place::Studio(line.session_id))>{title}</a>
                    {who.map(|who| view! { " "<span class="soft small">{who}</span> })}
                </span>
                <StateBadge state/>
                {(!line.is_published).then(|| view! { <Badge icon="eye-off" label=t("live-hidden")/> })}
            </li>
        }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <ul class="live-rows">{lines.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// Where a session stands.
#[component]
pub fn StateBadge(
    /// Where it stands.
    state: LiveState,
) -> impl IntoView {
    let label = state_word(state);
    match state {
        LiveState::Live | LiveState::Interrupted => {
            view! { <span class="badge badge--live"><Icon name="live"/>{label}</span> }.into_any()
        }
        LiveState::Cancelled => view! { <Badge tone=Tone::Wrong icon="close" label/> }.into_any(),
        LiveState::Replay => view! { <Badge tone=Tone::Good icon="play" label/> }.into_any(),
        LiveState::Waiting => view! { <Badge tone=Tone::Caution icon="clock" label/> }.into_any(),
        _ => view! { <Badge icon="calendar" label/> }.into_any(),
    }
}
