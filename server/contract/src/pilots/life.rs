//! The life of a pilot: from an idea to a decision, and what each step needs.

use super::PilotState;
use crate::{LangMap, PilotId, Timestamp, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// What becomes of a pilot.
    Decision {
        /// It goes on, with new dates.
        Extend = "extend",
        /// Something of it is changed first.
        Adapt = "adapt",
        /// It ends for good.
        Stop = "stop",
    }
}

choice! {
    /// Something without which a pilot cannot take its next step.
    Need {
        /// What is believed is written down.
        Hypothesis = "hypothesis",
        /// At least one item belongs to it.
        Items = "items",
        /// Its first day is set.
        StartsOn = "starts_on",
        /// Its last day is set.
        EndsOn = "ends_on",
        /// At least one of its items can be attended: a session is published, or a live one announced.
        Session = "session",
        /// Somebody is invited or has enrolled.
        Cohort = "cohort",
        /// Its first day has come.
        Begun = "begun",
        /// Its last day is still to come.
        EndsLater = "ends_later",
    }
}

/// What is known of a pilot when it is asked what it still needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether a hypothesis is written down.
    pub hypothesis: bool,
    /// How many items belong to it.
    pub items: u64,
    /// How many of its sessions are published, or announced.
    pub sessions: u64,
    /// How many people are in its cohort.
    pub cohort: u64,
    /// Whether its first day is set.
    pub starts: bool,
    /// Whether its last day is set.
    pub ends: bool,
    /// Whether its first day has come.
    pub begun: bool,
    /// Whether its last day has passed.
    pub over: bool,
}

/// Where a pilot can go from where it stands. A decision is no move: see [`may_be_decided`].
pub fn next(state: PilotState, decided: Option<Decision>) -> &'static [PilotState] {
    use PilotState::{Decided, Idea, Preparation, Review, Running};
    match (state, decided) {
        (Idea, _) => &[Preparation],
        (Preparation, _) => &[Running, Idea],
        (Running, _) => &[Review],
        (Review, _) => &[Running],
        (Decided, Some(Decision::Extend)) => &[Running],
        (Decided, Some(Decision::Adapt)) => &[Preparation],
        (Decided, _) => &[],
    }
}

/// Whether a pilot can be decided: only of one that people came to is there anything to decide.
pub fn may_be_decided(state: PilotState) -> bool {
    matches!(state, PilotState::Running | PilotState::Review)
}

/// What is missing before a pilot can go there, in the order in which one would see to it.
pub fn missing(to: PilotState, facts: &Facts) -> Vec<Need> {
    let wanted: &[(Need, bool)] = match to {
        PilotState::Preparation => &[(Need::Hypothesis, facts.hypothesis), (Need::Items, facts.items > 0)],
        PilotState::Running => &[
            (Need::StartsOn, facts.starts),
            (Need::EndsOn, facts.ends),
            (Need::EndsLater, !facts.over),
            (Need::Items, facts.items > 0),
            (Need::Session, facts.items == 0 || facts.sessions > 0),
            (Need::Cohort, facts.cohort > 0),
        ],
        PilotState::Review => &[(Need::Begun, facts.begun)],
        PilotState::Idea | PilotState::Decided => &[],
    };
    wanted.iter().filter(|(_, there)| !there).map(|(need, _)| *need).collect()
}

/// A step that a pilot has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// Where it stood.
    pub from: PilotState,
    /// Where it went.
    pub to: PilotState,
    /// What was decided, where this step was a decision.
    pub decision: Option<Decision>,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// A step that a pilot could take, and what is missing for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PossibleMove {
    /// Where to.
    pub to: PilotState,
    /// What it needs first; nothing when it can be done now.
    pub missing: Vec<Need>,
}

/// The life of one pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PilotLife {
    /// The pilot.
    pub id: PilotId,
    /// Where it stands.
    pub state: PilotState,
    /// Where it can go.
    pub moves: Vec<PossibleMove>,
    /// Whether it can be decided.
    pub may_be_decided: bool,
    /// The decision that holds, where it is decided.
    pub decision: Option<Step>,
    /// Every step so far, the latest first.
    pub steps: Vec<Step>,
    /// The pilot that it was cloned from.
    pub cloned_from: Option<PilotId>,
    /// The pilots that were cloned from it, each with its name.
    pub clones: Vec<Spread>,
}

/// A pilot that was cloned from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spread {
    /// The clone.
    pub id: PilotId,
    /// Its name.
    pub title: LangMap,
}

/// A step to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovePilot {
    /// Where to.
    pub to: PilotState,
    /// Where it stood when this was asked for; without it, wherever it stands.
    #[serde(default)]
    pub from: Option<PilotState>,
}

/// A decision to take down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecidePilot {
    /// What becomes of the pilot.
    pub decision: Decision,
    /// Why, for those who read it in a year.
    #[serde(default)]
    pub reason: String,
}

/// A pilot to try elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClonePilot {
    /// Where; its name goes into the title of the clone.
    pub centre: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_says_what_it_needs() {
        let ready = Facts {
            hypothesis: true,
            items: 1,
            sessions: 1,
            cohort: 3,
            starts: true,
            ends: true,
            begun: true,
            over: false,
        };
        for (to, facts, expected) in [
            (PilotState::Preparation, Facts::default(), vec![Need::Hypothesis, Need::Items]),
            (PilotState::Preparation, ready, vec![]),
            (PilotState::Running, Facts::default(), vec![Need::StartsOn, Need::EndsOn, Need::Items, Need::Cohort]),
            (PilotState::Running, Facts { sessions: 0, ..ready }, vec![Need::Session]),
            (PilotState::Running, Facts { over: true, ..ready }, vec![Need::EndsLater]),
            (PilotState::Running, ready, vec![]),
            (PilotState::Review, Facts { begun: false, ..ready }, vec![Need::Begun]),
            (PilotState::Review, ready, vec![]),
        ] {
            assert_eq!(missing(to, &facts), expected, "{to:?} {facts:?}");
        }
    }

    #[test]
    fn only_what_is_not_stopped_goes_on() {
        assert_eq!(next(PilotState::Decided, Some(Decision::Extend)), [PilotState::Running]);
        assert_eq!(next(PilotState::Decided, Some(Decision::Adapt)), [PilotState::Preparation]);
        assert!(next(PilotState::Decided, Some(Decision::Stop)).is_empty());
        assert!(next(PilotState::Decided, None).is_empty());
        for state in PilotState::ALL {
            assert!(!next(*state, None).contains(&PilotState::Decided), "a decision is no move");
        }
    }
}
