//! The rights to watch: what ends within two months, and which sessions were taken out.

use super::{day, word};
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in, viewer},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Empty, Icon, Page, Tone, whole},
};
use contract::{
    Timestamp,
    accounts::Role,
    rights::{EndingRight, RightEffect, THRESHOLDS},
};
use domain::rights;
use leptos::{either::Either, prelude::*};

/// The page of what ends soon.
#[component]
pub fn RightsToWatchPage() -> impl IntoView {
    whole(to_watch())
}

async fn to_watch() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let [far, near, close] = THRESHOLDS;
    let ending = answer(rights::ending(&env, &staff, far).await)?;
    let effects = answer(rights::effects(&env, &staff).await)?;
    let now = env.clock.now();
    let nothing = ending.is_empty() && effects.is_empty();
    let between = |above: Option<u32>, most: u32| {
        let is_in = |right: &&EndingRight| right.days_left <= most && above.is_none_or(|above| right.days_left > above);
        ending.iter().filter(is_in).cloned().collect::<Vec<_>>()
    };
    let groups = [(close, between(None, close)), (near, between(Some(close), near)), (far, between(Some(near), far))];
    let may_ask = viewer().is_some_and(|viewer| viewer.role >= Role::Manager);
    Ok(view! {
        <Page title=t("rights-watch-title") class="page page--middle">
            <header class="page__head page__head--with-actions">
                <h1>{t("rights-watch-title")}</h1>
                <p class="soft">{t("rights-watch-lead")}</p>
                {may_ask.then(|| view! {
                    <p class="actions">
                        <a class="button" href=path_to(Place::RightDemands)><Icon name="settings"/>{t("demands-title")}</a>
                    </p>
                })}
            </header>
            {if nothing {
                Either::Left(view! {
                    <Empty icon="shield" heading=t("rights-watch-empty-title") text=t("rights-watch-empty-text")>
                        <a class="button" href=path_to(Place::Inventory)>{t("rail-inventory")}</a>
                    </Empty>
                })
            } else {
                Either::Right(view! {
                    {groups.map(|(days, ending)| view! { <Within days ending/> })}
                    <TakenOut effects now/>
                })
            }}
        </Page>
    })
}

/// What ends within so many days, and not sooner.
#[component]
fn Within(days: u32, ending: Vec<EndingRight>) -> impl IntoView {
    let id = format!("within-{days}");
    (!ending.is_empty()).then(|| {
        view! {
            <section class="page__section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{t_with("rights-within", &[("days", days.into())])}</h2>
                <div class="table-box">
                    <table class="table table--cards">
                        <caption class="for-ears">{t_with("rights-within", &[("days", days.into())])}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t("rights-what")}</th>
                                <th scope="col">{t("inventory-item")}</th>
                                <th scope="col">{t("right-ends-on")}</th>
                                <th scope="col">{t("rights-owner")}</th>
                            </tr>
                        </thead>
                        <tbody>{ending.into_iter().map(|right| view! { <Line right/> }).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn Line(right: EndingRight) -> impl IntoView {
    let (place, what) = match (right.release_id, right.licence_id) {
        (Some(release), _) => (Place::Release(release), t("rights-a-release")),
        (None, Some(licence)) => (Place::Licence(licence), t("rights-a-licence")),
        (None, None) => (Place::Item(right.item_id), String::new()),
    };
    let tone = if right.days_left <= THRESHOLDS[2] { Tone::Wrong } else { Tone::Caution };
    let left = t_with("rights-days-left", &[("days", right.days_left.into())]);
    view! {
        <tr>
            <th scope="row"><a href=path_to(place)>{right.name}</a> <span class="table__sub">{what}</span></th>
            <td data-label=t("inventory-item")><a href=path_to(Place::Item(right.item_id))><Text of=right.title/></a></td>
            <td data-label=t("right-ends-on")>
                <span>{day(&right.ends_on)}" "<Badge tone icon="clock" label=left/></span>
            </td>
            <td data-label=t("rights-owner")>{right.owner.unwrap_or_else(|| t("rights-owner-none"))}</td>
        </tr>
    }
    .into_any()
}

/// The sessions that were taken out lately.
#[component]
fn TakenOut(effects: Vec<RightEffect>, now: Timestamp) -> impl IntoView {
    let line = move |effect: RightEffect| {
        let what = word(&format!("effect-reason-{}", effect.reason.code()));
        view! {
            <li>
                <span>
                    <a href=path_to(Place::Item(effect.item_id))><Text of=effect.title/></a>
                    <span class="table__sub soft small">{effect.name}" · "{figures::when(locale(), effect.at, now)}</span>
                </span>
                <Badge tone=Tone::Wrong icon="gone" label=what/>
            </li>
        }
    };
    (!effects.is_empty()).then(|| {
        view! {
            <section class="page__section" aria-labelledby="taken-out">
                <h2 id="taken-out">{t("rights-taken-out")}</h2>
                <ul class="rights">{effects.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}
