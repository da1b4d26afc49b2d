//! What was really played: an interval is open while the media moves as time does, and closed
//! by whatever else it does.

/// How far media may run ahead of the clock before it counts as a jump, in seconds. Players
/// announce their time a few times a second, and a busy page announces it late.
const SLACK_S: f64 = 1.5;
/// Played seconds after which a report is due.
const REPORT_AFTER_S: f64 = 10.0;
/// What is shorter than this was not watched but passed over, in seconds.
const SHORTEST_S: f64 = 0.05;

/// A report's worth of played intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// `[from, to]` in seconds of media time.
    pub intervals: Vec<(f64, f64)>,
    /// Where the player stood, in seconds.
    pub position: f64,
    /// The fastest rate used.
    pub rate: f64,
}

/// An interval that is being played.
#[derive(Debug, Clone, Copy)]
struct Open {
    from: f64,
    /// The last media time that was seen, and when.
    to: f64,
    at_ms: f64,
}

/// Follows a player. It never asks for the time: both times are given, in seconds of media and
/// in milliseconds of the page's clock.
#[derive(Debug, Default)]
pub struct Tracker {
    open: Option<Open>,
    closed: Vec<(f64, f64)>,
    played: f64,
    /// Where the player stood when nothing was open, and when; from there it goes on.
    stood: Option<(f64, f64)>,
    position: f64,
    rate: f64,
    moved: bool,
}

impl Tracker {
    /// The player plays and has come to `media`. Carries the open interval on, or opens one from
    /// where it stood; a jump that nothing announced is not part of either.
    pub fn playing(&mut self, media: f64, now_ms: f64, rate: f64) {
        if !media.is_finite() {
            return;
        }
        self.rate = self.rate.max(rate);
        self.move_to(media);
        let before = self.open.map(|open| (open.to, open.at_ms)).or(self.stood.take());
        let moved = before.map(|(from, at_ms)| (media - from, (now_ms - at_ms).max(0.0) / 1000.0));
        match moved.filter(|(moved, passed)| (0.0..=passed * rate.max(1.0) + SLACK_S).contains(moved)) {
            Some((moved, _)) => {
                let from = self.open.map(|open| open.from).or(before.map(|(from, _)| from)).unwrap_or(media);
                self.open = Some(Open { from, to: media, at_ms: now_ms });
                self.played += moved;
            }
            None => {
                self.close();
                self.open = Some(Open { from: media, to: media, at_ms: now_ms });
            }
        }
    }

    /// The player stopped, by itself or because someone wished it: what was seen until now
    /// counts, and it may go on from there.
    pub fn stopped(&mut self) {
        self.close();
    }

    /// The player is at `media` without having played there: it was taken there, or plays where
    /// nobody sees or hears it.
    pub fn stands_at(&mut self, media: f64, now_ms: f64) {
        if media.is_finite() && media >= 0.0 {
            self.close();
            self.move_to(media);
            self.stood = Some((media, now_ms));
        }
    }

    /// Whether something is being played.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether enough was played for a report.
    pub fn is_due(&self) -> bool {
        self.played >= REPORT_AFTER_S
    }

    /// What was played since the last time; nothing where there is nothing new to say. An open
    /// interval goes on from here.
    pub fn take(&mut self) -> Option<Batch> {
        if let Some(open) = self.open.take() {
            self.keep(open);
            self.open = Some(Open { from: open.to, ..open });
        }
        let moved = std::mem::take(&mut self.moved);
        if self.closed.is_empty() && !moved {
            return None;
        }
        let batch =
            Batch { intervals: std::mem::take(&mut self.closed), position: self.position, rate: self.rate.max(1.0) };
        self.played = 0.0;
        self.rate = 0.0;
        Some(batch)
    }

