//! Writing the sheet. Lists show what they hold and a few empty rows; a row that is emptied is gone.

use super::calls::WriteSheet;
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t},
    ui::{Crumbs, Field, Form, Hidden, Icon, LangArea, Notice, Page, Select, TextArea, Tone, whole},
};
use contract::{
    PilotId, limits,
    pilots::sheet::{Basis, BudgetLine, Canvas, Counted, Goal, ROW_CHARS, ROWS, Sheet, Timing},
};
use domain::pilots::{self, sheet};
use leptos::{prelude::*, server_fn::ServerFn};

/// Empty rows after those that hold something.
const SPARE: usize = 2;

/// The page on which a sheet is written.
#[component]
pub fn EditSheetPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let details = answer(sheet::sheet(&env, &manager, id).await)?;
    let name = pilot.fields.title.pick(locale()).to_owned();
    let here = path_to(Place::PilotSheet(id));
    let echo = use_context::<FormEcho>().filter(|echo| echo.action == WriteSheet::PATH);
    let overtaken = echo.as_ref().is_some_and(|echo| echo.problem.code == "changed_meanwhile");
    // Rows that were typed and not saved are shown again.
    let typed = |list: &str| {
        let rows = (0..ROWS).rev().find(|row| {
            let prefix = format!("sheet[{list}][{row}]");
            echo.iter().flat_map(|echo| &echo.values).any(|(name, _)| name.starts_with(&prefix))
        });
        rows.map_or(0, |row| row + 1)
    };
    let rows = Counts {
        owners: typed("owners"),
        partners: typed("partners"),
        funding: typed("funding"),
        budget: typed("budget"),
        goals: typed("goals"),
        risks: typed("risks"),
    };
    let now = here.clone();
    Ok(view! {
        <Page title=format!("{} · {name}", t("sheet-edit-title")) class="page page--middle">
            <Crumbs
                steps=vec![
                    (path_to(Place::Pilots), t("pilots-title")),
                    (path_to(Place::Pilot(id)), name),
                    (here.clone(), t("sheet-title")),
                ]
                here=t("sheet-edit-title")
            />
            <header class="page__head">
                <h1>{t("sheet-edit-title")}</h1>
                <p class="soft">{t("sheet-edit-lead")}</p>
            </header>
            {overtaken.then(|| view! {
                <Notice tone=Tone::Caution heading=t("pilot-meanwhile-title") text=t("pilot-meanwhile-text")>
                    <a class="button" href=now target="_blank"><Icon name="eye"/>{t("pilot-meanwhile-see")}</a>
                </Notice>
            })}
            <Form action=WriteSheet::PATH quiet=overtaken>
                <Hidden name="pilot" value=id.to_string()/>
                <Hidden name="based_on" value=details.version.to_string()/>
                <Fields sheet=details.sheet rows/>
                <div class="form__foot">
                    <button class="button button--main">{t("sheet-save")}</button>
                    <a class="button button--quiet" href=here>{t("form-cancel")}</a>
                </div>
            </Form>
        </Page>
    })
}

/// How many rows of each list were typed, where the form has come back.
#[derive(Clone, Copy)]
struct Counts {
    owners: usize,
    partners: usize,
    funding: usize,
    budget: usize,
    goals: usize,
    risks: usize,
}

/// How many rows are shown.
fn shown(held: usize, typed: usize) -> usize {
    (held + SPARE).max(typed).min(ROWS)
}

