//! What a recording is offered as: its playlists, and where its segments lie.

use crate::{
    Environment, Error, Result,
    database::stored,
    media::{CaptionInfo, RenditionInfo, RenditionKind, SegmentTable, Text, media_playlist, multivariant},
    recordings::{
        self,
        entity::{self, rendition},
        publish::{self, SHELVED, Sheets},
    },
};
use contract::{
    RecordingId,
    captions::{CaptionKind, Cue, language_label},
    recordings::{Companion, CompanionRole},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

static NUMBERS: AtomicU64 = AtomicU64::new(0);

/// One rendition, under its name in addresses.
pub(super) struct Offered {
    /// Another one for every time that it is read; never another rendition's.
    pub number: u64,
    /// The object that it is.
    pub key: String,
    /// Which bytes of it are which seconds.
    pub table: SegmentTable,
    /// Its playlist.
    pub written: Text,
    /// What its segments are.
    pub content_type: &'static str,
    /// Whether it holds what was cut away, and is for staff alone.
    pub for_staff: bool,
}

/// A recording's playlists and where its segments lie.
pub(super) struct Manifest {
    pub recording: RecordingId,
    pub multivariant: Text,
    /// The same of all of it, where some of it was cut away: for staff.
    pub whole: Option<Text>,
    /// The playlist of the picture of somebody who signs.
    pub signs: Option<Text>,
    pub renditions: HashMap<String, Offered>,
    pub captions: HashMap<String, Vec<Cue>>,
    pub duration_ms: u64,
    pub sheets: Option<Sheets>,
}

impl Manifest {
    /// Reads what is offered of a recording whose sound is in `language`.
    pub(super) async fn read(env: &Environment, recording: RecordingId, language: Option<String>) -> Result<Arc<Self>> {
        let rows = rendition::Entity::find()
            .filter(rendition::Column::RecordingId.eq(recording.0))
            .order_by_desc(rendition::Column::Height)
            .all(env.db.reader())
            .await?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        let row = entity::Entity::find_by_id(recording.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
        let is_cut = row.cut.is_some();
        let mut renditions = HashMap::with_capacity(rows.len());
        let (mut infos, mut wholes) = (Vec::with_capacity(rows.len()), Vec::new());
        for rendition in rows {
            // Whoever plays what is not offered any more plays it to the end.
            let (is_offered, is_shelved) = (rendition.retired_at.is_none(), rendition.retired_at == Some(SHELVED));
            let mut info = offer(&mut renditions, rendition, "")?;
            if let Some(offered) = renditions.get_mut(&info.name) {
                // Whatever is out of sight may hold what was cut away.
                offered.for_staff = is_cut && !is_offered;
            }
            if info.kind == RenditionKind::Audio {
                info.label = language.as_deref().map(language_label);
                info.language.clone_from(&language);
            }
            wholes.extend(is_shelved.then(|| info.clone()));
            infos.extend(is_offered.then_some(info));
        }
        let mut signs = Vec::new();
        for (with, id, rows) in recordings::offered_with(env, recording).await? {
            // Two recordings never end alike: the end of an id is drawn by lot.
            let prefix = format!("x{}-", &id.0.simple().to_string()[20..]);
            for row in rows {
                let wanted = if with.role == CompanionRole::Sign { "video" } else { "audio" };
                if row.kind == wanted {
                    let info = offer(&mut renditions, row, &prefix)?;
                    match with.role {
                        CompanionRole::Sign => signs.push(info),
                        CompanionRole::Description | CompanionRole::Language => {
                            infos.push(beside(info, &with, language.as_deref()));
                        }
                    }
                }
            }
        }
        let (offered, captions) = captions_of(env, recording).await?;
        Ok(Arc::new(Self {
            recording,
            multivariant: Text::new(multivariant(&infos, &offered)),
            whole: (!wholes.is_empty()).then(|| Text::new(multivariant(&wholes, &[]))),
            signs: (!signs.is_empty()).then(|| Text::new(multivariant(&signs, &[]))),
            renditions,
            captions,
            duration_ms: row.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default(),
            sheets: row.storyboard.map(stored).transpose()?,
        }))
    }
}

/// Puts a rendition among those that can be asked for, and describes it.
fn offer(renditions: &mut HashMap<String, Offered>, row: rendition::Model, prefix: &str) -> Result<RenditionInfo> {
    let key = row.object_key.clone();
    // Described, not read: its file stays where it is.
    let made = publish::made(row, PathBuf::new())?;
    let name = format!("{prefix}{}", made.name);
    let info = RenditionInfo { name: name.clone(), ..made.describe() };
    let written = Text::new(media_playlist(&made.table));
    let content_type = if info.kind == RenditionKind::Audio { "audio/mp4" } else { "video/mp4" };
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    renditions.insert(name, Offered { number, key, table: made.table, written, content_type, for_staff: false });
    Ok(info)
}

/// A sound that is offered beside the recording's own.
fn beside(mut info: RenditionInfo, with: &Companion, own: Option<&str>) -> RenditionInfo {
    let language = with.language.as_deref().or(own);
    let name = language.map_or_else(|| "1".to_owned(), language_label);
    info.describes_picture = with.role == CompanionRole::Description;
    info.label = Some(match (info.describes_picture, language) {
        (true, Some(language)) if language.starts_with("en") => format!("{name} (audio description)"),
        (true, _) => format!("{name} (audiodescription)"),
        (false, _) => name,
    });
    info.language = language.map(str::to_owned);
    info
}

async fn captions_of(
    env: &Environment,
    recording: RecordingId,
) -> Result<(Vec<CaptionInfo>, HashMap<String, Vec<Cue>>)> {
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
    Ok((offered, captions))
}
