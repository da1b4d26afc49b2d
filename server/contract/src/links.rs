//! How items hang together: a class of a series, a translation, something made from something else.

use crate::{ItemId, LangMap, LinkId, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Most links that one item has to others, in either direction.
pub const LINKS_MOST: usize = 100;

choice! {
    /// What one item is to another (as `isPartOf`, `isVersionOf` and `source` of DCMI Metadata Terms).
    LinkKind {
        /// It is one of a series, or a chapter of a whole.
        PartOf = "part_of",
        /// It says the same in another language.
        TranslationOf = "translation_of",
        /// It was made from the other: cut down, adapted, filmed anew.
        DerivedFrom = "derived_from",
    }
}

/// A link as one of its two items shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemLink {
    /// Its name.
    pub id: LinkId,
    /// What the one is to the other.
    pub kind: LinkKind,
    /// Whether it is the other item that is so to this one: `part_of` then reads "has this part".
    pub backwards: bool,
    /// The other item.
    pub item_id: ItemId,
    /// What the other item is called.
    pub title: LangMap,
}

/// A link to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewItemLink {
    /// What the item is to the other.
    pub kind: LinkKind,
    /// The other item: its id, the address of its page, or its key.
    pub other: String,
}
