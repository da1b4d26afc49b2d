//! The form of an item: what is sent, and how it is written.

use super::more_fields::{PracticeFields, ShelfFields};
use crate::{
    own_fields::OwnFieldset,
    problem::Problem,
    texts::t,
    ui::{Field, LangArea, LangField, Select, language_name},
    words,
};
use contract::{
    Date, LangMap,
    inventory::{ItemFields, ItemStatus, Kind, Level},
    limits,
    problem::FieldProblem,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

/// What the form of an item sends: every field as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    /// The code of a [`Kind`].
    pub kind: String,
    /// The title in each language.
    pub title: LangMap,
    /// The description in each language.
    pub description: LangMap,
    /// Tags, separated by commas.
    pub tags: String,
    /// The code of a [`Level`].
    pub level: String,
    /// Whole minutes, or nothing.
    pub duration_minutes: String,
    /// Pieces of equipment, separated by commas.
    pub equipment: String,
    /// A language code, or nothing.
    pub language: String,
    /// Who gives it.
    pub instructor: String,
    /// Where it comes from.
    pub centre: String,
    /// The code of an [`ItemStatus`].
    pub status: String,
    /// Its key in the source.
    pub source_key: String,
    /// The code of an [`Impact`], or nothing.
    pub impact: String,
    /// The code of a [`Position`], or nothing.
    pub position: String,
    /// The code of a [`Space`], or nothing.
    pub space: String,
    /// A line for each: a piece of equipment, an equals sign, what does instead.
    pub substitutes: String,
    /// Whole years, or nothing.
    pub age_from: String,
    /// Whole years, or nothing.
    pub age_to: String,
    /// Whom it is meant for, separated by commas.
    pub audience: String,
    /// The programme it belongs to.
    pub programme: String,
    /// The code of a [`Carrier`], or nothing.
    pub carrier: String,
    /// Where its carrier lies.
    pub place: String,
    /// The code of a [`Condition`], or nothing.
    pub condition: String,
    /// Who answers for it.
    pub owner: String,
    /// A day such as `2027-03-01`, or nothing.
    pub review_on: String,
    /// What of it cannot be digitised, in each language.
    pub not_digitisable: LangMap,
    /// What stands in the fields of the organisation's own, by their codes.
    pub extras: BTreeMap<String, String>,
}

impl ItemForm {
    /// The fields as the domain takes them.
    ///
    /// # Errors
    /// Everything that is wrong at once, so that one correction round does.
    pub fn fields(self) -> Result<ItemFields, Problem> {
        let mut problems = Vec::new();
        let minutes = self.duration_minutes.trim();
        let duration_minutes = minutes.parse().ok();
        if !minutes.is_empty() && duration_minutes.is_none() {
            problems.push(FieldProblem::new("duration_minutes", "not_minutes"));
        }
        let fields = ItemFields {
            kind: choice("kind", &self.kind, Kind::Class, &mut problems),
            title: self.title,
            description: self.description,
            tags: list(&self.tags),
            level: choice("level", &self.level, Level::All, &mut problems),
            duration_minutes,
            equipment: list(&self.equipment),
            language: Some(self.language),
            instructor: Some(self.instructor),
            centre: Some(self.centre),
            status: choice("status", &self.status, ItemStatus::Identified, &mut problems),
            source_key: Some(self.source_key),
            impact: option("impact", &self.impact, &mut problems),
            position: option("position", &self.position, &mut problems),
            space: option("space", &self.space, &mut problems),
            substitutes: pairs(&self.substitutes, &mut problems),
            age_from: number("age_from", &self.age_from, &mut problems),
            age_to: number("age_to", &self.age_to, &mut problems),
            audience: list(&self.audience),
            programme: Some(self.programme),
            carrier: option("carrier", &self.carrier, &mut problems),
            place: Some(self.place),
            condition: option("condition", &self.condition, &mut problems),
            owner: Some(self.owner),
            review_on: day("review_on", &self.review_on, &mut problems),
            not_digitisable: self.not_digitisable,
            extras: self.extras,
        }
        .tidy();
        let problems: Vec<_> = fields.problems().into_iter().chain(problems).collect();
        if problems.is_empty() { Ok(fields) } else { Err(explained(Problem::invalid(problems))) }
    }
}

