//! What people write down of rights: a release, a licence, a word on the item as a whole; and what of it cannot be
//! accepted.

use super::{LicenceKind, LicenceSubject, NOTE_CHARS, ReleaseUse};
use crate::{limits, problem::FieldProblem, text::printable};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is written on a release. Days are written `YYYY-MM-DD`, by the clocks of the centres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseFields {
    /// The filmed person's name, or initials that tell them from others on the item.
    pub name: String,
    /// Whether they are a minor: somebody else signs then.
    #[serde(default)]
    pub minor: bool,
    /// Who signs for a minor.
    #[serde(default)]
    pub guardian: Option<String>,
    /// What they agreed to; members unless said otherwise.
    #[serde(default = "by_members")]
    pub allows: ReleaseUse,
    /// The day it was signed.
    #[serde(default)]
    pub signed_on: Option<String>,
    /// Its last day; without one it holds until it is withdrawn.
    #[serde(default)]
    pub expires_on: Option<String>,
    /// Whether they can be recognised in what is shown; not any more once they are cut out of it.
    #[serde(default = "yes")]
    pub seen: bool,
    /// Where the paper lies, and what else there is to know.
    #[serde(default)]
    pub note: Option<String>,
}

fn by_members() -> ReleaseUse {
    ReleaseUse::Members
}

fn yes() -> bool {
    true
}

impl ReleaseFields {
    /// A release of which only the name is known.
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            minor: false,
            guardian: None,
            allows: by_members(),
            signed_on: None,
            expires_on: None,
            seen: true,
            note: None,
        }
    }

    /// The same with spaces trimmed, empty texts gone and days written in full.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.name = line(&self.name);
        self.guardian = tidy(self.guardian, line).filter(|_| self.minor);
        self.signed_on = tidy(self.signed_on, day);
        self.expires_on = tidy(self.expires_on, day);
        self.note = tidy(self.note, |text| printable(text).trim().to_owned());
        self
    }

    /// What cannot be accepted today, field by field; empty when all is well.
    pub fn problems(&self, today: &str) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        needed("name", &self.name, &mut problems);
        if self.minor && self.guardian.is_none() {
            problems.push(FieldProblem::new("guardian", "guardian_missing"));
        }
        short("guardian", self.guardian.as_deref(), limits::SHORT_TEXT_CHARS, &mut problems);
        short("note", self.note.as_deref(), NOTE_CHARS, &mut problems);
        a_day("signed_on", self.signed_on.as_deref(), &mut problems);
        a_day("expires_on", self.expires_on.as_deref(), &mut problems);
        if problems.is_empty() {
            if self.signed_on.as_deref().is_some_and(|signed| signed > today) {
                problems.push(FieldProblem::new("signed_on", "in_the_future"));
            }
            if self.signed_on.is_some() && self.expires_on.is_some() && self.expires_on < self.signed_on {
                problems.push(FieldProblem::new("expires_on", "before_start"));
            }
        }
        problems
    }
}

/// What is written on a licence. Days are written `YYYY-MM-DD`, by the clocks of the centres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceFields {
    /// What it is about; music unless said otherwise.
    #[serde(default = "music")]
    pub subject: LicenceSubject,
    /// The work's title.
    pub title: String,
    /// Who holds the rights.
    #[serde(default)]
    pub holder: Option<String>,
    /// What allows its use, in words: a number, an agreement, a licence. Without it the work is known and
    /// its licence is missing.
    #[serde(default)]
    pub licence: Option<String>,
    /// Where the right comes from.
    #[serde(default = "other")]
    pub kind: LicenceKind,
    /// Its last day; without one it does not end.
    #[serde(default)]
    pub ends_on: Option<String>,
    /// Whether it covers a broadcast.
    #[serde(default = "yes")]
    pub covers_live: bool,
    /// Whether it covers what can be watched afterwards.
    #[serde(default = "yes")]
    pub covers_replay: bool,
}

fn music() -> LicenceSubject {
    LicenceSubject::Music
}

fn other() -> LicenceKind {
    LicenceKind::Other
}

impl LicenceFields {
    /// A piece of music of which only the title is known.
    pub fn of(title: &str) -> Self {
        Self {
            subject: music(),
            title: title.to_owned(),
            holder: None,
            licence: None,
            kind: other(),
            ends_on: None,
            covers_live: true,
            covers_replay: true,
        }
    }

