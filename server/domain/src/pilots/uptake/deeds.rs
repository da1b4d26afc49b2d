//! What each person did in a pilot: all that is counted of them, a few hundred bytes however often they
//! watched.

use super::{
    facts::{Played, Session, Viewing},
    once::{Open, once},
};
use contract::{devices::Device, playback::Ranges, uptake::PARTS};
use jiff::{ToSpan, Zoned, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Raised whenever the same deeds are counted by other rules than before: what is kept is then counted anew.
pub(super) const RULES: u32 = 2;

/// Days are counted from here.
const FIRST_DAY: Date = jiff::civil::date(1970, 1, 1);

/// What one person did. The names are short because tens of thousands are kept and read at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Deeds {
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    watched: Vec<Watched>,
    /// As in [`Played`].
    #[serde(rename = "t", default)]
    watched_ms: i64,
    /// Days where the organisation is, since 1970.
    #[serde(rename = "d", default, skip_serializing_if = "BTreeSet::is_empty")]
    days: BTreeSet<i32>,
    /// As in [`Played`].
    #[serde(rename = "h", default)]
    hours: u32,
    #[serde(rename = "k", default)]
    devices: u8,
}

/// What one person has seen of one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watched {
    /// Which of the pilot's sessions.
    #[serde(rename = "s")]
    place: usize,
    #[serde(rename = "m")]
    watched_ms: i64,
    #[serde(rename = "c", default, skip_serializing_if = "is_false")]
    completed: bool,
    #[serde(rename = "h", default, skip_serializing_if = "is_false")]
    half: bool,
    #[serde(rename = "l", default, skip_serializing_if = "is_false")]
    live: bool,
    /// Of which parts the middle was seen, one bit each.
    #[serde(rename = "p", default)]
    parts: u32,
}

// Every part has its bit.
const _: () = assert!(PARTS <= u32::BITS as usize);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "asked for by serde")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Deeds {
    /// Notes that something was begun then and there, on some device.
    pub(super) fn begin(&mut self, at: &Zoned, device: Device) {
        self.days.insert((at.date() - FIRST_DAY).get_days());
        self.hours |= 1 << at.hour().unsigned_abs();
        self.devices |= 1 << device as u8;
    }

    /// What was watched of each session, and in all of `watches`: those of all these sessions.
    pub(super) fn watch(&mut self, watched: Vec<Watched>, watches: Vec<Open>) {
        self.watched = watched;
        self.watched_ms = once(watches);
    }

    pub(super) fn sessions(&self) -> &[Watched] {
        &self.watched
    }

    pub(super) fn played(&self) -> Played {
        let days = self.days.iter().map(|day| FIRST_DAY.saturating_add(day.days())).collect();
        Played { watched_ms: self.watched_ms, days, hours: self.hours, devices: self.devices }
    }
}

impl Watched {
    /// What comes of these watches of the session at that place, in which `seen` was seen.
    pub(super) fn of(place: usize, session: &Session, watches: Vec<Open>, seen: &Ranges, completed: bool) -> Self {
        let length = session.length_ms;
        let first = watches.iter().map(Open::opened_at).min();
        let mut parts = 0;
        for part in 0..session.seen.len() {
            let middle = length * (2 * part as u64 + 1) / (2 * PARTS as u64);
            parts |= u32::from(seen.iter().any(|(from, to)| from <= middle && middle < to)) << part;
        }
        Self {
            place,
            watched_ms: once(watches),
            completed,
            half: length > 0 && seen.covered() * 2 >= length,
            live: first.zip(session.live_until).is_some_and(|(first, until)| first < until),
            parts,
        }
    }

    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(super) fn has_seen(&self, part: usize) -> bool {
        self.parts & (1 << part) > 0
    }

    pub(super) fn viewing(&self, member_id: Uuid, session_id: Uuid) -> Viewing {
        let Self { watched_ms, completed, half, live, .. } = *self;
        Viewing { member_id, session_id, watched_ms, completed, half, live }
    }
}
