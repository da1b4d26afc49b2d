//! What members are offered of a live session at this moment: its renditions in memory, and who waits
//! for the next part.
//!
//! Parts and the newest segments are here; older segments are in the store. A restarted process reads
//! the rest from rows and goes on.

use super::{
    cutter::{CUT_ANYWHERE_MS, Cut, Promise, Track},
    format::Format,
    playlist::{self, Described, Report},
};
use crate::media::{Text, bits_of};
use bytes::{Bytes, BytesMut};
use contract::SessionId;
use parking_lot::{Mutex, RwLock};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Of so many segments the bytes stay in memory: longer than any player is behind without being told
/// to.
const IN_MEMORY: usize = 12;

/// How long one waits at most for what is on its way to be known.
const SOON: Duration = Duration::from_millis(1_500);

/// A part that players can fetch.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub bytes: Bytes,
    pub ticks: u64,
    pub is_key: bool,
}

/// A stretch of one rendition.
#[derive(Debug, Clone)]
pub(super) struct Segment {
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
pub(super) struct Rendition {
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
pub(super) type Edge = (u32, u32);

impl Rendition {
    pub(super) fn new(track: Track) -> Self {
        let (history, in_history) = (String::new(), 0);
        let is_independent = true;
        Self { track, formats: Vec::new(), segments: Vec::new(), epoch: 0, history, in_history, is_independent }
    }

    /// Ticks a second of what comes next.
    pub(super) fn timescale(&self) -> u32 {
        self.formats.last().map_or(1, |format| format.timescale)
    }

    /// Ticks a second of a segment: an encoder may change the rate of its sound.
    pub(super) fn timescale_of(&self, segment: &Segment) -> u64 {
        let format = usize::try_from(segment.format).ok().and_then(|number| self.formats.get(number));
        u64::from(format.or(self.formats.last()).map_or(1, |format| format.timescale.max(1)))
    }

    /// How long a segment is, in seconds.
    pub(super) fn seconds(&self, segment: &Segment) -> f64 {
        segment.ticks as f64 / self.timescale_of(segment) as f64
    }

    /// From when to when a segment is, in milliseconds.
    pub(super) fn stretch(&self, segment: &Segment) -> (u64, u64) {
        let ms = |ticks: u64| ticks * 1000 / self.timescale_of(segment);
        (ms(segment.begins), ms(segment.begins + segment.ticks))
    }

    /// The part that comes next.
    pub(super) fn next(&self) -> Edge {
        match self.segments.last() {
            Some(open) if !open.is_closed => (open.number, u32::try_from(open.parts.len()).unwrap_or(u32::MAX)),
            Some(last) => (last.number + 1, 0),
            None => (0, 0),
        }
    }

    fn report(&self) -> Option<Report> {
        let last = self.segments.iter().rev().find(|segment| segment.is_closed || !segment.parts.is_empty())?;
        let part = last.parts.len().checked_sub(1).and_then(|part| u32::try_from(part).ok());
        Some(Report { track: self.track, number: last.number, part })
    }

