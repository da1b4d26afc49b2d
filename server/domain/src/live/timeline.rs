//! From an encoder's clock to the session's own time: it begins with the session, never runs
//! backwards, and leaves out the time in which nothing was sent.

/// An encoder's clock that moves further than this in one step, in milliseconds, has been set.
const AHEAD_MS: i64 = 2_000;
const BACK_MS: i64 = 3_000;

/// What a timestamp means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Media time in milliseconds.
    At(u64),
    /// The encoder's clock was set, or nothing came for long: what follows does not join on to what
    /// came before.
    Anew,
}

/// The clock of one encoder.
#[derive(Debug)]
pub(super) struct Timeline {
    /// The encoder's clock as it was read last, without running over.
    heard: Option<i64>,
    /// What to add to it.
    shift: i64,
    /// The furthest that any track has come.
    furthest: i64,
    begins: i64,
}

impl Timeline {
    /// What comes first stands at `begins_ms`.
    pub(super) fn new(begins_ms: u64) -> Self {
        let begins = i64::try_from(begins_ms).unwrap_or(i64::MAX);
        Self { heard: None, shift: 0, furthest: begins, begins }
    }

    pub(super) fn moment(&mut self, at_ms: u32) -> Moment {
        let Some(before) = self.heard else {
            self.heard = Some(i64::from(at_ms));
            self.shift = self.begins - i64::from(at_ms);
            return Moment::At(u64::try_from(self.begins).unwrap_or_default());
        };
        // The difference, read as signed, is right also where the clock runs over.
        let now = before + i64::from(at_ms.wrapping_sub(before as u32) as i32);
        self.heard = Some(now);
        let at = now + self.shift;
        if at > self.furthest + AHEAD_MS || at < self.furthest - BACK_MS {
            return Moment::Anew;
        }
        self.furthest = self.furthest.max(at);
        Moment::At(u64::try_from(at.max(self.begins)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_begins_where_it_is_told_to_and_goes_on_as_the_encoder_says() {
        let mut timeline = Timeline::new(5_000);
        assert_eq!(timeline.moment(1_234), Moment::At(5_000));
        assert_eq!(timeline.moment(1_267), Moment::At(5_033));
        // Sound a little behind the picture.
        assert_eq!(timeline.moment(1_250), Moment::At(5_016));
    }

    #[test]
    fn a_clock_that_runs_over_goes_on() {
        let mut timeline = Timeline::new(0);
        assert_eq!(timeline.moment(u32::MAX - 9), Moment::At(0));
        assert_eq!(timeline.moment(23), Moment::At(33));
    }

    #[test]
    fn a_clock_that_is_set_or_silent_for_long_begins_anew() {
        for set_to in [11_000, 4_000, 0] {
            let mut timeline = Timeline::new(0);
            timeline.moment(5_000);
            assert_eq!(timeline.moment(8_500 - 1_600), Moment::At(1_900));
            timeline.moment(8_500);
            assert_eq!(timeline.moment(set_to), Moment::Anew, "{set_to}");
        }
    }

    #[test]
    fn what_stands_before_the_beginning_stands_at_it() {
        let mut timeline = Timeline::new(1_000);
        timeline.moment(100);
        assert_eq!(timeline.moment(60), Moment::At(1_000));
    }
}
