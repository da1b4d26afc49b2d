//! The portfolio: every pilot as a card, with one sentence on how it stands.

use super::{
    pieces::{StateBadge, day, day_of, span},
    standing::{Standing, standing},
};
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in},
    inventory::Text,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Empty, Icon, Page, whole},
};
use contract::pilots::PilotDetails;
use domain::pilots;
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
    let mut cards = Vec::new();
    for pilot in answer(pilots::list(&env, &manager).await)? {
        let pilot = answer(pilots::get(&env, &manager, pilot.id).await)?;
        let uptake = answer(pilots::uptake(&env, &manager, pilot.id).await)?;
        let stands = standing(&pilot, &uptake, &today);
        cards.push(view! { <Card pilot stands today=today.clone()/> });
    }
    let bare = cards.is_empty();
    let content = if bare {
        Either::Left(view! {
            <Empty icon="pilot" heading=t("pilots-empty-title") text=t("pilots-empty-text")>
                <a class="button button--main" href=path_to(Place::NewPilot)><Icon name="plus"/>{t("pilots-new")}</a>
            </Empty>
        })
    } else {
        Either::Right(view! { <div class="panels">{cards}</div> })
    };
    Ok(view! {
        <Page title=t("pilots-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("pilots-title")}</h1>
                <p class="soft">{t("pilots-lead")}</p>
                {(!bare).then(|| view! {
                    <p class="actions">
                        <a class="button button--main" href=path_to(Place::NewPilot)><Icon name="plus"/>{t("pilots-new")}</a>
                    </p>
                })}
            </header>
            {content}
        </Page>
    })
}

/// One pilot.
#[component]
fn Card(pilot: PilotDetails, stands: Standing, today: String) -> impl IntoView {
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
                <h2><a href=path_to(Place::Pilot(pilot.id))><Text of=fields.title/></a></h2>
                <p class="soft">{about}</p>
            </div>
            <p class="pilot-card__says">{t(stands.key())}</p>
        </article>
    }
    .into_any()
}