/// The same problem under codes whose sentences say what to do in this form.
pub(super) fn explained(mut problem: Problem) -> Problem {
    for field in &mut problem.fields {
        let code = match (field.field.as_str(), field.code.as_str()) {
            ("title", "required") => "title_missing",
            ("duration_minutes", "out_of_range") => "not_minutes",
            ("source_key", "taken") => "key_taken",
            _ => continue,
        };
        field.code = code.into();
    }
    problem
}

fn choice<T: FromStr>(name: &str, text: &str, otherwise: T, problems: &mut Vec<FieldProblem>) -> T {
    text.parse().unwrap_or_else(|_| {
        problems.push(FieldProblem::new(name, "unknown_choice"));
        otherwise
    })
}

/// A choice that need not be made.
fn option<T: FromStr>(name: &str, text: &str, problems: &mut Vec<FieldProblem>) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    text.parse().map_err(|_| problems.push(FieldProblem::new(name, "unknown_choice"))).ok()
}

fn number(name: &str, text: &str, problems: &mut Vec<FieldProblem>) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.parse().map_err(|_| problems.push(FieldProblem::new(name, "not_a_number"))).ok()
}

fn day(name: &str, text: &str, problems: &mut Vec<FieldProblem>) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.parse().map_err(|_| problems.push(FieldProblem::new(name, "not_a_date"))).ok()
}

/// A line for each pair, its halves on both sides of an equals sign.
fn pairs(text: &str, problems: &mut Vec<FieldProblem>) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match line.split_once('=') {
            Some((piece, instead)) => drop(pairs.insert(piece.trim().to_owned(), instead.trim().to_owned())),
            None => problems.push(FieldProblem::new("substitutes", "not_a_pair")),
        }
    }
    pairs
}

/// The words between commas; a semicolon or a new line separates as well.
fn list(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(str::to_owned).collect()
}

/// The fields of an item, in two groups and its status.
#[component]
pub(super) fn ItemFieldset(
    /// What stands there.
    fields: ItemFields,
) -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(*kind))).collect();
    let levels = Level::ALL.iter().map(|level| (level.code().to_owned(), words::level(*level))).collect();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let language = text(&fields.language);
    view! {
        <fieldset class="form__group">
            <legend>{t("item-what")}</legend>
            <div class="form__pair">
                <LangField name="item[title]" label=t("item-title") value=fields.title.clone() maxlength=limits::TITLE_CHARS/>
                <LangArea name="item[description]" label=t("item-description") value=fields.description.clone()/>
            </div>
            <div class="form__three">
                <Select name="item[kind]" label=t("facet-kind") options=kinds value=fields.kind.code()/>
                <Select name="item[language]" label=t("facet-language") options=languages(&language) value=language.clone()/>
                <Field
                    name="item[source_key]"
                    label=t("item-key")
                    hint=t("item-key-hint")
                    value=text(&fields.source_key)
                    maxlength=limits::SHORT_TEXT_CHARS
                />
            </div>
        </fieldset>
        <fieldset class="form__group">
            <legend>{t("item-for")}</legend>
            <div class="form__three">
                <Select name="item[level]" label=t("facet-level") options=levels value=fields.level.code()/>
                <Field
                    name="item[duration_minutes]"
                    label=t("item-minutes")
                    value=fields.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default()
                    inputmode="numeric"
                />
                <Field
                    name="item[instructor]"
                    label=t("item-instructor")
                    value=text(&fields.instructor)
                    maxlength=limits::SHORT_TEXT_CHARS
                />
                <Field
                    name="item[centre]"
                    label=t("item-centre")
                    value=text(&fields.centre)
                    maxlength=limits::SHORT_TEXT_CHARS
                />
            </div>
            <div class="form__pair">
                <Field name="item[equipment]" label=t("item-equipment") hint=t("item-equipment-hint") value=fields.equipment.join(", ")/>
                <Field name="item[tags]" label=t("item-tags") hint=t("item-tags-hint") value=words::tags(&fields.tags)/>
            </div>
            <PracticeFields fields=fields.clone()/>
        </fieldset>
        <fieldset class="form__group">
            <legend>{t("item-where")}</legend>
            <ShelfFields fields=fields.clone()/>
            <Select
                name="item[status]"
                label=t("inventory-status")
                hint=t("item-status-hint")
                options=statuses(fields.status)
                value=fields.status.code()
            />
        </fieldset>
        <OwnFieldset extras=fields.extras/>
    }
    .into_any()
}

