//! The sheet of a pilot: for whom, with whom, with what money, against which targets, and what was learned
//! about the business model. Kept with every former version.

use super::money::{self, text_or_number};
use crate::{LangMap, Timestamp, inventory::choice, limits, problem::FieldProblem, text::printable};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeSet, str::FromStr};

/// The format in which sheets are stored; raised when a field changes its meaning.
pub const FORMAT: u32 = 1;
/// Most rows of any list of the sheet.
pub const ROWS: usize = 40;
/// Longest text of a row, in characters.
pub const ROW_CHARS: usize = 500;

choice! {
    /// When a budget line is spent.
    Timing {
        /// Once, to set the pilot up.
        Once = "once",
        /// Every month that it runs.
        Monthly = "monthly",
    }
}

choice! {
    /// Whether a budget line depends on how many come.
    Basis {
        /// Fixed: the same whoever comes.
        Fixed = "fixed",
        /// Variable: for each person reached.
        PerPerson = "per_person",
    }
}

choice! {
    /// Which step of the funnel says how far a goal has been reached.
    Counted {
        /// None: it is measured elsewhere.
        Elsewhere = "elsewhere",
        /// Who signed in.
        SignedIn = "signed_in",
        /// Who started a session.
        Started = "started",
        /// Who saw half of one.
        Half = "half",
        /// Who completed one.
        Completed = "completed",
        /// Who came back within seven days.
        ReturnedSeven = "returned_7d",
        /// Who came back within thirty days.
        ReturnedThirty = "returned_30d",
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Counted {
    fn default() -> Self {
        Self::Elsewhere
    }
}

impl Counted {
    /// Whether no step of the funnel says it.
    pub fn is_elsewhere(&self) -> bool {
        *self == Self::Elsewhere
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Timing {
    fn default() -> Self {
        Self::Once
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Basis {
    fn default() -> Self {
        Self::Fixed
    }
}

/// Somebody who answers for a part of the pilot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Owner {
    /// Their name.
    pub name: String,
    /// Their division: marketing, programmes, technology.
    pub division: String,
}

/// Somebody outside of the organisation who takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Partner {
    /// Their name.
    pub name: String,
    /// What they bring.
    pub brings: String,
    /// What they are owed: a report, a mention, rights.
    pub owed: String,
}

/// Where money comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Funding {
    /// From whom: a budget, a grant, a sponsor, many small givers.
    pub source: String,
    /// How much; see [`money::amount`] for how it may be written.
    #[serde(deserialize_with = "text_or_number")]
    pub amount: String,
}

/// What money is spent on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct BudgetLine {
    /// On what.
    pub label: String,
    /// When.
    pub timing: Timing,
    /// Whether it depends on how many come.
    pub basis: Basis,
    /// How much is planned.
    #[serde(deserialize_with = "text_or_number")]
    pub planned: String,
    /// How much it came to; nothing while it is not known, and then the plan counts.
    #[serde(deserialize_with = "text_or_number")]
    pub actual: String,
}

/// What is to be reached, from where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Goal {
    /// What is measured.
    pub measure: String,
    /// Where it stood before the pilot.
    pub baseline: String,
    /// Where it shall stand after.
    pub target: String,
    /// Which step of the funnel says how far it has been reached.
    #[serde(skip_serializing_if = "Counted::is_elsewhere")]
    pub counted: Counted,
}

/// What could go wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Risk {
    /// What.
    pub risk: String,
    /// What is done about it.
    pub answer: String,
}

/// The nine blocks of a business model (Osterwalder).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Canvas {
    /// Key partners.
    pub partners: String,
    /// Key activities.
    pub activities: String,
    /// Key resources.
    pub resources: String,
    /// Value propositions.
    pub value: String,
    /// Relationships with customers.
    pub relationships: String,
    /// Channels.
    pub channels: String,
    /// Customer segments.
    pub segments: String,
    /// Cost structure.
    pub costs: String,
    /// Revenue streams.
    pub revenue: String,
}

