//! What was to be reached, from where, and what has been. It holds the figures of the funnel and no others, so
//! that it tells nothing that they do not.

use contract::{
    pilots::{
        Targets,
        sheet::{Counted, Goal},
    },
    uptake::{Reached, Step},
};

/// The shares that were set with the pilot, then the goals of its sheet. Where a goal is about the same step as
/// such a share, the share has its baseline.
pub(super) fn reached(set: &Targets, goals: &[Goal], steps: &[Step]) -> Vec<Reached> {
    let shares = [(Counted::Started, set.started_percent), (Counted::Completed, set.completed_percent)];
    let shares =
        shares.map(|(counted, percent)| percent.filter(|percent| *percent > 0).map(|percent| (counted, percent)));
    let is_set = |counted: Counted| shares.iter().flatten().any(|(set, _)| *set == counted);
    let mut all = Vec::new();
    for (counted, percent) in shares.iter().flatten() {
        let same = goals.iter().find(|goal| goal.counted == *counted && !goal.baseline.is_empty());
        let goal = Goal {
            target: format!("{percent} %"),
            baseline: same.map(|goal| goal.baseline.clone()).unwrap_or_default(),
            counted: *counted,
            ..Goal::default()
        };
        all.push(Reached { percent: Some(*percent), ..of(&goal, steps) });
    }
    // A goal without a target of its own says from where the share of the same step came.
    let others = goals.iter().filter(|goal| !(goal.target.is_empty() && is_set(goal.counted)));
    all.extend(others.map(|goal| of(goal, steps)));
    all
}

fn of(goal: &Goal, steps: &[Step]) -> Reached {
    let step = steps.iter().find(|step| step.step == goal.counted.code());
    Reached {
        measure: goal.measure.clone(),
        step: step.map(|step| step.step.clone()),
        baseline: goal.baseline.clone(),
        target: goal.target.clone(),
        percent: None,
        people: step.map(|step| step.people),
        share: step.map(|step| step.share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{pilots::Figure, uptake::Share};

    fn goal(measure: &str, baseline: &str, target: &str, counted: Counted) -> Goal {
        Goal { measure: measure.into(), baseline: baseline.into(), target: target.into(), counted }
    }

    #[test]
    fn each_target_stands_beside_its_baseline_and_what_was_reached() {
        let step = |name: &str, people, of| Step {
            step: name.into(),
            people: Figure::of(people),
            share: Share::of_figures(Figure::of(people), Figure::of(of)),
        };
        let steps = [step("invited", 40, 40), step("started", 20, 40), step("completed", 3, 40)];
        let goals = [
            goal("Débuts", "12 %", "", Counted::Started),
            goal("Achèvements", "2", "10", Counted::Completed),
            goal("Appels au centre", "30 par jour", "20", Counted::Elsewhere),
        ];
        let set = Targets { started_percent: Some(60), completed_percent: None };
        let all = reached(&set, &goals, &steps);
        let told: Vec<_> =
            all.iter().map(|one| (one.baseline.as_str(), one.target.as_str(), one.step.as_deref())).collect();
        let expected = [("12 %", "60 %", Some("started")), ("2", "10", Some("completed")), ("30 par jour", "20", None)];
        assert_eq!(told, expected);
        assert!(matches!(all[0].share, Some(Share::Said { share: 0.5, .. })), "{all:?}");
        assert_eq!((all[1].people, all[1].share), (Some(Figure::TooFew), Some(Share::Hidden)));
        assert_eq!((all[2].people, all[2].share), (None, None));
        assert!(reached(&Targets::default(), &[], &steps).is_empty());
    }
}
