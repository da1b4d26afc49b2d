use super::*;
use proptest::prelude::*;

fn marks(value: u32, ease: u32, cost: u32) -> Marks {
    Marks { value: Some(value), ease: Some(ease), cost: Some(cost), ..Marks::default() }
}

#[test]
fn a_score_is_what_the_formula_says() {
    let even = Weights { value: 1, demand: 1, ease: 1, cost: 1 };
    let no_demand = Weights { value: 1, demand: 0, ease: 1, cost: 1 };
    let twice = Weights { ease: 2, ..no_demand };
    let nothing = Weights { value: 0, demand: 0, ease: 0, cost: 0 };
    for ((value, ease, cost), asked, weights, expected) in [
        ((3, 4, 2), 0, no_demand, 6.0),
        ((3, 4, 2), 1_000, no_demand, 6.0),
        ((3, 4, 2), 0, even, 3.0),
        ((3, 4, 2), 12, even, 6.0),
        ((5, 5, 1), 100, Weights::default(), 25.0),
        ((1, 1, 5), 0, Weights::default(), 2.0 / 3.0 / 5.0),
        ((3, 4, 2), 0, twice, 24.0),
        ((3, 4, 2), 50, nothing, 1.0),
    ] {
        let found = score(&marks(value, ease, cost), asked, &weights).unwrap();
        assert!((found - expected).abs() < 1e-9, "{value} {ease} {cost} {asked} {weights:?}: {found}");
    }
}

#[test]
fn there_is_no_score_before_every_part_is_judged() {
    for half in [
        Marks::default(),
        Marks { cost: None, ..marks(3, 3, 3) },
        Marks { value: None, ..marks(3, 3, 3) },
        Marks { ease: None, ..marks(3, 3, 3) },
    ] {
        assert_eq!(score(&half, 100, &Weights::default()), None);
        assert!(!half.are_whole());
    }
}

#[test]
fn demand_gives_points_by_steps() {
    for (asked, points) in [(0, 0), (1, 1), (2, 1), (3, 2), (9, 2), (10, 3), (30, 4), (99, 4), (100, 5), (u64::MAX, 5)]
    {
        assert_eq!(demand_points(asked), points, "{asked}");
    }
}

#[test]
fn what_is_no_mark_is_named() {
    let wrong = Marks { value_note: "x".repeat(301), ..marks(0, 3, 6) };
    let named: Vec<_> = wrong.problems().into_iter().map(|problem| (problem.field, problem.code)).collect();
    let expected = [("value", "out_of_range"), ("cost", "out_of_range"), ("value_note", "too_long")];
    assert_eq!(named, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
    assert!(Marks::default().problems().is_empty());
    assert_eq!(Weights { ease: 4, ..Weights::default() }.problems()[0].field, "ease");
}

prop_compose! {
    fn weights()(value in 0..=3_u32, demand in 0..=3_u32, ease in 0..=3_u32, cost in 0..=3_u32) -> Weights {
        Weights { value, demand, ease, cost }
    }
}

proptest! {
    #[test]
    fn better_in_one_part_is_never_worse(
        value in 1..=4_u32, ease in 1..=4_u32, cost in 1..=4_u32, asked in 0..200_u64, more in 0..200_u64,
        weights in weights(),
    ) {
        let now = score(&marks(value, ease, cost), asked, &weights).unwrap();
        prop_assert!(now.is_finite() && now >= 0.0);
        prop_assert!(score(&marks(value + 1, ease, cost), asked, &weights).unwrap() >= now);
        prop_assert!(score(&marks(value, ease + 1, cost), asked, &weights).unwrap() >= now);
        prop_assert!(score(&marks(value, ease, cost + 1), asked, &weights).unwrap() <= now);
        prop_assert!(score(&marks(value, ease, cost), asked + more, &weights).unwrap() >= now);
    }

    #[test]
    fn a_part_that_counts_makes_a_difference(value in 1..=4_u32, ease in 1..=4_u32, cost in 1..=4_u32) {
        let weights = Weights::default();
        let now = score(&marks(value, ease, cost), 0, &weights).unwrap();
        prop_assert!(score(&marks(value + 1, ease, cost), 0, &weights).unwrap() > now);
        prop_assert!(score(&marks(value, ease + 1, cost), 0, &weights).unwrap() > now);
        prop_assert!(score(&marks(value, ease, cost + 1), 0, &weights).unwrap() < now);
        prop_assert!(score(&marks(value, ease, cost), 1, &weights).unwrap() > now);
    }
}
