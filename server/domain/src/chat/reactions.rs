//! What the rooms sent: how often, and for ten seconds by whom, so that nobody sends too many.

use contract::{
    MemberId, SessionId,
    chat::{REACTIONS_WITHIN, Reaction, ReactionCounts},
};
use parking_lot::Mutex;
use std::collections::{HashMap, VecDeque};

/// How long what a session's room sent is remembered after the last of it, in milliseconds.
const REMEMBERED_MS: i64 = 24 * 3_600_000;

#[derive(Default)]
struct Tally {
    counts: ReactionCounts,
    last: i64,
    /// When members sent something in the last seconds.
    lately: HashMap<MemberId, VecDeque<i64>>,
}

/// The reactions that came through this process.
#[derive(Default)]
pub(super) struct Reactions(Mutex<HashMap<SessionId, Tally>>);

impl Reactions {
    /// Counts one more, unless its sender has sent too many.
    pub fn add(&self, session: SessionId, member: MemberId, reaction: Reaction, now: i64) -> Option<ReactionCounts> {
        let (most, within_s) = REACTIONS_WITHIN;
        let mut tallies = self.0.lock();
        tallies.retain(|_, tally| now - tally.last < REMEMBERED_MS);
        let tally = tallies.entry(session).or_default();
        let since = now - within_s * 1000;
        tally.lately.retain(|_, moments| {
            moments.retain(|moment| *moment > since);
            !moments.is_empty()
        });
        let moments = tally.lately.entry(member).or_default();
        if moments.len() >= most {
            return None;
        }
        moments.push_back(now);
        tally.last = now;
        tally.counts.add(reaction);
        Some(tally.counts)
    }

    /// The sessions whose rooms sent anything.
    pub fn sessions(&self) -> Vec<SessionId> {
        self.0.lock().keys().copied().collect()
    }

    /// What a session's room sent so far.
    pub fn of(&self, session: SessionId) -> ReactionCounts {
        self.0.lock().get(&session).map(|tally| tally.counts).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn five_within_ten_seconds_count_and_nobody_is_remembered_longer() {
        let reactions = Reactions::default();
        let session = SessionId(Uuid::from_u128(1));
        let (ana, bea) = (MemberId(Uuid::from_u128(2)), MemberId(Uuid::from_u128(3)));
        let send = |member, at_s: i64| reactions.add(session, member, Reaction::Heart, at_s * 1000);
        for at in 1..=5 {
            assert_eq!(send(ana, at).unwrap().heart, at.unsigned_abs());
        }
        assert_eq!(send(ana, 6), None);
        assert_eq!(send(bea, 6).unwrap().heart, 6, "others are not held up");
        assert_eq!(send(ana, 11).unwrap().heart, 7, "the first is ten seconds ago");
        assert_eq!(send(ana, 11), None);
        assert!(send(bea, 60).is_some());
        assert_eq!(reactions.0.lock()[&session].lately.len(), 1);
        assert!(send(bea, 100_000).is_some());
        assert_eq!(reactions.of(session).heart, 1, "the next day begins anew");
    }
}
