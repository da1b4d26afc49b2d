//! Shares of people, with how sure one can be of them.

use crate::{pilots::Figure, uptake::Cell};
use serde::{Deserialize, Serialize};

/// Of fewer people than this a share is not said: that of twelve people may be nearly anything.
pub const TOO_FEW_TO_SAY: u64 = 20;

/// The quantile of the normal distribution that leaves 2.5 % on either side.
const Z: f64 = 1.959_963_984_540_054;

/// Between which shares the true one lies in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    /// From 0 to 1.
    pub low: f64,
    /// From 0 to 1, at least `low`.
    pub high: f64,
}

/// The interval of Wilson for `count` out of `of`, at 95 %; the whole range for nobody. It is right for
/// few people and near nought and one, where the usual one is not.
pub fn wilson(count: u64, of: u64) -> Interval {
    if of == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (people, share) = (of as f64, count.min(of) as f64 / of as f64);
    let square = Z * Z;
    let middle = share + square / (2.0 * people);
    let spread = Z * (share * (1.0 - share) / people + square / (4.0 * people * people)).sqrt();
    let whole = 1.0 + square / people;
    Interval { low: ((middle - spread) / whole).max(0.0), high: ((middle + spread) / whole).min(1.0) }
}

/// What can be said of a share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Share {
    /// It, and between what the true one lies.
    Said {
        /// From 0 to 1.
        share: f64,
        /// The lower end, from 0 to 1.
        low: f64,
        /// The upper end, from 0 to 1.
        high: f64,
    },
    /// Of fewer than [`TOO_FEW_TO_SAY`] people.
    TooFew,
    /// One of the two numbers is not shown.
    Hidden,
}

impl Share {
    /// The share of two numbers that may both be hidden.
    pub fn of(count: Cell, of: Cell) -> Self {
        match (count, of) {
            (_, Cell::Shown(of)) if of < TOO_FEW_TO_SAY => Self::TooFew,
            (Cell::Shown(count), Cell::Shown(of)) => {
                let Interval { low, high } = wilson(count, of);
                Self::Said { share: count.min(of) as f64 / of as f64, low, high }
            }
            _ => Self::Hidden,
        }
    }

    /// The share of two figures of the funnel.
    pub fn of_figures(count: Figure, of: Figure) -> Self {
        Self::of(count.into(), of.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_that_of_the_textbooks() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20 and 1 of 29.
        for (count, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = wilson(count, of);
            assert!((interval.low - low).abs() < 5e-5, "{count} of {of}: {interval:?}");
            assert!((interval.high - high).abs() < 5e-5, "{count} of {of}: {interval:?}");
        }
        assert_eq!(wilson(0, 0), Interval { low: 0.0, high: 1.0 });
    }

    #[test]
    fn twelve_people_are_too_few_to_say() {
        assert_eq!(Share::of(Cell::Shown(6), Cell::Shown(12)), Share::TooFew);
        assert_eq!(Share::of(Cell::TooFew, Cell::Shown(12)), Share::TooFew);
        assert_eq!(Share::of(Cell::TooFew, Cell::Shown(40)), Share::Hidden);
        assert_eq!(Share::of(Cell::Shown(10), Cell::Withheld), Share::Hidden);
        assert!(matches!(Share::of(Cell::Shown(10), Cell::Shown(20)), Share::Said { share: 0.5, .. }));
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval_and_more_people_make_it_narrower(of in 1_u64..5_000, part in 0.0_f64..=1.0) {
            let count = (of as f64 * part) as u64;
            let interval = wilson(count, of);
            let share = count as f64 / of as f64;
            prop_assert!(0.0 <= interval.low && interval.low <= share + 1e-12);
            prop_assert!(share - 1e-12 <= interval.high && interval.high <= 1.0);
            let tenfold = wilson(count * 10, of * 10);
            prop_assert!(tenfold.high - tenfold.low < interval.high - interval.low);
        }
    }
}