/// The text of a cell.
type Cell = (&'static str, String);

#[component]
fn Fields(sheet: Sheet, rows: Counts) -> impl IntoView {
    let Sheet {
        promise,
        audience,
        centre,
        tags,
        owners,
        partners,
        funding,
        budget,
        goals,
        risks,
        before,
        after,
        terms,
        ..
    } = sheet;
    let owner = |place: usize| -> Vec<Cell> {
        let row = owners.get(place).cloned().unwrap_or_default();
        vec![("name", row.name), ("division", row.division)]
    };
    let partner = |place: usize| -> Vec<Cell> {
        let row = partners.get(place).cloned().unwrap_or_default();
        vec![("name", row.name), ("brings", row.brings), ("owed", row.owed)]
    };
    let source = |place: usize| -> Vec<Cell> {
        let row = funding.get(place).cloned().unwrap_or_default();
        vec![("source", row.source), ("amount", row.amount)]
    };
    let risk = |place: usize| -> Vec<Cell> {
        let row = risks.get(place).cloned().unwrap_or_default();
        vec![("risk", row.risk), ("answer", row.answer)]
    };
    let all = |count: usize, cells: &dyn Fn(usize) -> Vec<Cell>| (0..count).map(cells).collect::<Vec<_>>();
    let owners_shown = all(shown(owners.len(), rows.owners), &owner);
    let partners_shown = all(shown(partners.len(), rows.partners), &partner);
    let funding_shown = all(shown(funding.len(), rows.funding), &source);
    let goals_shown: Vec<Goal> =
        (0..shown(goals.len(), rows.goals)).map(|place| goals.get(place).cloned().unwrap_or_default()).collect();
    let risks_shown = all(shown(risks.len(), rows.risks), &risk);
    let lines: Vec<BudgetLine> =
        (0..shown(budget.len(), rows.budget)).map(|place| budget.get(place).cloned().unwrap_or_default()).collect();
    view! {
        <fieldset class="form__group">
            <legend>{t("sheet-for-whom")}</legend>
            <div class="form__pair">
                <LangArea name="sheet[promise]" label=t("sheet-part-promise") hint=t("sheet-promise-hint") value=promise rows=3/>
            </div>
            <div class="form__pair">
                <LangArea name="sheet[audience]" label=t("sheet-part-audience") value=audience rows=3/>
            </div>
            <div class="form__pair">
                <Field name="sheet[centre]" label=t("sheet-part-centre") value=centre maxlength=limits::SHORT_TEXT_CHARS/>
                <Field name="sheet[tags]" label=t("sheet-part-tags") hint=t("sheet-tags-hint") value=tags maxlength=ROW_CHARS/>
            </div>
        </fieldset>
        <List list="owners" rows=owners_shown/>
        <List list="partners" rows=partners_shown/>
        <Goals goals=goals_shown/>
        <List list="funding" rows=funding_shown/>
        <Budget lines/>
        <fieldset class="form__group">
            <legend>{t("sheet-terms")}</legend>
            <p class="soft small">{t("sheet-terms-text")}</p>
            <div class="form__pair">
                <Field name="sheet[terms][per_person]" label=t("sheet-terms-per-person") value=terms.per_person inputmode="decimal"/>
                <Field name="sheet[terms][per_hour]" label=t("sheet-terms-per-hour") value=terms.per_hour inputmode="decimal"/>
                <Field name="sheet[terms][class_cost]" label=t("sheet-terms-class-cost") value=terms.class_cost inputmode="decimal"/>
                <Field name="sheet[terms][class_people]" label=t("sheet-terms-class-people") value=terms.class_people inputmode="numeric"/>
                <Field name="sheet[terms][class_minutes]" label=t("sheet-terms-class-minutes") value=terms.class_minutes inputmode="numeric"/>
            </div>
        </fieldset>
        <List list="risks" rows=risks_shown/>
        <Blocks canvas="before" legend=t("sheet-model-before") value=before/>
        <Blocks canvas="after" legend=t("sheet-model-after") value=after/>
    }
    .into_any()
}

/// A list of texts, a row of fields for each.
#[component]
fn List(list: &'static str, rows: Vec<Vec<Cell>>) -> impl IntoView {
    let row = |(place, cells): (usize, Vec<Cell>)| {
        let cell = |(column, value): Cell| {
            view! {
                <Field
                    name=format!("sheet[{list}][{place}][{column}]")
                    label=t(&format!("sheet-column-{column}"))
                    value
                    maxlength=ROW_CHARS
                    inputmode=if column == "amount" { "decimal" } else { "" }
                />
            }
        };
        view! { <div class="form__three">{cells.into_iter().map(cell).collect_view()}</div> }
    };
    view! {
        <fieldset class="form__group">
            <legend>{t(&format!("sheet-part-{list}"))}</legend>
            {rows.into_iter().enumerate().map(row).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// What is to be reached, and which figure says how far it is.
#[component]
fn Goals(goals: Vec<Goal>) -> impl IntoView {
    let figures = || {
        let word = |counted: &Counted| {
            let name = match counted {
                Counted::Elsewhere => t("sheet-counted-elsewhere"),
                counted => t(&format!("funnel-{}", counted.code().replace('_', "-"))),
            };
            (counted.code().to_owned(), name)
        };
        Counted::ALL.iter().map(word).collect::<Vec<_>>()
    };
    let row = |(place, goal): (usize, Goal)| {
        let name = |column: &str| format!("sheet[goals][{place}][{column}]");
        view! {
            <div class="form__three">
                <Field name=name("measure") label=t("sheet-column-measure") value=goal.measure maxlength=ROW_CHARS/>
                <Field name=name("baseline") label=t("sheet-column-baseline") value=goal.baseline maxlength=ROW_CHARS/>
                <Field name=name("target") label=t("sheet-column-target") value=goal.target maxlength=ROW_CHARS/>
                <Select name=name("counted") label=t("sheet-column-counted") options=figures() value=goal.counted.code()/>
            </div>
        }
    };
    view! {
        <fieldset class="form__group">
            <legend>{t("sheet-part-goals")}</legend>
            {goals.into_iter().enumerate().map(row).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The lines of the budget.
#[component]
fn Budget(lines: Vec<BudgetLine>) -> impl IntoView {
    let timings = || {
        let word = |timing: &Timing| (timing.code().to_owned(), t(&format!("sheet-timing-{}", timing.code())));
        Timing::ALL.iter().map(word).collect::<Vec<_>>()
    };
    let bases = || {
        let word =
            |basis: &Basis| (basis.code().to_owned(), t(&format!("sheet-basis-{}", basis.code().replace('_', "-"))));
        Basis::ALL.iter().map(word).collect::<Vec<_>>()
    };
    let row = |(place, line): (usize, BudgetLine)| {
        let name = |column: &str| format!("sheet[budget][{place}][{column}]");
        view! {
            <div class="form__three">
                <Field name=name("label") label=t("sheet-column-label") value=line.label maxlength=ROW_CHARS/>
                <Select name=name("timing") label=t("sheet-column-timing") options=timings() value=line.timing.code()/>
                <Select name=name("basis") label=t("sheet-column-basis") options=bases() value=line.basis.code()/>
                <Field name=name("planned") label=t("sheet-column-planned") value=line.planned inputmode="decimal"/>
                <Field name=name("actual") label=t("sheet-column-actual") value=line.actual inputmode="decimal"/>
            </div>
        }
    };
    view! {
        <fieldset class="form__group">
            <legend>{t("sheet-part-budget")}</legend>
            <p class="soft small">{t("sheet-budget-text")}</p>
            {lines.into_iter().enumerate().map(row).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The nine blocks of a business model.
#[component]
fn Blocks(canvas: &'static str, legend: String, value: Canvas) -> impl IntoView {
    let block = |(block, text): (&'static str, &str)| {
        view! {
            <TextArea
                name=format!("sheet[{canvas}][{block}]")
                label=t(&format!("sheet-block-{block}"))
                value=text.to_owned()
                rows=2
            />
        }
    };
    view! {
        <fieldset class="form__group">
            <legend>{legend}</legend>
            <div class="form__pair">{value.blocks().into_iter().map(block).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
