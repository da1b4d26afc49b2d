//! How a pilot stands against its target, in one sentence. Pure.

use contract::{
    limits,
    pilots::{Figure, PilotDetails, PilotState, Uptake},
};

/// What the figures say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing to show and nobody to show it to.
    NoItems,
    /// Nobody is invited.
    Nobody,
    /// Nothing to compare with.
    NoTarget,
    /// Too few people came for a statement about them.
    Few,
    /// The target may still be reached or missed.
    Early,
    /// The target is reached before the end.
    Ahead,
    /// More than half of the time is over, and less than half of what should be there is.
    Late,
    /// Over, and the target is reached.
    Reached,
    /// Over, and the target is missed.
    Missed,
    /// Somebody has decided what comes next.
    Decided,
}

impl Standing {
    /// The message that says it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::NoItems => "pilot-says-no-items",
            Self::Nobody => "pilot-says-nobody",
            Self::NoTarget => "pilot-says-no-target",
            Self::Few => "pilot-says-few",
            Self::Early => "pilot-says-early",
            Self::Ahead => "pilot-says-ahead",
            Self::Late => "pilot-says-late",
            Self::Reached => "pilot-says-reached",
            Self::Missed => "pilot-says-missed",
            Self::Decided => "pilot-says-decided",
        }
    }
}

/// What a target measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Beginning a session.
    Started,
    /// Completing one.
    Completed,
}

/// The target that decides, with the figure that it is measured by: completing before beginning,
/// since whoever sets both means the further one.
pub(super) fn target(pilot: &PilotDetails, uptake: &Uptake) -> Option<(Measure, u32, Figure)> {
    let targets = &pilot.fields.targets;
    let set = |percent: Option<u32>| percent.filter(|percent| *percent > 0);
    let completed =
        set(targets.completed_percent).map(|percent| (Measure::Completed, percent, uptake.funnel.completed));
    completed.or_else(|| set(targets.started_percent).map(|percent| (Measure::Started, percent, uptake.funnel.started)))
}

/// How a pilot stands on a day (`YYYY-MM-DD`).
///
/// A hidden figure stays hidden: a sentence that depended on it would tell what it is.
pub(super) fn standing(pilot: &PilotDetails, uptake: &Uptake, today: &str) -> Standing {
    if pilot.state == PilotState::Decided {
        return Standing::Decided;
    }
    let invited = uptake.funnel.invited.shown().unwrap_or_default();
    if invited == 0 {
        return if pilot.fields.item_ids.is_empty() { Standing::NoItems } else { Standing::Nobody };
    }
    let Some((_, percent, figure)) = target(pilot, uptake) else { return Standing::NoTarget };
    let Some(people) = figure.shown().filter(|_| invited >= limits::SUPPRESSED_BELOW) else { return Standing::Few };
    let over = pilot.state == PilotState::Review || pilot.fields.ends_on.as_deref().is_some_and(|end| end < today);
    let reached = people * 100 >= invited * u64::from(percent);
    match (over, reached) {
        (true, true) => Standing::Reached,
        (true, false) => Standing::Missed,
        (false, true) => Standing::Ahead,
        (false, false) if is_late(pilot, people * 100, invited * u64::from(percent), today) => Standing::Late,
        (false, false) => Standing::Early,
    }
}

/// Whether more than half of the time is over with less than half of what time would ask for.
fn is_late(pilot: &PilotDetails, have: u64, want: u64, today: &str) -> bool {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let bounds = (pilot.fields.starts_on.as_deref().and_then(day), pilot.fields.ends_on.as_deref().and_then(day));
    let ((Some(first), Some(last)), Some(today)) = (bounds, day(today)) else { return false };
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| {
        u64::try_from(from.until(to).map_or(0, |span| span.get_days())).unwrap_or_default()
    };
    let (gone, whole) = (days(first, today), days(first, last) + 1);
    gone * 2 > whole && have * whole * 2 < want * gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        LangMap,
        pilots::{Funnel, PilotFields, Targets},
    };

    fn pilot() -> PilotDetails {
        let id = "0193a5e4-7b1c-7000-8000-000000000001";
        PilotDetails {
            id: id.parse().unwrap(),
            state: PilotState::Running,
            fields: PilotFields {
                title: LangMap::both("Le dos", "The back"),
                hypothesis: LangMap::default(),
                item_ids: vec![id.parse().unwrap()],
                starts_on: Some("2026-10-26".into()),
                ends_on: Some("2026-12-19".into()),
                targets: Targets { started_percent: None, completed_percent: Some(25) },
            },
            version: 1,
            created_at: "2026-10-01T12:00:00Z".parse().unwrap(),
        }
    }

    fn uptake(invited: u64, completed: Figure) -> Uptake {
        let few = Figure::Shown(0);
        Uptake {
            funnel: Funnel {
                invited: Figure::Shown(invited),
                accepted: few,
                signed_in: few,
                started: few,
                half: few,
                completed,
                returned_7d: few,
                returned_30d: few,
            },
            watched_s: few,
            suppressed: Vec::new(),
        }
    }

    #[test]
    fn the_sentence_follows_the_figures_and_the_calendar() {
        let shown = Figure::Shown;
        for (invited, completed, today, expected) in [
            (0, shown(0), "2026-11-01", Standing::Nobody),
            (3, Figure::TooFew, "2026-11-01", Standing::Few),
            (120, Figure::TooFew, "2026-12-30", Standing::Few),
            (120, shown(38), "2026-11-21", Standing::Ahead),
            (120, shown(20), "2026-11-21", Standing::Early),
            (120, shown(5), "2026-11-01", Standing::Early),
            (120, shown(5), "2026-12-10", Standing::Late),
            (120, shown(30), "2026-12-20", Standing::Reached),
            (120, shown(29), "2026-12-20", Standing::Missed),
        ] {
            assert_eq!(
                standing(&pilot(), &uptake(invited, completed), today),
                expected,
                "{invited} {completed:?} {today}"
            );
        }
        let mut without = pilot();
        without.fields.targets = Targets::default();
        assert_eq!(standing(&without, &uptake(120, shown(38)), "2026-11-21"), Standing::NoTarget);
        without.fields.item_ids.clear();
        assert_eq!(standing(&without, &uptake(0, shown(0)), "2026-11-21"), Standing::NoItems);
    }
}
