//! Items that may be the same one, written down twice.

use crate::{
    ItemId,
    inventory::{ItemDetails, ItemFields, ItemStatus, Level, choice},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// Why two items look like one.
    Likeness {
        /// The same file was recorded for both.
        SameFile = "same_file",
        /// The same title, without regard to case and accents.
        SameTitle = "same_title",
        /// Nearly the same title.
        NearTitle = "near_title",
    }
}

/// How many pairs a list shows at most.
pub const PAIRS_SHOWN: usize = 100;

/// Two items that may be the same one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicatePair {
    /// The one that was written down first.
    pub one: ItemDetails,
    /// The other one.
    pub other: ItemDetails,
    /// Why they look like one.
    pub likeness: Likeness,
}

/// Which item is the same as the one that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeItem {
    /// The item that goes; its id leads to the one that is kept from then on.
    pub other_id: ItemId,
    /// The version of the item that is kept, as it was read.
    pub version: i64,
    /// The version of the other, as it was read.
    pub other_version: i64,
}

/// The fields of the item that is kept once the other is the same: what stands there stays, what is absent
/// comes from the other, lists hold what either held. The status is the one further on the way; of two keys
/// of a source, the kept item's.
pub fn merged_fields(keep: &ItemFields, other: &ItemFields) -> ItemFields {
    let mut fields = keep.clone();
    for (map, more) in [(&mut fields.title, &other.title), (&mut fields.description, &other.description)] {
        for (language, text) in &more.0 {
            map.0.entry(language.clone()).or_insert_with(|| text.clone());
        }
    }
    fields.tags.extend(other.tags.iter().cloned());
    fields.equipment.extend(other.equipment.iter().cloned());
    if fields.level == Level::All {
        fields.level = other.level;
    }
    fields.duration_minutes = fields.duration_minutes.or(other.duration_minutes);
    for (own, more) in [
        (&mut fields.language, &other.language),
        (&mut fields.instructor, &other.instructor),
        (&mut fields.centre, &other.centre),
        (&mut fields.source_key, &other.source_key),
    ] {
        if own.is_none() {
            own.clone_from(more);
        }
    }
    for (code, text) in &other.extras {
        fields.extras.entry(code.clone()).or_insert_with(|| text.clone());
    }
    if far(other.status) > far(fields.status) {
        fields.status = other.status;
    }
    let mut fields = fields.tidy();
    fields.tags.truncate(crate::limits::LIST_ENTRIES);
    fields.equipment.truncate(crate::limits::LIST_ENTRIES);
    fields
}

/// How far on its way a status is. What is offered to members stays so.
fn far(status: ItemStatus) -> u8 {
    match status {
        ItemStatus::Rejected => 0,
        ItemStatus::Identified => 1,
        ItemStatus::Assessed => 2,
        ItemStatus::Selected => 3,
        ItemStatus::InWork => 4,
        ItemStatus::Withdrawn => 5,
        ItemStatus::Published => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LangMap, inventory::Kind};

    #[test]
    fn what_stands_there_stays_and_what_is_absent_comes() {
        let mut keep = ItemFields::new(Kind::Class, LangMap::both("Yoga doux", ""));
        keep.tags = vec!["yoga".into()];
        keep.instructor = Some("Ana".into());
        let mut other = ItemFields::new(Kind::Class, LangMap::both("Yoga douce", "Gentle yoga"));
        other.tags = vec!["yoga".into(), "dos".into()];
        other.instructor = Some("Béa".into());
        other.duration_minutes = Some(20);
        other.source_key = Some("A-1".into());
        keep.extras = [("x_couleur".into(), "rouge".into())].into();
        other.extras = [("x_couleur".into(), "bleu".into()), ("x_fonds".into(), "Tremblay".into())].into();
        other.status = ItemStatus::Published;
        let merged = merged_fields(&keep, &other);
        assert_eq!(merged.title, LangMap::both("Yoga doux", "Gentle yoga"));
        assert_eq!(merged.tags, ["yoga", "dos"]);
        assert_eq!((merged.instructor.as_deref(), merged.duration_minutes), (Some("Ana"), Some(20)));
        assert_eq!((merged.source_key.as_deref(), merged.status), (Some("A-1"), ItemStatus::Published));
        assert_eq!((merged.extras["x_couleur"].as_str(), merged.extras["x_fonds"].as_str()), ("rouge", "Tremblay"));
        assert_eq!(merged_fields(&merged, &other), merged, "once more changes nothing");
    }
}
