//! Media: playlists, segments and page images, each authorised.
//!
//! A segment costs no query: the grant is verified by computing, the catalogue is in memory, and
//! so are a recording's segment tables and the segments that were asked for lately. One rendition
//! is one object; a segment is a range of its bytes.

use super::{grant, may_watch};
use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    database::stored,
    media::{
        CaptionInfo, RenditionInfo, RenditionKind, SegmentTable, captions_playlist, keys_playlist, media_playlist,
        multivariant,
    },
    recordings::{
        entity::{self, rendition},
        keys::{MediaKey, page_key},
        publish::Sheets,
    },
};
use bytes::Bytes;
use contract::{
    RecordingId, SessionId,
    captions::{self, CaptionKind, Cue},
};
use moka::future::Cache;
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};
use uuid::Uuid;

/// Memory for segments and pictures that were asked for lately, in bytes.
const CACHE_BYTES: u64 = 128 * 1024 * 1024;

/// What is sent for one media address.
#[derive(Debug, Clone)]
pub struct MediaAnswer {
    /// The whole of it.
    pub bytes: Bytes,
    /// Its media type.
    pub content_type: &'static str,
    /// Whether these bytes are the same for ever under this address.
    pub immutable: bool,
}

/// A recording's playlists and where its segments lie.
struct Manifest {
    multivariant: Bytes,
    renditions: HashMap<String, (String, SegmentTable, Bytes)>,
    captions: HashMap<String, Vec<Cue>>,
    duration_ms: u64,
    sheets: Option<Sheets>,
}

// Process-wide, like the memory that they bound. Object keys and attempts are never reused, so
// nothing in them can become wrong.
static MANIFESTS: LazyLock<Cache<(Uuid, i64), Arc<Manifest>>> = LazyLock::new(|| Cache::new(2_000));
static BYTES: LazyLock<Cache<(String, u64, u64), Bytes>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(CACHE_BYTES)
        .weigher(|_, bytes: &Bytes| u32::try_from(bytes.len()).unwrap_or(u32::MAX))
        .build()
});

/// Answers `/media/{grant}/{rest}`, where `rest` is `index.m3u8`, `v720/index.m3u8`,
/// `v720/keys.m3u8`, `v720/init.mp4`, `v720/12.m4s`, `t-fr/index.m3u8`, `t-fr/0.vtt`,
/// `chapters-fr.vtt`, `storyboard.vtt`, `storyboard/0.jpg`, `pages/1.jpg` or `document.pdf`.
///
/// # Errors
/// [`Error::NotFound`] for whatever is wrong with it: a forged grant, another member's, a session
/// that has left the catalogue, an unknown segment. Nobody learns which.
pub async fn serve(env: &Environment, member: &SignedIn, granted: &str, rest: &str) -> Result<MediaAnswer> {
    let session = grant::verify(env, member.id, granted).ok_or(Error::NotFound)?;
    if !may_watch(env, &env.catalogue, session).await? {
        return Err(Error::NotFound);
    }
    match rest.split_once('/') {
        None if rest == "index.m3u8" => {
            let manifest = manifest(env, session).await?;
            Ok(playlist(manifest.multivariant.clone()))
        }
        None if rest == "document.pdf" => document(env, session).await,
        None if rest == "storyboard.vtt" => {
            let manifest = manifest(env, session).await?;
            let sheets = manifest.sheets.ok_or(Error::NotFound)?;
            Ok(vtt(sheets.layout.list(manifest.duration_ms)))
        }
        None if rest.starts_with("chapters-") => {
            let manifest = manifest(env, session).await?;
            Ok(vtt(captions::write(manifest.captions.get(rest).ok_or(Error::NotFound)?)))
        }
        Some(("storyboard", sheet)) => sheet_image(env, session, sheet).await,
        Some((set, file)) if set.starts_with("t-") => {
            let manifest = manifest(env, session).await?;
            let cues = manifest.captions.get(set).ok_or(Error::NotFound)?;
            if file == "index.m3u8" {
                return Ok(playlist(captions_playlist(manifest.duration_ms).into()));
            }
            let number = file.strip_suffix(".vtt").and_then(|number| number.parse::<u64>().ok());
            let number = number.filter(|number| *number < captions::segments(manifest.duration_ms));
            Ok(vtt(captions::segment(cues, number.ok_or(Error::NotFound)?)))
        }
        Some(("pages", page)) => page_image(env, session, page).await,
        Some((rendition, file)) => {
            let manifest = manifest(env, session).await?;
            let (key, table, written) = manifest.renditions.get(rendition).ok_or(Error::NotFound)?;
            if file == "index.m3u8" {
                return Ok(playlist(written.clone()));
            }
            if file == "keys.m3u8" && !table.keys.is_empty() {
                return Ok(playlist(keys_playlist(table).into()));
            }
            let (offset, length) = range(table, file).ok_or(Error::NotFound)?;
            let bytes = bytes_of(env, key, offset, length).await?;
            Ok(MediaAnswer {
                bytes,
                content_type: if rendition.starts_with('a') { "audio/mp4" } else { "video/mp4" },
                immutable: true,
            })
        }
        None => Err(Error::NotFound),
    }
}

/// A whole object, through the cache.
pub(crate) async fn object(env: &Environment, key: &str) -> Result<Bytes> {
    let load = async {
        let object = env.store.get(&Path::from(key)).await?;
        object.bytes().await
    };
    cached((key.to_owned(), 0, 0), load).await
}

