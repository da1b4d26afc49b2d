//! What an import did, or would do.

use super::{
    column_words::place,
    differences::{Apply, Differences},
    import::ImportBadge,
};
use crate::{
    address::Place,
    desk::{self, answer, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{FluentValue, locale, t, t_with, text, text_or},
    ui::{Crumbs, Icon, Notice, Page, ProgressLine, Tone, whole},
};
use contract::{
    ImportId, Locale,
    imports::ImportColumn,
    inventory::{ImportProblem, ImportReport, ImportState},
};
use domain::{catalogue, inventory::imports};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The report on one import.
#[component]
pub fn ImportReportPage() -> impl IntoView {
    whole(report())
}

async fn report() -> Result<impl IntoView, Problem> {
    let id: ImportId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let report = answer(imports::get(&env, &staff, id).await)?;
    let changes = if report.check_only && report.changed > 0 && report.state == ImportState::Done {
        Some(answer(imports::changes(&env, &staff, id, desk::asked("cursor").as_deref()).await)?)
    } else {
        None
    };
    let columns = if report.problems.is_empty() {
        Vec::new()
    } else {
        answer(catalogue::look(&env).await)?;
        answer(imports::columns(&env, &staff, id).await)?
    };
    let title = t(if report.check_only { "import-report-check" } else { "import-report" });
    let under_way = matches!(report.state, ImportState::Received | ImportState::Reading);
    let share = (under_way && report.rows > 0).then(|| report.read as f64 / report.rows as f64);
    Ok(view! {
        <Page title=title.clone()>
            // The browser asks again by itself, with or without scripts, until all is read.
            {under_way.then(|| view! { <Meta http_equiv="refresh" content="2"/> })}
            <Crumbs steps=vec![(path_to(Place::ImportItems), t("rail-import"))] here=report.filename.clone()/>
            <header class="page__head">
                <h1>{title}</h1>
                <p><ImportBadge state=report.state/> " " <span class="soft">{report.filename.clone()}</span></p>
            </header>
            <Outcome report=report.clone()/>
            {share.map(|share| view! { <ProgressLine share label=t("import-reading-title")/> })}
            <Read report=report.clone() columns=columns.clone()/>
            {(report.state != ImportState::Failed).then(|| view! { <Counts report=report.clone()/> })}
            <Apply report=report.clone()/>
            {(!report.problems.is_empty()).then(|| view! { <Problems report=report.clone() columns/> })}
            {changes.filter(|changes| !changes.items.is_empty())
                .map(|changes| view! { <Differences report=report.clone() changes/> })}
            {(!under_way).then(|| view! { <Onwards report/> })}
        </Page>
    })
}

/// The outcome in a sentence.
#[component]
fn Outcome(report: ImportReport) -> impl IntoView {
    let count = report.problem_count;
    let (tone, heading, text) = match (report.state, count, report.check_only) {
        (ImportState::Received | ImportState::Reading, ..) => {
            (Tone::Plain, "import-reading-title", t("import-reading-text"))
        }
        (ImportState::Failed, ..) => (Tone::Wrong, "import-failed-title", t("import-failed-text")),
        (ImportState::Done, 0, false) => (Tone::Good, "import-all", t("import-all-text")),
        (ImportState::Done, 0, true) => (Tone::Good, "import-all-checked", t("import-all-checked-text")),
        (ImportState::Done, _, check) => {
            let heading = if check { "import-partly-checked" } else { "import-partly" };
            (Tone::Caution, heading, t_with("import-partly-text", &[("count", count.into())]))
        }
    };
    view! { <Notice tone heading=t(heading) text/> }
}

/// How the columns were read, where there is something to say about that.
#[component]
fn Read(report: ImportReport, columns: Vec<ImportColumn>) -> impl IntoView {
    let lacks = report.problems.iter().any(|problem| problem.code == "missing_column");
    let names = report.unread.join(", ");
    // Whether what is needed is there under other names, so that one look and one press do.
    let is_likely = |ours: &str| columns.iter().any(|column| column.likely.as_deref() == Some(ours));
    let has = |ours: &str| is_likely(ours) || columns.iter().any(|column| column.column.as_deref() == Some(ours));
    let guessed = has("kind") && (has("title_fr") || has("title_en"));
    let text = match (lacks, report.remembered, names.is_empty()) {
        (true, ..) if guessed => t("mapping-guessed"),
        (true, ..) => t("mapping-needed"),
        (_, true, true) => t("mapping-remembered"),
        (_, true, false) => t_with("mapping-remembered-but", &[("names", names.into())]),
        (_, false, false) => t_with("mapping-unread", &[("names", names.into())]),
        (_, false, true) => return ().into_any(),
    };
    view! {
        <Notice text>
            <a class="button" href=path_to(Place::ImportColumns(report.id))>{t("mapping-say")}</a>
        </Notice>
    }
    .into_any()
}

/// How many rows were read, and what became of them.
#[component]
fn Counts(report: ImportReport) -> impl IntoView {
    let [created, changed, unchanged] = if report.check_only {
        ["import-would-create", "import-would-change", "import-would-stay"]
    } else {
        ["import-created", "import-changed", "import-unchanged"]
    };
    let counts = [
        ("import-read", report.read),
        (created, report.created),
        (changed, report.changed),
        (unchanged, report.unchanged),
        ("import-problems-count", report.problem_count),
    ];
    let line = |(key, count): (&str, u64)| {
        let fact = [("count", FluentValue::from(count))];
        view! { <div><dt>{t_with(key, &fact)}</dt><dd>{figures::number(locale(), count as f64)}</dd></div> }
    };
    view! { <dl class="counts">{counts.map(line)}</dl> }
}

/// What could not be taken, by line.
#[component]
fn Problems(report: ImportReport, columns: Vec<ImportColumn>) -> impl IntoView {
    let own = env().map(|env| env.catalogue.own_fields()).unwrap_or_default();
    let line = |problem: ImportProblem| {
        let (head, words) = place(&problem.column, &columns, locale(), &own);
        view! { <ProblemLine problem head words/> }
    };
    let shown = report.problems.len() as u64;
    let cut = (shown < report.problem_count).then(|| {
        let facts = [("shown", shown.into()), ("count", report.problem_count.into())];
        view! { <p class="soft">{t_with("import-problems-cut", &facts)}</p> }
    });
    view! {
        <section class="page__section" aria-labelledby="problems">
            <h2 id="problems">{t("import-problems")}</h2>
            <div class="table-box table-box--long">
                <table class="table table--cards">
                    <caption class="for-ears">{t("import-problems-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("import-line")}</th>
                            <th scope="col">{t("import-column")}</th>
                            <th scope="col">{t("import-problem")}</th>
                        </tr>
                    </thead>
                    <tbody>{report.problems.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            {cut}
            <p class="actions">
                <a class="button button--quiet" href=format!("/api/v1/imports/{}/problems.csv", report.id) download="">
                    <Icon name="download"/>
                    {t("import-problems-download")}
                </a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn ProblemLine(problem: ImportProblem, head: String, words: Option<String>) -> impl IntoView {
    let line = match problem.line {
        0 => t("import-whole-file"),
        line => figures::number(locale(), line as f64),
    };
    let sentence = sentence(&problem, locale());
    view! {
        <tr>
            <th scope="row"><span class="for-ears">{t("import-line")}" "</span>{line}</th>
            <td data-label=t("import-column")>
                {head}
                {words.map(|words| view! { <span class="table__sub">{words}</span> })}
            </td>
            <td>{sentence}</td>
        </tr>
    }
    .into_any()
}

/// Where to go from here.
#[component]
fn Onwards(report: ImportReport) -> impl IntoView {
    let again = report.check_only || report.problem_count > 0 || report.state == ImportState::Failed;
    let (first, second) = if again { ("button button--main", "button") } else { ("button", "button button--main") };
    view! {
        <p class="actions">
            <a class=first href=path_to(Place::ImportItems)><Icon name="import"/>{t("import-again")}</a>
            <a class=second href=path_to(Place::Inventory)><Icon name="inventory"/>{t("import-see")}</a>
        </p>
    }
    .into_any()
}

/// What the table of problems is headed with: line, column, value, problem.
pub fn problem_heads(locale: Locale) -> [String; 4] {
    ["import-line", "import-column", "import-found", "import-problem"].map(|key| text(locale, key, &[]))
}

/// What is wrong with a row, for a person.
pub fn sentence(problem: &ImportProblem, locale: Locale) -> String {
    let key = format!("import-problem-{}", problem.code.replace('_', "-"));
    text_or(
        locale,
        &key,
        &[("column", problem.column.as_str().into()), ("found", problem.found.as_str().into())],
        "import-problem-other",
    )
}
