//! Recordings whose file Estrade made itself: what was sent in a live session.

use super::{
    entity,
    keys::MediaKey,
    stored::{Stored, note, put_file},
};
use crate::{Environment, Result, sessions};
use contract::{RecordingId, recordings::RecordingState};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use std::path::Path;
use uuid::Uuid;

/// Puts the file of a recording that is about to be into the store.
pub(crate) async fn put_original(env: &Environment, file: &Path, id: RecordingId, attempt: Uuid) -> Result<Stored> {
    put_file(env, file, MediaKey::Original { recording: id, attempt }).await
}

/// The row of a recording of a session, whose file is in the store.
pub(crate) async fn insert_made(
    env: &Environment,
    connection: &impl ConnectionTrait,
    id: RecordingId,
    session: &sessions::entity::Model,
    written: Stored,
) -> Result<()> {
    let now = env.clock.now_ms();
    let (key, size) = (written.key.clone(), written.size());
    entity::ActiveModel {
        id: Set(id.0),
        item_id: Set(session.item_id),
        filename: Set("direct.mp4".to_owned()),
        size: Set(size),
        received: Set(size),
        state: Set(RecordingState::Uploaded.code().to_owned()),
        progress: Set(0.0),
        problem: Set(None),
        duration_ms: Set(None),
        poster_key: Set(None),
        poster_small_key: Set(None),
        original_key: Set(Some(key)),
        media_prefix: Set(None),
        pages: Set(0),
        pages_left_out: Set(0),
        pages_unread: Set(0),
        may_download: Set(false),
        media_version: Set(0),
        storyboard: Set(None),
        created_by: Set(session.id),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(None),
        companion_of: Set(None),
        companion_role: Set(None),
        companion_language: Set(None),
        cut: Set(None),
        cuts: Set(0),
        read_at: Set(None),
        reading: Set(None),
        leaves: Set(None),
    }
    .insert(connection)
    .await?;
    note(env, connection, id, vec![written]).await
}

/// Whether a recording can be watched.
pub(crate) async fn is_whole(env: &Environment, recording: Option<Uuid>) -> Result<bool> {
    let Some(id) = recording else { return Ok(false) };
    let row = entity::Entity::find_by_id(id).one(env.db.reader()).await?;
    Ok(row.is_some_and(|row| row.deleted_at.is_none() && matches!(row.state.as_str(), "playable" | "ready")))
}
