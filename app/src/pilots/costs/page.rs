//! What a pilot costs: the sum line by line, what an hour and a person come to, when it pays for itself, and
//! the same with other figures.

use super::sum;
use crate::{
    address::Place,
    desk::{self, answer, asked, env, fail, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{self, locale, t, t_with},
    ui::{Crumbs, Icon, Notice, Page, ProblemSummary, Tone, whole},
};
use contract::{
    PilotId, Timestamp,
    pilots::money::{BreakEven, Reckoning},
};
use domain::{
    Error,
    pilots::{
        self,
        money::{self, Costs, WhatIf},
    },
};
use leptos::prelude::*;

/// The page of the costs.
#[component]
pub fn CostsPage() -> impl IntoView {
    whole(page())
}

/// The names under which other figures are asked for.
const FIGURES: [&str; 5] = ["people", "hours_each", "months", "per_person", "per_hour"];

async fn page() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let asked_for = FIGURES.map(|name| asked(name).unwrap_or_default());
    let [people, hours_each, months, per_person, per_hour] = asked_for.clone();
    let other = WhatIf { people, hours_each, months, per_person, per_hour };
    // Figures that cannot be read are said to be so beside the form; the sum is shown all the same.
    let (costs, problem) = match money::costs(&env, &manager, id, &other).await {
        Err(error @ Error::Invalid(_)) => {
            let plain = answer(money::costs(&env, &manager, id, &WhatIf::default()).await)?;
            (plain, Some(fail(error.into())))
        }
        other => (answer(other)?, None),
    };
    let name = pilot.fields.title.pick(locale()).to_owned();
    let now = env.clock.now();
    let few = costs.people.shown().is_none() || costs.watched_s.shown().is_none();
    Ok(view! {
        <Page title=format!("{} · {name}", t("costs-title"))>
            <Crumbs
                steps=vec![(path_to(Place::Pilots), t("pilots-title")), (path_to(Place::Pilot(id)), name)]
                here=t("costs-title")
            />
            <header class="page__head page__head--with-actions">
                <h1>{t("costs-title")}</h1>
                <p class="soft">{t("costs-lead")}</p>
                <p class="actions">
                    <a class="button" href=path_to(Place::EditSheet(id))><Icon name="edit"/>{t("costs-edit")}</a>
                    <a class="button button--quiet" href=path_to(Place::Prices)>{t("prices-title")}</a>
                </p>
            </header>
            {costs.above_plan.then(|| view! { <Notice tone=Tone::Caution text=t("costs-above-plan")/> })}
            {few.then(|| view! { <Notice text=t("costs-few")/> })}
            <Figures sum_of=costs.sum currency=costs.currency.clone() now few/>
            <Lines costs=costs.clone()/>
            <Other id costs asked_for problem now/>
        </Page>
    })
}

/// The figures that one looks for first.
#[component]
fn Figures(
    sum_of: Reckoning,
    currency: String,
    now: Timestamp,
    /// Whether what follows from how few people there are is held back.
    #[prop(optional)]
    few: bool,
) -> impl IntoView {
    let money = |amount: Option<f64>| amount.map_or_else(|| "–".to_owned(), |amount| sum(amount, &currency));
    let figures = [
        ("costs-total", money(Some(sum_of.total))),
        ("costs-per-hour", money(sum_of.per_hour)),
        ("costs-per-person", money(sum_of.per_person)),
        ("costs-class-per-hour", money(sum_of.class_per_hour)),
        ("costs-reach", sum_of.reach.map_or_else(|| "–".to_owned(), |reach| figures::number(locale(), reach))),
    ];
    let figure = |(key, value): (&str, String)| {
        let held_back = match key {
            "costs-per-hour" if few && sum_of.per_hour.is_none() => Some(t("costs-per-hour-few")),
            "costs-per-person" if few && sum_of.per_person.is_none() => Some(t("costs-per-person-few")),
            _ => None,
        };
        let class = held_back.is_some().then_some("counts__few");
        view! { <div><dt>{t(key)}</dt><dd class=class>{held_back.unwrap_or(value)}</dd></div> }
    };
    view! {
        <dl class="counts">{figures.into_iter().map(figure).collect_view()}</dl>
        <p><strong>{t("costs-break-even")}</strong> " " {break_even(sum_of.break_even, now)}</p>
        {compared(&sum_of).map(|words| view! { <p>{words}</p> })}
    }
    .into_any()
}

