//! What went wrong, in a shape that programs and people can both use (RFC 9457).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One field of a form or a body that cannot be accepted, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name as sent, for example `title.fr`.
    pub field: String,
    /// A stable code, for example `required` or `too_long`; texts are looked up by it.
    pub code: String,
    /// Facts for the text, for example `max` for `too_long`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

impl FieldProblem {
    /// A problem with no facts.
    pub fn new(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), facts: BTreeMap::new() }
    }

    /// The same with one fact for its text.
    #[must_use]
    pub fn with(mut self, fact: &str, value: impl std::fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), format!("{value}"));
        self
    }
}
