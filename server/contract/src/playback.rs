//! Watching: what the player is told, what it reports, and the rules both sides count by.

use crate::{SessionId, Timestamp, WatchId};
use serde::{Deserialize, Serialize};

/// What a player needs to begin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedWatch {
    /// Names this viewing in progress reports.
    pub watch_id: WatchId,
    /// The multivariant HLS playlist.
    pub playlist_url: String,
    /// Small pictures of every few seconds, for a player to show while one looks for a moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storyboard_url: Option<String>,
    /// The playlist of a picture of somebody who signs, to be shown beside and in step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_url: Option<String>,
    /// Where to begin, in seconds.
    pub resume_at: f64,
    /// Whether it is live now.
    pub live: bool,
    /// How long it plays, in seconds.
    pub duration_s: f64,
}

/// A batch of played intervals. Batches may come in any order and more than once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressReport {
    /// Counts the batches of this watch from 0; a number that was seen before changes nothing.
    pub seq: u32,
    /// Played `[from, to]` in seconds of media time.
    pub intervals: Vec<(f64, f64)>,
    /// Where the player stands, in seconds; only for resuming, never for counting.
    pub position: f64,
    /// How long ago the batch was closed, in milliseconds, by the sender's own clock.
    #[serde(default)]
    pub age_ms: u64,
    /// The fastest playback rate used in this batch; 1 where not given.
    #[serde(default = "normal_rate")]
    pub rate: f64,
}

fn normal_rate() -> f64 {
    1.0
}

/// The fastest playback rate that the player offers and that is believed.
pub const FASTEST_RATE: f64 = 2.0;

/// Three numbers that must not be mistaken for one another, and what follows from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Seconds of the session seen at least once: the union of what was played.
    pub unique_s: f64,
    /// Seconds played, replays counted again.
    pub watched_s: f64,
    /// Seconds reported that cannot have been played in the time that passed; kept, not counted.
    pub disputed_s: f64,
    /// Whether enough of it was seen, ever.
    pub completed: bool,
}

/// One line of a member's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// The session.
    pub session_id: SessionId,
    /// Its name, in the reader's language.
    pub title: String,
    /// Seconds of it seen at least once.
    pub unique_s: f64,
    /// Seconds played, replays counted again.
    pub watched_s: f64,
    /// Where to resume, in seconds.
    pub position: f64,
    /// How long it plays, in seconds.
    pub duration_s: f64,
    /// How many pages it has, where it is a guide: then a page counts as a second in the figures above.
    #[serde(default)]
    pub pages: u32,
    /// Whether enough of it was seen.
    pub completed: bool,
    /// Whether it can still be attended.
    pub available: bool,
    /// When it was last watched.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub last_at: Timestamp,
}

/// Share of a session that must be seen for it to count as completed. Not all of it: people
/// leave before the last bow.
pub const COMPLETION_THRESHOLD: f64 = 0.9;

/// Whether `unique_ms` of a session that plays for `duration_ms` completes it.
pub fn completes(unique_ms: u64, duration_ms: u64) -> bool {
    duration_ms > 0 && unique_ms as f64 >= duration_ms as f64 * COMPLETION_THRESHOLD
}

/// Where to take up a session that was left at `position_ms`.
///
/// A little before where one stopped, so that the thread is found again; from the start when
/// hardly begun or as good as over.
pub fn resume_at(position_ms: u64, duration_ms: u64) -> u64 {
    const HARDLY_BEGUN_MS: u64 = 5_000;
    const AS_GOOD_AS_OVER_MS: u64 = 10_000;
    const LEAD_IN_MS: u64 = 2_000;
    if position_ms < HARDLY_BEGUN_MS || position_ms + AS_GOOD_AS_OVER_MS >= duration_ms.max(1) {
        0
    } else {
        position_ms - LEAD_IN_MS
    }
}

/// A set of played moments: sorted, disjoint `[from, to)` ranges in milliseconds.
///
/// Adding is commutative and idempotent, so batches may be lost, repeated or reordered on their
/// way without changing what is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// Adds a played range; an empty or reversed one adds nothing.
    pub fn add(&mut self, from: u64, to: u64) {
        if from >= to {
            return;
        }
        let first = self.0.partition_point(|&(_, end)| end < from);
        let last = self.0.partition_point(|&(start, _)| start <= to);
        let joined =
            self.0[first..last].iter().fold((from, to), |(low, high), &(start, end)| (low.min(start), high.max(end)));
        self.0.splice(first..last, [joined]);
    }

    /// Adds every range of another set.
    pub fn union(&mut self, other: &Self) {
        for &(from, to) in &other.0 {
            self.add(from, to);
        }
    }

    /// What both cover.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let (mut common, mut at) = (Self::default(), 0);
        for &(from, to) in &self.0 {
            at += other.0[at..].partition_point(|&(_, end)| end <= from);
            let meeting = other.0[at..].iter().take_while(|&&(start, _)| start < to);
            meeting.for_each(|&(start, end)| common.add(start.max(from), end.min(to)));
        }
        common
    }

    /// Milliseconds covered.
    pub fn covered(&self) -> u64 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// The ranges, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().copied()
    }

    /// Whether nothing was played.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(u64, u64)> for Ranges {
    fn from_iter<I: IntoIterator<Item = (u64, u64)>>(ranges: I) -> Self {
        let mut set = Self::default();
        for (from, to) in ranges {
            set.add(from, to);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn overlapping_and_touching_ranges_become_one() {
        let set: Ranges = [(10, 20), (30, 40), (20, 30), (5, 6), (35, 50)].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [(5, 6), (10, 50)]);
        assert_eq!(set.covered(), 41);
    }

    #[test]
    fn what_two_have_in_common_lies_in_both() {
        let set = |ranges: &[(u64, u64)]| ranges.iter().copied().collect::<Ranges>();
        let one = set(&[(0, 10), (20, 30), (40, 100)]);
        let other = set(&[(5, 25), (50, 60), (70, 80), (100, 120)]);
        assert_eq!(one.common(&other), set(&[(5, 10), (20, 25), (50, 60), (70, 80)]));
        assert_eq!(one.common(&other), other.common(&one));
        assert!(one.common(&Ranges::default()).is_empty() && Ranges::default().common(&one).is_empty());
    }

    #[test]
    fn seeking_to_the_end_completes_nothing() {
        let mut set = Ranges::default();
        set.add(0, 1_000);
        set.add(599_000, 600_000);
        assert!(!completes(set.covered(), 600_000));
        assert!(completes(540_000, 600_000));
        assert!(!completes(0, 0));
    }

    #[test]
    fn one_resumes_a_little_before_where_one_stopped() {
        assert_eq!(resume_at(3_000, 600_000), 0);
        assert_eq!(resume_at(300_000, 600_000), 298_000);
        assert_eq!(resume_at(595_000, 600_000), 0);
        assert_eq!(resume_at(8_000, 0), 0);
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(mut ranges in prop::collection::vec((0_u64..10_000, 0_u64..10_000), 0..60), seed in any::<u64>()) {
            let once: Ranges = ranges.iter().copied().collect();
            let rotation = if ranges.is_empty() { 0 } else { (seed as usize) % ranges.len() };
            ranges.rotate_left(rotation);
            ranges.extend_from_within(..);
            ranges.reverse();
            let again: Ranges = ranges.iter().copied().collect();
            prop_assert_eq!(&once, &again);
            let counted = (0..10_000_u64).filter(|ms| ranges.iter().any(|(from, to)| from <= ms && ms < to)).count() as u64;
            prop_assert_eq!(once.covered(), counted);
        }
    }
}
