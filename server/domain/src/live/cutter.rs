//! Where parts and segments end. Pure: samples go in, what players are offered comes out.
//!
//! The rules (RFC 8216bis 4.4; Apple's authoring specification 7.4, 14): a part is never longer than
//! the part target, and ends before the sample that would make it so; a segment begins with a picture
//! that needs no other and is never longer, rounded, than the target duration; every rendition is
//! cut at the same moments, so that segment `n` of one is the same stretch of time as of the others.

mod shadow;
mod strand;

pub(super) use shadow::Shadow;

use super::{
    format::{Format, VIDEO_TIMESCALE},
    fragment::Sample,
};
use bytes::Bytes;
use std::collections::VecDeque;
use strand::Strand;

/// The longest part, in milliseconds. A third of a second: three of them are held back, and players
/// skip parts that are shorter (hls.js 5028).
pub(super) const PART_MS: u32 = 350;
/// A segment is at least so long, in milliseconds, where the key pictures allow it.
const SHORTEST_MS: u64 = 1_900;
/// The target duration where key pictures are further apart than players can wait: segments are then cut also where
/// there is none.
pub(super) const CUT_ANYWHERE_MS: u32 = 6_000;
/// How far a segment may exceed the target duration, in milliseconds: what is rounded away.
const ROUNDED_MS: u64 = 450;
/// Sound that misses for so long, in milliseconds, is filled with silence.
const SILENT_AFTER_MS: u64 = 1_000;
/// Sound that is further from its place than this is put right, in milliseconds.
const DRIFT_MS: u64 = 100;

/// What the playlists of a session promise, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Promise {
    /// EXT-X-TARGETDURATION, in milliseconds.
    pub target_ms: u32,
    /// PART-TARGET, in milliseconds.
    pub part_ms: u32,
}

impl Promise {
    /// What fits an encoder whose key pictures come so often, and its pictures so.
    pub(super) fn fitting(keyframe_ms: u64, picture_ms: u64) -> Self {
        let target_ms = match keyframe_ms {
            0..=2_400 => 2_000,
            2_401..=4_400 => 4_000,
            _ => CUT_ANYWHERE_MS,
        };
        let longest = u64::from(PART_MS);
        let part_ms = match picture_ms {
            // Enough of them fit for any number to fill a part.
            0..=100 => longest,
            // A whole number of pictures, and what their times may be off by.
            101..=350 => (longest / picture_ms * picture_ms * 21 / 20).min(longest),
            _ => picture_ms.min(1_000),
        };
        Self { target_ms, part_ms: u32::try_from(part_ms).unwrap_or(PART_MS) }
    }
}

/// Which rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Track {
    /// The pictures as they were sent.
    Picture,
    /// The sound as it was sent.
    Sound,
    /// The same pictures made smaller, for connections that do not carry what was sent.
    Smaller,
}

impl Track {
    /// All there may be, in the order in which they are listed.
    pub(super) const ALL: [Self; 3] = [Self::Picture, Self::Sound, Self::Smaller];

    /// Its name in addresses and rows.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Picture => "v",
            Self::Sound => "a",
            Self::Smaller => "s",
        }
    }

    /// The one of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|track| track.name() == name)
    }

    /// Its place among all of them.
    pub(super) fn place(self) -> usize {
        self as usize
    }
}

/// What has come to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cut {
    /// A segment has begun at a moment of its track, in ticks; its first sample is shown at another.
    Opened { track: Track, number: u32, begins: u64, shown: u64, is_new: bool },
    /// A part of the open segment is there.
    Part { track: Track, bytes: Bytes, ticks: u64, is_key: bool },
    /// The open segment is whole.
    Closed { track: Track },
}

/// Cuts what one encoder sends, from one beginning on.
#[derive(Debug)]
pub(super) struct Cutter {
    promise: Promise,
    picture: Option<Strand>,
    /// The last picture: how long it lasts is known when the next one comes.
    pending: Option<Sample>,
    picture_ticks: u32,
    /// The longest of late between two key pictures, in milliseconds, and where the last one stood.
    keyframe_ms: u64,
    last_key: u64,
    sound: Option<Strand>,
    sound_format: Option<Format>,
    /// Where the next frame of sound stands, once one has come.
    sound_at: Option<u64>,
    /// Where the pictures were cut and the sound was not yet, in ticks of the pictures.
    cuts: VecDeque<u64>,
    /// Frames that were put in or left out to keep the sound in its place.
    pub repaired: u64,
    /// Pictures that stood where another stood already.
    pub crowded: u64,
}

impl Cutter {
    /// Begins with segment `number`.
    pub(super) fn new(promise: Promise, number: u32, picture: Option<&Format>, sound: Option<&Format>) -> Self {
        Self {
            promise,
            picture: picture.map(|format| Strand::new(Track::Picture, format, number, promise)),
            pending: None,
            picture_ticks: VIDEO_TIMESCALE / 30,
            keyframe_ms: u64::from(promise.target_ms),
            last_key: 0,
            sound: sound.map(|format| Strand::new(Track::Sound, format, number, promise)),
            sound_format: sound.cloned(),
            sound_at: None,
            cuts: VecDeque::new(),
            repaired: 0,
            crowded: 0,
        }
    }