impl Canvas {
    /// The blocks in the order in which they are read, each by its name.
    pub fn blocks(&self) -> [(&'static str, &str); 9] {
        [
            ("partners", &self.partners),
            ("activities", &self.activities),
            ("resources", &self.resources),
            ("value", &self.value),
            ("relationships", &self.relationships),
            ("channels", &self.channels),
            ("segments", &self.segments),
            ("costs", &self.costs),
            ("revenue", &self.revenue),
        ]
    }

    fn blocks_mut(&mut self) -> [&mut String; 9] {
        [
            &mut self.partners,
            &mut self.activities,
            &mut self.resources,
            &mut self.value,
            &mut self.relationships,
            &mut self.channels,
            &mut self.segments,
            &mut self.costs,
            &mut self.revenue,
        ]
    }
}

/// What the manager knows that no row tells: what people are worth, and what a class in a centre costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Terms {
    /// What a person pays, or is worth, once.
    #[serde(deserialize_with = "text_or_number")]
    pub per_person: String,
    /// What an hour watched is worth.
    #[serde(deserialize_with = "text_or_number")]
    pub per_hour: String,
    /// What one class in a centre costs in all.
    #[serde(deserialize_with = "text_or_number")]
    pub class_cost: String,
    /// How many people come to it.
    #[serde(deserialize_with = "text_or_number")]
    pub class_people: String,
    /// How many minutes it lasts.
    #[serde(deserialize_with = "text_or_number")]
    pub class_minutes: String,
}

/// The sheet of a pilot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Sheet {
    /// In which format it is stored: [`FORMAT`].
    pub format: u32,
    /// What those invited are promised.
    pub promise: LangMap,
    /// Whom it is for.
    pub audience: LangMap,
    /// The centre in which it is tried.
    pub centre: String,
    /// Words to find it by, separated by commas.
    pub tags: String,
    /// Who answers for it.
    pub owners: Vec<Owner>,
    /// Who takes part from outside.
    pub partners: Vec<Partner>,
    /// Where the money comes from.
    pub funding: Vec<Funding>,
    /// What it is spent on.
    pub budget: Vec<BudgetLine>,
    /// What is to be reached.
    pub goals: Vec<Goal>,
    /// What could go wrong.
    pub risks: Vec<Risk>,
    /// The business model before the pilot.
    pub before: Canvas,
    /// The business model after it.
    pub after: Canvas,
    /// What the sums need.
    pub terms: Terms,
}

fn line(text: &mut String) {
    *text = printable(text).trim().to_owned();
}

/// An amount as it is stored; what is none is left for [`Sheet::problems`].
fn tidy_amount(text: &mut String) {
    line(text);
    if let Ok(amount) = money::amount(text) {
        *text = money::written(amount);
    }
}

