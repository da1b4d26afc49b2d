//! The sheet of a pilot, to read and to print, and what is said about it.

use super::calls::CommentPilot;
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures,
    inventory::Text,
    pilots::costs::amount,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Form, Hidden, Icon, Notice, Page, TextArea, Tone, whole},
};
use contract::{
    LangMap, PilotId,
    pilots::sheet::{Canvas, Comment, Sheet},
};
use domain::pilots::{self, money, sheet};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page of a sheet.
#[component]
pub fn SheetPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let details = answer(sheet::sheet(&env, &manager, id).await)?;
    let comments = answer(sheet::comments(&env, &manager, id).await)?;
    let currency = answer(money::prices(&env, &manager).await)?.prices.currency;
    let name = pilot.fields.title.pick(locale()).to_owned();
    let bare = details.sheet.clone().tidy() == Sheet::default().tidy();
    let done = match asked("done").as_deref() {
        Some("saved") => Some("sheet-saved"),
        Some("said") => Some("sheet-said"),
        _ => None,
    };
    let content = if bare {
        view! { <Empty icon="guide" heading=t("sheet-empty-title") text=t("sheet-empty-text")/> }.into_any()
    } else {
        view! { <Written sheet=details.sheet currency/> }.into_any()
    };
    Ok(view! {
        <Page title=format!("{} · {name}", t("sheet-title"))>
            <Crumbs
                steps=vec![(path_to(Place::Pilots), t("pilots-title")), (path_to(Place::Pilot(id)), name)]
                here=t("sheet-title")
            />
            <header class="page__head page__head--with-actions">
                <h1>{t("sheet-title")}</h1>
                <p class="actions">
                    <a class="button button--main" href=path_to(Place::EditSheet(id))>
                        <Icon name="edit"/>
                        {t("sheet-edit")}
                    </a>
                    <a class="button button--quiet" href=path_to(Place::PilotVersions(id))>
                        <Icon name="history"/>
                        {t("versions-title")}
                    </a>
                </p>
            </header>
            {done.map(|key| view! { <Notice tone=Tone::Good text=t(key)/> })}
            {content}
            <Comments id comments/>
        </Page>
    })
}

/// What is written, part by part; parts that are empty are left out.
#[component]
fn Written(sheet: Sheet, currency: String) -> impl IntoView {
    let money = |text: &str| amount(text, &currency);
    let owners = sheet.owners.iter().map(|row| vec![row.name.clone(), row.division.clone()]).collect();
    let partners = sheet.partners.iter().map(|row| vec![row.name.clone(), row.brings.clone(), row.owed.clone()]);
    let funding = sheet.funding.iter().map(|row| vec![row.source.clone(), money(&row.amount)]).collect();
    let budget = sheet.budget.iter().map(|row| {
        let timing = t(&format!("sheet-timing-{}", row.timing.code()));
        let basis = t(&format!("sheet-basis-{}", row.basis.code().replace('_', "-")));
        vec![row.label.clone(), timing, basis, money(&row.planned), money(&row.actual)]
    });
    let goals = sheet.goals.iter().map(|row| vec![row.measure.clone(), row.baseline.clone(), row.target.clone()]);
    let risks = sheet.risks.iter().map(|row| vec![row.risk.clone(), row.answer.clone()]).collect();
    view! {
        <Words key="promise" text=sheet.promise/>
        <Words key="audience" text=sheet.audience/>
        <Words key="centre" text=LangMap::both(sheet.centre, "")/>
        <Words key="tags" text=LangMap::both(sheet.tags, "")/>
        <Rows key="owners" columns=&["name", "division"] rows=owners/>
        <Rows key="partners" columns=&["name", "brings", "owed"] rows=partners.collect()/>
        <Rows key="funding" columns=&["source", "amount"] rows=funding/>
        <Rows key="budget" columns=&["label", "timing", "basis", "planned", "actual"] rows=budget.collect()/>
        <Rows key="goals" columns=&["measure", "baseline", "target"] rows=goals.collect()/>
        <Rows key="risks" columns=&["risk", "answer"] rows=risks/>
        <Model before=sheet.before after=sheet.after/>
    }
    .into_any()
}

#[component]
fn Words(key: &'static str, text: LangMap) -> impl IntoView {
    (!text.is_empty()).then(|| {
        view! {
            <section class="page__section prose">
                <h2>{t(&format!("sheet-part-{key}"))}</h2>
                <p class="said"><Text of=text/></p>
            </section>
        }
    })
}

/// A list as a table.
#[component]
fn Rows(key: &'static str, columns: &'static [&'static str], rows: Vec<Vec<String>>) -> impl IntoView {
    if rows.is_empty() {
        return None;
    }
    let heading = |column: &str| t(&format!("sheet-column-{column}"));
    let line = move |cells: Vec<String>| {
        let mut cells = cells.into_iter().zip(columns);
        let first = cells.next().map(|(cell, _)| cell);
        view! {
            <tr>
                <th scope="row">{first}</th>
                {cells.map(|(cell, column)| view! { <td data-label=heading(column)>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    Some(view! {
        <section class="page__section">
            <h2>{t(&format!("sheet-part-{key}"))}</h2>
            <div class="table-box">
                <table class="table table--cards">
                    <thead>
                        <tr>
                            {columns.iter().map(|column| view! { <th scope="col">{heading(column)}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </section>
    })
}

/// The nine blocks, before and after.
#[component]
fn Model(before: Canvas, after: Canvas) -> impl IntoView {
    let blocks = before
        .blocks()
        .into_iter()
        .zip(after.blocks())
        .map(|((block, before), (_, after))| (block, before.to_owned(), after.to_owned()))
        .filter(|(_, before, after)| !(before.is_empty() && after.is_empty()))
        .map(|(block, before, after)| vec![t(&format!("sheet-block-{block}")), before, after])
        .collect();
    view! { <Rows key="model" columns=&["block", "before", "after"] rows=blocks/> }
}

/// What is said about the pilot, and the form to say something.
#[component]
fn Comments(id: PilotId, comments: Vec<Comment>) -> impl IntoView {
    let line = |comment: Comment| {
        let when = figures::date(locale(), comment.at);
        let by = t_with("pilot-step-by", &[("who", comment.by.into()), ("date", when.into())]);
        view! { <li><p class="said">{comment.text}</p><p class="soft small">{by}</p></li> }
    };
    view! {
        <section class="page__section" aria-labelledby="comments">
            <h2 id="comments">{t("sheet-comments")}</h2>
            <ul class="log">{comments.into_iter().map(line).collect_view()}</ul>
            <Form action=CommentPilot::PATH>
                <Hidden name="pilot" value=id.to_string()/>
                <TextArea name="text" label=t("sheet-comment") rows=3 required=true/>
                <p class="actions"><button class="button">{t("sheet-comment-do")}</button></p>
            </Form>
        </section>
    }
    .into_any()
}
