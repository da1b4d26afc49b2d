//! Media: playlists, segments and page images, each authorised.
//!
//! A segment costs no query: the grant is verified by computing, the catalogue is in memory, and
//! so are a recording's segment tables and the segments that were asked for lately. One rendition
//! is one object; a segment is a range of its bytes.

use super::{
    document, grant,
    manifest::{Manifest, Offered},
    signer,
};
use crate::{
    Environment, Error, Result,
    accounts::{SignedIn, Staff},
    catalogue::{Index, Published},
    guides,
    live::{self, Ask},
    media::{SegmentTable, Text, captions_playlist, direct_playlist, keys_playlist},
    recent::Recent,
    recordings::{
        self,
        keys::{MediaKey, page_key},
    },
};
use bytes::Bytes;
use contract::{
    MemberId, RecordingId, SessionId,
    captions::{self, Cue},
    lives::LiveState,
};
use moka::future::Cache;
use object_store::{ObjectStoreExt, path::Path};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use uuid::Uuid;

/// Memory for segments and pictures that were asked for lately, in bytes.
const CACHE_BYTES: u64 = 128 * 1024 * 1024;

/// How long a player is made to wait for the store: longer, and it has given up by itself.
const PATIENCE: Duration = Duration::from_secs(15);

const PLAYLIST: &str = "application/vnd.apple.mpegurl";

/// What is sent for one media address.
#[derive(Debug, Clone)]
pub struct MediaAnswer {
    /// The whole of it.
    pub bytes: Bytes,
    /// Its media type.
    pub content_type: &'static str,
    /// Whether these bytes are the same for ever under this address.
    pub immutable: bool,
    /// The same, compressed, where that is at hand.
    pub gzipped: Option<Bytes>,
}

/// A recording, the version of what is offered of it, and the language of its sound.
type Shown = (Uuid, i64, Option<String>);

// Process-wide, like the memory that they bound. Object keys and attempts are never reused, so
// nothing in them can become wrong.
static MANIFESTS: LazyLock<Cache<Shown, Arc<Manifest>>> = LazyLock::new(|| Cache::new(2_000));
static BYTES: LazyLock<Cache<(String, u64, u64), Bytes>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(CACHE_BYTES)
        .weigher(|_, bytes: &Bytes| u32::try_from(bytes.len()).unwrap_or(u32::MAX))
        .build()
});

/// How long what stands before those is believed: often enough, they are told what is asked for.
const MOMENT: Duration = Duration::from_secs(1);
/// The largest segment that is held there; with what is larger, looking is little beside sending.
const SMALL: usize = 64 * 1024;
/// Manifests, by the session and the revision of the catalogue in which it shows them.
static SHOWN: LazyLock<Recent<(SessionId, i64), Arc<Manifest>>> = LazyLock::new(|| Recent::new(256, MOMENT));
/// Small segments, by the number of the rendition and where in it they lie.
static SEGMENTS: LazyLock<Recent<(u64, u64, u64), Bytes>> = LazyLock::new(|| Recent::new(256, MOMENT));

/// Answers as [`serve`] does, where a segment of a recording is asked for and everything is in memory that has
/// to be checked and sent; nothing wherever that has to be looked at.
pub fn at_hand(env: &Environment, member: MemberId, granted: &str, rest: &str) -> Option<MediaAnswer> {
    let session = grant::verify(env, member, granted)?;
    let index = env.catalogue.at_hand(env)?;
    if live_rest(rest, shown_in(&index, session).ok()?).is_some() {
        return None;
    }
    let (folder, file) = rest.split_once('/')?;
    let manifest = SHOWN.get(&(session, index.revision))?;
    let offered = manifest.renditions.get(folder).filter(|offered| !offered.for_staff)?;
    let (offset, length) = range(&offered.table, file)?;
    let bytes = SEGMENTS.get(&(offered.number, offset, length))?;
    Some(MediaAnswer { bytes, content_type: offered.content_type, immutable: true, gzipped: None })
}

/// Answers `/media/{grant}/{rest}`, where `rest` is `index.m3u8`, `sign.m3u8`, `v720/index.m3u8`,
/// `v720/keys.m3u8`, `v720/init.mp4`, `v720/12.m4s`, `t-fr/index.m3u8`, `t-fr/0.vtt`,
/// `chapters-fr.vtt`, `storyboard.vtt`, `storyboard/0.jpg`, `pages/1.jpg` or `document.pdf`; of a guide whose pages
/// were changed, `pages/1-4.jpg` and `document-4.pdf` are those of its fourth edition.
///
/// # Errors
/// [`Error::NotFound`] for whatever is wrong with it: a forged grant, another member's, a session
/// that has left the catalogue, an unknown segment. Nobody learns which.
pub async fn serve(env: &Environment, member: &SignedIn, granted: &str, rest: &str, ask: Ask) -> Result<MediaAnswer> {
    let session = grant::verify(env, member.id, granted).ok_or(Error::NotFound)?;
    let shown = shown(env, session).await?;
    if let Some(rest) = live_rest(rest, shown) {
        live::is_watched(env, session, member.id);
        // In a place of its own: what is held for seconds by thousands holds nothing of the other ways.
        return Box::pin(live::serve::serve(env, session, rest, ask)).await;
    }
    match rest.split_once('/') {
        None if document::is_named(rest) => Box::pin(document::serve(env, member, session, rest)).await,
        Some(("pages", page)) => Box::pin(page_image(env, session, page)).await,
        _ => Box::pin(async { of_manifest(env, &*manifest(env, session).await?, rest, false).await }).await,
    }
}

