//! The report of a pilot in words; whoever prints it decides where they stand on the page.

use super::sheets::{Sheet, sheets, watched};
use crate::{figures, texts::text};
use contract::{
    Locale,
    pilots::PilotDetails,
    uptake::{ReportForm, UptakeDetails, UptakeTable},
};

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its language.
    pub locale: Locale,
    /// The name of the pilot.
    pub title: String,
    /// What it is and of when.
    pub subtitle: String,
    /// The question, and what was found in a sentence or two.
    pub lead: Vec<String>,
    /// Its tables.
    pub sheets: Vec<Sheet>,
    /// The heading of the notes.
    pub reading: String,
    /// How to read it.
    pub notes: Vec<String>,
}

impl Report {
    /// What stands at the foot of a page.
    pub fn foot(&self, page: usize, pages: usize) -> String {
        let facts =
            [("title", self.title.as_str().into()), ("page", (page as u64).into()), ("pages", (pages as u64).into())];
        text(self.locale, "uptake-report-foot", &facts)
    }
}

/// The report of a pilot.
pub fn report(pilot: &PilotDetails, details: &UptakeDetails, form: ReportForm, locale: Locale) -> Report {
    let say = |key: &str| text(locale, key, &[]);
    let kind = match form {
        ReportForm::Short => say("uptake-report-short"),
        ReportForm::Full => say("uptake-report-full"),
    };
    let date = figures::date(locale, details.as_of);
    let mut lead = Vec::new();
    let question = pilot.fields.hypothesis.pick(locale);
    if !question.is_empty() {
        lead.push(text(locale, "uptake-report-question", &[("question", question.into())]));
    }
    lead.push(text(locale, "uptake-report-watched", &[("time", watched(locale, &details.uptake).into())]));
    if details.tables.is_empty() {
        lead.push(say("uptake-few-text"));
    }
    // What someone who gives money asks first: how many, were they new, did they come to what was given.
    let short = [UptakeTable::Funnel, UptakeTable::Target, UptakeTable::Membership, UptakeTable::Way];
    let sheets = sheets(details, locale)
        .into_iter()
        .filter(|sheet| form == ReportForm::Full || short.contains(&sheet.table))
        .collect();
    let notes = [
        "uptake-rule-share-def",
        "uptake-rule-interval-def",
        "uptake-rule-few-def",
        "uptake-rule-withheld-def",
        "uptake-rule-staff-def",
    ];
    Report {
        locale,
        title: pilot.fields.title.pick(locale).to_owned(),
        subtitle: text(locale, "uptake-report-subtitle", &[("kind", kind.into()), ("date", date.into())]),
        lead,
        sheets,
        reading: say("uptake-report-reading"),
        notes: notes.map(say).to_vec(),
    }
}
