//! What players ask for of a live session.

use super::{
    broadcast::{Broadcast, Edge, Segment},
    captions,
    cutter::Track,
    relay, rows,
    spool::{self, Name},
};
use crate::{Environment, Error, Result, media::Text, playback::media::MediaAnswer};
use bytes::Bytes;
use contract::SessionId;
use std::{sync::Arc, time::Duration};

/// How a playlist is asked for (RFC 8216bis, 6.2.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ask {
    /// `_HLS_msn`: not before this segment is in it.
    pub number: Option<u32>,
    /// `_HLS_part`: not before this part of that segment is in it.
    pub part: Option<u32>,
    /// `_HLS_skip`: without what the asker has already.
    pub skips: bool,
}

/// The session's broadcast: the one that is sent to here, or what the rows have.
pub(super) async fn broadcast(env: &Environment, session: SessionId) -> Result<Arc<Broadcast>> {
    if let Some(running) = env.lives.running(session) {
        return Ok(running.broadcast.clone());
    }
    // In a place of its own, as is all that those need not who wait for what is sent to here: they are many.
    Box::pin(read(env, session)).await
}

async fn read(env: &Environment, session: SessionId) -> Result<Arc<Broadcast>> {
    if let Some(over) = env.lives.over().get(&session).await {
        return Ok(over);
    }
    let read = env.lives.read().try_get_with(session, rows::broadcast(env, session)).await;
    let read = read.map_err(|error| Error::shared(&error))?;
    if read.offered.read().is_whole {
        env.lives.over().insert(session, read.clone()).await;
    }
    Ok(read)
}

/// Answers for `index.m3u8`, and for `v/index.m3u8`, `v/0.mp4`, `v/1-12.m4s`, `v/1-12.3.m4s` (so with `a` and
/// `s`), `t-fr/index.m3u8` and `t-fr/12.vtt` below `live/`.
pub(crate) async fn serve(env: &Environment, session: SessionId, rest: &str, ask: Ask) -> Result<MediaAnswer> {
    if env.lives.running(session).is_none()
        && let Some(owner) = Box::pin(relay::owner(env, session)).await
    {
        return Box::pin(relay::serve(env, &owner, session, rest, ask)).await;
    }
    stored(env, session, rest, ask).await
}

/// Answers from what is here: sent to this process, or in the store.
pub(super) async fn stored(env: &Environment, session: SessionId, rest: &str, ask: Ask) -> Result<MediaAnswer> {
    let broadcast = broadcast(env, session).await?;
    if !broadcast.has_begun() {
        return Err(Error::NotFound);
    }
    if rest == "index.m3u8" {
        broadcast.until_all_are_known().await;
        return Ok(playlist(broadcast.multivariant(&Box::pin(captions::languages(env, session)).await)));
    }
    let (track, file) = rest.split_once('/').ok_or(Error::NotFound)?;
    if let Some(language) = track.strip_prefix("t-") {
        return Box::pin(captions::serve(env, &broadcast, language, file, ask)).await;
    }
    let track = Track::named(track).ok_or(Error::NotFound)?;
    if file == "index.m3u8" {
        until_there(&broadcast, track, ask).await?;
        return broadcast.playlist(track, ask.skips).map(playlist).ok_or(Error::NotFound);
    }
    let content_type = if track == Track::Sound { "audio/mp4" } else { "video/mp4" };
    let bytes = match file.strip_suffix(".mp4") {
        Some(number) => {
            let offered = broadcast.offered.read();
            let rendition = offered.renditions.iter().find(|rendition| rendition.track == track);
            let number: usize = number.parse().map_err(|_| Error::NotFound)?;
            rendition.and_then(|rendition| rendition.formats.get(number)).map(|format| format.init.clone())
        }
        None => Box::pin(media(env, &broadcast, track, file)).await?,
    };
    Ok(MediaAnswer { bytes: bytes.ok_or(Error::NotFound)?, content_type, immutable: true, gzipped: None })
}

pub(super) fn playlist(text: Text) -> MediaAnswer {
    let content_type = "application/vnd.apple.mpegurl";
    MediaAnswer { bytes: text.plain, content_type, immutable: false, gzipped: Some(text.gzipped) }
}

