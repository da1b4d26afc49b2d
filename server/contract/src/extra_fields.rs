//! Fields of the organisation's own: what it writes on its items beside what everybody does.

use crate::{
    ExtraFieldId, LangMap, Timestamp, inventory::choice, inventory::is_language, limits, problem::FieldProblem, text,
    text::folded,
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How the code of every field of the organisation's own begins, so that it is no other column's name.
pub const PREFIX: &str = "x_";
/// Most fields in use at once.
pub const FIELDS: usize = 40;
/// Most values of one choice.
pub const CHOICES: usize = 60;
/// Longest code of a field or a value, in characters.
pub const CODE_CHARS: usize = 40;
/// Longest text that such a field holds, in characters.
pub const TEXT_CHARS: usize = 500;
/// Most digits of a number before its point, and after it.
const DIGITS: (usize, usize) = (15, 6);

/// What stands in a yes or no field where it is so.
pub const YES: &str = "yes";
/// What stands in a yes or no field where it is not.
pub const NO: &str = "no";

choice! {
    /// What a field holds.
    ExtraKind {
        /// One line of text.
        Text = "text",
        /// A number, with or without decimals.
        Number = "number",
        /// A day of the calendar.
        Date = "date",
        /// One of several values.
        Choice = "choice",
        /// Whether something is so.
        YesNo = "yes_no",
    }
}

/// One value of a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraChoice {
    /// What items hold; made from the name when the value is new, and never changed afterwards.
    #[serde(default)]
    pub code: String,
    /// Its name, in at least one language.
    pub label: LangMap,
}

/// What is said of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraFieldFields {
    /// Its name, in at least one language.
    pub label: LangMap,
    /// What it holds; never changed once items may hold it.
    pub kind: ExtraKind,
    /// Of a choice, its values in their order.
    #[serde(default)]
    pub choices: Vec<ExtraChoice>,
    /// Its place among all fields, the first one's being 0; a new one without a place comes last.
    #[serde(default = "last")]
    pub position: u32,
    /// Whether it is no longer offered. What items hold of it stays.
    #[serde(default)]
    pub retired: bool,
}

fn last() -> u32 {
    u32::MAX
}

/// A field of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraFieldDetails {
    /// The field.
    pub id: ExtraFieldId,
    /// Its name at the head of a table, on items and in addresses; it stays when the field is renamed.
    pub code: String,
    /// What is said of it.
    #[serde(flatten)]
    pub fields: ExtraFieldFields,
    /// Counts every change; a change must name the version it is based on.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// When it was retired, where it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub retired_at: Option<Timestamp>,
}

impl ExtraFieldFields {
    /// A field of which only this is known.
    pub fn new(kind: ExtraKind, label: LangMap) -> Self {
        Self { label, kind, choices: Vec::new(), position: last(), retired: false }
    }

    /// A text as an item holds it, or by a code why it cannot: a number with a point and no idle nought, a
    /// day as `2027-03-01`, the code of a choice's value, `yes` or `no`.
    ///
    /// # Errors
    /// `too_long`, `not_a_figure`, `not_a_date`, `unknown_choice` or `not_yes_or_no`.
    pub fn accepted(&self, text: &str) -> Result<String, &'static str> {
        let text = text::printable(text);
        let text = text.trim();
        match self.kind {
            ExtraKind::Text => {
                let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
                let text = lines.collect::<Vec<_>>().join(" ");
                if text.chars().count() > TEXT_CHARS { Err("too_long") } else { Ok(text) }
            }
            ExtraKind::Number => figure(text).ok_or("not_a_figure"),
            ExtraKind::Date => text::day(text).map(|day| day.to_string()).ok_or("not_a_date"),
            ExtraKind::Choice => self.meant(text).map(|choice| choice.code.clone()).ok_or("unknown_choice"),
            ExtraKind::YesNo => match text::words(text).as_str() {
                "oui" | "yes" | "o" | "y" | "1" | "vrai" | "true" | "x" => Ok(YES.to_owned()),
                "non" | "no" | "n" | "0" | "faux" | "false" => Ok(NO.to_owned()),
                _ => Err("not_yes_or_no"),
            },
        }
    }

    /// The value of a choice with this code.
    pub fn choice(&self, code: &str) -> Option<&ExtraChoice> {
        self.choices.iter().find(|choice| choice.code == code)
    }

    /// The value of a choice that a text means: by its code, or else by its name in any language; where signs are
    /// left out or others are written, only if no other value has the same words.
    fn meant(&self, text: &str) -> Option<&ExtraChoice> {
        let named = |form: fn(&str) -> String| {
            let said = form(text);
            let is_it =
                move |choice: &&ExtraChoice| !said.is_empty() && choice.label.0.values().any(|name| form(name) == said);
            self.choices.iter().filter(is_it)
        };
        let by_words = || {
            let mut found = named(text::words);
            found.next().filter(|_| found.next().is_none())
        };
        self.choice(&text.to_lowercase()).or_else(|| named(folded).next()).or_else(by_words)
    }

    /// The same with spaces trimmed, values without a name gone, and none where it is no choice.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.label = self.label.tidy();
        self.choices.iter_mut().for_each(|choice| choice.label = choice.label.tidy());
        self.choices.retain(|choice| self.kind == ExtraKind::Choice && !choice.label.is_empty());
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.label.is_empty() {
            problems.push(FieldProblem::new("label", "required"));
        }
        problems.extend(problems_of("label", &self.label));
        if self.kind == ExtraKind::Choice && self.choices.is_empty() {
            problems.push(FieldProblem::new("choices", "choices_missing"));
        }
        if self.choices.len() > CHOICES {
            problems.push(FieldProblem::new("choices", "too_many").with("max", CHOICES));
        }
        problems.extend(self.choices.iter().flat_map(|choice| problems_of("choices", &choice.label)).take(1));
        let mut names: Vec<(usize, String)> = Vec::new();
        for (place, choice) in self.choices.iter().enumerate() {
            for name in choice.label.0.values() {
                let said = folded(name);
                // The two names of one value may be the same.
                if names.iter().any(|(of, known)| *of != place && *known == said) {
                    problems.push(FieldProblem::new("choices", "choice_twice").with("name", name));
                    return problems;
                }
                names.push((place, said));
            }
        }
        problems
    }
}

