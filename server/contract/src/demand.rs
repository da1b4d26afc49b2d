//! Demand: what members ask for, and what they look for without finding it.

use crate::{DemandId, ItemId, LangMap, SessionId, Timestamp, inventory::choice, text::folded};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// What became of a demand.
    DemandState {
        /// Nobody has answered it yet.
        Open = "open",
        /// An item of the inventory answers it.
        Linked = "linked",
        /// It will not be answered, and the reason is written down.
        Dismissed = "dismissed",
    }
}

/// The longest words that are asked for, in characters.
pub const WORDS_CHARS: usize = 80;
/// The longest note beside them, in characters.
pub const NOTE_CHARS: usize = 500;
/// The longest reason for dismissing a demand or rejecting an item, in characters.
pub const REASON_CHARS: usize = 300;
/// A search text is shown once it was looked for so often: what fewer people wrote may name somebody.
pub const SHOWN_FROM_SEARCHES: u64 = 5;
/// A text that so many members asked for is kept whatever becomes of it.
pub const KEPT_FROM_MEMBERS: u64 = 3;
/// After so many days what was only looked for, and less often than that, is forgotten.
pub const FORGOTTEN_AFTER_DAYS: i64 = 30;
/// Most texts that are noted anew on one day: what is known already is counted beyond it.
pub const NEW_TEXTS_A_DAY: u64 = 500;
/// So few results, and one is asked whether something is missing.
pub const FEW_RESULTS: u32 = 3;
/// How many demands a list shows at most.
pub const DEMANDS_SHOWN: usize = 200;

/// The words by which two texts are the same demand: without case, accents and what stands between words;
/// nothing where no word is left or the text is too long to be one.
pub fn same_words(text: &str) -> Option<String> {
    if text.chars().count() > WORDS_CHARS {
        return None;
    }
    let folded = folded(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    (words.chars().count() >= 3).then_some(words)
}

/// What a member asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRequest {
    /// What they look for.
    pub words: String,
    /// What staff should know besides.
    #[serde(default)]
    pub note: String,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requested {
    /// The demand that it counts for.
    pub demand_id: DemandId,
    /// Whether the member had already asked for the same this month: it counts once.
    pub already: bool,
}

/// A demand, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Demand {
    /// The demand.
    pub id: DemandId,
    /// The words, as they were first written.
    pub words: String,
    /// What became of it.
    pub state: DemandState,
    /// The item that answers it.
    pub item_id: Option<ItemId>,
    /// That item's name.
    pub item_title: Option<LangMap>,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// How many members asked for it.
    pub members: u64,
    /// Requests and searches of the last 30 days.
    pub last_30_days: u64,
    /// Requests and searches of the last 90 days.
    pub last_90_days: u64,
    /// What members wrote beside their requests, the latest first; at most five.
    pub notes: Vec<String>,
    /// When somebody last asked or looked for it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub last_at: Timestamp,
}

impl Demand {
    /// Whether it grows: the last thirty days hold more than the third of ninety that they are.
    pub fn grows(&self) -> bool {
        self.last_30_days * 3 > self.last_90_days && self.last_90_days > self.last_30_days
    }
}

/// What is asked for, and how much of it is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemandList {
    /// The demands, those most asked for in the last ninety days first.
    pub items: Vec<Demand>,
    /// How many texts were looked for too seldom to be shown.
    pub hidden_texts: u64,
    /// How many searches those were, in the last ninety days.
    pub hidden_searches: u64,
}

/// Which item answers a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkDemand {
    /// The item.
    pub item_id: ItemId,
}

/// Why a demand is not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DismissDemand {
    /// The reason, for colleagues.
    pub reason: String,
}

/// Something that a member asked for and can attend now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answered {
    /// The demand.
    pub demand_id: DemandId,
    /// The words that the member had asked for.
    pub words: String,
    /// The session.
    pub session_id: SessionId,
    /// Its name.
    pub title: LangMap,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_demand_however_it_is_written() {
        for text in ["Yoga sur chaise", "  yoga  SUR chaise ! ", "yoga-sur-chaise", "yoga sur\u{a0}chaise"] {
            assert_eq!(same_words(text).as_deref(), Some("yoga sur chaise"), "{text}");
        }
        for text in ["", " ! ", "a", "ab", &"x".repeat(81)] {
            assert_eq!(same_words(text), None, "{text}");
        }
    }
}
