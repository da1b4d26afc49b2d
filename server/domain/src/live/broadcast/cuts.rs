//! What was cut becomes what is offered.

use super::{Broadcast, Part, Rendition, Segment};
use crate::live::cutter::{Cut, Track};
use bytes::BytesMut;

impl Broadcast {
    /// Offers what was cut. `clock` says when a media time was, in milliseconds since 1970.
    pub(in crate::live) fn apply(&self, cuts: &[Cut], clock: impl Fn(u64) -> i64) {
        let mut offered = self.offered.write();
        let Some(promise) = offered.promise else { return };
        let mut moved = [false; 3];
        for cut in cuts {
            let (Cut::Opened { track, .. } | Cut::Part { track, .. } | Cut::Closed { track }) = cut;
            let Some(rendition) = offered.renditions.iter_mut().find(|rendition| rendition.track == *track) else {
                continue;
            };
            moved[track.place()] = true;
            let timescale = u64::from(rendition.timescale());
            match cut {
                Cut::Opened { number, begins, is_new, .. } => {
                    let at_ms = clock(begins * 1000 / timescale);
                    if *track == Track::Smaller {
                        lose(&mut offered.renditions, *number);
                    }
                    let Some(rendition) = offered.renditions.iter_mut().find(|rendition| rendition.track == *track)
                    else {
                        continue;
                    };
                    let format = u32::try_from(rendition.formats.len().saturating_sub(1)).unwrap_or_default();
                    rendition.segments.push(Segment {
                        number: *number,
                        epoch: rendition.epoch,
                        format,
                        begins: *begins,
                        ticks: 0,
                        at_ms,
                        is_new: *is_new,
                        is_closed: false,
                        is_gap: false,
                        size: 0,
                        parts: Vec::with_capacity(16),
                        bytes: None,
                        key: None,
                    });
                }
                Cut::Part { bytes, ticks, is_key, .. } => {
                    if let Some(open) = rendition.segments.last_mut() {
                        rendition.is_independent &= *is_key || !open.parts.is_empty();
                        open.ticks += ticks;
                        open.size += bytes.len() as u64;
                        open.parts.push(Part { bytes: bytes.clone(), ticks: *ticks, is_key: *is_key });
                    }
                }
                Cut::Closed { .. } => {
                    if let Some(open) = rendition.segments.last_mut() {
                        let mut whole = BytesMut::with_capacity(usize::try_from(open.size).unwrap_or_default());
                        open.parts.iter().for_each(|part| whole.extend_from_slice(&part.bytes));
                        // The parts become views of the whole: their bytes are not kept twice.
                        let whole = whole.freeze();
                        let mut from = 0;
                        for part in &mut open.parts {
                            let until = from + part.bytes.len();
                            part.bytes = whole.slice(from..until);
                            from = until;
                        }
                        open.bytes = Some(whole);
                        open.is_closed = true;
                    }
                    rendition.settle(promise);
                }
            }
        }
        let edges = offered.renditions.iter().map(|rendition| (rendition.track, rendition.next())).collect::<Vec<_>>();
        drop(offered);
        for (track, edge) in edges.into_iter().filter(|(track, _)| moved[track.place()]) {
            self.edges[track.place()].send_replace(edge);
        }
    }

    /// Says of the smaller picture that it has nothing of what is whole of the picture that was sent.
    pub(in crate::live) fn lose_smaller(&self) {
        let is_behind = {
            let offered = self.offered.read();
            // Only the last one can be open.
            let closed = |track| {
                let rendition = offered.renditions.iter().find(|rendition| rendition.track == track)?;
                let open = rendition.segments.last().is_some_and(|segment| !segment.is_closed);
                Some(rendition.segments.len() - usize::from(open))
            };
            closed(Track::Smaller).is_some_and(|made| closed(Track::Picture).is_some_and(|sent| made < sent))
        };
        if !is_behind {
            return;
        }
        let mut offered = self.offered.write();
        let Some(promise) = offered.promise else { return };
        lose(&mut offered.renditions, u32::MAX);
        let Some(smaller) = offered.renditions.iter_mut().find(|rendition| rendition.track == Track::Smaller) else {
            return;
        };
        smaller.settle(promise);
        let edge = smaller.next();
        drop(offered);
        self.edges[Track::Smaller.place()].send_replace(edge);
    }
}

/// Fills the smaller picture's segments before `number` that are missing, as far as those of the picture that was
/// sent are whole: every rendition has the same ones.
fn lose(renditions: &mut [Rendition], number: u32) {
    let place = |track| renditions.iter().position(|rendition| rendition.track == track);
    let (Some(sent), Some(smaller)) = (place(Track::Picture), place(Track::Smaller)) else { return };
    let from = renditions[smaller].segments.len();
    let until = usize::try_from(number).unwrap_or(usize::MAX).min(renditions[sent].segments.len());
    let sent: Vec<Segment> = renditions[sent].segments.get(from..until).unwrap_or_default().to_vec();
    let format = renditions[smaller].segments.last().map_or(0, |segment| segment.format);
    renditions[smaller].segments.extend(sent.into_iter().take_while(|segment| segment.is_closed).map(|segment| {
        Segment { format, is_gap: true, size: 0, parts: Vec::new(), bytes: None, key: None, ..segment }
    }));
}
