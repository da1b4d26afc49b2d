//! The sheet of a pilot: for whom, with whom, with what money, against which targets, and what was learned
//! about the business model. Kept with every former version.

mod checked;
mod revisions;

use super::money::text_or_number;
use crate::{LangMap, Timestamp, inventory::choice};
pub use revisions::{Change, Revision, changes};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The format in which sheets are stored; raised when a field changes its meaning.
pub const FORMAT: u32 = 1;
/// Most rows of any list of the sheet.
pub const ROWS: usize = 40;
/// Longest text of a row, in characters.
pub const ROW_CHARS: usize = 500;

choice! {
    /// When a budget line is spent.
    Timing {
        /// Once, to set the pilot up.
        Once = "once",
        /// Every month that it runs.
        Monthly = "monthly",
    }
}

choice! {
    /// Whether a budget line depends on how many come.
    Basis {
        /// Fixed: the same whoever comes.
        Fixed = "fixed",
        /// Variable: for each person reached.
        PerPerson = "per_person",
    }
}

choice! {
    /// Which step of the funnel says how far a goal has been reached.
    Counted {
        /// None: it is measured elsewhere.
        Elsewhere = "elsewhere",
        /// Who signed in.
        SignedIn = "signed_in",
        /// Who started a session.
        Started = "started",
        /// Who saw half of one.
        Half = "half",
        /// Who completed one.
        Completed = "completed",
        /// Who came back within seven days.
        ReturnedSeven = "returned_7d",
        /// Who came back within thirty days.
        ReturnedThirty = "returned_30d",
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Counted {
    fn default() -> Self {
        Self::Elsewhere
    }
}

impl Counted {
    /// Whether no step of the funnel says it.
    pub fn is_elsewhere(&self) -> bool {
        *self == Self::Elsewhere
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Timing {
    fn default() -> Self {
        Self::Once
    }
}

#[expect(clippy::derivable_impls, reason = "the list of values has no place for the mark")]
impl Default for Basis {
    fn default() -> Self {
        Self::Fixed
    }
}

/// Somebody who answers for a part of the pilot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Owner {
    /// Their name.
    pub name: String,
    /// Their division: marketing, programmes, technology.
    pub division: String,
}

/// Somebody outside of the organisation who takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Partner {
    /// Their name.
    pub name: String,
    /// What they bring.
    pub brings: String,
    /// What they are owed: a report, a mention, rights.
    pub owed: String,
}

/// Where money comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Funding {
    /// From whom: a budget, a grant, a sponsor, many small givers.
    pub source: String,
    /// How much; see [`super::money::amount`] for how it may be written.
    #[serde(deserialize_with = "text_or_number")]
    pub amount: String,
}

/// What money is spent on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct BudgetLine {
    /// On what.
    pub label: String,
    /// When.
    pub timing: Timing,
    /// Whether it depends on how many come.
    pub basis: Basis,
    /// How much is planned.
    #[serde(deserialize_with = "text_or_number")]
    pub planned: String,
    /// How much it came to; nothing while it is not known, and then the plan counts.
    #[serde(deserialize_with = "text_or_number")]
    pub actual: String,
}

/// What is to be reached, from where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Goal {
    /// What is measured.
    pub measure: String,
    /// Where it stood before the pilot.
    pub baseline: String,
    /// Where it shall stand after.
    pub target: String,
    /// Which step of the funnel says how far it has been reached.
    #[serde(skip_serializing_if = "Counted::is_elsewhere")]
    pub counted: Counted,
}

/// What could go wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Risk {
    /// What.
    pub risk: String,
    /// What is done about it.
    pub answer: String,
}

/// The nine blocks of a business model (Osterwalder).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Canvas {
    /// Key partners.
    pub partners: String,
    /// Key activities.
    pub activities: String,
    /// Key resources.
    pub resources: String,
    /// Value propositions.
    pub value: String,
    /// Relationships with customers.
    pub relationships: String,
    /// Channels.
    pub channels: String,
    /// Customer segments.
    pub segments: String,
    /// Cost structure.
    pub costs: String,
    /// Revenue streams.
    pub revenue: String,
}

impl Canvas {
    /// The blocks in the order in which they are read, each by its name.
    pub fn blocks(&self) -> [(&'static str, &str); 9] {
        [
            ("partners", &self.partners),
            ("activities", &self.activities),
            ("resources", &self.resources),
            ("value", &self.value),
            ("relationships", &self.relationships),
            ("channels", &self.channels),
            ("segments", &self.segments),
            ("costs", &self.costs),
            ("revenue", &self.revenue),
        ]
    }

    fn blocks_mut(&mut self) -> [&mut String; 9] {
        [
            &mut self.partners,
            &mut self.activities,
            &mut self.resources,
            &mut self.value,
            &mut self.relationships,
            &mut self.channels,
            &mut self.segments,
            &mut self.costs,
            &mut self.revenue,
        ]
    }
}

/// What the manager knows that no row tells: what people are worth, and what a class in a centre costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Terms {
    /// What a person pays, or is worth, once.
    #[serde(deserialize_with = "text_or_number")]
    pub per_person: String,
    /// What an hour watched is worth.
    #[serde(deserialize_with = "text_or_number")]
    pub per_hour: String,
    /// What one class in a centre costs in all.
    #[serde(deserialize_with = "text_or_number")]
    pub class_cost: String,
    /// How many people come to it.
    #[serde(deserialize_with = "text_or_number")]
    pub class_people: String,
    /// How many minutes it lasts.
    #[serde(deserialize_with = "text_or_number")]
    pub class_minutes: String,
}

/// The sheet of a pilot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Sheet {
    /// In which format it is stored: [`FORMAT`].
    pub format: u32,
    /// What those invited are promised.
    pub promise: LangMap,
    /// Whom it is for.
    pub audience: LangMap,
    /// The centre in which it is tried.
    pub centre: String,
    /// Words to find it by, separated by commas.
    pub tags: String,
    /// Who answers for it.
    pub owners: Vec<Owner>,
    /// Who takes part from outside.
    pub partners: Vec<Partner>,
    /// Where the money comes from.
    pub funding: Vec<Funding>,
    /// What it is spent on.
    pub budget: Vec<BudgetLine>,
    /// What is to be reached.
    pub goals: Vec<Goal>,
    /// What could go wrong.
    pub risks: Vec<Risk>,
    /// The business model before the pilot.
    pub before: Canvas,
    /// The business model after it.
    pub after: Canvas,
    /// What the sums need.
    pub terms: Terms,
}

/// A sheet with the version of the pilot that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetDetails {
    /// Counts every change of what is written of the pilot.
    pub version: i64,
    /// The sheet.
    pub sheet: Sheet,
}

/// Something said about a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// What.
    pub text: String,
    /// Who said it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// Something to say about a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// What.
    pub text: String,
}
