//! How well an encoder's stream comes in, over the last seconds.

use super::level::Level;
use contract::lives::{Ingest, LiveTrouble};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// Over how long it is measured, and how often it is shown.
const WINDOW: Duration = Duration::from_secs(5);
const SHOWN_EVERY: Duration = Duration::from_millis(500);
/// Sound or pictures that have not come for so long miss.
const MISSING: Duration = Duration::from_secs(3);
/// Key pictures that are further apart than this, in seconds, make joining slow.
const FAR_S: f32 = 4.2;
/// Less than this share of the time that an encoder's clock says has come.
const BEHIND: f64 = 0.9;
/// That is judged over so long at least, and over no more than twice that.
const JUDGED_FROM: Duration = Duration::from_secs(10);
const JUDGED: Duration = Duration::from_secs(60);
/// An encoder's clock that moves further in one step, in milliseconds, has been set.
const STEP_MS: u32 = 2_000;

/// Whether pictures come as fast as an encoder's clock runs.
#[derive(Debug, Default)]
struct Pace {
    /// What the encoder's clock said when: where it is judged from, where it will be, and the latest.
    from: Option<(u32, Instant)>,
    next: Option<(u32, Instant)>,
    last: Option<(u32, Instant)>,
}

impl Pace {
    fn came(&mut self, at_ms: u32, now: Instant) {
        let is_step = self.last.is_some_and(|(last, _)| (at_ms.wrapping_sub(last) as i32).unsigned_abs() > STEP_MS);
        let here = (at_ms, now);
        match (self.from, self.next) {
            (Some(_), Some((_, since))) if !is_step => {
                if now.duration_since(since) >= JUDGED {
                    (self.from, self.next) = (self.next, Some(here));
                }
            }
            _ => (self.from, self.next) = (Some(here), Some(here)),
        }
        self.last = Some(here);
    }

    fn is_behind(&self) -> bool {
        let (Some((first, came)), Some((last, now))) = (self.from, self.last) else { return false };
        let (said, passed) = (f64::from(last.wrapping_sub(first) as i32) / 1000.0, now.duration_since(came));
        passed > JUDGED_FROM && said < passed.as_secs_f64() * BEHIND
    }
}

/// What came, and when.
pub(super) struct Measure {
    pub level: Level,
    came: VecDeque<(Instant, usize, bool)>,
    began: Instant,
    shown: Instant,
    last_picture: Option<(u32, Instant)>,
    pace: Pace,
    last_sound: Option<Instant>,
    usual_ms: f64,
    frames: u64,
    dropped: u64,
    keyframe: Option<(u32, f32)>,
    reconnects: u32,
    pub repaired: u64,
    noted: Vec<LiveTrouble>,
}

