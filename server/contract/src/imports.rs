//! What is told about an import beside its report: which column was taken for which, and what exactly
//! would change.

use crate::{ItemId, LangMap};
use serde::{Deserialize, Serialize};

/// One column of an imported file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportColumn {
    /// Its name in the file; `#3` for the third column where it has none of its own.
    pub name: String,
    /// What stands in it, in the first rows that have something there: up to three values, cut short.
    pub examples: Vec<String>,
    /// The column of ours that it is read as; nothing when it is left out.
    pub column: Option<String>,
    /// The column of ours that it probably is, where it is left out.
    #[serde(default)]
    pub likely: Option<String>,
}

/// One field of an item before and after an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Our name of the column.
    pub column: String,
    /// What stands there now, as an export writes it.
    pub before: String,
    /// What would stand there.
    pub after: String,
}

/// What an import would change on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportChange {
    /// The line in the file.
    pub line: u64,
    /// The item.
    pub item_id: ItemId,
    /// Its name now.
    pub title: LangMap,
    /// What would change; never empty.
    pub fields: Vec<FieldChange>,
}
