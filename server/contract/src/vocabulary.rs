//! The vocabulary: the tags that the organisation agreed on, in both languages, one under another.

use crate::{
    LangMap, TagId, limits,
    problem::FieldProblem,
    text::{folded, printable},
};
use serde::{Deserialize, Serialize};

/// Most levels of tags, the first one among them.
pub const DEPTH: usize = 4;
/// Most synonyms of one tag.
pub const SYNONYMS: usize = 200;
/// Signs by which people part several tags in one field, or we do.
const SEPARATORS: [char; 3] = ['|', ',', ';'];

/// What is written on a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagFields {
    /// Its name, in at least one language.
    pub label: LangMap,
    /// The tag that it stands under.
    #[serde(default)]
    pub parent: Option<TagId>,
    /// Other words that lead to it, without regard to case or accents.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

impl TagFields {
    /// The word that items carry: the French name, else the English one, or whatever there is.
    pub fn word(&self) -> &str {
        let named = ["fr", "en"].into_iter().map(|language| self.label.exact(language)).find(|name| !name.is_empty());
        named.or_else(|| self.label.0.values().map(String::as_str).next()).unwrap_or_default()
    }

    /// Every word that leads to it, folded, each once: its names, then its synonyms.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.label.0.values().chain(&self.synonyms).map(|word| folded(word.trim())) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// The same fields with spaces trimmed, and no synonym that is a name or there twice.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.label = self.label.tidy();
        let mut known: Vec<String> = self.label.0.values().map(|name| folded(name)).collect();
        let mut synonyms = Vec::new();
        for synonym in &self.synonyms {
            let synonym = printable(synonym).trim().to_owned();
            let word = folded(&synonym);
            if !synonym.is_empty() && !known.contains(&word) {
                known.push(word);
                synonyms.push(synonym);
            }
        }
        self.synonyms = synonyms;
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.label.is_empty() {
            problems.push(FieldProblem::new("label", "required"));
        }
        for (language, name) in &self.label.0 {
            if !crate::inventory::is_language(language) {
                problems.push(FieldProblem::new(format!("label.{language}"), "unknown_language"));
            }
            problems.extend(problem_of(&format!("label.{language}"), name));
        }
        if self.synonyms.len() > SYNONYMS {
            problems.push(FieldProblem::new("synonyms", "too_many").with("max", SYNONYMS));
        }
        problems.extend(self.synonyms.iter().find_map(|synonym| problem_of("synonyms", synonym)));
        problems
    }
}

/// What is wrong with one word.
fn problem_of(field: &str, word: &str) -> Option<FieldProblem> {
    if word.chars().count() > limits::SHORT_TEXT_CHARS {
        return Some(FieldProblem::new(field, "too_long").with("max", limits::SHORT_TEXT_CHARS));
    }
    if word.contains(SEPARATORS) {
        return Some(FieldProblem::new(field, "tag_separator"));
    }
    (!word.chars().any(char::is_alphanumeric)).then(|| FieldProblem::new(field, "unreadable"))
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagDetails {
    /// The tag.
    pub id: TagId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: TagFields,
    /// The word that items carry.
    pub word: String,
    /// Counts every change; a change must name the version it is based on.
    pub version: i64,
}

/// One tag in its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagUse {
    /// The tag.
    #[serde(flatten)]
    pub tag: TagDetails,
    /// How many tags it stands under.
    pub depth: u32,
    /// How many items carry it.
    pub uses: u64,
    /// How many items carry it or a tag under it.
    pub below: u64,
}

/// A word that items carry and that is no tag of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FreeWord {
    /// The word, as it is written most often.
    pub word: String,
    /// How many items carry it.
    pub uses: u64,
}

/// The whole vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vocabulary {
    /// Every tag, each followed by those under it.
    pub tags: Vec<TagUse>,
    /// Words in use that are in no tag, the most used first; at most [`FREE_WORDS`].
    pub free: Vec<FreeWord>,
}

/// Most words outside the vocabulary that are listed.
pub const FREE_WORDS: usize = 200;

/// Which tag another becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeTag {
    /// The tag that stays.
    pub into: TagId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_carried_under_its_french_name_and_found_by_all() {
        let fields = TagFields {
            label: LangMap::both("Étirements", "Stretching"),
            parent: None,
            synonyms: vec![" etirements ".into(), "Souplesse".into(), "souplesse".into(), "".into()],
        }
        .tidy();
        assert_eq!(fields.word(), "Étirements");
        assert_eq!(fields.synonyms, ["Souplesse"]);
        assert_eq!(fields.words(), ["stretching", "etirements", "souplesse"]);
        let english = TagFields { label: LangMap::both("", "Back"), ..TagFields::default() };
        assert_eq!(english.word(), "Back");
    }

    #[test]
    fn what_no_field_could_hold_is_refused() {
        let codes = |fr: &str, synonym: &str| {
            let fields =
                TagFields { label: LangMap::both(fr, ""), parent: None, synonyms: vec![synonym.into()] }.tidy();
            fields
                .problems()
                .into_iter()
                .map(|problem| format!("{} {}", problem.field, problem.code))
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("Dos", "colonne"), [""; 0]);
        assert_eq!(codes(" ", "colonne"), ["label required"]);
        assert_eq!(codes("Dos, épaules", "-"), ["label.fr tag_separator", "synonyms unreadable"]);
    }
}