impl Sheet {
    /// The same without spaces around texts, without rows that hold nothing, and with amounts as they are
    /// stored.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.format = FORMAT;
        self.promise = self.promise.tidy();
        self.audience = self.audience.tidy();
        line(&mut self.centre);
        line(&mut self.tags);
        for owner in &mut self.owners {
            [&mut owner.name, &mut owner.division].into_iter().for_each(line);
        }
        for partner in &mut self.partners {
            [&mut partner.name, &mut partner.brings, &mut partner.owed].into_iter().for_each(line);
        }
        for funding in &mut self.funding {
            line(&mut funding.source);
            tidy_amount(&mut funding.amount);
        }
        for budget in &mut self.budget {
            line(&mut budget.label);
            [&mut budget.planned, &mut budget.actual].into_iter().for_each(tidy_amount);
        }
        for goal in &mut self.goals {
            [&mut goal.measure, &mut goal.baseline, &mut goal.target].into_iter().for_each(line);
        }
        for risk in &mut self.risks {
            [&mut risk.risk, &mut risk.answer].into_iter().for_each(line);
        }
        self.before.blocks_mut().into_iter().for_each(line);
        self.after.blocks_mut().into_iter().for_each(line);
        let Terms { per_person, per_hour, class_cost, class_people, class_minutes } = &mut self.terms;
        [per_person, per_hour, class_cost].into_iter().for_each(tidy_amount);
        [class_people, class_minutes].into_iter().for_each(line);
        self.owners.retain(|row| !(row.name.is_empty() && row.division.is_empty()));
        self.partners.retain(|row| !(row.name.is_empty() && row.brings.is_empty() && row.owed.is_empty()));
        self.funding.retain(|row| !(row.source.is_empty() && row.amount.is_empty()));
        self.budget.retain(|row| !(row.label.is_empty() && row.planned.is_empty() && row.actual.is_empty()));
        self.goals.retain(|row| !(row.measure.is_empty() && row.baseline.is_empty() && row.target.is_empty()));
        self.risks.retain(|row| !(row.risk.is_empty() && row.answer.is_empty()));
        self
    }

    /// What of a tidy sheet cannot be accepted.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut all = Problems::default();
        all.map("promise", &self.promise);
        all.map("audience", &self.audience);
        all.text("centre", &self.centre, limits::SHORT_TEXT_CHARS);
        all.text("tags", &self.tags, ROW_CHARS);
        all.rows("owners", &self.owners, |all, at, row| {
            all.required(&format!("{at}.name"), &row.name);
            all.text(&format!("{at}.division"), &row.division, ROW_CHARS);
        });
        all.rows("partners", &self.partners, |all, at, row| {
            all.required(&format!("{at}.name"), &row.name);
            all.text(&format!("{at}.brings"), &row.brings, ROW_CHARS);
            all.text(&format!("{at}.owed"), &row.owed, ROW_CHARS);
        });
        all.rows("funding", &self.funding, |all, at, row| {
            all.required(&format!("{at}.source"), &row.source);
            all.amount(&format!("{at}.amount"), &row.amount);
        });
        all.rows("budget", &self.budget, |all, at, row| {
            all.required(&format!("{at}.label"), &row.label);
            all.amount(&format!("{at}.planned"), &row.planned);
            all.amount(&format!("{at}.actual"), &row.actual);
        });
        all.rows("goals", &self.goals, |all, at, row| {
            all.required(&format!("{at}.measure"), &row.measure);
            all.text(&format!("{at}.baseline"), &row.baseline, ROW_CHARS);
            all.text(&format!("{at}.target"), &row.target, ROW_CHARS);
        });
        all.rows("risks", &self.risks, |all, at, row| {
            all.required(&format!("{at}.risk"), &row.risk);
            all.text(&format!("{at}.answer"), &row.answer, ROW_CHARS);
        });
        for (canvas, blocks) in [("before", self.before.blocks()), ("after", self.after.blocks())] {
            for (block, text) in blocks {
                all.text(&format!("{canvas}.{block}"), text, limits::DESCRIPTION_CHARS);
            }
        }
        let terms = &self.terms;
        for (field, text) in
            [("per_person", &terms.per_person), ("per_hour", &terms.per_hour), ("class_cost", &terms.class_cost)]
        {
            all.amount(&format!("terms.{field}"), text);
        }
        for (field, text) in [("class_people", &terms.class_people), ("class_minutes", &terms.class_minutes)] {
            if !text.is_empty() && text.parse::<u32>().ok().is_none_or(|number| !(1..=100_000).contains(&number)) {
                all.0.push(
                    FieldProblem::new(format!("terms.{field}"), "out_of_range").with("min", 1).with("max", 100_000),
                );
            }
        }
        all.0
    }
}

/// What was found wrong so far.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn text(&mut self, field: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.0.push(FieldProblem::new(field, "too_long").with("max", most));
        }
    }

    fn map(&mut self, field: &str, map: &LangMap) {
        for (language, text) in &map.0 {
            self.text(&format!("{field}.{language}"), text, limits::DESCRIPTION_CHARS);
        }
    }

    fn required(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.0.push(FieldProblem::new(field, "required"));
        }
        self.text(field, text, ROW_CHARS);
    }

    fn amount(&mut self, field: &str, text: &str) {
        if let Some(Err(problem)) = (!text.is_empty()).then(|| money::amount(text)) {
            self.0.push(FieldProblem::new(field, problem.code()));
        }
    }

    fn rows<Row>(&mut self, field: &str, rows: &[Row], check: impl Fn(&mut Self, &str, &Row)) {
        if rows.len() > ROWS {
            self.0.push(FieldProblem::new(field, "too_many").with("max", ROWS));
        }
        for (place, row) in rows.iter().enumerate() {
            check(self, &format!("{field}.{place}"), row);
        }
    }
}

