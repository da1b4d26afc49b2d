//! Pilots: experiments with their cohort, and what came of them.

pub mod cohort;
pub mod life;
pub mod money;
pub mod sheet;

use crate::{ItemId, LangMap, PilotId, Timestamp, inventory::choice, limits};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;

choice! {
    /// Where a pilot stands.
    PilotState {
        /// A hypothesis and some items; nobody is invited yet.
        Idea = "idea",
        /// Being made ready: items are digitised, the cohort is chosen.
        Preparation = "preparation",
        /// People are invited and come; reached with the first invitation.
        Running = "running",
        /// Ended; the figures are read.
        Review = "review",
        /// Decided: extended, adapted or stopped.
        Decided = "decided",
    }
}

/// What a manager writes of a pilot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PilotFields {
    /// Its name.
    pub title: LangMap,
    /// What is believed and shall be learned. A plain text is taken for French.
    #[serde(default, deserialize_with = "text_or_map")]
    pub hypothesis: LangMap,
    /// The items whose sessions belong to it.
    #[serde(default)]
    pub item_ids: Vec<ItemId>,
    /// First day, as `YYYY-MM-DD`.
    #[serde(default)]
    pub starts_on: Option<String>,
    /// Last day, as `YYYY-MM-DD`.
    #[serde(default)]
    pub ends_on: Option<String>,
    /// What would count as success.
    #[serde(default)]
    pub targets: Targets,
}

/// A text in its languages, or as one text in the first language of the product.
fn text_or_map<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LangMap, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Map(LangMap),
        Text(String),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::Map(map) => map,
        Written::Text(text) => LangMap::both(text, ""),
    })
}

/// What would count as success, as shares of those invited, in per cent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Targets {
    /// Share that begins at least one session.
    #[serde(default)]
    pub started_percent: Option<u32>,
    /// Share that completes at least one session.
    #[serde(default)]
    pub completed_percent: Option<u32>,
}

/// A pilot in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PilotSummary {
    /// The pilot.
    pub id: PilotId,
    /// Its name.
    pub title: LangMap,
    /// Where it stands.
    pub state: PilotState,
    /// First day.
    pub starts_on: Option<String>,
    /// Last day.
    pub ends_on: Option<String>,
    /// How many items belong to it.
    pub items: u32,
}

/// A whole pilot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PilotDetails {
    /// The pilot.
    pub id: PilotId,
    /// Where it stands.
    pub state: PilotState,
    /// What is written of it.
    #[serde(flatten)]
    pub fields: PilotFields,
    /// Counts every change; a change must name the version it is based on.
    pub version: i64,
    /// When it was first written down.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}

/// What became of a list of addresses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationReport {
    /// Addresses newly invited.
    pub invited: u64,
    /// Addresses that had been invited before.
    pub already: u64,
    /// What could not be understood as an address.
    pub problems: Vec<InvitationProblem>,
}

/// One entry of the list that is no address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationProblem {
    /// In which line, from 1; 0 where the list has none.
    #[serde(default)]
    pub line: u64,
    /// What stood there, cut short.
    pub entry: String,
    /// A stable code.
    pub problem: String,
}

/// A number of people that may be too small to show.
///
/// Below [`limits::SUPPRESSED_BELOW`] it is written as the text `<5`: a figure about four
/// people is nearly a figure about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Enough people to show.
    Shown(u64),
    /// Some people, but too few to show.
    TooFew,
}

impl Figure {
    /// The figure that may be shown of this many people. Nobody at all is no secret.
    pub fn of(people: u64) -> Self {
        if people == 0 || people >= limits::SUPPRESSED_BELOW { Self::Shown(people) } else { Self::TooFew }
    }

    /// The number, where it may be shown.
    pub fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(people) => Some(people),
            Self::TooFew => None,
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Shown(people) => serializer.serialize_u64(*people),
            Self::TooFew => serializer.serialize_str("<5"),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        match (value.as_u64(), value.as_str()) {
            (Some(people), _) => Ok(Self::Shown(people)),
            (None, Some("<5")) => Ok(Self::TooFew),
            _ => Err(serde::de::Error::custom("a number or \"<5\"")),
        }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Figure {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
        OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Integer))
            .item(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["<5"])))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Figure {}

/// The steps from an invitation to a member who comes back. Each counts people, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Funnel {
    /// Addresses invited.
    pub invited: Figure,
    /// Of those, who opened a page of the pilot or signed in after the invitation.
    pub accepted: Figure,
    /// Of those, who signed in after the invitation.
    pub signed_in: Figure,
    /// Of those, who played at least ten seconds of one of its sessions.
    pub started: Figure,
    /// Of those, who saw at least half of one session since their invitation, or completed one.
    pub half: Figure,
    /// Of those, who completed one session.
    pub completed: Figure,
    /// Of those, who played again on another day, within seven days of the first time.
    pub returned_7d: Figure,
    /// Of those, who played again on another day, within thirty days of the first time.
    pub returned_30d: Figure,
}

/// What came of a pilot. Staff and instructors who watched are not counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Uptake {
    /// The steps, in people.
    pub funnel: Funnel,
    /// Seconds played in all by those invited since then, what ran at once counted once; absent below the threshold.
    pub watched_s: Figure,
    /// The names of the figures that are too small to show.
    pub suppressed: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_of_one_to_four_people_is_not_shown() {
        let written: Vec<_> =
            [0, 1, 4, 5, 600].map(|people| serde_json::to_string(&Figure::of(people)).unwrap_or_default()).into();
        assert_eq!(written, ["0", "\"<5\"", "\"<5\"", "5", "600"]);
        assert_eq!(serde_json::from_str::<Figure>("\"<5\"").ok(), Some(Figure::TooFew));
        assert!(serde_json::from_str::<Figure>("\"4\"").is_err());
    }
}