    fn move_to(&mut self, media: f64) {
        self.moved |= (media - self.position).abs() > 0.5;
        self.position = media;
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.keep(open);
            self.stood = Some((open.to, open.at_ms));
        }
    }

    fn keep(&mut self, open: Open) {
        if open.to - open.from >= SHORTEST_S {
            self.closed.push((open.from, open.to));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays from `from` for `seconds`, announcing the time four times a second.
    fn play(tracker: &mut Tracker, from: f64, seconds: f64, clock: &mut f64, rate: f64) {
        let steps = (seconds * 4.0) as u32;
        for step in 0..=steps {
            if step > 0 {
                *clock += 250.0;
            }
            tracker.playing(from + f64::from(step) * 0.25 * rate, *clock, rate);
        }
    }

    #[test]
    fn plain_playing_is_one_interval() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 9.0, &mut clock, 1.0);
        assert!(!tracker.is_due());
        play(&mut tracker, 9.0, 2.0, &mut clock, 1.0);
        assert!(tracker.is_due());
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 11.0)]);
        assert!(!tracker.is_due());
    }

    #[test]
    fn a_report_does_not_interrupt_what_plays() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 10.0, &mut clock, 1.0);
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 10.0)]);
        play(&mut tracker, 10.0, 5.0, &mut clock, 1.0);
        tracker.stopped();
        let batch = tracker.take().unwrap();
        assert_eq!((batch.intervals, batch.position), (vec![(10.0, 15.0)], 15.0));
        assert_eq!(tracker.take(), None);
    }

    #[test]
    fn seeking_counts_only_what_was_seen_before_and_after() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 3.0, &mut clock, 1.0);
        // The player already stands at the goal when it says that it seeks.
        tracker.stands_at(600.0, clock);
        play(&mut tracker, 600.0, 2.0, &mut clock, 1.0);
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 3.0), (600.0, 602.0)]);
    }

    #[test]
    fn a_stall_loses_nothing_of_what_was_seen_around_it() {
        let mut tracker = Tracker::default();
        // A busy page: the first news comes a second late, the rest seldom.
        tracker.stands_at(0.0, 0.0);
        tracker.playing(1.0, 1_000.0, 1.0);
        tracker.playing(2.6, 2_600.0, 1.0);
        tracker.stopped();
        tracker.playing(3.0, 5_000.0, 1.0);
        tracker.playing(5.4, 7_400.0, 1.0);
        tracker.stopped();
        tracker.playing(12.0, 14_000.0, 1.0);
        tracker.stopped();
        let played: f64 = tracker.take().unwrap().intervals.iter().map(|(from, to)| to - from).sum();
        assert!((played - 12.0).abs() < 0.001, "{played}");
    }

    #[test]
    fn what_plays_unseen_is_not_counted_when_it_is_seen_again() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 2.0, &mut clock, 1.0);
        for second in 1..=60 {
            clock += 1_000.0;
            tracker.stands_at(2.0 + f64::from(second), clock);
        }
        play(&mut tracker, 62.0, 1.0, &mut clock, 1.0);
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 2.0), (62.0, 63.0)]);
    }

    #[test]
    fn a_jump_that_nobody_announced_is_not_credited() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 3.0, &mut clock, 1.0);
        tracker.playing(500.0, clock + 250.0, 1.0);
        tracker.playing(1.0, clock + 500.0, 1.0);
        tracker.stopped();
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 3.0)]);
    }

    #[test]
    fn faster_playing_covers_more_in_the_same_time() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        play(&mut tracker, 0.0, 10.0, &mut clock, 2.0);
        let batch = tracker.take().unwrap();
        assert_eq!((batch.intervals, batch.rate), (vec![(0.0, 20.0)], 2.0));
    }

    #[test]
    fn a_page_that_was_asleep_is_believed_as_long_as_it_slept() {
        let mut tracker = Tracker::default();
        tracker.playing(0.0, 0.0, 1.0);
        tracker.playing(30.0, 30_000.0, 1.0);
        assert_eq!(tracker.take().unwrap().intervals, [(0.0, 30.0)]);
    }

    #[test]
    fn two_hundred_seeks_lose_nothing() {
        let (mut tracker, mut clock) = (Tracker::default(), 0.0);
        for jump in 0..200 {
            tracker.stands_at(f64::from(jump) * 10.0, clock);
            play(&mut tracker, f64::from(jump) * 10.0, 1.0, &mut clock, 1.0);
        }
        assert_eq!(tracker.take().unwrap().intervals.len(), 200);
    }

    #[test]
    fn moving_without_playing_is_a_place_and_no_interval() {
        let mut tracker = Tracker::default();
        tracker.stands_at(42.0, 0.0);
        let batch = tracker.take().unwrap();
        assert_eq!((batch.intervals.len(), batch.position), (0, 42.0));
        tracker.stands_at(f64::NAN, 0.0);
        assert_eq!(tracker.take(), None);
    }
}
