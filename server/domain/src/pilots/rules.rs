//! What may be written of a pilot, and which figures about it may be shown.
//!
//! # Figures about few people
//!
//! What is protected is what a **member did**. The list of those invited is not: the manager
//! typed it. From there on:
//!
//! 1. A figure of one to four people is not shown ([`Figure::of`]); nobody at all is no secret.
//! 2. When fewer than five were invited, no later figure is shown, **not even nought**. The
//!    manager knows all of them by name: of one invited, `<5` or `0` would tell what that person
//!    did. A hidden figure is then the same whatever happened.
//! 3. The time played is shown when at least five people played, or when nobody did.
//!
//! A hidden figure cannot be worked out from the others. The steps are nested, they add up to
//! nothing; once one is hidden, all later ones are hidden or nought; and what is hidden may be
//! any number from one to four whatever stands around it. A property test below holds this to
//! the letter: changing what is hidden changes nothing of the answer.
//!
//! What this does **not** hide, on purpose: the difference of two shown figures. Of `20` who
//! began and `18` who saw half, two stopped before. That is a statement about twenty people of
//! whom two are not told apart, and the only mark there is, `<5`, would be a false statement
//! about the eighteen. Neither does it stop somebody who reads the figures, waits for one more
//! person to come, and reads them again, or who invites nearly the same people to two pilots.
//! Only coarser figures (rounded to five, or published weekly) would.

use contract::{
    LangMap,
    inventory::is_language,
    limits,
    pilots::{Figure, Funnel, PilotFields, Uptake},
    problem::FieldProblem,
};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most items of one pilot.
const ITEMS: usize = 200;

/// What was counted. Each is a part of the one before, but `returned_7d` is one of
/// `returned_30d`, and that is one of `completed`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) invited: u64,
    pub(super) accepted: u64,
    pub(super) signed_in: u64,
    pub(super) started: u64,
    pub(super) half: u64,
    pub(super) completed: u64,
    pub(super) returned_7d: u64,
    pub(super) returned_30d: u64,
    /// Seconds played by those who started.
    pub(super) watched_s: u64,
}

/// What may be shown of the counts.
pub(super) fn figures(counts: &Counts) -> Uptake {
    let known_by_name = counts.invited < limits::SUPPRESSED_BELOW && counts.invited > 0;
    let of = |people| if known_by_name { Figure::TooFew } else { Figure::of(people) };
    let funnel = Funnel {
        invited: Figure::Shown(counts.invited),
        accepted: of(counts.accepted),
        signed_in: of(counts.signed_in),
        started: of(counts.started),
        half: of(counts.half),
        completed: of(counts.completed),
        returned_7d: of(counts.returned_7d),
        returned_30d: of(counts.returned_30d),
    };
    let watched_s = match funnel.started {
        Figure::Shown(_) => Figure::Shown(counts.watched_s),
        Figure::TooFew => Figure::TooFew,
    };
    let suppressed = [
        ("accepted", funnel.accepted),
        ("signed_in", funnel.signed_in),
        ("started", funnel.started),
        ("half", funnel.half),
        ("completed", funnel.completed),
        ("returned_7d", funnel.returned_7d),
        ("returned_30d", funnel.returned_30d),
        ("watched_s", watched_s),
    ]
    .into_iter()
    .filter(|(_, figure)| *figure == Figure::TooFew)
    .map(|(name, _)| name.to_owned())
    .collect();
    Uptake { funnel, watched_s, suppressed }
}

/// Whether one of these days lies at most `within` days after the first of them.
pub(super) fn came_back(days: &BTreeSet<Date>, within: i64) -> bool {
    let Some(first) = days.first() else { return false };
    let last = first.saturating_add(within.days());
    days.iter().any(|day| day > first && *day <= last)
}