/// What a session shows at this moment, to whoever may watch it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// Its recording.
    Recording,
    /// What is sent, or what was sent and is not a recording yet.
    Broadcast,
    /// Its recording, which was broadcast.
    Replay,
}

async fn shown(env: &Environment, session: SessionId) -> Result<Face> {
    shown_in(&*env.catalogue.index(env).await?, session)
}

fn shown_in(index: &Index, session: SessionId) -> Result<Face> {
    let published = index.visible(true, session).ok_or(Error::NotFound)?;
    Ok(match (&published.entry.live, published.entry.recording_id) {
        (None, _) => Face::Recording,
        (Some(_), Some(_)) => Face::Replay,
        (Some(note), None) if matches!(note.state, LiveState::Live | LiveState::Ended) => Face::Broadcast,
        // It is announced, or does not take place; what is sent already is a rehearsal.
        (Some(_), None) => return Err(Error::NotFound),
    })
}

/// What is asked of the broadcast. Whoever watched it to the end goes on with its own addresses.
fn live_rest(rest: &str, shown: Face) -> Option<&str> {
    match (rest, shown) {
        (_, Face::Recording) => None,
        ("index.m3u8", Face::Broadcast) => Some(rest),
        _ => rest.strip_prefix("live/"),
    }
}

/// Answers the same for staff, of a recording that need not be published: for
/// `/media/preview/{recording}/{rest}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn preview(env: &Environment, staff: &Staff, recording: RecordingId, rest: &str) -> Result<MediaAnswer> {
    let version = recordings::media_version(env, staff, recording).await?;
    let manifest = manifest_of(env, recording, version, None).await?;
    if rest == "whole.m3u8" {
        return Ok(playlist(manifest.whole.as_ref().unwrap_or(&manifest.multivariant)));
    }
    of_manifest(env, &manifest, rest, true).await
}

/// What is seen and heard of a recording, and read with it.
async fn of_manifest(env: &Environment, manifest: &Manifest, rest: &str, is_staff: bool) -> Result<MediaAnswer> {
    let Some((folder, file)) = rest.split_once('/') else {
        return match rest {
            "index.m3u8" => Ok(playlist(&manifest.multivariant)),
            "sign.m3u8" => Ok(playlist(manifest.signs.as_ref().ok_or(Error::NotFound)?)),
            "storyboard.vtt" => {
                let sheets = manifest.sheets.ok_or(Error::NotFound)?;
                Ok(vtt(sheets.layout.list(manifest.duration_ms, &sheets.attempt.simple().to_string()[..8])))
            }
            chapters => Ok(vtt(captions::write(manifest.captions.get(chapters).ok_or(Error::NotFound)?))),
        };
    };
    if folder == "storyboard" {
        return sheet_image(env, manifest, file).await;
    }
    if let Some(cues) = manifest.captions.get(folder) {
        return captions_file(manifest, cues, file);
    }
    let offered = manifest.renditions.get(folder).filter(|offered| is_staff || !offered.for_staff);
    let Offered { number, key, table, written, content_type, .. } = offered.ok_or(Error::NotFound)?;
    if file == "index.m3u8" {
        return Ok(match signer::address(env, key).await? {
            Some(address) => playlist_for_one(direct_playlist(table, &address)),
            None => playlist(written),
        });
    }
    if file == "keys.m3u8" && !table.keys.is_empty() {
        return Ok(playlist_for_one(keys_playlist(table)));
    }
    let (offset, length) = range(table, file).ok_or(Error::NotFound)?;
    let bytes = bytes_of(env, key, offset, length).await?;
    if bytes.len() <= SMALL {
        SEGMENTS.insert((*number, offset, length), bytes.clone());
    }
    Ok(MediaAnswer { bytes, content_type, immutable: true, gzipped: None })
}

fn captions_file(manifest: &Manifest, cues: &[Cue], file: &str) -> Result<MediaAnswer> {
    if file == "index.m3u8" {
        return Ok(playlist_for_one(captions_playlist(manifest.duration_ms)));
    }
    let number = file.strip_suffix(".vtt").and_then(|number| number.parse::<u64>().ok());
    let number = number.filter(|number| *number < captions::segments(manifest.duration_ms));
    Ok(vtt(captions::segment(cues, number.ok_or(Error::NotFound)?)))
}

/// A whole object, through the cache.
pub(crate) async fn object(env: &Environment, key: &str) -> Result<Bytes> {
    let load = async {
        let object = env.store.get(&Path::from(key)).await?;
        object.bytes().await
    };
    cached((key.to_owned(), 0, 0), load).await
}

