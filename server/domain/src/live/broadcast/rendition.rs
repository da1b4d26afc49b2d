//! One rendition as it is offered: its segments, and the parts of those that are new.

use crate::{
    live::{
        cutter::{Promise, Track},
        format::Format,
        playlist::{self, Described, Report},
    },
    media::bits_of,
};
use bytes::Bytes;

/// Of so many segments the bytes stay in memory: longer than any player is behind without being told
/// to.
const IN_MEMORY: usize = 12;

/// A part that players can fetch.
#[derive(Debug, Clone)]
pub(in crate::live) struct Part {
    pub bytes: Bytes,
    pub ticks: u64,
    pub is_key: bool,
}

/// A stretch of one rendition.
#[derive(Debug, Clone)]
pub(in crate::live) struct Segment {
    pub number: u32,
    /// Which coming of the encoder made it.
    pub epoch: i32,
    /// In which of the rendition's formats it is.
    pub format: u32,
    pub begins: u64,
    pub ticks: u64,
    /// When that was, by the clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// Whether it does not join on to the one before.
    pub is_new: bool,
    pub is_closed: bool,
    /// Whether nothing can be fetched of it: it was lost.
    pub is_gap: bool,
    pub size: u64,
    /// While it is in memory.
    pub parts: Vec<Part>,
    pub bytes: Option<Bytes>,
    /// Where it lies in the store, once it does.
    pub key: Option<String>,
}

/// One rendition of a session.
#[derive(Debug)]
pub(in crate::live) struct Rendition {
    pub track: Track,
    pub formats: Vec<Format>,
    pub segments: Vec<Segment>,
    pub epoch: i32,
    /// The lines of the first `in_history` segments of the playlist: they do not change any more.
    pub history: String,
    pub in_history: usize,
    /// Whether one can begin with every segment, as far as it is known.
    pub is_independent: bool,
}

/// How far a rendition has come: the segment that is open or will be, and its parts.
pub(in crate::live) type Edge = (u32, u32);

impl Rendition {
    pub(in crate::live) fn new(track: Track) -> Self {
        let (history, in_history) = (String::new(), 0);
        let is_independent = true;
        Self { track, formats: Vec::new(), segments: Vec::new(), epoch: 0, history, in_history, is_independent }
    }

    /// Ticks a second of what comes next.
    pub(in crate::live) fn timescale(&self) -> u32 {
        self.formats.last().map_or(1, |format| format.timescale)
    }

    /// Ticks a second of a segment: an encoder may change the rate of its sound.
    pub(in crate::live) fn timescale_of(&self, segment: &Segment) -> u64 {
        let format = usize::try_from(segment.format).ok().and_then(|number| self.formats.get(number));
        u64::from(format.or(self.formats.last()).map_or(1, |format| format.timescale.max(1)))
    }

    /// How long a segment is, in seconds.
    pub(in crate::live) fn seconds(&self, segment: &Segment) -> f64 {
        segment.ticks as f64 / self.timescale_of(segment) as f64
    }

    /// From when to when a segment is, in milliseconds.
    pub(in crate::live) fn stretch(&self, segment: &Segment) -> (u64, u64) {
        let ms = |ticks: u64| ticks * 1000 / self.timescale_of(segment);
        (ms(segment.begins), ms(segment.begins + segment.ticks))
    }

    /// The part that comes next.
    pub(in crate::live) fn next(&self) -> Edge {
        match self.segments.last() {
            Some(open) if !open.is_closed => (open.number, u32::try_from(open.parts.len()).unwrap_or(u32::MAX)),
            Some(last) => (last.number + 1, 0),
            None => (0, 0),
        }
    }

    pub(super) fn report(&self) -> Option<Report> {
        let last = self.segments.iter().rev().find(|segment| segment.is_closed || !segment.parts.is_empty())?;
        let part = last.parts.len().checked_sub(1).and_then(|part| u32::try_from(part).ok());
        Some(Report { track: self.track, number: last.number, part })
    }

    /// Forgets the bytes of what is old, and writes down its lines for good.
    pub(super) fn settle(&mut self, promise: Promise) {
        let recent = playlist::recent(self, u64::from(promise.target_ms.div_ceil(1000)) * 3);
        while self.in_history < recent {
            let (before, segment) = (
                self.in_history.checked_sub(1).and_then(|index| self.segments.get(index)),
                &self.segments[self.in_history],
            );
            if !segment.is_closed {
                break;
            }
            let mut lines = String::new();
            playlist::lines(&mut lines, self, before, segment, false);
            self.history.push_str(&lines);
            self.in_history += 1;
        }
        // What is older lies in the store, or on this machine's disk until it does.
        let old = self.segments.len().saturating_sub(IN_MEMORY).min(self.in_history);
        for segment in self.segments[..old].iter_mut().rev().take_while(|segment| segment.bytes.is_some()) {
            segment.bytes = None;
            segment.parts = Vec::new();
        }
    }

    pub(super) fn described(&self) -> Option<Described> {
        let format = self.formats.last()?;
        let (mut bits, mut seconds, mut peak) = (0.0, 0.0, 0.0_f64);
        for segment in self.segments.iter().filter(|segment| segment.ticks > 0 && segment.is_closed && !segment.is_gap)
        {
            let length = self.seconds(segment);
            bits += segment.size as f64 * 8.0;
            seconds += length;
            if length >= 0.5 {
                peak = peak.max(segment.size as f64 * 8.0 / length);
            }
        }
        let mut average = if seconds > 0.0 { bits / seconds } else { 0.0 };
        if let (Track::Smaller, Some((width, height))) = (self.track, format.size) {
            // What it is held to: as it comes first, nothing is whole of it yet.
            let most = bits_of(width.min(height)) as f64;
            peak = peak.max(most);
            average = if average > 0.0 { average } else { most * 2.0 / 3.0 };
        }
        Some(Described {
            track: self.track,
            codecs: format.codecs.clone(),
            size: format.size,
            frame_rate: format.frame_rate,
            peak: peak.max(average) as u64,
            average: average as u64,
        })
    }
}