/// What is wrong with a name.
fn problems_of(field: &str, label: &LangMap) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (language, name) in &label.0 {
        let field = if field == "label" { format!("label.{language}") } else { field.to_owned() };
        if !is_language(language) {
            problems.push(FieldProblem::new(field, "unknown_language"));
        } else if name.chars().count() > limits::SHORT_TEXT_CHARS {
            problems.push(FieldProblem::new(field, "too_long").with("max", limits::SHORT_TEXT_CHARS));
        }
    }
    problems
}

/// A code for a name, by which nothing else goes yet: letters and digits of its French text, or else of
/// another, behind `prefix`.
pub fn code_of(label: &LangMap, prefix: &str, taken: impl Fn(&str) -> bool) -> String {
    let name = ["fr", "en"].into_iter().map(|language| label.exact(language)).find(|name| !name.is_empty());
    let name = name.or_else(|| label.0.values().map(String::as_str).next()).unwrap_or_default();
    let said = folded(name);
    let words = said.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let word = words.collect::<Vec<_>>().join("_");
    let word = if word.is_empty() { "champ" } else { &word };
    let cut = |room: usize| {
        let code: String = prefix.chars().chain(word.chars()).take(room).collect();
        code.trim_end_matches('_').to_owned()
    };
    let first = cut(CODE_CHARS);
    if !taken(&first) {
        return first;
    }
    let mut numbered = (2_u32..).map(|number| {
        let end = format!("_{number}");
        cut(CODE_CHARS - end.len()) + &end
    });
    // As many as there are numbers: one of them is free.
    numbered.find(|code| !taken(code)).unwrap_or(first)
}

