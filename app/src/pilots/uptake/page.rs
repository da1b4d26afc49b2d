//! The page on which what came of a pilot is read in detail.

use super::{
    charts::Drawing,
    compare::Comparison,
    sheets::{self, Line, Sheet},
};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Icon, Notice, Page, whole},
};
use contract::{
    PilotId,
    uptake::{UptakeDetails, UptakeTable},
};
use domain::pilots;
use leptos::{either::Either, prelude::*};

/// The page of what came of one pilot.
#[component]
pub fn UptakePage() -> impl IntoView {
    whole(uptake())
}

async fn uptake() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let details = answer(pilots::uptake_details(&env, &manager, id).await)?;
    let others = answer(pilots::list(&env, &manager).await)?.into_iter().filter(|pilot| pilot.id != id).collect();
    let with = match asked("with").map(|with| with.parse::<PilotId>()) {
        Some(Ok(with)) if with != id => Some(answer(pilots::uptake_details(&env, &manager, with).await)?),
        _ => None,
    };
    let name = details.title.pick(locale()).to_owned();
    let when = figures::when(locale(), details.as_of, env.clock.now());
    let steps = vec![(path_to(Place::Pilots), t("pilots-title")), (path_to(Place::Pilot(id)), name.clone())];
    Ok(view! {
        <Page title=format!("{} · {name}", t("uptake-title"))>
            <Crumbs steps here=t("uptake-title")/>
            <header class="page__head">
                <h1>{t("uptake-title")}</h1>
                <p class="soft">{t_with("uptake-as-of", &[("when", when.into())])} " " {t("uptake-lead")}</p>
                <Reports id/>
            </header>
            <Content details=details.clone()/>
            <Comparison details others with/>
        </Page>
    })
}

/// The reports to download, and where the figures are explained.
#[component]
fn Reports(id: PilotId) -> impl IntoView {
    let report = |form: &str| format!("/api/v1/pilots/{id}/report.pdf?lang={}&form={form}", locale());
    view! {
        <p class="actions">
            <a class="button" href=report("short") download=""><Icon name="download"/>{t("uptake-report-short")}</a>
            <a class="button" href=report("full") download=""><Icon name="download"/>{t("uptake-report-full")}</a>
            <a class="button" href=format!("/api/v1/pilots/{id}/uptake.xlsx") download="">
                <Icon name="download"/>
                {t("uptake-workbook")}
            </a>
            <a class="button button--quiet" href=path_to(Place::Definitions)><Icon name="info"/>{t("definitions-title")}</a>
        </p>
    }
    .into_any()
}

/// Every sheet, or why there are none.
#[component]
fn Content(details: UptakeDetails) -> impl IntoView {
    let id = details.pilot_id;
    if details.uptake.funnel.invited.shown() == Some(0) {
        return Either::Left(view! {
            <Empty icon="people" heading=t("pilot-uptake-empty-title") text=t("pilot-uptake-empty-text")>
                <a class="button" href=format!("{}#invite", path_to(Place::Pilot(id)))><Icon name="mail"/>{t("pilot-invite")}</a>
            </Empty>
        });
    }
    let few = details.tables.is_empty();
    let sheets = sheets::sheets(&details, locale());
    Either::Right(view! {
        {few.then(|| view! { <Notice heading=t("uptake-few-title") text=t("uptake-few-text")/> })}
        {sheets.into_iter().map(|sheet| view! { <SheetPanel id sheet/> }).collect_view()}
        <dl class="facts">
            <dt>{t("pilot-watched")}</dt>
            <dd>{sheets::watched(locale(), &details.uptake)}</dd>
        </dl>
        <p class="soft small">{t("uptake-marks")}</p>
    })
}

/// One sheet: what it counts, its drawing, its table, its file.
#[component]
fn SheetPanel(id: PilotId, sheet: Sheet) -> impl IntoView {
    let code = sheet.table.code();
    let file = match sheet.table {
        UptakeTable::Funnel => format!("/api/v1/pilots/{id}/uptake.csv"),
        _ => format!("/api/v1/pilots/{id}/uptake/{code}.csv"),
    };
    let title = sheet.title.clone();
    view! {
        <section class="panel" aria-labelledby=code>
            <h2 id=code>{sheet.title.clone()}</h2>
            <p class="soft small">
                {sheet.definition.clone()}
                " "
                <a href=format!("{}#{code}", path_to(Place::Definitions))>{t("uptake-define")}</a>
            </p>
            <Drawing chart=sheet.chart.clone() title=title.clone()/>
            <details class="definitions">
                <summary><Icon name="next" class="icon--turns"/>{t("uptake-see-table")}</summary>
                <SheetTable sheet title/>
            </details>
            <p class="actions">
                <a class="button button--quiet" href=file download="">
                    <Icon name="download"/>
                    {t("pilot-csv")}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// The figures of a sheet.
#[component]
fn SheetTable(sheet: Sheet, title: String) -> impl IntoView {
    let Sheet { columns, lines, .. } = sheet;
    let names: Vec<String> = columns.iter().skip(1).cloned().collect();
    let head = columns.into_iter().enumerate().map(|(place, name)| {
        view! { <th scope="col" class=(place > 0).then_some("table__figure")>{name}</th> }
    });
    let line = |line: Line| {
        let cells = line.cells.into_iter().zip(names.clone()).map(|(cell, name)| {
            view! { <td class="table__figure" data-label=name>{cell}</td> }
        });
        view! {
            <tr>
                <th scope="row">{line.name}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption class="for-ears">{title}</caption>
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
