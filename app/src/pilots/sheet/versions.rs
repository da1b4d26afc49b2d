//! Every change of what is written of a pilot: who, when, and what became different.

use crate::{
    address::Place,
    desk::{self, answer, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Page, whole},
};
use contract::{
    PilotId,
    pilots::sheet::{Change, Revision},
};
use domain::pilots::{self, sheet};
use leptos::{either::Either, prelude::*};

/// The page with every version.
#[component]
pub fn VersionsPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let revisions = answer(sheet::revisions(&env, &manager, id).await)?;
    let name = pilot.fields.title.pick(locale()).to_owned();
    let content = if revisions.is_empty() {
        Either::Left(view! { <Empty icon="history" heading=t("versions-empty-title") text=t("versions-empty-text")/> })
    } else {
        Either::Right(revisions.into_iter().map(|revision| view! { <Version revision/> }).collect_view())
    };
    Ok(view! {
        <Page title=format!("{} · {name}", t("versions-title"))>
            <Crumbs
                steps=vec![
                    (path_to(Place::Pilots), t("pilots-title")),
                    (path_to(Place::Pilot(id)), name),
                    (path_to(Place::PilotSheet(id)), t("sheet-title")),
                ]
                here=t("versions-title")
            />
            <header class="page__head"><h1>{t("versions-title")}</h1></header>
            {content}
        </Page>
    })
}

#[component]
fn Version(revision: Revision) -> impl IntoView {
    let when = figures::date(locale(), revision.at);
    let by = t_with("pilot-step-by", &[("who", revision.by.into()), ("date", when.into())]);
    let line = |change: Change| {
        view! {
            <tr>
                <th scope="row">{part(&change.field)}</th>
                <td data-label=t("versions-before")>{change.before}</td>
                <td data-label=t("versions-after")>{change.after}</td>
            </tr>
        }
    };
    let changes = if revision.changes.is_empty() {
        Either::Left(view! { <p class="soft">{t("versions-same")}</p> })
    } else {
        Either::Right(view! {
            <div class="table-box">
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{t("versions-what")}</th>
                            <th scope="col">{t("versions-before")}</th>
                            <th scope="col">{t("versions-after")}</th>
                        </tr>
                    </thead>
                    <tbody>{revision.changes.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        })
    };
    view! {
        <section class="page__section">
            <h2>{t_with("versions-number", &[("number", revision.version.into())])}</h2>
            <p class="soft small">{by}</p>
            {changes}
        </section>
    }
    .into_any()
}

/// The name of a field: the part of the sheet that it is in and, in a list, the row.
fn part(field: &str) -> String {
    let mut steps = field.split('.');
    let name = t(&format!("sheet-part-{}", steps.next().unwrap_or_default().replace('_', "-")));
    match steps.next() {
        Some(row) if row.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number = row.parse::<u64>().map_or(1, |row| row + 1);
            t_with("versions-row", &[("part", name.into()), ("row", number.into())])
        }
        Some(language) if language.len() == 2 => format!("{name} ({})", language.to_uppercase()),
        _ => name,
    }
}
