//! The same pictures made smaller by a program beside this one: cut where what was sent is cut, so that
//! players can go from one to the other at every segment.

use super::{Cut, Promise, Strand, Track};
use crate::live::{format::Format, fragment::Sample};
use bytes::Bytes;
use std::collections::VecDeque;

/// Pictures that stand so close to a cut, in ticks, stand at it: their times come in whole milliseconds.
const NEAR: u64 = 180;
/// So many segments of what was sent may begin before the smaller pictures come to them.
const BEHIND: usize = 3;

/// A segment of what was sent, which this has not come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Begun {
    number: u32,
    shown: u64,
    is_new: bool,
}

/// Follows the cuts of the pictures as they were sent. Segments of which it has nothing are not its concern:
/// whoever offers them knows that they are missing by their numbers.
#[derive(Debug)]
pub(in crate::live) struct Shadow {
    strand: Strand,
    begun: VecDeque<Begun>,
    /// The last picture: how long it lasts is known when the next one comes.
    pending: Option<Sample>,
    ticks: u32,
    /// Whether it stands in a segment; until the first key picture at a cut it does not.
    is_on: bool,
}

impl Shadow {
    /// Begins where the next segment of what was sent does.
    pub(in crate::live) fn new(promise: Promise, format: &Format) -> Self {
        let strand = Strand::new(Track::Smaller, format, 0, promise);
        let ticks = format.timescale / 30;
        Self { strand, begun: VecDeque::new(), pending: None, ticks, is_on: false }
    }

    /// Learns where what was sent was cut.
    pub(in crate::live) fn follow(&mut self, cuts: &[Cut]) {
        for cut in cuts {
            if let Cut::Opened { track: Track::Picture, number, shown, is_new, .. } = cut {
                self.begun.push_back(Begun { number: *number, shown: *shown, is_new: *is_new });
            }
        }
    }

    /// Whether it has fallen too far behind to be of use.
    pub(in crate::live) fn is_behind(&self) -> bool {
        self.begun.len() > BEHIND
    }

    /// Takes in a picture that is shown at a media time.
    pub(in crate::live) fn picture(&mut self, at_ms: u64, is_key: bool, data: Bytes, out: &mut Vec<Cut>) {
        let mut at = at_ms * 90;
        if let Some(mut before) = self.pending.take() {
            at = at.max(before.at + 1);
            before.ticks = u32::try_from(at - before.at).unwrap_or(u32::MAX);
            self.ticks = before.ticks;
            self.place(before, out);
        }
        self.pending = Some(Sample { at, ticks: self.ticks, shift: 0, is_key, data });
    }

    fn place(&mut self, sample: Sample, out: &mut Vec<Cut>) {
        while let Some(next) = self.begun.front().copied().filter(|next| next.shown <= sample.at + NEAR) {
            self.begun.pop_front();
            self.strand.close(out);
            self.strand.number = next.number;
            self.strand.is_new = next.is_new;
            // What was sent may be cut where no key picture is; the first of all has to be one.
            self.is_on |= sample.is_key;
        }
        if self.is_on {
            self.strand.add(sample, out);
        }
    }

    /// Ends what is open.
    pub(in crate::live) fn finish(&mut self, out: &mut Vec<Cut>) {
        if let Some(last) = self.pending.take() {
            self.place(last, out);
        }
        self.strand.close(out);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::PART_MS, *};
    use crate::live::{cutter::Cutter, format::VIDEO_TIMESCALE};

    fn format() -> Format {
        Format {
            codecs: String::new(),
            size: Some((854, 480)),
            frame_rate: None,
            timescale: VIDEO_TIMESCALE,
            frame_ticks: 0,
            silence: None,
            init: Bytes::new(),
        }
    }

    const PROMISE: Promise = Promise { target_ms: 2_000, part_ms: PART_MS };

    /// The segments of a track: number, where it begins, whether it is new, and how long it is, in milliseconds.
    fn segments(cuts: &[Cut], of: Track) -> Vec<(u32, u64, bool, u64)> {
        let mut found: Vec<(u32, u64, bool, u64)> = Vec::new();
        for cut in cuts {
            match cut {
                Cut::Opened { track, number, shown, is_new, .. } if *track == of => {
                    found.push((*number, shown / 90, *is_new, 0));
                }
                Cut::Part { track, ticks, .. } if *track == of => found.last_mut().unwrap().3 += ticks / 90,
                _ => {}
            }
        }
        found
    }

    /// Sends `seconds` at 30 pictures a second with a key picture every two, shown two later than they come;
    /// what is smaller comes `late` pictures after, from picture `from` until picture `until`.
    fn sent(seconds: u64, late: u64, from: u64, until: u64) -> (Vec<Cut>, Shadow) {
        let mut cutter = Cutter::new(PROMISE, 7, Some(&format()), None);
        let mut shadow = Shadow::new(PROMISE, &format());
        let mut all = Vec::new();
        let smaller = |shadow: &mut Shadow, frame: u64, all: &mut Vec<Cut>| {
            if (from..until).contains(&frame) {
                // Rounded to whole milliseconds on another way than what was sent.
                shadow.picture(
                    frame * 1000 / 30 + 66 + frame % 2,
                    frame.is_multiple_of(60),
                    Bytes::from_static(&[1]),
                    all,
                );
            }
        };
        for frame in 0..seconds * 30 {
            let mut cuts = Vec::new();
            cutter.picture(frame * 1000 / 30, 66, frame.is_multiple_of(60), Bytes::from_static(&[1]), &mut cuts);
            shadow.follow(&cuts);
            all.extend(cuts);
            if let Some(frame) = frame.checked_sub(late) {
                smaller(&mut shadow, frame, &mut all);
            }
        }
        let mut cuts = Vec::new();
        cutter.finish(&mut cuts);
        shadow.follow(&cuts);
        all.extend(cuts);
        for frame in seconds * 30 - late..seconds * 30 {
            smaller(&mut shadow, frame, &mut all);
        }
        shadow.finish(&mut all);
        (all, shadow)
    }

    #[test]
    fn it_is_cut_where_what_was_sent_is_cut() {
        let (cuts, _) = sent(20, 5, 0, u64::MAX);
        let (pictures, smaller) = (segments(&cuts, Track::Picture), segments(&cuts, Track::Smaller));
        assert_eq!(smaller.len(), 10);
        for (sent, made) in pictures.iter().zip(&smaller) {
            assert_eq!((sent.0, sent.2), (made.0, made.2), "the same number, and new where it was");
            assert!(sent.1.abs_diff(made.1) <= 2, "{sent:?} {made:?}");
            assert!(sent.3.abs_diff(made.3) <= 35, "{sent:?} {made:?}");
        }
    }

    #[test]
    fn what_begins_in_the_middle_begins_with_the_next_segment() {
        let (cuts, _) = sent(20, 5, 100, u64::MAX);
        let numbers: Vec<u32> = segments(&cuts, Track::Smaller).iter().map(|segment| segment.0).collect();
        assert_eq!(numbers, (9..17).collect::<Vec<_>>(), "key pictures come at 120, which is segment 7 + 2");
    }

    #[test]
    fn what_stays_away_is_known_to_be_behind() {
        assert!(!sent(20, 45, 0, u64::MAX).1.is_behind());
        assert!(sent(20, 5, 0, 300).1.is_behind());
    }
}
