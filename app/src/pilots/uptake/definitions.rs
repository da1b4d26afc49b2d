//! What every figure counts.

use crate::{texts::t, ui::Page};
use contract::uptake::UptakeTable;
use leptos::prelude::*;

/// The steps of the funnel, by the message that names each.
const STEPS: [&str; 7] = [
    "funnel-invited",
    "funnel-signed-in",
    "funnel-started",
    "funnel-half",
    "funnel-completed",
    "funnel-returned-7d",
    "funnel-returned-30d",
];

fn entry(id: impl Into<String>, name: String, means: String) -> impl IntoView {
    let id: String = id.into();
    view! {
        <dt id=id>{name}</dt>
        <dd>{means}</dd>
    }
    .into_any()
}

/// Every figure with its definition, at an anchor of its own.
#[component]
pub fn DefinitionsPage() -> impl IntoView {
    let step = |key: &'static str| {
        let id = key.trim_start_matches("funnel-").replace('-', "_");
        entry(id, t(key), t(&format!("{key}-def")))
    };
    let table = |table: &UptakeTable| {
        let code = table.code().replace('_', "-");
        entry(table.code(), t(&format!("uptake-table-{code}")), t(&format!("uptake-means-{code}")))
    };
    let tables = UptakeTable::ALL.iter().map(table).collect_view();
    let rules = [
        ("share", "uptake-rule-share", "uptake-rule-share-def"),
        ("interval", "uptake-rule-interval", "uptake-rule-interval-def"),
        ("few", "uptake-rule-few", "uptake-rule-few-def"),
        ("withheld", "uptake-rule-withheld", "uptake-rule-withheld-def"),
        ("staff", "uptake-rule-staff", "uptake-rule-staff-def"),
        ("days", "uptake-rule-days", "uptake-rule-days-def"),
        ("fresh", "uptake-rule-fresh", "uptake-rule-fresh-def"),
        ("once", "uptake-rule-once", "uptake-rule-once-def"),
        ("since", "uptake-rule-since", "uptake-rule-since-def"),
        ("missing", "uptake-rule-missing", "uptake-rule-missing-def"),
    ];
    let rules = rules.map(|(id, name, means)| entry(id, t(name), t(means)));
    view! {
        <Page title=t("definitions-title") class="page page--narrow">
            <header class="page__head">
                <h1>{t("definitions-title")}</h1>
                <p class="lead">{t("definitions-lead")}</p>
            </header>
            <div class="prose">
                <h2>{t("definitions-steps")}</h2>
                <dl class="meanings">
                    {STEPS.map(step)}
                    {entry("watched_s", t("pilot-watched"), t("pilot-watched-def"))}
                </dl>
                <h2>{t("definitions-tables")}</h2>
                <dl class="meanings">{tables}</dl>
                <h2>{t("definitions-rules")}</h2>
                <dl class="meanings">{rules}</dl>
            </div>
        </Page>
    }
    .into_any()
}