impl Measure {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            level: Level::new(),
            came: VecDeque::new(),
            began: now,
            shown: now,
            last_picture: None,
            pace: Pace::default(),
            last_sound: None,
            usual_ms: 0.0,
            frames: 0,
            dropped: 0,
            keyframe: None,
            reconnects: 0,
            repaired: 0,
            noted: Vec::new(),
        }
    }

    /// Goes on where an earlier coming of the encoder stopped.
    pub(super) fn came_back(&mut self, before: &Ingest) {
        self.frames = before.frames;
        self.dropped = before.dropped;
        self.repaired = before.repaired;
        self.reconnects = before.reconnects + 1;
    }

    pub(super) fn picture(&mut self, at_ms: u32, is_key: bool, bytes: usize) {
        let now = Instant::now();
        self.frames += 1;
        if let Some((before, _)) = self.last_picture {
            let apart = f64::from(at_ms.wrapping_sub(before) as i32);
            if apart > 0.0 && apart < 2_000.0 {
                // A gap of several usual steps: pictures were left out on the way.
                if self.usual_ms > 0.0 && apart > self.usual_ms * 1.8 {
                    self.dropped += (apart / self.usual_ms).round() as u64 - 1;
                } else {
                    self.usual_ms = if self.usual_ms > 0.0 { self.usual_ms * 0.95 + apart * 0.05 } else { apart };
                }
            }
        }
        self.pace.came(at_ms, now);
        self.last_picture = Some((at_ms, now));
        if is_key {
            let apart = self.keyframe.map_or(0.0, |(before, _)| at_ms.wrapping_sub(before) as f32 / 1000.0);
            let known = self.keyframe.map_or(0.0, |(_, longest)| longest * 0.9);
            self.keyframe = Some((at_ms, if apart < 60.0 { apart.max(known) } else { known }));
        }
        self.add(now, bytes, true);
    }

    pub(super) fn sound(&mut self, bytes: usize) {
        let now = Instant::now();
        self.last_sound = Some(now);
        self.add(now, bytes, false);
    }

    /// Notes what was found out elsewhere.
    pub(super) fn trouble(&mut self, trouble: LiveTrouble) {
        if !self.noted.contains(&trouble) {
            self.noted.push(trouble);
        }
    }

    fn add(&mut self, now: Instant, bytes: usize, is_picture: bool) {
        self.came.push_back((now, bytes, is_picture));
        while self.came.front().is_some_and(|(at, ..)| now.duration_since(*at) > WINDOW) {
            self.came.pop_front();
        }
    }

    pub(super) fn is_due(&mut self) -> bool {
        let due = self.shown.elapsed() >= SHOWN_EVERY;
        if due {
            self.shown = Instant::now();
        }
        due
    }

    pub(super) fn shown(&self, size: Option<(u32, u32)>, keyframe_s: f32, repaired: u64, spooled: u32) -> Ingest {
        let window = self.began.elapsed().min(WINDOW).as_secs_f64().max(0.5);
        let bits: usize = self.came.iter().map(|(_, bytes, _)| bytes * 8).sum();
        let pictures = self.came.iter().filter(|(.., is_picture)| *is_picture).count();
        let keyframe_s = self.keyframe.map_or(keyframe_s, |(_, longest)| longest);
        let mut troubles = self.noted.clone();
        if keyframe_s > FAR_S {
            troubles.push(LiveTrouble::KeyframesFar);
        }
        let old = self.began.elapsed() > MISSING;
        if old && self.last_sound.is_none_or(|at| at.elapsed() > MISSING) {
            troubles.push(LiveTrouble::SoundMissing);
        }
        if self.repaired + repaired > 50 {
            troubles.push(LiveTrouble::ClockBackwards);
        }
        if self.pace.is_behind() {
            troubles.push(LiveTrouble::Behind);
        }
        troubles.extend(self.level.trouble());
        if spooled > 6 {
            troubles.push(LiveTrouble::StoreAway);
        }
        Ingest {
            connected: true,
            is_rehearsal: false,
            is_watchable: false,
            bitrate: (bits as f64 / window) as u32,
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            smaller_height: None,
            frame_rate: (pictures as f64 / window) as f32,
            keyframe_s,
            audio_level_db: self.level.now(),
            frames: self.frames,
            dropped: self.dropped,
            repaired: self.repaired + repaired,
            reconnects: self.reconnects,
            spooled,
            troubles,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten pictures a second for so long, of which each takes `share` of its time by the encoder's clock.
    fn came(pace: &mut Pace, at: &mut (f64, f64), begun: Instant, seconds: f64, share: f64) {
        let until = at.1 + seconds;
        while at.1 < until {
            pace.came((at.0 * 1000.0) as u64 as u32, begun + Duration::from_secs_f64(at.1));
            *at = (at.0 + share / 10.0, at.1 + 0.1);
        }
    }

    #[test]
    fn a_connection_that_becomes_too_slow_late_is_found_out() {
        let (mut pace, begun, mut at) = (Pace::default(), Instant::now(), (0.0, 0.0));
        came(&mut pace, &mut at, begun, 4_000.0, 1.0);
        assert!(!pace.is_behind());
        came(&mut pace, &mut at, begun, 130.0, 0.8);
        assert!(pace.is_behind());
        came(&mut pace, &mut at, begun, 130.0, 1.0);
        assert!(!pace.is_behind());
    }

    #[test]
    fn a_clock_may_step_as_far_as_it_goes() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for at in [0, 1 << 31, 0, u32::MAX] {
            pace.came(at, now);
        }
        assert!(!pace.is_behind());
    }

    #[test]
    fn neither_a_stall_now_and_then_nor_a_clock_that_is_set_is_a_slow_connection() {
        let (mut pace, begun, mut at) = (Pace::default(), Instant::now(), (4_294_900.0, 0.0));
        for minute in 0..20 {
            came(&mut pace, &mut at, begun, 56.0, 1.0);
            assert!(!pace.is_behind(), "minute {minute}");
            // Its clock stands still as well, the first ten times; then it is set, forth and back.
            at.1 += 4.0;
            at.0 += [0.0, 3_600.0, -3_600.0][if minute < 10 { 0 } else { 1 + minute % 2 }];
        }
    }
}
