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
    /// How long the last sample lasts, as it came.
    usual: u64,
    /// How much of its time the last sample has left to the next one, in ticks.
    pub early: u64,
    /// Whether samples are shown in another order than they come in.
    is_reordered: bool,
}

/// A part that is not the last of its segment fills at least so much of the part target, in percent
/// (RFC 8216bis 4.4.4.9).
const FULL: u64 = 85;
/// A gap up to this, in milliseconds, is spread over parts that keep the promise. During a longer one
/// nobody sees anything move, and what comes after it is not shown before its time.
const SPREAD_MS: u64 = 1_000;

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
            usual: u64::MAX,
            early: 0,
            is_reordered: false,
        }
    }

    pub(super) fn ms(&self, ticks: u64) -> u64 {
        ticks * 1000 / self.timescale
    }

    /// Takes in the next sample. Where an encoder left pictures out, the one before the gap lasts so long that
    /// it neither fits the part that is being filled nor may leave it so short: it fills it, and what is left of
    /// its time goes to the next one, which begins that much earlier.
    pub(super) fn add(&mut self, mut sample: Sample, out: &mut Vec<Cut>) {
        self.is_reordered |= sample.shift != 0;
        let (at, ticks) = (sample.at, u64::from(sample.ticks));
        let shown = at.saturating_add_signed(i64::from(sample.shift));
        let early = std::mem::take(&mut self.early);
        sample.at = at.saturating_sub(early);
        // Where the order changes, a picture that moved could pass another: only its decoding is earlier.
        if self.is_reordered {
            sample.shift = sample.shift.saturating_add_unsigned(u32::try_from(early).unwrap_or(0));
        }
        if !self.is_open {
            self.is_open = true;
            self.begins = sample.at;
            let is_new = std::mem::take(&mut self.is_new);
            out.push(Cut::Opened { track: self.track, number: self.number, begins: sample.at, shown, is_new });
        }
        let mut lasts = ticks + early;
        if self.filled + lasts > self.part_ticks && self.is_full() {
            self.flush(out);
        }
        let room = self.part_ticks.saturating_sub(self.filled);
        if lasts > room && self.ms(lasts) <= SPREAD_MS {
            self.early = lasts - room;
            lasts = room;
        } else if lasts > room {
            self.flush(out);
        }
        sample.ticks = u32::try_from(lasts).unwrap_or(u32::MAX);
        self.filled += lasts;
        self.samples.push(sample);
        // Another like it, or like the one before it, would not fit: nobody has to wait for it.
        let another = ticks.min(std::mem::replace(&mut self.usual, ticks));
        if self.filled + another > self.part_ticks && self.is_full() {
            self.flush(out);
        }
    }

    /// Whether the part that is being filled may end here.
    fn is_full(&self) -> bool {
        self.filled * 100 >= self.part_ticks * FULL
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