fn playlist(bytes: Bytes) -> MediaAnswer {
    MediaAnswer { bytes, content_type: "application/vnd.apple.mpegurl", immutable: false }
}

/// Text that staff may change while it is read.
fn vtt(text: String) -> MediaAnswer {
    MediaAnswer { bytes: text.into(), content_type: "text/vtt; charset=utf-8", immutable: false }
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
    BYTES.try_get_with(key, load).await.map_err(|error| match &*error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::internal("object store", other),
    })
}

async fn document(env: &Environment, session: SessionId) -> Result<MediaAnswer> {
    let index = env.catalogue.index(env).await?;
    let published =
        index.visible(true, session).filter(|published| published.entry.pages > 0).ok_or(Error::NotFound)?;
    let bytes = object(env, published.original_key.as_deref().ok_or(Error::NotFound)?).await?;
    Ok(MediaAnswer { bytes, content_type: "application/pdf", immutable: true })
}

async fn page_image(env: &Environment, session: SessionId, page: &str) -> Result<MediaAnswer> {
    let index = env.catalogue.index(env).await?;
    let published = index.visible(true, session).ok_or(Error::NotFound)?;
    let number = page.strip_suffix(".jpg").and_then(|number| number.parse::<u32>().ok()).ok_or(Error::NotFound)?;
    if number == 0 || number > published.entry.pages {
        return Err(Error::NotFound);
    }
    let prefix = published.page_prefix.as_deref().ok_or(Error::NotFound)?;
    let bytes = object(env, &page_key(prefix, number)).await?;
    Ok(MediaAnswer { bytes, content_type: "image/jpeg", immutable: true })
}

async fn sheet_image(env: &Environment, session: SessionId, sheet: &str) -> Result<MediaAnswer> {
    let index = env.catalogue.index(env).await?;
    let recording = index.visible(true, session).and_then(|published| published.entry.recording_id);
    let (recording, manifest) = (recording.ok_or(Error::NotFound)?, manifest(env, session).await?);
    let sheets = manifest.sheets.ok_or(Error::NotFound)?;
    let number = sheet.strip_suffix(".jpg").and_then(|number| number.parse::<u32>().ok());
    let number = number.filter(|number| *number < sheets.layout.sheets()).ok_or(Error::NotFound)?;
    let key = MediaKey::Sheet { recording, attempt: sheets.attempt, number };
    Ok(MediaAnswer { bytes: object(env, &key.key()).await?, content_type: "image/jpeg", immutable: true })
}

async fn manifest(env: &Environment, session: SessionId) -> Result<Arc<Manifest>> {
    let index = env.catalogue.index(env).await?;
    let published = index.visible(true, session).ok_or(Error::NotFound)?;
    let recording = published.entry.recording_id.ok_or(Error::NotFound)?;
    let key = (recording.0, published.media_version);
    let made = MANIFESTS.try_get_with(key, read_manifest(env, recording)).await;
    made.map_err(|error| match &*error {
        Error::NotFound => Error::NotFound,
        other => Error::Internal(other.to_string()),
    })
}

async fn read_manifest(env: &Environment, recording: RecordingId) -> Result<Arc<Manifest>> {
    let rows = rendition::Entity::find()
        .filter(rendition::Column::RecordingId.eq(recording.0))
        .order_by_desc(rendition::Column::Height)
        .all(env.db.reader())
        .await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let mut infos = Vec::with_capacity(rows.len());
    let mut renditions = HashMap::with_capacity(rows.len());
    for row in rows {
        let table: SegmentTable = stored(row.segments)?;
        let written = Bytes::from(media_playlist(&table));
        let number = |value: i32| u32::try_from(value).unwrap_or_default();
        let info = RenditionInfo {
            name: row.name.clone(),
            kind: if row.kind == "audio" { RenditionKind::Audio } else { RenditionKind::Video },
            width: row.width.map(number),
            height: row.height.map(number),
            frame_rate: row.frame_rate.map(|rate| rate as f32),
            codecs: row.codecs,
            bandwidth: number(row.bandwidth),
            average_bandwidth: number(row.average_bandwidth),
            language: None,
            keys_bandwidth: table.keys_bandwidth(),
        };
        // Whoever plays what is not offered any more plays it to the end.
        infos.extend(row.retired_at.is_none().then_some(info));
        renditions.insert(row.name, (row.object_key, table, written));
    }
    let row = entity::Entity::find_by_id(recording.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let mut offered = Vec::new();
    let mut captions = HashMap::new();
    for set in crate::captions::of(env, recording).await? {
        if set.kind == CaptionKind::Chapters {
            captions.insert(format!("chapters-{}.vtt", set.language), set.cues);
            continue;
        }
        let describes_sound = set.kind == CaptionKind::Captions;
        let name = format!("t-{}{}", set.language, if describes_sound { "-sdh" } else { "" });
        let label = set.label();
        offered.push(CaptionInfo { name: name.clone(), language: set.language, label, describes_sound });
        captions.insert(name, set.cues);
    }
    Ok(Arc::new(Manifest {
        multivariant: Bytes::from(multivariant(&infos, &offered)),
        renditions,
        captions,
        duration_ms: row.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default(),
        sheets: row.storyboard.map(stored).transpose()?,
    }))
}
