//! Nobody watches more than the time that passes: what was open at once counts once.
//!
//! Of a watch it is known when it was opened, when it was heard of last, and how much was played in between,
//! but not when it was paused. So of what was open at once as much counts as can have been watched one after
//! the other: the same session in two windows counts once, and whoever paused one window to go on in another
//! loses nothing.

use contract::playback::FASTEST_RATE;
use std::{cmp::Reverse, collections::BinaryHeap};

/// A watch: from when until when it was open, and how much was played, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    from: i64,
    until: i64,
    played: i64,
}

impl Open {
    /// A player may have opened the watch only after it had begun to play: it was open for no less time than
    /// playing takes at the fastest.
    pub(super) fn of(started_at: i64, last_at: i64, credited_ms: i64) -> Self {
        let fastest = (credited_ms as f64 / FASTEST_RATE).ceil() as i64;
        Self { from: started_at, until: last_at.max(started_at + fastest), played: credited_ms }
    }

    pub(super) fn opened_at(&self) -> i64 {
        self.from
    }

    /// How much time playing took at the least: where more was played than time passed, all of it.
    fn took(&self) -> i64 {
        self.played.min(self.until - self.from)
    }
}

/// What one person played in all of these watches, in milliseconds of media, what was open at once counted once.
/// Their order does not matter.
pub(super) fn once(mut watches: Vec<Open>) -> i64 {
    watches.sort_unstable();
    let (mut total, mut until) = (0, i64::MIN);
    let mut together = Vec::new();
    for watch in watches {
        if watch.from >= until {
            total += fitting(&together);
            together.clear();
        }
        until = until.max(watch.until);
        together.push(watch);
    }
    total + fitting(&together)
}

/// What is open, by who goes first: what plays fastest, which has no time to spare, then what is closed first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// Media in a million units of time; never less than that.
    rate: i64,
    until: Reverse<i64>,
    watch: Open,
    left: i64,
}

impl Waiting {
    fn new(watch: Open) -> Self {
        let left = watch.took();
        Self { rate: watch.played * 1_000_000 / left.max(1), until: Reverse(watch.until), watch, left }
    }

    /// How much of it has been played. In what played faster than time, each moment is worth as much.
    fn played(&self) -> i64 {
        let took = self.watch.took();
        let played = i128::from(self.watch.played) * i128::from(took - self.left) / i128::from(took.max(1));
        i64::try_from(played).unwrap_or(self.watch.played)
    }
}

