//! Views of the inventory: those that every organisation needs, and those that somebody kept.

use crate::{SavedViewId, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// A view that is always there.
    ItemView {
        /// A recording is ready, and no session of it is published.
        DigitalUnpublished = "digital_unpublished",
        /// The title is not in both languages of the pages, or the description is in one of them alone.
        MissingTranslation = "missing_translation",
        /// Description, duration, language or centre is not written down.
        MissingFields = "missing_fields",
        /// Nothing was changed for [`STALE_DAYS`].
        Stale = "stale",
    }
}

/// After how many days without a change an item is looked at again.
pub const STALE_DAYS: i64 = 365;
/// The longest name of a view that is kept, in characters.
pub const VIEW_NAME_CHARS: usize = 60;
/// The longest address query of a view that is kept, in bytes.
pub const VIEW_QUERY_BYTES: usize = 500;
/// Most views that one person keeps.
pub const VIEWS_KEPT: u64 = 50;

/// A view of the inventory that somebody kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// The view.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// What stands behind the question mark of the inventory's address: `status=assessed&kind=class`.
    pub query: String,
    /// Whether everyone of the staff sees it.
    pub shared: bool,
    /// Whether the reader made it, and may take it away.
    pub own: bool,
}

/// A view to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSavedView {
    /// Its name.
    pub name: String,
    /// What stands behind the question mark of the inventory's address.
    pub query: String,
    /// Whether everyone of the staff is to see it.
    #[serde(default)]
    pub shared: bool,
}
