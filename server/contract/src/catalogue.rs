//! The catalogue: what a viewer may attend, and how to narrow it down.

use crate::{
    ItemId, LangMap, Locale, RecordingId, SessionId, Timestamp,
    inventory::{Kind, Level},
    lives::LiveNote,
    particulars::{Impact, Position, Space},
    sessions::Audience,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What to look for. Every field narrows; none has to be given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
pub struct CatalogueSearch {
    /// Words that all must occur, without regard to case or accents; the last may be a beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Only what takes at most this many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_max: Option<u32>,
    /// Only this level; what is for everyone always stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Only what needs this; `none` for what needs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equipment: Option<String>,
    /// Only this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Only this instructor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructor: Option<String>,
    /// Only this centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre: Option<String>,
    /// Only what asks this of the joints: `low`, `moderate` or `high`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<String>,
    /// Only what is done like this: `seated`, `standing`, `floor` or `mixed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Only what carries this tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The language to sort titles in; the viewer's own where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// `new` (default), `title` or `duration`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// At most this many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on, as an earlier page said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One session in the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogueEntry {
    /// The session to attend.
    pub session_id: SessionId,
    /// The item it shows.
    pub item_id: ItemId,
    /// The recording that plays; its poster stands for the session.
    pub recording_id: Option<RecordingId>,
    /// When it takes place and where it stands, where it is broadcast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<LiveNote>,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: LangMap,
    /// What it offers.
    pub description: LangMap,
    /// How long it plays, in seconds.
    pub duration_s: Option<f64>,
    /// How long the item says that it takes, in minutes.
    pub duration_minutes: Option<u32>,
    /// For whom it is.
    pub level: Level,
    /// What one needs at hand.
    pub equipment: Vec<String>,
    /// The language that is spoken or written.
    pub language: Option<String>,
    /// Who gives it.
    pub instructor: Option<String>,
    /// Where it comes from.
    pub centre: Option<String>,
    /// What it asks of the joints.
    pub impact: Option<Impact>,
    /// How one takes part.
    pub position: Option<Position>,
    /// The room that one needs.
    pub space: Option<Space>,
    /// What does instead of a piece of equipment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub substitutes: BTreeMap<String, String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Who may know of it.
    pub audience: Audience,
    /// Whether there is a picture to stand for it.
    pub has_poster: bool,
    /// Number of page images, for a guide.
    pub pages: u32,
    /// When it came into the catalogue.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub published_at: Timestamp,
}

impl CatalogueEntry {
    /// How long to plan for, in whole minutes: what the item says, else what plays, rounded up.
    pub fn minutes(&self) -> Option<u32> {
        self.duration_minutes.or_else(|| self.duration_s.map(|seconds| (seconds / 60.0).ceil() as u32))
    }
}

/// One value that a facet offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// The value to ask for.
    pub value: String,
    /// How many sessions would remain.
    pub count: u32,
}

/// A page of the catalogue with what each filter would leave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogueResults {
    /// The sessions of this page.
    pub items: Vec<CatalogueEntry>,
    /// For each filter, its values and counts, were that filter alone set anew.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// How many sessions match.
    pub total: u32,
    /// Where the next page begins.
    pub next: Option<String>,
}
