//! What is believed of a report. Pure.

use contract::playback::{FASTEST_RATE, Ranges};

/// What the player's clock and ours may differ by, for one batch.
const TOLERANCE_MS: u64 = 1_500;
/// Media time that a watch may report at once: one batch, since a player may have opened the
/// watch only after it had begun to play from its buffer.
const FIRST_BATCH_MS: u64 = 10_000;
/// Most intervals that one batch may hold; two hundred seeks in ten seconds are not a viewing.
pub(super) const MOST_INTERVALS: usize = 500;

/// A report that was weighed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Credit {
    /// What is believed to have been played.
    pub ranges: Ranges,
    /// How long that is, replays counted again, in milliseconds.
    pub credited_ms: u64,
    /// How much more was reported, in milliseconds.
    pub disputed_ms: u64,
}

/// No recording is longer, in seconds: a report of what lies beyond is a mistake or worse.
const LONGEST_S: f64 = 7.0 * 24.0 * 3600.0;

/// Weighs `intervals` (seconds of media time) of a session that lasts `duration_ms`.
///
/// Nobody plays more media than time has passed, times the playback rate: of a watch that was
/// opened `open_for_ms` ago and was credited `already_ms`, at most the difference is believed.
/// What exceeds it is kept apart as disputed, not thrown away, so that a complaint can be
/// explained. `None` when an interval is no interval.
pub(super) fn weigh(
    intervals: &[(f64, f64)],
    duration_ms: u64,
    open_for_ms: u64,
    rate: f64,
    already_ms: u64,
) -> Option<Credit> {
    let rate = if rate.is_finite() { rate.clamp(1.0, FASTEST_RATE) } else { return None };
    let possible = ((open_for_ms as f64 * rate) as u64).max(FIRST_BATCH_MS) + TOLERANCE_MS;
    believed(intervals, duration_ms, possible.saturating_sub(already_ms))
}

/// Believes `intervals` of a session that lasts `duration_ms` in their order, until `left` milliseconds of them
/// are believed. `None` when an interval is no interval.
pub(crate) fn believed(intervals: &[(f64, f64)], duration_ms: u64, mut left: u64) -> Option<Credit> {
    let mut credit = Credit::default();
    for &(from, to) in intervals {
        if !from.is_finite() || !(0.0..=LONGEST_S).contains(&to) || from < 0.0 || to < from {
            return None;
        }
        let (from, reported_to) = ((from * 1000.0).round() as u64, (to * 1000.0).round() as u64);
        let to = reported_to.min(duration_ms).max(from);
        let believed = (to - from).min(left);
        credit.ranges.add(from, from + believed);
        credit.credited_ms += believed;
        credit.disputed_ms += reported_to - from - believed;
        left -= believed;
    }
    Some(credit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: u64 = 3_600_000;

    #[test]
    fn an_honest_batch_is_believed_in_full() {
        let credit = weigh(&[(0.0, 10.0)], HOUR, 10_000, 1.0, 0).expect("intervals");
        assert_eq!((credit.credited_ms, credit.disputed_ms), (10_000, 0));
    }

    #[test]
    fn what_lies_beyond_every_recording_is_no_interval() {
        for intervals in [&[(0.0, 1e300), (0.0, 1e300)][..], &[(0.0, f64::INFINITY)], &[(5.0, 1.0)], &[(f64::NAN, 1.0)]]
        {
            assert!(weigh(intervals, HOUR, 10_000, 1.0, 0).is_none(), "{intervals:?}");
        }
    }

    #[test]
    fn an_hour_in_ten_seconds_is_not() {
        let credit = weigh(&[(0.0, 3600.0)], HOUR, 10_000, 1.0, 0).expect("intervals");
        assert_eq!(credit.credited_ms, 11_500);
        assert_eq!(credit.ranges.covered(), 11_500);
        assert_eq!(credit.disputed_ms, HOUR - 11_500);
    }

    #[test]
    fn what_was_credited_before_is_spent() {
        let credit = weigh(&[(10.0, 20.0)], HOUR, 12_000, 1.0, 11_500).expect("intervals");
        assert_eq!(credit.credited_ms, 2_000);
    }

    #[test]
    fn nobody_plays_beyond_the_end_or_backwards() {
        let credit = weigh(&[(50.0, 70.0)], 60_000, HOUR, 1.0, 0).expect("intervals");
        assert_eq!((credit.credited_ms, credit.disputed_ms), (10_000, 10_000));
        for bad in [(-1.0, 2.0), (5.0, 4.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(weigh(&[bad], HOUR, HOUR, 1.0, 0), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn never_more_than_time_allows(
            intervals in prop::collection::vec((0.0_f64..4000.0, 0.0_f64..600.0), 0..40),
            open_for in 0_u64..2_000_000, rate in 0.1_f64..9.0, already in 0_u64..2_000_000,
        ) {
            let intervals: Vec<_> = intervals.into_iter().map(|(from, length)| (from, from + length)).collect();
            let credit = weigh(&intervals, HOUR, open_for, rate, already).expect("intervals");
            prop_assert!(credit.credited_ms + already <= (2 * open_for).max(FIRST_BATCH_MS).max(already) + TOLERANCE_MS);
            prop_assert!(credit.ranges.covered() <= credit.credited_ms);
        }
    }
}