/// The most that fits, one after the other, into the times in which these were open. They are sorted.
///
/// Always taking what is closed first leaves as few moments unused as there can be.
fn fitting(watches: &[Open]) -> i64 {
    if let [one] = watches {
        return one.played;
    }
    let mut coming = watches.iter().copied().peekable();
    let mut open: BinaryHeap<Waiting> = BinaryHeap::new();
    let (mut now, mut total) = (0, 0);
    loop {
        if open.is_empty() {
            let Some(next) = coming.peek() else { return total };
            now = next.from;
        }
        while let Some(watch) = coming.next_if(|watch| watch.from <= now) {
            open.push(Waiting::new(watch));
        }
        let Some(mut first) = open.pop() else { continue };
        let next = coming.peek().map_or(i64::MAX, |watch| watch.from);
        let until = first.watch.until.min(next).min(now.saturating_add(first.left));
        if until > now {
            first.left -= until - now;
            now = until;
        }
        if first.left > 0 && first.watch.until > now {
            open.push(first);
        } else {
            total += first.played();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;

    /// Hours: opened, closed, played.
    fn hours(watches: &[(f64, f64, f64)]) -> f64 {
        let ms = |hours: f64| (hours * HOUR as f64) as i64;
        let watches = watches.iter().map(|&(from, until, played)| Open::of(ms(from), ms(until), ms(played)));
        once(watches.collect()) as f64 / HOUR as f64
    }

    #[test]
    fn two_windows_count_once() {
        assert_eq!(hours(&[]), 0.0);
        assert_eq!(hours(&[(1.0, 2.0, 1.0)]), 1.0);
        assert_eq!(hours(&[(1.0, 2.0, 1.0), (1.0, 2.0, 1.0)]), 1.0);
        assert_eq!(hours(&[(1.0, 2.0, 1.0), (1.5, 2.5, 1.0)]), 1.5);
        assert_eq!(hours(&[(1.0, 2.0, 1.0), (2.0, 3.0, 1.0)]), 2.0);
    }

    #[test]
    fn a_window_left_open_takes_nothing_and_gives_nothing() {
        // An hour in a window that is open all day, and one in another meanwhile.
        assert_eq!(hours(&[(0.0, 24.0, 1.0), (10.0, 11.0, 1.0)]), 2.0);
        // The same beside two windows that ran at once: still once.
        assert_eq!(hours(&[(0.0, 24.0, 1.0), (10.0, 11.0, 1.0), (10.0, 11.0, 1.0)]), 2.0);
    }

    #[test]
    fn what_plays_faster_counts_as_much_as_it_plays() {
        assert_eq!(hours(&[(0.0, 1.0, 2.0)]), 2.0);
        assert_eq!(hours(&[(0.0, 1.0, 2.0), (1.0, 2.0, 2.0)]), 4.0);
        assert_eq!(hours(&[(0.0, 1.0, 2.0), (0.0, 1.0, 2.0)]), 2.0);
        // A second window beside it, at the usual rate, takes nothing away.
        assert_eq!(hours(&[(0.0, 1.0, 2.0), (0.0, 1.0, 1.0)]), 2.0);
        assert_eq!(hours(&[(0.0, 1.0, 2.0), (0.0, 2.0, 1.0)]), 3.0);
    }

    #[test]
    fn what_was_opened_after_it_had_begun_counts() {
        assert_eq!(once(vec![Open::of(50, 50, 10_000)]), 10_000);
        assert_eq!(once(vec![Open::of(50, 50, 10_000), Open::of(5_050, 8_050, 3_000)]), 13_000);
    }

    /// Of some watches as much fits as of those left out is played and the others were open for: the least of all
    /// that leave some out (Ford and Fulkerson). Every way of leaving some out is tried.
    fn fits(watches: &[Open]) -> i64 {
        let ways = (0..1_usize << watches.len()).map(|way| {
            let (inside, outside): (Vec<_>, Vec<_>) =
                watches.iter().enumerate().partition(|(place, _)| way & (1 << place) > 0);
            let is_open = |now: &i64| inside.iter().any(|(_, watch)| watch.from <= *now && *now < watch.until);
            let open = (0..100).filter(is_open).count() as i64;
            open + outside.iter().map(|(_, watch)| watch.took()).sum::<i64>()
        });
        ways.min().unwrap_or_default()
    }

    proptest! {
        #[test]
        fn as_much_counts_as_fits(
            watches in prop::collection::vec((0_i64..30, 0_i64..20, 0_i64..40), 0..7), rotation in 0_usize..7,
        ) {
            let mut watches: Vec<Open> =
                watches.into_iter().map(|(from, length, played)| Open::of(from, from + length, played)).collect();
            let counted = once(watches.clone());
            let all = watches.iter().map(|watch| watch.played).sum::<i64>();
            prop_assert!(counted <= all);
            // Watch by watch, the fastest first, each adds what more fits with it, at its rate.
            let rate = |watch: &Open| watch.played as f64 / watch.took().max(1) as f64;
            watches.sort_by(|one, other| rate(other).total_cmp(&rate(one)));
            let more = (0..watches.len()).map(|n| (fits(&watches[..=n]) - fits(&watches[..n])) as f64 * rate(&watches[n]));
            let most: f64 = more.sum();
            prop_assert!(counted as f64 <= most + 1e-3, "{counted} of {most}");
            prop_assert!(counted as f64 > most - watches.len() as f64 - 1e-3, "{counted} of {most}");
            if watches.iter().all(|watch| watch.took() == watch.played) {
                prop_assert_eq!(counted, fits(&watches));
            }
            let rotation = rotation.min(watches.len());
            watches.rotate_left(rotation);
            prop_assert_eq!(once(watches), counted);
        }
    }
}