/// No language, those of the interface, and the one that the item has.
fn languages(own: &str) -> Vec<(String, String)> {
    let mut codes = vec!["", "fr", "en"];
    if !codes.contains(&own) {
        codes.push(own);
    }
    let words = |code: &str| if code.is_empty() { t("item-language-none") } else { language_name(code) };
    codes.into_iter().map(|code| (code.to_owned(), words(code))).collect()
}

/// The statuses that a person decides. Being published or withdrawn follows from the sessions,
/// and is only offered where it is so already.
fn statuses(own: ItemStatus) -> Vec<(String, String)> {
    ItemStatus::ALL
        .iter()
        .filter(|status| **status == own || !matches!(status, ItemStatus::Published | ItemStatus::Withdrawn))
        .map(|status| (status.code().to_owned(), words::status(*status)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ItemForm {
        ItemForm {
            kind: "class".into(),
            level: "all".into(),
            status: "identified".into(),
            title: LangMap::both("Étirements", ""),
            ..ItemForm::default()
        }
    }

    #[test]
    fn what_is_typed_becomes_an_item() {
        let fields = ItemForm {
            tags: "dos, posture , dos".into(),
            equipment: String::new(),
            duration_minutes: " 30 ".into(),
            centre: "  ".into(),
            ..form()
        }
        .fields()
        .unwrap();
        assert_eq!(fields.tags, ["dos", "posture"]);
        assert!(fields.equipment.is_empty());
        assert_eq!((fields.duration_minutes, fields.centre, fields.language), (Some(30), None, None));
    }

    #[test]
    fn what_is_not_known_stays_open_and_what_is_wrong_is_named() {
        let fields = ItemForm {
            substitutes: "haltères = bouteilles d’eau\n\ntapis=serviette".into(),
            review_on: "2027-03-01".into(),
            age_from: "55".into(),
            ..form()
        }
        .fields()
        .unwrap();
        assert_eq!(fields.substitutes["haltères"], "bouteilles d’eau");
        assert_eq!((fields.age_from, fields.age_to, fields.carrier), (Some(55), None, None));
        assert_eq!(fields.review_on.map(|day| day.to_string()).as_deref(), Some("2027-03-01"));
        let problem = ItemForm {
            substitutes: "haltères".into(),
            review_on: "bientôt".into(),
            position: "assis".into(),
            age_from: "70".into(),
            age_to: "60".into(),
            ..form()
        }
        .fields()
        .unwrap_err();
        let said: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(said, ["age_to", "position", "substitutes", "review_on"]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let problem = ItemForm {
            title: LangMap::default(),
            duration_minutes: "une demi-heure".into(),
            kind: "atelier".into(),
            ..form()
        }
        .fields()
        .unwrap_err();
        let said: Vec<_> = problem.fields.iter().map(|field| (field.field.as_str(), field.code.as_str())).collect();
        assert_eq!(said, [("title", "title_missing"), ("duration_minutes", "not_minutes"), ("kind", "unknown_choice")]);
        let long = ItemForm { duration_minutes: "9000".into(), ..form() }.fields().unwrap_err();
        assert_eq!(long.fields[0].code, "not_minutes");
    }
}
