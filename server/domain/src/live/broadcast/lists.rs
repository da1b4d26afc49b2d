//! The playlists of what is offered, each written once for everybody who asks.

use super::{Broadcast, Rendition};
use crate::{
    live::{
        cutter::{CUT_ANYWHERE_MS, Track},
        playlist::{self, Described, Report},
    },
    media::Text,
};

impl Broadcast {
    /// The playlist of one rendition.
    pub(in crate::live) fn playlist(&self, track: Track, short: bool) -> Option<Text> {
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
    pub(in crate::live) fn multivariant(&self, captions: &[String]) -> Text {
        let offered = self.offered.read();
        let described: Vec<Described> = offered.renditions.iter().filter_map(Rendition::described).collect();
        // Players ask once: it has to stay true of what comes.
        let is_cut_at_keys = offered.promise.is_some_and(|promise| promise.target_ms < CUT_ANYWHERE_MS);
        let is_independent = is_cut_at_keys && offered.renditions.iter().all(|rendition| rendition.is_independent);
        Text::new(playlist::multivariant(&described, captions, is_independent))
    }

    /// The rendition that captions are cut with.
    pub(in crate::live) fn first_track(&self) -> Option<Track> {
        self.offered.read().renditions.first().map(|rendition| rendition.track)
    }

    /// The playlist of captions, of whichever language.
    pub(in crate::live) fn captions_playlist(&self, short: bool) -> Option<Text> {
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
}
