//! What members are offered of a live session at this moment: its renditions in memory, and who waits
//! for the next part.
//!
//! Parts and the newest segments are here; older segments are in the store. A restarted process reads
//! the rest from rows and goes on.

mod cuts;
mod lists;
mod rendition;

pub(super) use rendition::{Edge, Part, Rendition, Segment};

use super::{
    cutter::{Promise, Track},
    format::Format,
};
use crate::media::Text;
use contract::SessionId;
use parking_lot::{Mutex, RwLock};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long one waits at most for what is on its way to be known.
const SOON: Duration = Duration::from_millis(1_500);

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

    /// From when to when a whole segment is, in milliseconds of the session's own time.
    pub(super) fn stretch(&self, number: u32) -> Option<(u64, u64)> {
        let offered = self.offered.read();
        let rendition = offered.renditions.first()?;
        let segment = rendition.segments.get(usize::try_from(number).ok()?).filter(|segment| segment.is_closed)?;
        Some(rendition.stretch(segment))
    }
}