    /// Takes in a picture at a media time.
    pub(super) fn picture(&mut self, at_ms: u64, shift_ms: i32, is_key: bool, data: Bytes, out: &mut Vec<Cut>) {
        let Some(strand) = &mut self.picture else { return };
        let mut at = at_ms * u64::from(VIDEO_TIMESCALE) / 1000;
        if let Some(mut before) = self.pending.take() {
            if at <= before.at {
                at = before.at + 1;
                self.crowded += 1;
            }
            before.ticks = u32::try_from(at - before.at).unwrap_or(u32::MAX);
            self.picture_ticks = before.ticks;
            strand.add(before, out);
        }
        if is_key {
            if self.last_key > 0 {
                // Forgets slowly, so that one late key picture is not held against all others.
                self.keyframe_ms = (strand.ms(at - self.last_key)).max(self.keyframe_ms * 15 / 16);
            }
            self.last_key = at;
        }
        if strand.is_open {
            let target = u64::from(self.promise.target_ms);
            let (length, longest) = (strand.ms(at - strand.begins), target + ROUNDED_MS);
            let next_is_late = length + self.keyframe_ms.min(target) > longest;
            let is_due = is_key && (length >= SHORTEST_MS.min(target) || next_is_late);
            if is_due || length + strand.ms(u64::from(self.picture_ticks)) > longest {
                strand.close(out);
                self.cuts.push_back(at - strand.early.min(at));
            }
        }
        let shift = shift_ms.saturating_mul(90);
        self.pending = Some(Sample { at, ticks: self.picture_ticks, shift, is_key, data });
        self.fill_silence(at, out);
    }

    /// Takes in a frame of sound at a media time.
    pub(super) fn sound(&mut self, at_ms: u64, data: Bytes, out: &mut Vec<Cut>) {
        let Some(format) = self.sound_format.clone() else { return };
        let at = at_ms * u64::from(format.timescale) / 1000;
        let next = *self.sound_at.get_or_insert(at);
        let drift = u64::from(format.timescale) * DRIFT_MS / 1000;
        if at + drift < next {
            self.repaired += 1;
            return;
        }
        if at > next + drift {
            match &format.silence {
                Some(silence) => {
                    let silence = silence.clone();
                    while self.sound_at.is_some_and(|next| next + u64::from(format.frame_ticks) <= at) {
                        self.repaired += 1;
                        self.frame(&format, silence.clone(), out);
                    }
                }
                None => self.sound_at = Some(at),
            }
        }
        self.frame(&format, data, out);
    }

    fn frame(&mut self, format: &Format, data: Bytes, out: &mut Vec<Cut>) {
        let (Some(strand), Some(at)) = (&mut self.sound, &mut self.sound_at) else { return };
        let in_pictures = *at * u64::from(VIDEO_TIMESCALE) / u64::from(format.timescale);
        let alone = self.picture.is_none();
        let length = strand.ms(*at - strand.begins.min(*at));
        if alone && strand.is_open && length >= u64::from(self.promise.target_ms) {
            strand.close(out);
        }
        while self.cuts.front().is_some_and(|cut| *cut <= in_pictures) {
            self.cuts.pop_front();
            // A stretch without any sound of its own keeps its number by this one frame.
            if !strand.is_open {
                let sample = Sample { at: *at, ticks: format.frame_ticks, shift: 0, is_key: true, data: data.clone() };
                strand.add(sample, out);
                *at += u64::from(format.frame_ticks);
            }
            strand.close(out);
        }
        strand.add(Sample { at: *at, ticks: format.frame_ticks, shift: 0, is_key: true, data }, out);
        *at += u64::from(format.frame_ticks);
    }

    /// Keeps the sound going where none comes, so that nobody who listens is stopped by it.
    fn fill_silence(&mut self, picture_at: u64, out: &mut Vec<Cut>) {
        let Some(format) = self.sound_format.clone() else { return };
        let Some(silence) = format.silence.clone() else { return };
        let now = picture_at * u64::from(format.timescale) / u64::from(VIDEO_TIMESCALE);
        let patience = u64::from(format.timescale) * SILENT_AFTER_MS / 1000;
        let behind = *self.sound_at.get_or_insert(now) + patience < now;
        while behind && self.sound_at.is_some_and(|next| next + patience / 2 < now) {
            self.repaired += 1;
            self.frame(&format, silence.clone(), out);
        }
    }

    /// Ends what is open: the encoder is gone, or begins anew. Says which segment is next.
    pub(super) fn finish(&mut self, out: &mut Vec<Cut>) -> u32 {
        let mut next = 0;
        if let Some(strand) = &mut self.picture {
            if let Some(last) = self.pending.take() {
                strand.add(last, out);
            }
            strand.close(out);
            next = strand.number;
        }
        if let (Some(format), Some(strand)) = (self.sound_format.clone(), &mut self.sound) {
            strand.close(out);
            // Every rendition has the same segments.
            while strand.number < next {
                let at = self.sound_at.unwrap_or_default();
                let data = format.silence.clone().unwrap_or_else(|| Bytes::from_static(&[0x21]));
                strand.add(Sample { at, ticks: format.frame_ticks, shift: 0, is_key: true, data }, out);
                strand.close(out);
                self.sound_at = Some(at + u64::from(format.frame_ticks));
            }
            next = next.max(strand.number);
        }
        next
    }

    /// Seconds between key pictures, the longest of late.
    pub(super) fn keyframe_s(&self) -> f32 {
        self.keyframe_ms as f32 / 1000.0
    }
}

#[cfg(test)]
mod tests;
