//! What came of a pilot, figure by figure: the tables that its page, the API, the files and the
//! report all show.
//!
//! Every number of people stands in a [`Cell`], every share in a [`Share`]; both know what may not
//! be said. What each figure counts is written on the page of definitions, under the same names.

mod share;

pub use share::{Interval, Share, TOO_FEW_TO_SAY, wilson};

use crate::{
    LangMap, PilotId, SessionId, Timestamp,
    inventory::choice,
    pilots::{Figure, Uptake},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;

/// Into how many parts of the same length a session is divided to see where people stop.
pub const PARTS: usize = 20;

/// A number of people in a table whose other numbers are known.
///
/// Published as the number, as `"<5"`, or as `null` where it is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Enough people to show, or nobody.
    Shown(u64),
    /// One to four people.
    TooFew,
    /// Not shown although it may be larger, or nobody: with it, a number of one to four people could be
    /// worked out by subtraction.
    Withheld,
}

impl Cell {
    /// The number, where it may be shown.
    pub fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(people) => Some(people),
            Self::TooFew | Self::Withheld => None,
        }
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        figure.shown().map_or(Self::TooFew, Self::Shown)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Shown(people) => serializer.serialize_u64(*people),
            Self::TooFew => serializer.serialize_str("<5"),
            Self::Withheld => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(Self::Withheld),
            serde_json::Value::String(text) if text == "<5" => Ok(Self::TooFew),
            value => {
                value.as_u64().map(Self::Shown).ok_or_else(|| serde::de::Error::custom("a number, \"<5\" or null"))
            }
        }
    }
}

/// A cell that is there, also as null: that one is withheld.
fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cell>, D::Error> {
    Cell::deserialize(deserializer).map(Some)
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Cell {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
        OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Integer))
            .item(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["<5"])))
            .item(ObjectBuilder::new().schema_type(Type::Null))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Cell {}

choice! {
    /// A table of people by what they did, or by what they did it with.
    Breakdown {
        /// By the week in which they watched; a key is its Monday, `YYYY-MM-DD`.
        Week = "week",
        /// By session; a key is its id.
        Session = "session",
        /// By who gives the session; the key is empty where nobody is named.
        Instructor = "instructor",
        /// By centre of the session; the key is empty where none is named.
        Centre = "centre",
        /// By language of the session; the key is empty where none is named.
        Language = "language",
        /// While it was broadcast, afterwards, or something that never was: `live`, `replay`, `recorded`.
        Way = "way",
        /// By time of day where the organisation is: a key is the first and the last hour, `06-09`.
        Hour = "hour",
        /// Who became a member after being invited, and who was one before: `new`, `known`.
        Membership = "membership",
        /// On what they watched: `phone`, `tablet`, `computer`, `television`, `other`.
        Device = "device",
    }
}

choice! {
    /// Everything that can be had as a file of its own.
    UptakeTable {
        /// The steps from the invitation to coming back.
        Funnel = "funnel",
        /// What was to be reached, from where, and what has been.
        Target = "target",
        /// [`Breakdown::Week`].
        Week = "week",
        /// [`Breakdown::Session`].
        Session = "session",
        /// [`Breakdown::Instructor`].
        Instructor = "instructor",
        /// [`Breakdown::Centre`].
        Centre = "centre",
        /// [`Breakdown::Language`].
        Language = "language",
        /// [`Breakdown::Way`].
        Way = "way",
        /// [`Breakdown::Hour`].
        Hour = "hour",
        /// [`Breakdown::Membership`].
        Membership = "membership",
        /// [`Breakdown::Device`].
        Device = "device",
        /// Who still watches how many weeks after beginning.
        Retention = "retention",
        /// Which parts of each session were seen.
        DropOff = "drop_off",
    }
}

/// One step of the funnel with its share of those invited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// Its name: `invited`, `signed_in`, `started`, `half`, `completed`, `returned_7d`, `returned_30d`.
    pub step: String,
    /// How many people came so far.
    pub people: Figure,
    /// Of those invited.
    pub share: Share,
}

/// What was to be reached, from where, and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reached {
    /// What is measured, as it was written on the sheet; empty for a share that was set with the pilot.
    pub measure: String,
    /// The step that says how far it is, as in [`Step::step`]; absent where it is measured elsewhere.
    #[serde(default)]
    pub step: Option<String>,
    /// Where it stood before the pilot, as it was written.
    pub baseline: String,
    /// Where it shall stand, as it was written.
    pub target: String,
    /// Where it shall stand, in per cent of those invited, where that was set with the pilot.
    #[serde(default)]
    pub percent: Option<u32>,
    /// How many people have reached it; absent where it is measured elsewhere.
    #[serde(default)]
    pub people: Option<Figure>,
    /// Of those invited.
    #[serde(default)]
    pub share: Option<Share>,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// What the line is about; [`Breakdown`] says how it is written.
    pub key: String,
    /// The name of the session that the key names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<LangMap>,
    /// People who started and watched something of it.
    pub people: Cell,
    /// Of those, who completed a session of it; absent where that says nothing, null where it is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub completed: Option<Cell>,
    /// `completed` of `people`.
    #[serde(default)]
    pub share: Option<Share>,
}

/// One table. Lines with nobody are in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Table {
    /// By what.
    pub by: Breakdown,
    /// Its lines, in the order of time or else the largest first as far as that may be told.
    pub rows: Vec<Row>,
}

/// People who watched for the first time in the same week, and who of them watched how many weeks
/// later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cohort {
    /// Monday of that week.
    pub week: String,
    /// How many they are.
    pub people: Cell,
    /// Who watched one week later, two weeks later, up to the current week.
    pub later: Vec<Cell>,
}

/// Which parts of a session were seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DropOff {
    /// The session.
    pub session_id: SessionId,
    /// Its name.
    pub title: LangMap,
    /// Who started it.
    pub people: Cell,
    /// Of those, who has seen the middle of the first of [`PARTS`] parts, of the second, and so on.
    pub seen: Vec<Cell>,
}

/// Everything that came of a pilot. Whoever works for the organisation is not counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UptakeDetails {
    /// The pilot.
    pub pilot_id: PilotId,
    /// Its name.
    pub title: LangMap,
    /// The moment up to which everything is counted.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub as_of: Timestamp,
    /// The steps, as `GET /pilots/{id}/uptake` answers them.
    #[serde(flatten)]
    pub uptake: Uptake,
    /// The steps with their shares.
    pub steps: Vec<Step>,
    /// What was to be reached, from where, and what has been.
    #[serde(default)]
    pub targets: Vec<Reached>,
    /// The tables; none where fewer than five people started.
    pub tables: Vec<Table>,
    /// Weeks after beginning, by the week of beginning.
    pub retention: Vec<Cohort>,
    /// Where people stop, for each session that at least five started.
    pub drop_off: Vec<DropOff>,
}

impl UptakeDetails {
    /// The table of one kind.
    pub fn table(&self, by: Breakdown) -> Option<&Table> {
        self.tables.iter().find(|table| table.by == by)
    }
}

choice! {
    /// How much of it a report tells.
    ReportForm {
        /// One page, for whoever gives the money.
        Short = "short",
        /// Every table.
        Full = "full",
    }
}
