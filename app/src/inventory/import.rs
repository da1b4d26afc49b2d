//! Taking a table in.

use super::column_words::{self, column_name};
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in},
    figures, own_fields,
    problem::Problem,
    texts::{locale, t},
    ui::{Badge, Form, Icon, Page, Tone, language_name, whole},
    words,
};
use contract::{
    inventory::{ImportReport, ImportState, ItemStatus, Kind, Level},
    particulars::{Carrier, Condition, Impact, Position, Space},
};
use domain::{catalogue, inventory::imports};
use leptos::{either::Either, prelude::*};

/// Where the form of a table is sent: a route of the server, since a file is no argument of a
/// call. It takes `file` and `check_only`, and leads on to the report.
const IMPORT: &str = "/call/inventory/import";

/// The page on which a table is taken in.
#[component]
pub fn ImportPage() -> impl IntoView {
    whole(import())
}

async fn import() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let recent = answer(imports::recent(&env()?, &staff).await)?;
    answer(catalogue::look(&env()?).await)?;
    Ok(view! {
        <Page title=t("import-title")>
            <header class="page__head">
                <h1>{t("import-title")}</h1>
                <p class="lead">{t("import-lead")}</p>
            </header>
                <Form action=IMPORT multipart=true>
                    <div class="drop">
                        <Icon name="import"/>
                        <label class="field__label" for="file">{t("import-file")}</label>
                        <input
                            r#type="file"
                            id="file"
                            name="file"
                            accept=".csv,.tsv,.txt,.xlsx,.xml,text/csv"
                            aria-describedby="file-hint"
                            required
                        />
                        <p class="soft small" id="file-hint">{t("import-file-hint")}</p>
                    </div>
                    <div>
                        // Always ticked: a form with a file comes back without what was sent.
                        <label class="check">
                            <input type="checkbox" name="check_only" value="true" checked/>
                            <span>{t("import-check")}</span>
                        </label>
                        <p class="field__hint">{t("import-check-hint")}</p>
                    </div>
                    <p class="actions">
                        <button class="button button--main"><Icon name="import"/>{t("import-do")}</button>
                        <a class="button button--quiet" href="/api/v1/items.csv" download="">
                            <Icon name="download"/>
                            {t("import-template")}
                        </a>
                        <a class="button button--quiet" href="/api/v1/items.xlsx" download="">
                            <Icon name="download"/>
                            {t("import-template-xlsx")}
                        </a>
                    </p>
                </Form>
            <Recent recent/>
            <Columns/>
        </Page>
    })
}

/// What there is to know of a column beside its name.
fn about(column: &str) -> Option<&'static str> {
    Some(match column {
        "kind" => "import-col-kind",
        "title_fr" | "title_en" => "import-col-title",
        "source_key" => "import-col-key",
        "id" => "import-col-id",
        "tags" | "equipment" | "audience" => "import-col-lists",
        "substitutes" => "import-col-pairs",
        "duration_minutes" => "import-col-duration",
        "language" => "import-col-language",
        "review_on" => "import-col-date",
        "status" => "import-col-status",
        _ => return None,
    })
}

/// The values that a column understands, in words, where they are fixed.
fn values(column: &str) -> Vec<String> {
    fn all<T: Copy>(of: &[T], word: fn(T) -> String) -> Vec<String> {
        of.iter().copied().map(word).collect()
    }
    match column {
        "kind" => all(Kind::ALL, words::kind),
        "level" => all(Level::ALL, words::level),
        "status" => all(ItemStatus::ALL, words::status),
        "position" => all(Position::ALL, words::position),
        "impact" => all(Impact::ALL, words::impact),
        "space" => all(Space::ALL, words::space),
        "carrier" => all(Carrier::ALL, words::carrier),
        "condition" => all(Condition::ALL, words::condition),
        "language" => ["fr", "en"].map(language_name).to_vec(),
        _ => Vec::new(),
    }
}

/// The columns that a table may have, what heads them in an export, and what stands in them.
#[component]
fn Columns() -> impl IntoView {
    let line = |(name, code, text, values): (String, String, String, String)| {
        view! {
            <tr>
                <th scope="row">{name} <span class="table__sub"><code>{code}</code></span></th>
                <td data-label=t("import-content")>{text}</td>
                <td data-label=t("import-values")>{values}</td>
            </tr>
        }
    };
    let fixed = column_words::columns().map(|code| {
        let text = about(code).map(t).unwrap_or_default();
        (column_name(code), code.to_owned(), text, values(code).join(" · "))
    });
    let own = own_fields::columns()
        .into_iter()
        .map(|(code, label, values)| (label, code, t("import-col-own"), values.join(" · ")));
    let lines = fixed.chain(own).map(line).collect_view();
    view! {
        <section class="page__section" aria-labelledby="columns">
            <h2 id="columns">{t("import-columns")}</h2>
            <p class="soft">{t("import-columns-text")}</p>
            <div class="table-box">
                <table class="table table--cards">
                    <caption class="for-ears">{t("import-columns")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("import-column")}</th>
                            <th scope="col">{t("import-content")}</th>
                            <th scope="col">{t("import-values")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The latest imports, with the way to their reports.
#[component]
fn Recent(recent: Vec<ImportReport>) -> impl IntoView {
    let content = if recent.is_empty() {
        Either::Left(view! { <p class="soft">{t("import-recent-none")}</p> })
    } else {
        Either::Right(view! {
            <div class="table-box">
                <table class="table table--cards">
                    <caption class="for-ears">{t("import-recent")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("import-whole-file")}</th>
                            <th scope="col">{t("import-way")}</th>
                            <th scope="col" class="table__figure">{t("import-lines")}</th>
                            <th scope="col" class="table__figure">{t("import-problems")}</th>
                            <th scope="col">{t("import-state")}</th>
                        </tr>
                    </thead>
                    <tbody>{recent.into_iter().map(|report| view! { <RecentLine report/> }).collect_view()}</tbody>
                </table>
            </div>
        })
    };
    view! {
        <section class="page__section" aria-labelledby="recent">
            <h2 id="recent">{t("import-recent")}</h2>
            {content}
        </section>
    }
    .into_any()
}

#[component]
fn RecentLine(report: ImportReport) -> impl IntoView {
    let number = |count: u64| figures::number(locale(), count as f64);
    view! {
        <tr>
            <th scope="row"><a href=path_to(Place::Import(report.id))>{report.filename}</a></th>
            <td data-label=t("import-way")>{t(if report.check_only { "import-checked-only" } else { "import-written" })}</td>
            <td class="table__figure" data-label=t("import-lines")>{number(report.read)}</td>
            <td class="table__figure" data-label=t("import-problems")>{number(report.problem_count)}</td>
            <td data-label=t("import-state")><ImportBadge state=report.state/></td>
        </tr>
    }
    .into_any()
}

/// How far an import has come.
#[component]
pub(super) fn ImportBadge(state: ImportState) -> impl IntoView {
    let (tone, icon, word) = match state {
        ImportState::Received => (Tone::Caution, "clock", "import-state-received"),
        ImportState::Reading => (Tone::Caution, "clock", "import-state-reading"),
        ImportState::Done => (Tone::Good, "good", "import-state-done"),
        ImportState::Failed => (Tone::Wrong, "wrong", "import-state-failed"),
    };
    view! { <Badge tone icon label=t(word)/> }
}