/// The fields as they are stored: texts trimmed, empty dates absent, each item once.
pub(super) fn tidy(mut fields: PilotFields) -> PilotFields {
    let date = |date: Option<String>| date.map(|date| date.trim().to_owned()).filter(|date| !date.is_empty());
    fields.title = fields.title.tidy();
    fields.hypothesis = fields.hypothesis.tidy();
    fields.starts_on = date(fields.starts_on);
    fields.ends_on = date(fields.ends_on);
    let mut seen = std::collections::HashSet::new();
    fields.item_ids.retain(|item| seen.insert(*item));
    fields
}

/// What cannot be accepted of tidy fields.
pub(super) fn problems(fields: &PilotFields) -> Vec<FieldProblem> {
    let mut problems = title_problems(&fields.title);
    if fields.hypothesis.0.values().any(|text| text.chars().count() > limits::DESCRIPTION_CHARS) {
        problems.push(FieldProblem::new("hypothesis", "too_long").with("max", limits::DESCRIPTION_CHARS));
    }
    if fields.item_ids.len() > ITEMS {
        problems.push(FieldProblem::new("item_ids", "too_many").with("max", ITEMS));
    }
    let mut read = |field: &str, text: &Option<String>| {
        let date = text.as_deref().map(date);
        if date == Some(None) {
            problems.push(FieldProblem::new(field, "not_a_date"));
        }
        date.flatten()
    };
    let starts_on = read("starts_on", &fields.starts_on);
    let ends_on = read("ends_on", &fields.ends_on);
    if starts_on.zip(ends_on).is_some_and(|(starts_on, ends_on)| ends_on < starts_on) {
        problems.push(FieldProblem::new("ends_on", "before_start"));
    }
    for (field, percent) in [
        ("targets.started_percent", fields.targets.started_percent),
        ("targets.completed_percent", fields.targets.completed_percent),
    ] {
        if percent.is_some_and(|percent| percent > 100) {
            problems.push(FieldProblem::new(field, "out_of_range").with("min", 0).with("max", 100));
        }
    }
    problems
}

fn title_problems(title: &LangMap) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if title.is_empty() {
        problems.push(FieldProblem::new("title", "required"));
    }
    for (language, text) in &title.0 {
        let field = format!("title.{language}");
        if !is_language(language) {
            problems.push(FieldProblem::new(field, "unknown_language"));
        } else if text.chars().count() > limits::TITLE_CHARS {
            problems.push(FieldProblem::new(field, "too_long").with("max", limits::TITLE_CHARS));
        }
    }
    problems
}