/// A number as people write it, with a point and without idle noughts: `1 234,50` is `1234.5`.
fn figure(text: &str) -> Option<String> {
    let dense: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (minus, digits) = match dense.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, dense.strip_prefix('+').unwrap_or(&dense)),
    };
    // Of a comma and a point the last one parts whole from tenths; the other one then parts thousands.
    let (whole, tenths) = match digits.rfind([',', '.']) {
        Some(place) => (&digits[..place], &digits[place + 1..]),
        None => (digits, ""),
    };
    let point = digits.get(whole.len()..=whole.len()).unwrap_or_default();
    if !point.is_empty() && (tenths.is_empty() || whole.contains(point)) {
        return None;
    }
    // Twelve thousand to some readers and twelve to others: neither is taken for granted.
    let could_be_thousands = point == "," && tenths.len() == 3 && (1..=3).contains(&whole.len());
    if could_be_thousands && !whole.starts_with('0') {
        return None;
    }
    let whole: String = whole.chars().filter(|letter| !matches!(letter, ',' | '.')).collect();
    if whole.is_empty() || ![whole.as_str(), tenths].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (whole, tenths) = (whole.trim_start_matches('0'), tenths.trim_end_matches('0'));
    if whole.len() > DIGITS.0 || tenths.len() > DIGITS.1 {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let text = if tenths.is_empty() { whole.to_owned() } else { format!("{whole}.{tenths}") };
    Some(if minus && text != "0" { format!("-{text}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: ExtraKind) -> ExtraFieldFields {
        ExtraFieldFields::new(kind, LangMap::both("Couleur", "Colour"))
    }

    fn colours() -> ExtraFieldFields {
        let choice = |code: &str, fr: &str, en: &str| ExtraChoice { code: code.into(), label: LangMap::both(fr, en) };
        ExtraFieldFields {
            choices: vec![choice("rouge", "Vermillon", "Red"), choice("bleu_fonce", "Bleu foncé", "Dark blue")],
            ..of(ExtraKind::Choice)
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, plain) in [
            ("12,50", "12.5"),
            ("1\u{a0}234", "1234"),
            ("1\u{202f}234,5", "1234.5"),
            ("1,234.50", "1234.5"),
            ("1.234,5", "1234.5"),
            ("007", "7"),
            ("-0,0", "0"),
            ("\u{2212}3", "-3"),
            ("0.25", "0.25"),
        ] {
            assert_eq!(of(ExtraKind::Number).accepted(text).as_deref(), Ok(plain), "{text}");
            assert_eq!(of(ExtraKind::Number).accepted(plain).as_deref(), Ok(plain), "{plain}");
        }
        for text in ["", "douze", "1.2.3", "1,2,3", "12.", ".5", "--1", "1e9", "9999999999999999"] {
            assert_eq!(of(ExtraKind::Number).accepted(text), Err("not_a_figure"), "{text}");
        }
    }

    #[test]
    fn a_value_is_kept_in_one_form() {
        let date = of(ExtraKind::Date);
        assert_eq!(date.accepted("1/3/2027").as_deref(), Ok("2027-03-01"));
        assert_eq!(date.accepted("bientôt"), Err("not_a_date"));
        let yes_no = of(ExtraKind::YesNo);
        for text in ["Oui", "YES", "1", " vrai ", "Oui."] {
            assert_eq!(yes_no.accepted(text).as_deref(), Ok(YES), "{text}");
        }
        for text in ["non", "No", "0", "faux"] {
            assert_eq!(yes_no.accepted(text).as_deref(), Ok(NO), "{text}");
        }
        assert_eq!(yes_no.accepted("peut-être"), Err("not_yes_or_no"));
        let number = of(ExtraKind::Number);
        assert_eq!(number.accepted("0,125").as_deref(), Ok("0.125"));
        assert_eq!(number.accepted("12,000"), Err("not_a_figure"), "twelve, or twelve thousand?");
        assert_eq!(of(ExtraKind::Text).accepted(" deux\r\n lignes ").as_deref(), Ok("deux lignes"));
        assert_eq!(of(ExtraKind::Text).accepted(&"a".repeat(TEXT_CHARS + 1)), Err("too_long"));
    }

    #[test]
    fn a_choice_is_said_by_code_or_by_either_name() {
        for text in ["rouge", "ROUGE", "vermillon", " Red "] {
            assert_eq!(colours().accepted(text).as_deref(), Ok("rouge"), "{text}");
        }
        assert_eq!(colours().accepted("bleu fonce").as_deref(), Ok("bleu_fonce"));
        assert_eq!(colours().accepted("Bleu (foncé)").as_deref(), Ok("bleu_fonce"), "signs do not matter");
        let choice = |code: &str, fr: &str| ExtraChoice { code: code.into(), label: LangMap::both(fr, "") };
        let marks = ExtraFieldFields { choices: vec![choice("a", "B +"), choice("c", "B -")], ..of(ExtraKind::Choice) };
        assert_eq!(marks.accepted("B +").as_deref(), Ok("a"), "unless they are all that tells two values apart");
        assert_eq!(marks.accepted("B"), Err("unknown_choice"));
        assert_eq!(colours().accepted("vert"), Err("unknown_choice"));
    }

    #[test]
    fn a_code_is_short_plain_and_nobody_else_s() {
        let code = |label: &LangMap, taken: &[&str]| code_of(label, PREFIX, |code| taken.contains(&code));
        let label = LangMap::both("Année d’acquisition", "Acquired in");
        assert_eq!(code(&label, &[]), "x_annee_d_acquisition");
        assert_eq!(code(&label, &["x_annee_d_acquisition"]), "x_annee_d_acquisition_2");
        assert_eq!(code(&LangMap::both("", "Colour"), &[]), "x_colour");
        assert_eq!(code(&LangMap::both("ᐃᓄᒃ", ""), &[]), "x_champ");
        let long = LangMap::both("une très longue question sur la provenance", "");
        let first = code(&long, &[]);
        assert!(first.len() <= CODE_CHARS && !first.ends_with('_'), "{first}");
        let second = code(&long, &[&first]);
        assert!(second.len() <= CODE_CHARS && second.ends_with("_2"), "{second}");
    }

    #[test]
    fn what_is_said_of_a_field_is_looked_at() {
        let codes = |fields: ExtraFieldFields| {
            fields
                .tidy()
                .problems()
                .into_iter()
                .map(|problem| format!("{} {}", problem.field, problem.code))
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(colours()), Vec::<String>::new());
        let nameless = ExtraFieldFields::new(ExtraKind::Choice, LangMap::default());
        assert_eq!(codes(nameless), ["label required", "choices choices_missing"]);
        let mut twice = colours();
        twice.choices.push(ExtraChoice { code: String::new(), label: LangMap::both("RED", "") });
        assert_eq!(codes(twice), ["choices choice_twice"]);
        let text = ExtraFieldFields { choices: colours().choices, ..of(ExtraKind::Text) }.tidy();
        assert!(text.choices.is_empty(), "a text has no values to choose from");
    }
}
