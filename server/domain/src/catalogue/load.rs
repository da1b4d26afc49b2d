//! Reading the published sessions from the database.

use super::index::{Index, Published};
use crate::{
    Environment, Error, Result,
    clock::moment,
    database::{Stored, code},
    extra_fields,
    guides::{self, Leaves},
    inventory,
    vocabulary::Known,
};
use contract::{
    ItemId, LangMap, RecordingId, SessionId,
    catalogue::CatalogueEntry,
    inventory::ItemFields,
    lives::{LiveNote, LiveState},
};
use futures::{StreamExt, TryStreamExt};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, StreamTrait};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    session_id: Uuid,
    audience: String,
    published_at: i64,
    item_id: Uuid,
    kind: String,
    title: Stored<LangMap>,
    description: Stored<LangMap>,
    tags: Stored<Vec<String>>,
    level: String,
    duration_minutes: Option<i32>,
    equipment: Stored<Vec<String>>,
    language: Option<String>,
    instructor: Option<String>,
    centre: Option<String>,
    particulars: Option<JsonValue>,
    recording_id: Option<Uuid>,
    duration_ms: Option<i64>,
    poster_key: Option<String>,
    poster_small_key: Option<String>,
    original_key: Option<String>,
    media_prefix: Option<String>,
    media_version: Option<i64>,
    has_storyboard: i32,
    may_download: i32,
    has_signs: i32,
    pages: Option<i32>,
    leaves: Option<Stored<Leaves>>,
    live_state: Option<String>,
    starts_at: Option<i64>,
    ends_at: Option<i64>,
    substitute: Option<String>,
}

/// How often the catalogue has changed.
pub(super) async fn revision(env: &Environment) -> Result<i64> {
    let statement = env.db.statement("SELECT revision FROM catalogue_revision WHERE id = 1", []);
    let row = env.db.reader().query_one_raw(statement).await?;
    Ok(row.ok_or_else(|| Error::Internal("no catalogue revision".into()))?.try_get("", "revision")?)
}

/// All that is published, the newest first.
pub(super) async fn index(env: &Environment, revision: i64) -> Result<Index> {
    let statement = env.db.statement(include_str!("published.sql"), []);
    // Row by row: a row as the driver holds it takes ten times the memory of what is kept of it.
    let rows = env.db.reader().stream_raw(statement).await?;
    let sessions: Vec<Published> = rows.map(|row| published(Row::from_query_result(&row?, "")?)).try_collect().await?;
    let said = guides::words_of_published(env).await?;
    let tags = Known::read(env.db.reader()).await?;
    let own_fields = extra_fields::known(env.db.reader()).await?;
    // A large catalogue takes a while to index; other requests are answered meanwhile.
    let indexing = tokio::task::spawn_blocking(move || Index::new(revision, sessions, &said, tags));
    let mut index = indexing.await.map_err(|error| Error::internal("indexing the catalogue", error))?;
    index.own_fields = own_fields.into();
    Ok(index)
}

fn published(row: Row) -> Result<Published> {
    let duration_ms = u64::try_from(row.duration_ms.unwrap_or_default()).unwrap_or_default();
    let live = live(&row)?;
    let mut fields = ItemFields::new(code(&row.kind)?, row.title.0);
    inventory::particulars::read(row.particulars, &mut fields)?;
    Ok(Published {
        duration_ms,
        original_key: row.original_key,
        page_prefix: row.media_prefix,
        leaves: row.leaves.map(|leaves| leaves.0),
        may_download: row.may_download != 0,
        media_version: row.media_version.unwrap_or_default(),
        has_storyboard: row.has_storyboard != 0,
        has_signs: row.has_signs != 0,
        entry: CatalogueEntry {
            session_id: SessionId(row.session_id),
            item_id: ItemId(row.item_id),
            recording_id: row.recording_id.map(RecordingId),
            live,
            kind: fields.kind,
            title: fields.title,
            description: row.description.0,
            duration_s: (duration_ms > 0).then_some(duration_ms as f64 / 1000.0),
            duration_minutes: row.duration_minutes.and_then(|minutes| u32::try_from(minutes).ok()),
            level: code(&row.level)?,
            equipment: row.equipment.0,
            language: row.language,
            instructor: row.instructor,
            centre: row.centre,
            impact: fields.impact,
            position: fields.position,
            space: fields.space,
            substitutes: fields.substitutes,
            tags: row.tags.0,
            audience: code(&row.audience)?,
            has_poster: row.poster_key.is_some(),
            pages: row.pages.and_then(|pages| u32::try_from(pages).ok()).unwrap_or_default(),
            published_at: moment(row.published_at),
        },
        poster_key: row.poster_key,
        poster_small_key: row.poster_small_key,
    })
}

/// What is said of a session that is broadcast. Once its recording can be watched it is a replay.
fn live(row: &Row) -> Result<Option<LiveNote>> {
    let (Some(state), Some(starts_at), Some(ends_at)) = (&row.live_state, row.starts_at, row.ends_at) else {
        return Ok(None);
    };
    let state = match code(state)? {
        LiveState::Ended if row.recording_id.is_some() => LiveState::Replay,
        LiveState::Interrupted => LiveState::Live,
        state => state,
    };
    let (starts_at, ends_at) = (moment(starts_at), moment(ends_at));
    Ok(Some(LiveNote { state, starts_at, ends_at, substitute: row.substitute.clone() }))
}