/// A day written `YYYY-MM-DD` and in no other way, so that stored dates sort as texts.
fn date(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|date| date.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ItemId, pilots::Targets};
    use proptest::prelude::*;

    fn fields() -> PilotFields {
        PilotFields {
            title: LangMap::both("Pilote", "Pilot"),
            hypothesis: LangMap::default(),
            item_ids: vec![],
            starts_on: None,
            ends_on: None,
            targets: Targets::default(),
        }
    }

    fn codes(fields: PilotFields) -> Vec<String> {
        problems(&tidy(fields)).into_iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
    }

    #[test]
    fn a_pilot_needs_a_title_and_dates_in_order() {
        assert!(codes(fields()).is_empty());
        let dates = |starts: &str, ends: &str| PilotFields {
            starts_on: Some(starts.into()),
            ends_on: Some(ends.into()),
            ..fields()
        };
        assert!(codes(dates("2026-11-21", "2026-11-21")).is_empty());
        assert!(codes(dates("", " ")).is_empty());
        assert_eq!(codes(dates("2026-11-21", "2026-11-20")), ["ends_on before_start"]);
        assert_eq!(codes(dates("2026-02-30", "20261121")), ["starts_on not_a_date", "ends_on not_a_date"]);
        assert_eq!(codes(PilotFields { title: LangMap::both(" ", ""), ..fields() }), ["title required"]);
        let long = LangMap::both("x".repeat(201), "");
        assert_eq!(codes(PilotFields { title: long, ..fields() }), ["title.fr too_long"]);
        let targets = Targets { started_percent: Some(101), completed_percent: Some(100) };
        assert_eq!(codes(PilotFields { targets, ..fields() }), ["targets.started_percent out_of_range"]);
        let item = ItemId(uuid::Uuid::nil());
        assert_eq!(tidy(PilotFields { item_ids: vec![item, item], ..fields() }).item_ids, [item]);
    }

    #[test]
    fn one_comes_back_on_another_day_within_so_many() {
        let first = jiff::civil::date(2026, 11, 1);
        for (later, within_7d, within_30d) in [
            (0, false, false),
            (1, true, true),
            (7, true, true),
            (8, false, true),
            (30, false, true),
            (31, false, false),
        ] {
            let days = BTreeSet::from([first + later.days(), first]);
            assert_eq!(came_back(&days, 7), within_7d, "{later}");
            assert_eq!(came_back(&days, 30), within_30d, "{later}");
        }
        assert!(!came_back(&BTreeSet::new(), 30));
    }

    /// Nested counts: each at most the one before.
    fn counts() -> impl Strategy<Value = Counts> {
        (0_u64..40, prop::collection::vec(0_u64..=8, 7), 10_u64..5_000).prop_map(|(invited, drops, seconds)| {
            let mut left = invited;
            let mut next = drops.into_iter().map(move |drop| {
                left = left.saturating_sub(drop);
                left
            });
            let mut step = || next.next().unwrap_or_default();
            let (accepted, signed_in, started) = (step(), step(), step());
            let (half, completed, returned_30d, returned_7d) = (step(), step(), step(), step());
            let watched_s = started * seconds;
            Counts { invited, accepted, signed_in, started, half, completed, returned_7d, returned_30d, watched_s }
        })
    }

    /// The later steps, in the order of their nesting.
    fn steps(counts: &mut Counts) -> [&mut u64; 7] {
        let Counts { accepted, signed_in, started, half, completed, returned_30d, returned_7d, .. } = counts;
        [accepted, signed_in, started, half, completed, returned_30d, returned_7d]
    }

    proptest! {
        #[test]
        fn figures_about_few_people_are_hidden_and_others_are_right(counts in counts()) {
            let uptake = figures(&counts);
            let funnel = &uptake.funnel;
            prop_assert_eq!(funnel.invited, Figure::Shown(counts.invited));
            for (people, figure) in [
                (counts.accepted, funnel.accepted),
                (counts.signed_in, funnel.signed_in),
                (counts.started, funnel.started),
                (counts.half, funnel.half),
                (counts.completed, funnel.completed),
                (counts.returned_7d, funnel.returned_7d),
                (counts.returned_30d, funnel.returned_30d),
            ] {
                let known_by_name = (1..5).contains(&counts.invited);
                let expected = if known_by_name || (1..5).contains(&people) { None } else { Some(people) };
                prop_assert_eq!(figure.shown(), expected);
            }
            prop_assert_eq!(uptake.watched_s.shown().is_some(), funnel.started.shown().is_some());
            let hidden = serde_json::to_string(&uptake).expect("is JSON").matches("\"<5\"").count();
            prop_assert_eq!(hidden, uptake.suppressed.len());
        }

        /// Whoever reads the answer learns nothing about what is hidden: each of the numbers that
        /// could stand there gives the same answer.
        #[test]
        fn what_is_hidden_cannot_be_worked_out(counts in counts(), seconds in 0_u64..100_000) {
            let answer = figures(&counts);
            let possible = if counts.invited < 5 { 0..=counts.invited } else { 1..=4 };
            for other in possible {
                let mut changed = counts.clone();
                for step in steps(&mut changed) {
                    let hidden = (1..5).contains(&counts.invited) || (1..5).contains(step);
                    if hidden {
                        *step = other;
                    }
                }
                if answer.watched_s == Figure::TooFew {
                    changed.watched_s = seconds;
                }
                let nested = steps(&mut changed).map(|step| *step).is_sorted_by(|more, fewer| more >= fewer);
                prop_assert!(nested, "the other story must be a possible one");
                prop_assert_eq!(&figures(&changed), &answer);
            }
        }
    }
}
