//! What became different from one version of a pilot to the next.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