/// How an hour watched compares with an hour of a participant in a centre.
fn compared(sum_of: &Reckoning) -> Option<String> {
    let (here, there) = (sum_of.per_hour?, sum_of.class_per_hour?);
    let (key, times) = if here <= there { ("costs-cheaper", there / here) } else { ("costs-dearer", here / there) };
    (times.is_finite() && times > 0.0).then(|| t_with(key, &[("times", figures::number(locale(), times).into())]))
}

fn break_even(when: BreakEven, now: Timestamp) -> String {
    match when {
        BreakEven::Met => t("costs-met"),
        BreakEven::Never => t("costs-never"),
        BreakEven::Unknown => t("costs-unknown"),
        BreakEven::In { months } => {
            let hours = (f64::from(months) * 30.44 * 24.0).round() as i64;
            let then = now.checked_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(now);
            t_with("costs-in", &[("count", months.into()), ("month", figures::month(locale(), then).into())])
        }
    }
}

/// The sum, line by line, with what each is made of.
#[component]
fn Lines(costs: Costs) -> impl IntoView {
    let currency = costs.currency.clone();
    let money = |amount: f64| sum(amount, &currency);
    let months = figures::number(locale(), costs.months);
    let stored = figures::bytes(locale(), costs.stored_bytes);
    let rate = figures::number(locale(), costs.bitrate as f64 / 1e6);
    let egress = costs.watched_s.shown().map_or_else(
        || t_with("costs-egress-few", &[("rate", rate.clone().into())]),
        |seconds| {
            let watched = figures::duration(locale(), seconds as f64);
            t_with("costs-egress-def", &[("watched", watched.into()), ("rate", rate.clone().into())])
        },
    );
    let lines = [
        (t("costs-setup"), money(costs.sum.setup), t("costs-setup-def")),
        (
            t("costs-running"),
            money(costs.sum.running),
            t_with("costs-running-def", &[("months", months.clone().into())]),
        ),
        (
            t("costs-storage"),
            money(costs.sum.storage),
            t_with("costs-storage-def", &[("size", stored.into()), ("months", months.into())]),
        ),
        (t("costs-egress"), costs.sum.egress.map_or_else(|| t("costs-amount-few"), money), egress),
        (t("costs-planned"), money(costs.planned), t("costs-planned-def")),
        (t("costs-funding"), money(costs.funding), t("costs-funding-def")),
    ];
    let line = |(name, value, definition): (String, String, String)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="table__figure" data-label=t("costs-amount")>{value}</td>
                <td>{definition}</td>
            </tr>
        }
    };
    view! {
        <section class="page__section" aria-labelledby="lines">
            <h2 id="lines">{t("costs-lines")}</h2>
            <div class="table-box">
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{t("costs-line")}</th>
                            <th scope="col">{t("costs-amount")}</th>
                            <th scope="col">{t("funnel-definition")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The same with other figures: a form that only asks, and changes nothing.
#[component]
fn Other(id: PilotId, costs: Costs, asked_for: [String; 5], problem: Option<Problem>, now: Timestamp) -> impl IntoView {
    let labels =
        ["costs-if-people", "costs-if-hours", "costs-if-months", "costs-if-per-person", "costs-if-per-hour"].map(t);
    let wrong = problem.clone().map(|problem| problem.fields).unwrap_or_default();
    let field = move |(name, label, value): (&'static str, String, String)| {
        let error = wrong.iter().find(|field| field.field == name);
        let error = error.map(|field| Problem::field_sentence(field, texts::locale()));
        let described = error.is_some().then(|| format!("{name}-error"));
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input
                    class="input"
                    id=name
                    name=name
                    value=value
                    inputmode="decimal"
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=described.clone()
                />
                {error.map(|error| view! { <p class="field__error" id=described><Icon name="wrong"/><span>{error}</span></p> })}
            </div>
        }
    };
    let fields = FIGURES.into_iter().zip(labels).zip(asked_for).map(|((name, label), value)| (name, label, value));
    let currency = costs.currency;
    view! {
        <section class="panel" aria-labelledby="other">
            <h2 id="other">{t("costs-if")}</h2>
            <p class="soft">{t("costs-if-text")}</p>
            {problem.map(|problem| view! { <ProblemSummary problem/> })}
            <form class="form" method="get" action=format!("{}#other", path_to(Place::PilotCosts(id)))>
                <div class="form__three">{fields.map(field).collect_view()}</div>
                <p class="actions">
                    <button class="button">{t("costs-if-do")}</button>
                    <a class="button button--quiet" href=path_to(Place::PilotCosts(id))>{t("costs-if-reset")}</a>
                </p>
            </form>
            {costs.what_if.map(|sum_of| view! { <Figures sum_of currency now/> })}
        </section>
    }
    .into_any()
}