/// A sheet with the version of the pilot that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetDetails {
    /// Counts every change of what is written of the pilot.
    pub version: i64,
    /// The sheet.
    pub sheet: Sheet,
}

/// A change from one version of a pilot to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// The version that it made.
    pub version: i64,
    /// Who made it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// What became different.
    pub changes: Vec<Change>,
}

/// One field that became different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Which, for example `budget.0.planned`.
    pub field: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What is different between two JSON objects, field by field; what is empty is the same as absent.
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    leaves("", before, &mut old);
    leaves("", after, &mut new);
    let text_of = |leaves: &[(String, String)], field: &str| {
        leaves.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let fields: BTreeSet<&String> = old.iter().chain(&new).map(|(field, _)| field).collect();
    fields
        .into_iter()
        .map(|field| Change { field: field.clone(), before: text_of(&old, field), after: text_of(&new, field) })
        .filter(|change| change.before != change.after)
        .collect()
}

fn leaves(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| leaves(&below(name), value, found)),
        Value::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                leaves(&below(&place.to_string()), value, found);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        other => found.push((path.to_owned(), other.to_string())),
    }
}

/// Something said about a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// What.
    pub text: String,
    /// Who said it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// Something to say about a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// What.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(label: &str, planned: &str) -> BudgetLine {
        BudgetLine { label: label.into(), planned: planned.into(), ..BudgetLine::default() }
    }

    fn codes(sheet: Sheet) -> Vec<String> {
        sheet.tidy().problems().into_iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
    }

    #[test]
    fn amounts_are_stored_one_way_and_empty_rows_are_none() {
        let budget = vec![line(" Caméra ", "1 200,5 $"), line(" ", ""), line("Montage", "40")];
        let sheet = Sheet { budget, ..Sheet::default() }.tidy();
        let lines: Vec<_> = sheet.budget.iter().map(|line| (line.label.as_str(), line.planned.as_str())).collect();
        assert_eq!(lines, [("Caméra", "1200.50"), ("Montage", "40.00")]);
        assert!(sheet.problems().is_empty());
        assert_eq!(sheet.clone().tidy(), sheet);
    }

    #[test]
    fn what_cannot_be_accepted_is_named_by_its_row() {
        let budget = vec![line("Caméra", "-5"), line("", "12"), line("Montage", "beaucoup")];
        let terms = Terms { class_people: "0".into(), per_hour: "-1".into(), ..Terms::default() };
        assert_eq!(
            codes(Sheet { budget, terms, ..Sheet::default() }),
            [
                "budget.0.planned negative",
                "budget.1.label required",
                "budget.2.planned not_an_amount",
                "terms.per_hour negative",
                "terms.class_people out_of_range"
            ]
        );
        let many = vec![Risk { risk: "x".into(), answer: String::new() }; ROWS + 1];
        assert_eq!(codes(Sheet { risks: many, ..Sheet::default() }), ["risks too_many"]);
    }

    #[test]
    fn a_program_may_send_numbers() {
        let sheet: Sheet =
            serde_json::from_value(json!({"budget": [{"label": "x", "planned": 12.5}]})).unwrap_or_default();
        assert_eq!(sheet.tidy().budget[0].planned, "12.50");
    }

    #[test]
    fn what_changed_is_told_field_by_field() {
        let before = json!({"centre": "Nord", "tags": "", "budget": [{"planned": "1.00"}]});
        let after = json!({"centre": "", "tags": "aînés", "budget": [{"planned": "1.00"}, {"planned": "2.00"}]});
        let told: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|change| format!("{}: {} > {}", change.field, change.before, change.after))
            .collect();
        assert_eq!(told, ["budget.1.planned:  > 2.00", "centre: Nord > ", "tags:  > aînés"]);
        assert!(changes(&before, &before).is_empty());
    }
}