    /// The same with spaces trimmed, empty texts gone and days written in full.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.title = line(&self.title);
        self.holder = tidy(self.holder, line);
        self.licence = tidy(self.licence, |text| printable(text).trim().to_owned());
        self.ends_on = tidy(self.ends_on, day);
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        needed("title", &self.title, &mut problems);
        short("holder", self.holder.as_deref(), limits::SHORT_TEXT_CHARS, &mut problems);
        short("licence", self.licence.as_deref(), NOTE_CHARS, &mut problems);
        a_day("ends_on", self.ends_on.as_deref(), &mut problems);
        problems
    }
}

fn tidy(text: Option<String>, how: impl Fn(&str) -> String) -> Option<String> {
    text.map(|text| how(&text)).filter(|text| !text.is_empty())
}

fn line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day in full where it is one; otherwise as it was written, so that it can be shown again.
fn day(text: &str) -> String {
    let text = line(text);
    text.parse::<Date>().map_or(text, |day| day.to_string())
}

fn needed(field: &str, text: &str, problems: &mut Vec<FieldProblem>) {
    if text.is_empty() {
        problems.push(FieldProblem::new(field, "required"));
    }
    short(field, Some(text), limits::TITLE_CHARS, problems);
}

fn short(field: &str, text: Option<&str>, most: usize, problems: &mut Vec<FieldProblem>) {
    if text.is_some_and(|text| text.chars().count() > most) {
        problems.push(FieldProblem::new(field, "too_long").with("max", most));
    }
}

fn a_day(field: &str, text: Option<&str>, problems: &mut Vec<FieldProblem>) {
    let is_one = |text: &str| {
        text.parse::<Date>().is_ok_and(|day| (1900..=2200).contains(&day.year()) && day.to_string() == text)
    };
    if text.is_some_and(|text| !is_one(text)) {
        problems.push(FieldProblem::new(field, "not_a_date"));
    }
}

/// What is said of an item as a whole, by somebody of staff who answers for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// Nobody who is filmed can be recognised.
    #[serde(default)]
    pub nobody_recognisable: bool,
    /// There is no music in it.
    #[serde(default)]
    pub no_music: bool,
    /// By which right the item itself is used: a text, a recipe, a sound.
    #[serde(default)]
    pub licence: Option<String>,
}

impl Statement {
    /// The same without spaces around, and nothing where nothing is said.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.licence = tidy(self.licence, |text| printable(text).trim().to_owned());
        self
    }

    /// What cannot be accepted, field by field.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        short("licence", self.licence.as_deref(), NOTE_CHARS, &mut problems);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(problems: &[FieldProblem]) -> Vec<(&str, &str)> {
        problems.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect()
    }

    #[test]
    fn a_release_says_what_is_wrong_with_it() {
        let today = "2026-11-21";
        let whole =
            ReleaseFields { signed_on: Some(" 2026-11-21 ".into()), ..ReleaseFields::of("  Ana \n Roy ") }.tidy();
        assert_eq!((whole.name.as_str(), whole.signed_on.as_deref()), ("Ana Roy", Some(today)));
        assert!(whole.problems(today).is_empty());
        let minor = ReleaseFields { minor: true, guardian: Some(" ".into()), ..whole.clone() }.tidy();
        assert_eq!(codes(&minor.problems(today)), [("guardian", "guardian_missing")]);
        let tomorrow = ReleaseFields { signed_on: Some("2026-11-22".into()), ..whole.clone() };
        assert_eq!(codes(&tomorrow.problems(today)), [("signed_on", "in_the_future")]);
        let backwards = ReleaseFields { expires_on: Some("2026-11-20".into()), ..whole.clone() };
        assert_eq!(codes(&backwards.problems(today)), [("expires_on", "before_start")]);
        for odd in ["demain", "2026-13-01", "2026-02-30", "12026-01-01", "0001-01-01"] {
            let odd = ReleaseFields { expires_on: Some(odd.into()), ..whole.clone() }.tidy();
            assert_eq!(codes(&odd.problems(today)), [("expires_on", "not_a_date")]);
        }
        assert_eq!(codes(&ReleaseFields::of(" ").tidy().problems(today)), [("name", "required")]);
    }

    #[test]
    fn a_guardian_is_kept_for_a_minor_only() {
        let adult = ReleaseFields { guardian: Some("Luc".into()), ..ReleaseFields::of("Ana") }.tidy();
        assert_eq!(adult.guardian, None);
    }
}