    /// Forgets the bytes of what is old, and writes down its lines for good.
    fn settle(&mut self, promise: Promise) {
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

    fn described(&self) -> Option<Described> {
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

/// What changes.
#[derive(Debug, Default)]
pub(super) struct Offered {
    pub promise: Option<Promise>,
    pub renditions: Vec<Rendition>,
    pub is_over: bool,
    /// Whether it is over and all of it lies in the store.
    pub is_whole: bool,
    /// Whether it goes on in another process.
    pub is_let_go: bool,
    /// Whether only staff see it.
    pub is_rehearsal: bool,
    /// Whether a smaller picture is on its way that nobody knows of yet.
    pub awaits_smaller: bool,
}

/// A playlist as it was at an edge, and whether it was over then.
type Written = (Edge, bool, Text);

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

/// A live session as it is offered.
#[derive(Debug)]
pub(super) struct Broadcast {
    pub id: SessionId,
    pub offered: RwLock<Offered>,
    edges: [watch::Sender<Edge>; 3],
    /// Playlists as they were written last, so that a thousand readers cost one writing.
    written: Mutex<HashMap<(Track, bool), Written>>,
    /// The same of captions: one playlist for every language.
    captions: Mutex<HashMap<bool, Written>>,
}

impl Broadcast {
    pub(super) fn new(id: SessionId, offered: Offered) -> Arc<Self> {
        let edge = |track| {
            offered.renditions.iter().find(|rendition| rendition.track == track).map_or((0, 0), Rendition::next)
        };
        let edges = Track::ALL.map(|track| watch::Sender::new(edge(track)));
        let mut offered = offered;
        if let Some(promise) = offered.promise {
            offered.renditions.iter_mut().for_each(|rendition| rendition.settle(promise));
        }
        Arc::new(Self {
            id,
            offered: RwLock::new(offered),
            edges,
            written: Mutex::default(),
            captions: Mutex::default(),
        })
    }

    /// Whether there is anything to watch.
    pub(super) fn has_begun(&self) -> bool {
        let offered = self.offered.read();
        offered.promise.is_some() && offered.renditions.iter().any(|rendition| !rendition.segments.is_empty())
    }

    /// The segment that comes next, in every rendition.
    pub(super) fn next_number(&self) -> u32 {
        let offered = self.offered.read();
        let last = offered.renditions.iter().filter_map(|rendition| rendition.segments.last());
        last.map(|segment| segment.number + 1).max().unwrap_or_default()
    }

    /// Where the media ends, in milliseconds.
    pub(super) fn ends_ms(&self) -> u64 {
        let offered = self.offered.read();
        let end = |rendition: &Rendition| rendition.segments.last().map(|last| rendition.stretch(last).1);
        offered.renditions.iter().filter_map(end).max().unwrap_or_default()
    }

    /// When the last of it is over, by the clock, in milliseconds since 1970; nothing where there is nothing.
    pub(super) fn ended_at_ms(&self) -> Option<i64> {
        let offered = self.offered.read();
        let end = |rendition: &Rendition| {
            let last = rendition.segments.last()?;
            let (begins, ends) = rendition.stretch(last);
            Some(last.at_ms + i64::try_from(ends - begins).unwrap_or_default())
        };
        offered.renditions.iter().filter_map(end).max()
    }

    /// An encoder has come: what it sends is offered from now on.
    pub(super) fn begin(&self, promise: Promise, epoch: i32, formats: [Option<&Format>; 3]) {
        let mut offered = self.offered.write();
        offered.promise = Some(promise);
        let has_changed = |rendition: &Rendition, format: &Format| rendition.formats.last() != Some(format);
        // What is set up anew in one rendition is in every other: a player begins anew with all of them.
        let is_change = Track::ALL.into_iter().zip(formats).any(|(track, format)| {
            let known = offered.renditions.iter().find(|rendition| rendition.track == track);
            known.zip(format).is_some_and(|(known, format)| has_changed(known, format))
        });
        for (track, format) in Track::ALL.into_iter().zip(formats) {
            let Some(format) = format else { continue };
            let known = offered.renditions.iter().position(|rendition| rendition.track == track);
            let index = known.unwrap_or_else(|| {
                offered.renditions.push(Rendition::new(track));
                offered.renditions.len() - 1
            });
            let rendition = &mut offered.renditions[index];
            rendition.epoch = epoch;
            if is_change || has_changed(rendition, format) {
                rendition.formats.push(format.clone());
            }
        }
    }

    /// Offers what was cut. `clock` says when a media time was, in milliseconds since 1970.
    pub(super) fn apply(&self, cuts: &[Cut], clock: impl Fn(u64) -> i64) {
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
    pub(super) fn lose_smaller(&self) {
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

    /// Notes whether a smaller picture is on its way.
    pub(super) fn awaits_smaller(&self, awaits: bool) {
        if self.offered.read().awaits_smaller != awaits {
            self.offered.write().awaits_smaller = awaits;
            self.edges[Track::Smaller.place()].send_modify(|_| {});
        }
    }

    /// Waits a moment until it is known which renditions there are: players ask only once.
    pub(super) async fn until_all_are_known(&self) {
        let mut edge = self.edge(Track::Smaller);
        let known = edge.wait_for(|_| !self.offered.read().awaits_smaller);
        let _ = tokio::time::timeout(SOON, known).await;
    }

    /// Notes where a segment lies in the store.
    pub(super) fn stored(&self, track: Track, number: u32, key: &str) {
        let mut offered = self.offered.write();
        if let Some(rendition) = offered.renditions.iter_mut().find(|rendition| rendition.track == track)
            && let Some(segment) = rendition.segments.iter_mut().rev().find(|segment| segment.number == number)
        {
            segment.key = Some(key.to_owned());
        }
    }

    /// Forgets everything: what was sent was a rehearsal.
    pub(super) fn forget(&self) {
        *self.offered.write() = Offered::default();
        self.written.lock().clear();
        self.captions.lock().clear();
        for edge in &self.edges {
            edge.send_replace((0, 0));
        }
    }

    /// It goes on in another process: whoever waits here has to ask again.
    pub(super) fn let_go(&self) {
        self.offered.write().is_let_go = true;
        self.edges.iter().for_each(|edge| edge.send_modify(|_| {}));
    }

    /// Nothing more comes.
    pub(super) fn end(&self) {
        let mut offered = self.offered.write();
        offered.is_over = true;
        offered.renditions.iter_mut().for_each(|rendition| rendition.segments.retain(|segment| segment.is_closed));
        drop(offered);
        self.edges.iter().for_each(|edge| edge.send_modify(|_| {}));
    }

    /// Follows how far a rendition comes.
    pub(super) fn edge(&self, track: Track) -> watch::Receiver<Edge> {
        self.edges[track.place()].subscribe()
    }

    /// The playlist of one rendition.
    pub(super) fn playlist(&self, track: Track, short: bool) -> Option<Text> {
        let offered = self.offered.read();
        let promise = offered.promise?;
        let rendition = offered.renditions.iter().find(|rendition| rendition.track == track)?;
        let (edge, is_over) = (rendition.next(), offered.is_over);
        if let Some((_, _, text)) =
            self.written.lock().get(&(track, short)).filter(|(at, over, _)| (*at, *over) == (edge, is_over))
        {
            return Some(text.clone());
        }
        let others = offered.renditions.iter().filter(|other| other.track != track);
        let others: Vec<Report> = others.filter_map(Rendition::report).collect();
        let text = Text::new(playlist::media(rendition, &others, promise, is_over, short));
        self.written.lock().insert((track, short), (edge, is_over, text.clone()));
        Some(text)
    }

    /// The playlist of all renditions.
    pub(super) fn multivariant(&self, captions: &[String]) -> Text {
        let offered = self.offered.read();
        let described: Vec<Described> = offered.renditions.iter().filter_map(Rendition::described).collect();
        // Players ask once: it has to stay true of what comes.
        let is_cut_at_keys = offered.promise.is_some_and(|promise| promise.target_ms < CUT_ANYWHERE_MS);
        let is_independent = is_cut_at_keys && offered.renditions.iter().all(|rendition| rendition.is_independent);
        Text::new(playlist::multivariant(&described, captions, is_independent))
    }

    /// The rendition that captions are cut with.
    pub(super) fn first_track(&self) -> Option<Track> {
        self.offered.read().renditions.first().map(|rendition| rendition.track)
    }

    /// The playlist of captions, of whichever language.
    pub(super) fn captions_playlist(&self, short: bool) -> Option<Text> {
        let offered = self.offered.read();
        let (promise, rendition) = (offered.promise?, offered.renditions.first()?);
        let (number, _) = rendition.next();
        let (edge, is_over) = ((number, 0), offered.is_over);
        if let Some((_, _, text)) =
            self.captions.lock().get(&short).filter(|(at, over, _)| (*at, *over) == (edge, is_over))
        {
            return Some(text.clone());
        }
        let text = Text::new(playlist::captions(rendition, promise, is_over, short));
        self.captions.lock().insert(short, (edge, is_over, text.clone()));
        Some(text)
    }

    /// From when to when a whole segment is, in milliseconds of the session's own time.
    pub(super) fn stretch(&self, number: u32) -> Option<(u64, u64)> {
        let offered = self.offered.read();
        let rendition = offered.renditions.first()?;
        let segment = rendition.segments.get(usize::try_from(number).ok()?).filter(|segment| segment.is_closed)?;
        Some(rendition.stretch(segment))
    }
}
