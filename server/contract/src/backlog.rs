//! The backlog: items that are not offered yet, in the order in which they are worth digitising.

use crate::{
    ItemId,
    inventory::{ItemDetails, ItemStatus, Kind},
    problem::FieldProblem,
};
use serde::{Deserialize, Serialize};

/// The highest mark for value, ease and cost; the lowest is 1.
pub const MARK_MAX: u32 = 5;
/// The highest weight; 0 leaves a part out.
pub const WEIGHT_MAX: u32 = 3;
/// The longest note beside a mark, in characters.
pub const MARK_NOTE_CHARS: usize = 300;
/// Most items that are selected or rejected at a time.
pub const AT_A_TIME: usize = 100;
/// The statuses that an item in the backlog has.
pub const IN_BACKLOG: [ItemStatus; 4] =
    [ItemStatus::Identified, ItemStatus::Assessed, ItemStatus::Selected, ItemStatus::InWork];

/// How much each part of the score counts, as an organisation wants it: from 0 to [`WEIGHT_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Weights {
    /// What staff think that it is worth.
    pub value: u32,
    /// How much it is asked for, as part of what it is worth.
    pub demand: u32,
    /// How easily it is digitised.
    pub ease: u32,
    /// What it costs.
    pub cost: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { value: 2, demand: 1, ease: 1, cost: 1 }
    }
}

impl Weights {
    /// What cannot be accepted.
    pub fn problems(&self) -> Vec<FieldProblem> {
        [("value", self.value), ("demand", self.demand), ("ease", self.ease), ("cost", self.cost)]
            .into_iter()
            .filter(|(_, weight)| *weight > WEIGHT_MAX)
            .map(|(name, _)| FieldProblem::new(name, "out_of_range").with("min", 0).with("max", WEIGHT_MAX))
            .collect()
    }
}

/// How an item is judged: each mark from 1 to [`MARK_MAX`], or nothing where nobody has judged it yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Marks {
    /// What it is worth to members; 5 is most.
    pub value: Option<u32>,
    /// How easily it is digitised; 5 is easiest.
    pub ease: Option<u32>,
    /// What that costs; 5 is dearest.
    pub cost: Option<u32>,
    /// Why it is worth that.
    pub value_note: String,
    /// Why it is that easy.
    pub ease_note: String,
    /// Why it costs that.
    pub cost_note: String,
}

impl Marks {
    /// The same with spaces trimmed.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        for note in [&mut self.value_note, &mut self.ease_note, &mut self.cost_note] {
            *note = crate::text::printable(note).trim().to_owned();
        }
        self
    }

    /// What cannot be accepted.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let marks = [("value", self.value), ("ease", self.ease), ("cost", self.cost)].into_iter();
        let marks = marks.filter(|(_, mark)| mark.is_some_and(|mark| mark == 0 || mark > MARK_MAX));
        let mut problems: Vec<_> = marks
            .map(|(name, _)| FieldProblem::new(name, "out_of_range").with("min", 1).with("max", MARK_MAX))
            .collect();
        let notes = [("value_note", &self.value_note), ("ease_note", &self.ease_note), ("cost_note", &self.cost_note)];
        let long = notes.into_iter().filter(|(_, note)| note.chars().count() > MARK_NOTE_CHARS);
        problems.extend(long.map(|(name, _)| FieldProblem::new(name, "too_long").with("max", MARK_NOTE_CHARS)));
        problems
    }

    /// Whether every part is judged, so that there is a score.
    pub fn are_whole(&self) -> bool {
        self.value.is_some() && self.ease.is_some() && self.cost.is_some()
    }
}

/// From how many requests and searches on demand gives so many points: 1 for the first, 5 from a hundred on.
pub const DEMAND_STEPS: [u64; 5] = [1, 3, 10, 30, 100];

/// How many points, from 0 to 5, so many requests and searches give.
pub fn demand_points(asked: u64) -> u32 {
    DEMAND_STEPS.iter().filter(|step| asked >= **step).count() as u32
}

/// What an item is worth digitising; nothing while a part is not judged.
///
/// With the weights `w`:
///
/// ```text
/// worth = (w.value x value + w.demand x demand_points) / (w.value + w.demand)
/// score = worth x ease^w.ease / cost^w.cost
/// ```
///
/// `worth` is 1 where both of its weights are 0. A weight of 0 leaves ease or cost out, 2 counts it twice. With
/// the default weights a score lies between 0.13 and 25.
pub fn score(marks: &Marks, asked: u64, weights: &Weights) -> Option<f64> {
    let (value, ease, cost) = (marks.value?, marks.ease?, marks.cost?);
    let power = |mark: u32, weight: u32| f64::from(mark.pow(weight));
    Some(worth(value, asked, weights) * power(ease, weights.ease) / power(cost, weights.cost))
}

/// The first part of the [`score`]: what staff think together with what members ask for, from 0 to 5.
pub fn worth(value: u32, asked: u64, weights: &Weights) -> f64 {
    let all = weights.value + weights.demand;
    if all == 0 {
        return 1.0;
    }
    f64::from(weights.value * value + weights.demand * demand_points(asked)) / f64::from(all)
}

/// An item of the backlog with what its place follows from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BacklogEntry {
    /// The item.
    pub item: ItemDetails,
    /// How it is judged.
    pub marks: Marks,
    /// Counts every judgement; 0 before the first. A new one names the one that it is based on.
    pub marks_version: i64,
    /// Requests for it, and searches for it in the last ninety days.
    pub asked: u64,
    /// What it is worth digitising; nothing while a part is not judged.
    pub score: Option<f64>,
    /// Which of description, duration, language, instructor and centre are not written down.
    pub missing: Vec<String>,
}

/// A page of the backlog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backlog {
    /// The entries, the highest score first; those without one after them, by how much they are asked for.
    pub items: Vec<BacklogEntry>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are in all.
    pub total: u64,
    /// The weights that the scores were made with.
    pub weights: Weights,
}

/// What of the backlog to show.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(default)]
pub struct BacklogSearch {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only from this centre.
    pub centre: Option<String>,
    /// Only this status, of those in the backlog.
    pub status: Option<ItemStatus>,
    /// Only what lacks a mark.
    pub unscored: Option<bool>,
    /// At most this many, up to [`crate::limits::PAGE_MAX`].
    pub limit: Option<u32>,
    /// Where to go on, as an earlier page said.
    pub cursor: Option<String>,
}

/// A judgement, based on the one that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreItem {
    /// The marks and notes.
    #[serde(flatten)]
    pub marks: Marks,
    /// The version that it is based on: 0 for the first.
    #[serde(default)]
    pub based_on: i64,
}

/// The weights with their version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeightsDetails {
    /// The weights.
    #[serde(flatten)]
    pub weights: Weights,
    /// Counts every change; 0 while nobody has changed the defaults.
    pub version: i64,
}

/// What became of several items that were selected or rejected together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moved {
    /// Those that are so now.
    pub moved: Vec<ItemId>,
    /// Those that were not in a status that allows it, or not there any more; nothing was changed on them.
    pub left: Vec<ItemId>,
}

#[cfg(test)]
mod tests;