fn playlist(text: &Text) -> MediaAnswer {
    let gzipped = Some(text.gzipped.clone());
    MediaAnswer { bytes: text.plain.clone(), content_type: PLAYLIST, immutable: false, gzipped }
}

/// One that is written for who asks for it.
fn playlist_for_one(text: String) -> MediaAnswer {
    MediaAnswer { bytes: text.into(), content_type: PLAYLIST, immutable: false, gzipped: None }
}

/// Text that staff may change while it is read.
fn vtt(text: String) -> MediaAnswer {
    MediaAnswer { bytes: text.into(), content_type: "text/vtt; charset=utf-8", immutable: false, gzipped: None }
}

/// Which bytes a file name of a rendition's folder stands for.
fn range(table: &SegmentTable, file: &str) -> Option<(u64, u64)> {
    if file == "init.mp4" {
        return Some(table.init);
    }
    let number = file.strip_suffix(".m4s")?;
    let plain = number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    let segment = table.segments.get(plain.then(|| number.parse::<usize>().ok())??)?;
    Some((segment.offset, segment.len))
}

/// Many viewers ask for the same segment at the same moment: one of them reads it, the others
/// wait for it.
async fn bytes_of(env: &Environment, key: &str, offset: u64, length: u64) -> Result<Bytes> {
    let load = async { env.store.get_range(&Path::from(key), offset..offset + length).await };
    cached((key.to_owned(), offset, length), load).await
}

async fn cached(key: (String, u64, u64), load: impl Future<Output = object_store::Result<Bytes>>) -> Result<Bytes> {
    let read = BYTES.try_get_with(key, load);
    match tokio::time::timeout(PATIENCE, read).await {
        Ok(read) => read.map_err(|error| Error::from(&*error)),
        Err(_) => Err(Error::Away("object store: no answer in time".to_owned())),
    }
}

pub(super) async fn page_image(env: &Environment, session: SessionId, page: &str) -> Result<MediaAnswer> {
    let index = env.catalogue.index(env).await?;
    let published = index.visible(true, session).ok_or(Error::NotFound)?;
    let (number, edition) = numbers(page.strip_suffix(".jpg").ok_or(Error::NotFound)?).ok_or(Error::NotFound)?;
    if number == 0 || number > published.entry.pages {
        return Err(Error::NotFound);
    }
    let bytes = picture_of_page(env, published, number).await?;
    // A page from before the last change stands for what is there now, and not for ever.
    Ok(MediaAnswer { bytes, content_type: "image/jpeg", immutable: edition == published.edition(), gzipped: None })
}

/// The number of a page and the edition of its guide, as its address has them.
fn numbers(name: &str) -> Option<(u32, u32)> {
    match name.split_once('-') {
        Some((page, edition)) => Some((page.parse().ok()?, edition.parse().ok()?)),
        None => Some((name.parse().ok()?, 0)),
    }
}

/// The picture of a page of a guide.
pub(super) async fn picture_of_page(env: &Environment, published: &Published, page: u32) -> Result<Bytes> {
    let prefix = published.page_prefix.as_deref().ok_or(Error::NotFound)?;
    let key = match &published.leaves {
        Some(leaves) => {
            let recording = published.entry.recording_id.ok_or(Error::NotFound)?;
            guides::picture_key(recording, prefix, leaves.at(page).ok_or(Error::NotFound)?)
        }
        None => page_key(prefix, page),
    };
    object(env, &key).await
}

async fn sheet_image(env: &Environment, manifest: &Manifest, sheet: &str) -> Result<MediaAnswer> {
    let sheets = manifest.sheets.ok_or(Error::NotFound)?;
    let number = sheet.strip_suffix(".jpg").and_then(|number| number.parse::<u32>().ok());
    let number = number.filter(|number| *number < sheets.layout.sheets()).ok_or(Error::NotFound)?;
    let key = MediaKey::Sheet { recording: manifest.recording, attempt: sheets.attempt, number };
    Ok(MediaAnswer {
        bytes: object(env, &key.key()).await?,
        content_type: "image/jpeg",
        immutable: true,
        gzipped: None,
    })
}

async fn manifest(env: &Environment, session: SessionId) -> Result<Arc<Manifest>> {
    let index = env.catalogue.index(env).await?;
    let published = index.visible(true, session).ok_or(Error::NotFound)?;
    let recording = published.entry.recording_id.ok_or(Error::NotFound)?;
    let language = published.entry.language.clone();
    let manifest = manifest_of(env, recording, published.media_version, language).await?;
    SHOWN.insert((session, index.revision), manifest.clone());
    Ok(manifest)
}

async fn manifest_of(
    env: &Environment,
    recording: RecordingId,
    version: i64,
    language: Option<String>,
) -> Result<Arc<Manifest>> {
    let key = (recording.0, version, language.clone());
    let made = MANIFESTS.try_get_with(key, Manifest::read(env, recording, language)).await;
    made.map_err(|error| Error::shared(&error))
}
