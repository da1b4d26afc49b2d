//! One track on its way into parts and segments.

use super::{Cut, Promise, Track};
use crate::live::{
    format::{AUDIO_TRACK, Format, VIDEO_TRACK},
    fragment::{self, Sample},
};

/// One track on its way into parts.
#[derive(Debug)]
pub(super) struct Strand {
    track: Track,
    id: u32,
    timescale: u64,
    part_ticks: u64,
    /// The segment that the next sample belongs to.
    pub number: u32,
    pub is_open: bool,
    /// Ticks of the open segment that are in parts, and of the part that is being filled.
    pub begins: u64,
    filled: u64,
    samples: Vec<Sample>,
    fragments: u32,
    pub is_new: bool,
}

impl Strand {
    pub(super) fn new(track: Track, format: &Format, number: u32, promise: Promise) -> Self {
        let timescale = u64::from(format.timescale);
        let id = if track == Track::Sound { AUDIO_TRACK } else { VIDEO_TRACK };
        let part_ticks = timescale * u64::from(promise.part_ms) / 1000;
        let (is_open, begins, filled, fragments) = (false, 0, 0, 0);
        Self {
            track,
            id,
            timescale,
            part_ticks,
            number,
            is_open,
            begins,
            filled,
            samples: vec![],
            fragments,
            is_new: true,
        }
    }

    pub(super) fn ms(&self, ticks: u64) -> u64 {
        ticks * 1000 / self.timescale
    }

    pub(super) fn add(&mut self, sample: Sample, out: &mut Vec<Cut>) {
        if !self.is_open {
            self.is_open = true;
            self.begins = sample.at;
            let is_new = std::mem::take(&mut self.is_new);
            let shown = sample.at.saturating_add_signed(i64::from(sample.shift));
            out.push(Cut::Opened { track: self.track, number: self.number, begins: sample.at, shown, is_new });
        }
        let ticks = u64::from(sample.ticks);
        if self.filled + ticks > self.part_ticks {
            self.flush(out);
        }
        self.filled += ticks;
        self.samples.push(sample);
        // Another like it would not fit: nobody has to wait for it.
        if self.filled + ticks > self.part_ticks {
            self.flush(out);
        }
    }

    fn flush(&mut self, out: &mut Vec<Cut>) {
        if self.samples.is_empty() {
            return;
        }
        self.fragments += 1;
        let samples = std::mem::take(&mut self.samples);
        let ticks = std::mem::take(&mut self.filled);
        match fragment::written(self.id, self.fragments, &samples) {
            Ok(bytes) => {
                let is_key = samples.first().is_some_and(|sample| sample.is_key);
                out.push(Cut::Part { track: self.track, bytes, ticks, is_key });
            }
            // Only a part of more than four gigabytes; it is left out rather than everything.
            Err(error) => tracing::error!(%error, "a part could not be written"),
        }
    }

    pub(super) fn close(&mut self, out: &mut Vec<Cut>) {
        self.flush(out);
        if self.is_open {
            self.is_open = false;
            self.number += 1;
            out.push(Cut::Closed { track: self.track });
        }
    }
}
