//! What was heard is cut, written down and offered, from one beginning of the encoder to the next.

use super::{Publication, Stage, What};
use crate::{
    Environment,
    live::{
        cutter::{Cut, Cutter, Track},
        smaller::{self, Smaller},
        spool::Name,
        state,
        timeline::Timeline,
    },
};
use contract::lives::LiveTrouble;
use std::time::Instant;

impl Publication {
    pub(super) fn offer(&mut self, cuts: &[Cut]) {
        if cuts.is_empty() {
            return;
        }
        let (came_at_ms, begins_ms) = (self.came_at_ms, self.begins_ms);
        // From when it came and the media's own time: a system clock that is set moves nothing.
        let clock = move |media_ms: u64| {
            came_at_ms + i64::try_from(media_ms).unwrap_or(i64::MAX) - i64::try_from(begins_ms).unwrap_or_default()
        };
        let (epoch, broadcast) = (self.epoch, &self.broadcast);
        let name = |track: Track, number, begins: u64, is_new| {
            let offered = broadcast.offered.read();
            let rendition = offered.renditions.iter().find(|rendition| rendition.track == track);
            let timescale = rendition.map_or(1, |rendition| u64::from(rendition.timescale()));
            let format = rendition.map_or(0, |rendition| u32::try_from(rendition.formats.len()).unwrap_or(1) - 1);
            Name { track, number, epoch, format, at_ms: clock(begins * 1000 / timescale), is_new }
        };
        if !self.is_rehearsal
            && let Err(error) = self.spool.write(cuts, name)
        {
            tracing::error!(session.id = %self.session, %error, "what is sent cannot be written down");
            self.measure.trouble(LiveTrouble::StoreAway);
        }
        self.broadcast.apply(cuts, clock);
    }

    /// Offers what has been made smaller since.
    pub(super) async fn offer_smaller(&mut self, sent: &[Cut]) {
        if let Some(smaller) = &mut self.smaller {
            let heard = smaller.hear(sent);
            self.offer_heard(heard).await;
        }
        smaller::fill(&self.broadcast, self.smaller.as_ref());
    }

    async fn offer_heard(&mut self, heard: smaller::Heard) {
        let promise = self.broadcast.offered.read().promise;
        if let (Some(format), Some(promise)) = (heard.format, promise) {
            self.broadcast.begin(promise, self.epoch, [None, None, Some(&format)]);
            if !self.is_rehearsal
                && let Err(error) = state::formats(self.env.db.writer(), &self.broadcast).await
            {
                tracing::warn!(session.id = %self.session, %error, "a smaller picture will not be found again");
            }
        }
        self.offer(&heard.cuts);
    }

    /// Ends what is open, and joins on anew: formats or clocks have changed.
    pub(super) async fn anew(&mut self) {
        self.finish().await;
        self.begin_at(self.broadcast.ends_ms());
    }

    /// What comes next stands at this media time.
    pub(super) fn begin_at(&mut self, begins_ms: u64) {
        self.begins_ms = begins_ms;
        self.sent.anew();
        self.timeline = Timeline::new(begins_ms);
        let now_ms = self.came_at_ms + i64::try_from(self.came.elapsed().as_millis()).unwrap_or_default();
        // What an encoder sends faster than it happens is not earlier than what came before either.
        self.came_at_ms = self.broadcast.ended_at_ms().map_or(now_ms, |ended| ended.max(now_ms));
        self.came = Instant::now();
        self.stage = Stage::Gathering(Vec::new());
        self.smaller = None;
        self.held = 0;
    }

    pub(super) async fn finish(&mut self) {
        if let Stage::Cutting(cutter) = &mut self.stage {
            let mut cuts = Vec::new();
            cutter.finish(&mut cuts);
            self.measure.repaired += cutter.repaired + cutter.crowded;
            self.offer(&cuts);
            if let Some(smaller) = self.smaller.take() {
                let heard = smaller.finish(&cuts).await;
                self.offer_heard(heard).await;
            }
            smaller::fill(&self.broadcast, None);
        }
    }
}

pub(super) fn cut(cutter: &mut Cutter, at_ms: u64, what: What, cuts: &mut Vec<Cut>) {
    match what {
        What::Picture { shift_ms, is_key, data } => cutter.picture(at_ms, shift_ms, is_key, data, cuts),
        What::Sound(data) => cutter.sound(at_ms, data, cuts),
    }
}

pub(super) fn feed(smaller: &mut Smaller, env: &Environment, at_ms: u64, what: &What) {
    if let What::Picture { shift_ms, is_key, data } = what {
        smaller.feed(env, at_ms, *shift_ms, *is_key, data);
    }
}
