//! The steps that items of a kind go through: what Estrade proposes, and what a manager writes.

use super::Doer;
use crate::{LangMap, inventory::Kind, limits, problem::FieldProblem, text::folded};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most steps of one kind of item.
pub const STEPS: usize = 20;
/// The longest time that a step may be given, in days.
pub const DAYS: u32 = 365;

/// One step of the way that items of a kind go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// What it is called among programs and on the board: `record`, `check`. Steps of several kinds that
    /// carry the same key share a column. Made from the name where it is left out.
    #[serde(default)]
    pub key: String,
    /// What it is called among people, in at least one language.
    pub name: LangMap,
    /// Who may do it.
    pub who: Doer,
    /// How many days after it opens it is due; nothing: whenever.
    #[serde(default)]
    pub due_days: Option<u32>,
}

/// The steps of a kind of item, in order. Work that is under way keeps the steps it was started with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// The kind.
    pub kind: Kind,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Counts every change, from 0 for what Estrade proposes.
    pub version: i64,
}

/// The steps as a manager writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTemplate {
    /// 1 to 20 steps, in order.
    pub steps: Vec<Step>,
}

impl NewTemplate {
    /// The same with texts tidied, and a key for each step that has none.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let mut taken: HashSet<String> = self.steps.iter().map(|step| step.key.clone()).collect();
        for step in &mut self.steps {
            step.name = std::mem::take(&mut step.name).tidy();
            if step.key.is_empty() {
                step.key = free_key(&step.name, &taken);
                taken.insert(step.key.clone());
            }
        }
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.steps.is_empty() {
            problems.push(FieldProblem::new("steps", "no_steps"));
        }
        if self.steps.len() > STEPS {
            problems.push(FieldProblem::new("steps", "too_many").with("max", STEPS));
        }
        let mut seen = HashSet::new();
        for (place, step) in self.steps.iter().enumerate() {
            let name = format!("steps.{place}.name");
            if step.name.is_empty() {
                problems.push(FieldProblem::new(&name, "title_missing"));
            }
            if step.name.0.values().any(|text| text.chars().count() > limits::SHORT_TEXT_CHARS) {
                problems.push(FieldProblem::new(&name, "too_long").with("max", limits::SHORT_TEXT_CHARS));
            }
            if !is_key(&step.key) || !seen.insert(&step.key) {
                problems.push(FieldProblem::new(format!("steps.{place}.key"), "not_a_key"));
            }
            if step.due_days.is_some_and(|days| days > DAYS) {
                let field = format!("steps.{place}.due_days");
                problems.push(FieldProblem::new(field, "out_of_range").with("min", 0).with("max", DAYS));
            }
        }
        problems
    }
}

fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A key that says what the name says, and that no other step has: `relire`, `relire_2`.
fn free_key(name: &LangMap, taken: &HashSet<String>) -> String {
    let words = folded(name.pick(crate::Locale::Fr));
    let plain: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(36).collect();
    let base = plain.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    let base = if base.is_empty() { "step".to_owned() } else { base };
    if !taken.contains(&base) {
        return base;
    }
    (2..).map(|number| format!("{base}_{number}")).find(|key| !taken.contains(key)).unwrap_or(base)
}

/// The steps that Estrade proposes for a kind, until a manager writes others.
pub fn proposed(kind: Kind) -> Vec<Step> {
    use Doer::{Manager, Staff};
    let step = |key: &str, fr: &str, en: &str, who, days| Step {
        key: key.to_owned(),
        name: LangMap::both(fr, en),
        who,
        due_days: Some(days),
    };
    let assess = step("assess", "Évaluer", "Assess", Staff, 5);
    let rights = step("clear_rights", "Obtenir les droits", "Clear the rights", Staff, 14);
    let record = step("record", "Enregistrer", "Record", Staff, 14);
    let scan = step("scan", "Numériser", "Scan", Staff, 7);
    let edit = step("edit", "Monter", "Edit", Staff, 7);
    let captions = step("caption", "Sous-titrer", "Caption", Staff, 7);
    let check = step("check", "Vérifier", "Check", Manager, 3);
    let publish = step("publish", "Publier", "Publish", Staff, 2);
    match kind {
        Kind::Guide => vec![assess, rights, scan, check, publish],
        Kind::Audio => vec![assess, rights, record, edit, check, publish],
        Kind::Service => vec![assess, record, edit, captions, check, publish],
        Kind::Class | Kind::Talk | Kind::Recipe => vec![assess, rights, record, edit, captions, check, publish],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, name: &str) -> Step {
        Step { key: key.into(), name: LangMap::both(name, ""), who: Doer::Staff, due_days: None }
    }

    #[test]
    fn every_kind_has_steps_that_are_in_order() {
        for kind in Kind::ALL {
            let new = NewTemplate { steps: proposed(*kind) };
            assert_eq!(new.problems(), [], "{kind:?}");
            assert_eq!(new.clone().tidy(), new);
            assert_eq!(new.steps.last().map(|step| step.key.as_str()), Some("publish"));
        }
    }

    #[test]
    fn a_new_step_gets_a_key_of_its_own() {
        let steps = vec![step("", " Relire  l’épreuve "), step("relire_l_epreuve", "x"), step("", "日本")];
        let keys: Vec<_> = NewTemplate { steps }.tidy().steps.into_iter().map(|step| step.key).collect();
        assert_eq!(keys, ["relire_l_epreuve_2", "relire_l_epreuve", "step"]);
    }

    #[test]
    fn everything_that_is_wrong_with_steps_is_said() {
        let said = |steps: Vec<Step>| {
            let problems = NewTemplate { steps }.problems();
            problems.into_iter().map(|problem| (problem.field, problem.code)).collect::<Vec<_>>()
        };
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(said(Vec::new()), one("steps", "no_steps"));
        assert_eq!(said(vec![step("a", " ")]), one("steps.0.name", "title_missing"));
        assert_eq!(said(vec![step("a", &"é".repeat(121))]), one("steps.0.name", "too_long"));
        assert_eq!(said(vec![step("a", "A"), step("a", "B")]), one("steps.1.key", "not_a_key"));
        assert_eq!(said(vec![step("A b", "A")]), one("steps.0.key", "not_a_key"));
        assert_eq!(said(vec![Step { due_days: Some(366), ..step("a", "A") }]), one("steps.0.due_days", "out_of_range"));
        let many = (0..21).map(|number| step(&format!("s{number}"), "S")).collect();
        assert_eq!(said(many), one("steps", "too_many"));
    }
}