/// Holds a request until what it asks for is there. Where nothing comes, it gets what there is: the
/// encoder may be away, and members wait with it.
pub(super) async fn until_there(broadcast: &Broadcast, track: Track, ask: Ask) -> Result<()> {
    let Some(number) = ask.number else {
        return if ask.part.is_some() { Err(Error::field("_HLS_part", "without_msn")) } else { Ok(()) };
    };
    let mut edge = broadcast.edge(track);
    let (now, _) = *edge.borrow();
    // Nobody can know of a segment that far ahead (6.2.5.2).
    if number > now.saturating_add(2) {
        return Err(Error::field("_HLS_msn", "too_far"));
    }
    let is_there = |(at, parts): &Edge| match ask.part {
        Some(part) => *at > number || (*at == number && *parts > part),
        None => *at > number,
    };
    let patience = patience(broadcast);
    let over = || {
        let offered = broadcast.offered.read();
        offered.is_over || offered.is_let_go
    };
    let waited = edge.wait_for(|edge| is_there(edge) || over());
    let _ = tokio::time::timeout(patience, waited).await;
    if broadcast.offered.read().is_let_go {
        return Err(Error::Away("the session goes on in another process".to_owned()));
    }
    Ok(())
}

/// Three target durations.
fn patience(broadcast: &Broadcast) -> Duration {
    let target_ms = broadcast.offered.read().promise.map_or(2_000, |promise| promise.target_ms);
    Duration::from_millis(u64::from(target_ms) * 3)
}

/// The bytes of a segment, or of a part: `{epoch}-{segment}` or `{epoch}-{segment}.{part}`.
async fn media(env: &Environment, broadcast: &Broadcast, track: Track, file: &str) -> Result<Option<Bytes>> {
    let name = file.strip_suffix(".m4s").ok_or(Error::NotFound)?;
    let (epoch, name) = name.split_once('-').ok_or(Error::NotFound)?;
    let epoch: i32 = epoch.parse().map_err(|_| Error::NotFound)?;
    let (number, part) = match name.split_once('.') {
        Some((number, part)) => (number, Some(part.parse::<u32>().map_err(|_| Error::NotFound)?)),
        None => (name, None),
    };
    let number: u32 = number.parse().map_err(|_| Error::NotFound)?;
    let Some(part) = part else { return whole(env, broadcast, track, epoch, number).await };
    if let Some(bytes) = part_of(broadcast, track, epoch, number, part) {
        return Ok(Some(bytes));
    }
    // The part that was announced and is not there yet: held until it is.
    let mut edge = broadcast.edge(track);
    if *edge.borrow() != (number, part) {
        return Ok(None);
    }
    let waited = edge.wait_for(|edge| *edge != (number, part));
    let _ = tokio::time::timeout(patience(broadcast), waited).await;
    Ok(part_of(broadcast, track, epoch, number, part))
}

fn part_of(broadcast: &Broadcast, track: Track, epoch: i32, number: u32, part: u32) -> Option<Bytes> {
    let offered = broadcast.offered.read();
    let segment = find(&offered.renditions, track, epoch, number)?;
    segment.parts.get(usize::try_from(part).ok()?).map(|part| part.bytes.clone())
}

fn find(renditions: &[super::broadcast::Rendition], track: Track, epoch: i32, number: u32) -> Option<&Segment> {
    let rendition = renditions.iter().find(|rendition| rendition.track == track)?;
    rendition.segments.get(usize::try_from(number).ok()?).filter(|segment| segment.epoch == epoch)
}

async fn whole(
    env: &Environment,
    broadcast: &Broadcast,
    track: Track,
    epoch: i32,
    number: u32,
) -> Result<Option<Bytes>> {
    let segment = {
        let offered = broadcast.offered.read();
        let segment =
            find(&offered.renditions, track, epoch, number).filter(|segment| segment.is_closed && !segment.is_gap);
        segment.cloned()
    };
    let Some(segment) = segment else { return Ok(None) };
    if let Some(bytes) = segment.bytes {
        return Ok(Some(bytes));
    }
    if let Some(key) = &segment.key {
        return crate::playback::media::object(env, key).await.map(Some);
    }
    let Segment { number, epoch, format, at_ms, is_new, .. } = segment;
    spool::read(env, broadcast.id, Name { track, number, epoch, format, at_ms, is_new }).await.map(Some)
}
