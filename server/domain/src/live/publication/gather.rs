//! What comes first is heard before it is offered, until it is known what there is and how often one can begin.

use super::{
    Heard, Publication, Stage, What,
    offer::{cut, feed},
};
use crate::live::{
    cutter::{Cutter, Promise, Track},
    flv::Unplayable,
    smaller::{self, Smaller},
    state,
};

/// How long one waits for the first key picture after the first, before it counts as far, in
/// milliseconds; and for a track that may still come.
const KEYFRAME_PATIENCE_MS: u64 = 6_500;
const TRACK_PATIENCE_MS: u64 = 1_000;
const NO_PICTURE_MS: u64 = 2_500;

impl Publication {
    /// Begins to offer once it is known what there is, and how often one can begin.
    pub(super) async fn offer_if_known(&mut self, now_ms: u64) -> Result<(), Unplayable> {
        let Stage::Gathering(heard) = &self.stage else { return Ok(()) };
        let since = |first: Option<u64>| first.map_or(0, |first| now_ms.saturating_sub(first));
        let span = since(heard.first().map(|heard| heard.at_ms));
        let keys: Vec<u64> = heard.iter().filter(|heard| is_key(heard)).map(|heard| heard.at_ms).collect();
        let promised = self.broadcast.offered.read().promise;
        let complete = self.picture.is_some() && self.sound.is_some();
        let is_known = match (&self.picture, promised) {
            (Some(_), Some(_)) => !keys.is_empty() && (complete || span >= TRACK_PATIENCE_MS),
            (Some(_), None) => {
                let judged = keys.len() >= 2 || since(keys.first().copied()) >= KEYFRAME_PATIENCE_MS;
                judged && (complete || span >= TRACK_PATIENCE_MS)
            }
            (None, _) => self.sound.is_some() && span >= NO_PICTURE_MS,
        };
        if !is_known {
            return Ok(());
        }
        let known = |track| {
            let offered = self.broadcast.offered.read();
            offered
                .renditions
                .iter()
                .find(|rendition| rendition.track == track)
                .and_then(|known| known.formats.last().cloned())
        };
        let mut sound = self.sound.clone();
        if promised.is_some() {
            // Players know which renditions there are: none may come, and none may go.
            let (had_picture, had_sound) = (known(Track::Picture), known(Track::Sound));
            if had_picture.is_some() && self.picture.is_none() {
                return Err(Unplayable::NoPicture);
            }
            if had_picture.is_none() {
                self.picture = None;
            }
            sound = match (sound, had_sound) {
                (_, None) => None,
                (sound, had) => sound.or(had),
            };
        }
        let Stage::Gathering(heard) = std::mem::replace(&mut self.stage, Stage::Gathering(Vec::new())) else {
            return Ok(());
        };
        self.held = 0;
        let promise = promised.unwrap_or_else(|| {
            let apart =
                keys.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap_or(KEYFRAME_PATIENCE_MS);
            let apart = if self.picture.is_some() { apart } else { 2_000 };
            Promise::fitting(apart, between_pictures(&heard))
        });
        let picture = self.picture.clone();
        let number = self.broadcast.next_number();
        let mut cutter = Cutter::new(promise, number, picture.as_ref(), sound.as_ref());
        self.is_rehearsal = !self.broadcast.has_begun() && !self.is_time();
        self.broadcast.offered.write().is_rehearsal = self.is_rehearsal;
        self.broadcast.begin(promise, self.epoch, [picture.as_ref(), sound.as_ref(), None]);
        self.smaller = picture.as_ref().and_then(|picture| Smaller::admit(&self.env, promise, picture, &self.record));
        if !self.is_rehearsal {
            self.remember_formats(promise).await;
        }
        let first = if picture.is_some() { keys.first().copied().unwrap_or_default() } else { 0 };
        let mut cuts = Vec::new();
        for Heard { at_ms, what } in heard {
            if at_ms >= first {
                if let Some(smaller) = &mut self.smaller {
                    feed(smaller, &self.env, at_ms, &what);
                }
                cut(&mut cutter, at_ms, what, &mut cuts);
            }
        }
        self.stage = Stage::Cutting(Box::new(cutter));
        // Before anybody can ask what there is.
        smaller::fill(&self.broadcast, self.smaller.as_ref());
        self.offer(&cuts);
        self.offer_smaller(&cuts).await;
        Ok(())
    }

    async fn remember_formats(&mut self, promise: Promise) {
        loop {
            match state::on_air(&self.env, &self.broadcast, promise, self.epoch).await {
                Ok(()) => break,
                // Without its rows nothing of it could be found again: the encoder waits.
                Err(error) if !self.stop.is_cancelled() => {
                    tracing::warn!(session.id = %self.session, %error, "a live session waits for the database");
                    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                }
                Err(_) => break,
            }
        }
        if !self.is_on {
            self.is_on = true;
            tracing::info!(session.id = %self.session, epoch = self.epoch, "on air");
        }
    }
}

fn is_key(heard: &Heard) -> bool {
    matches!(heard.what, What::Picture { is_key: true, .. })
}

/// The longest between two pictures, in milliseconds.
fn between_pictures(heard: &[Heard]) -> u64 {
    let pictures = heard.iter().filter(|heard| matches!(heard.what, What::Picture { .. })).map(|heard| heard.at_ms);
    let times: Vec<u64> = pictures.collect();
    times.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap_or_default()
}
