//! Uploads: a file arrives in pieces, each kept in the object store before it is acknowledged.
//!
//! Pieces are objects of their own rather than parts of a multipart upload, so that an upload can
//! go on after a restart, on another replica and on every kind of store.

use super::{companions, entity, get, keys::MediaKey, stored, stored::forget_objects};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    inventory,
    jobs::{self, Job},
};
use bytes::Bytes;
use contract::{
    RecordingId, limits,
    recordings::{BeginRecording, RecordingDetails, RecordingState},
};
use object_store::ObjectStoreExt;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// How long an upload may rest before it is taken for abandoned.
pub const UPLOAD_EXPIRES_MS: i64 = 7 * 24 * 3_600_000;
/// The size of a file that is still being made.
pub(super) const OPEN: i64 = 0;

/// Announces a file for an item; one without a size is still being made, and [`finish`] ends it.
///
/// # Errors
/// [`Error::Invalid`] when the file is empty, larger than one may be or than there is room for;
/// [`Error::NotFound`] when there is no such item.
pub async fn begin(env: &Environment, staff: &Staff, command: &BeginRecording) -> Result<RecordingDetails> {
    if command.size == Some(0) {
        return Err(Error::field("size", "empty_file"));
    }
    fits(env, staff, command.size.unwrap_or(1)).await?;
    inventory::get(env, staff, command.item_id).await?;
    if let Some(companion) = &command.companion {
        companions::check(env, command.item_id, companion).await?;
    }
    let id = RecordingId(env.new_id());
    row(env, staff, id, command).insert(env.db.writer()).await?;
    get(env, staff, id).await
}

/// Whether there is room for a file of `size` bytes.
pub(super) async fn fits(env: &Environment, staff: &Staff, size: u64) -> Result<()> {
    let room = stored::room(env, staff).await?;
    if size > env.settings.recording_bytes {
        return Err(Error::field("size", "file_too_large"));
    }
    if room.left_bytes.is_some_and(|left| size > left) {
        return Err(Error::field("size", "quota_exceeded"));
    }
    Ok(())
}

/// The row of a file of which nothing has arrived.
pub(super) fn row(env: &Environment, staff: &Staff, id: RecordingId, command: &BeginRecording) -> entity::ActiveModel {
    let now = env.clock.now_ms();
    // Shown to staff, never used as a path: still, no control characters in a log or a page.
    let filename: String =
        command.filename.chars().filter(|c| !c.is_control()).take(limits::SHORT_TEXT_CHARS).collect();
    entity::ActiveModel {
        id: Set(id.0),
        item_id: Set(command.item_id.0),
        filename: Set(filename),
        size: Set(command.size.map_or(OPEN, |size| i64::try_from(size).unwrap_or(i64::MAX))),
        received: Set(0),
        state: Set(RecordingState::AwaitingUpload.code().to_owned()),
        progress: Set(0.0),
        problem: Set(None),
        duration_ms: Set(None),
        poster_key: Set(None),
        poster_small_key: Set(None),
        original_key: Set(None),
        media_prefix: Set(None),
        pages: Set(0),
        pages_left_out: Set(0),
        pages_unread: Set(0),
        may_download: Set(false),
        media_version: Set(0),
        storyboard: Set(None),
        created_by: Set(staff.id.0),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(None),
        companion_of: Set(command.companion.as_ref().map(|with| with.of.0)),
        companion_role: Set(command.companion.as_ref().map(|with| with.role.code().to_owned())),
        companion_language: Set(command.companion.as_ref().and_then(|with| with.language.clone())),
        cut: Set(None),
        cuts: Set(0),
        read_at: Set(None),
        reading: Set(None),
        leaves: Set(None),
    }
}

/// A piece that lies in the store and that no row points at: it is not kept before [`note_pieces`] says so.
#[derive(Debug)]
pub struct Piece {
    pub(super) key: String,
    pub(super) begins: i64,
    pub(super) ends: i64,
}

impl Piece {
    pub(super) async fn put(env: &Environment, key: MediaKey<'_>, offset: u64, bytes: Bytes) -> Result<Self> {
        let begins = i64::try_from(offset).unwrap_or(i64::MAX);
        let ends = begins.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        env.store.put(&key.path(), bytes.into()).await?;
        Ok(Self { key: key.key(), begins, ends })
    }

    /// Where the first of these pieces begins and the last one ends.
    pub(super) fn span(pieces: &[Self]) -> Result<(i64, i64)> {
        let follow = pieces.windows(2).all(|pair| pair[0].ends == pair[1].begins);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) if follow => Ok((first.begins, last.ends)),
            _ => Err(Error::Conflict("offset_mismatch")),
        }
    }

    /// Where the next piece begins, of pieces that were noted; those that were refused are removed.
    pub(super) async fn settled(env: &Environment, pieces: Vec<Self>, noted: Result<i64>) -> Result<u64> {
        // Where the database has failed, nobody knows whether it took them; what it did not take is swept up.
        if matches!(noted, Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound)) {
            forget_objects(env, pieces.into_iter().map(|piece| piece.key).collect()).await;
        }
        Ok(u64::try_from(noted?).unwrap_or_default())
    }
}

/// Brings a piece that begins at `offset` to the store. Several may be on their way at once.
///
/// # Errors
/// Only when the store fails.
pub async fn store_piece(env: &Environment, _: &Staff, id: RecordingId, offset: u64, bytes: Bytes) -> Result<Piece> {
    let key = MediaKey::UploadPart { recording: id, offset, sent: env.new_id() };
    Piece::put(env, key, offset, bytes).await
}

/// Keeps pieces that follow each other and returns where the next one begins. Those that complete the file and
/// the job that works on it are one transaction. What is refused is removed from the store.
///
/// # Errors
/// [`Error::Conflict`] with `offset_mismatch` when they do not begin where the last one
/// ended, or `upload_over` when nothing is awaited; [`Error::Invalid`] when they are longer
/// than what was announced; [`Error::NotFound`].
pub async fn note_pieces(env: &Environment, staff: &Staff, id: RecordingId, pieces: Vec<Piece>) -> Result<u64> {
    let noted = note_all(env, staff, id, &pieces).await;
    Piece::settled(env, pieces, noted).await
}

/// Whether these bytes are what is awaited; what is announced of the file, in bytes.
async fn awaited(env: &Environment, staff: &Staff, id: RecordingId, (begins, ends): (i64, i64)) -> Result<i64> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.writer()).await?.ok_or(Error::NotFound)?;
    if row.state != RecordingState::AwaitingUpload.code() {
        return Err(Error::Conflict("upload_over"));
    }
    if row.received != begins {
        return Err(Error::Conflict("offset_mismatch"));
    }
    if row.size == OPEN {
        if ends > i64::try_from(env.settings.recording_bytes).unwrap_or(i64::MAX) {
            return Err(Error::field("body", "file_too_large"));
        }
        fits(env, staff, u64::try_from(ends - begins).unwrap_or_default()).await?;
    } else if ends > row.size {
        return Err(Error::field("body", "longer_than_announced"));
    }
    Ok(row.size)
}

async fn note_all(env: &Environment, staff: &Staff, id: RecordingId, pieces: &[Piece]) -> Result<i64> {
    let (begins, ends) = Piece::span(pieces)?;
    let complete = awaited(env, staff, id, (begins, ends)).await? == ends;
    let tx = env.db.begin().await?;
    let state = if complete { RecordingState::Uploaded } else { RecordingState::AwaitingUpload };
    // Two connections may send the same piece: only one of them moves the mark.
    let moved = env.db.statement(
        "UPDATE recording SET received = ?, state = ?, updated_at = ? WHERE id = ? AND received = ? AND state = 'awaiting_upload'",
        [ends.into(), state.code().into(), env.clock.now_ms().into(), id.0.into(), begins.into()],
    );
    if tx.execute_raw(moved).await?.rows_affected() == 0 {
        return Err(Error::Conflict("offset_mismatch"));
    }
    let row = |piece: &Piece| entity::part::ActiveModel {
        recording_id: Set(id.0),
        offset: Set(piece.begins),
        size: Set(piece.ends - piece.begins),
        object_key: Set(piece.key.clone()),
    };
    entity::part::Entity::insert_many(pieces.iter().map(row)).exec_without_returning(&tx).await?;
    if complete {
        jobs::enqueue(env, &tx, &Job::Digitise { recording: id, publish: None }).await?;
    }
    tx.commit().await?;
    if complete {
        env.bell.ring();
    }
    env.bell.tell(id);
    Ok(ends)
}

/// Keeps the next piece and returns where the one after it begins.
///
/// # Errors
/// As [`note_pieces`]; nothing that is refused comes into the store.
pub async fn append(env: &Environment, staff: &Staff, id: RecordingId, offset: u64, bytes: Bytes) -> Result<u64> {
    let begins = i64::try_from(offset).unwrap_or(i64::MAX);
    let ends = begins.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    awaited(env, staff, id, (begins, ends)).await?;
    if bytes.is_empty() {
        return Ok(offset);
    }
    let piece = store_piece(env, staff, id, offset, bytes).await?;
    note_pieces(env, staff, id, vec![piece]).await
}

/// Says how long a file is that was begun without a size; more of it is still to come.
///
/// # Errors
/// As [`begin`], and [`Error::Conflict`] with `upload_over`.
pub async fn set_length(env: &Environment, staff: &Staff, id: RecordingId, length: u64) -> Result<()> {
    fits(env, staff, length).await?;
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let statement = env.db.statement(
        "UPDATE recording SET size = ?, updated_at = ?
         WHERE id = ? AND state = 'awaiting_upload' AND size = 0 AND received < ?",
        [length.into(), env.clock.now_ms().into(), id.0.into(), length.into()],
    );
    match env.db.writer().execute_raw(statement).await?.rows_affected() {
        0 => Err(Error::Conflict("upload_over")),
        _ => Ok(()),
    }
}

/// Ends a file that was begun without a size: what has arrived is all of it.
///
/// # Errors
/// [`Error::Conflict`] with `upload_over` when nothing is awaited, or `nothing_arrived`;
/// [`Error::NotFound`].
pub async fn finish(env: &Environment, staff: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    let recording = get(env, staff, id).await?;
    let tx = env.db.begin().await?;
    let ended = env.db.statement(
        "UPDATE recording SET size = received, state = 'uploaded', updated_at = ?
         WHERE id = ? AND state = 'awaiting_upload' AND size = 0 AND received > 0",
        [env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(ended).await?.rows_affected() == 0 {
        let nothing = recording.state == RecordingState::AwaitingUpload && recording.received == 0;
        return Err(Error::Conflict(if nothing { "nothing_arrived" } else { "upload_over" }));
    }
    jobs::enqueue(env, &tx, &Job::Digitise { recording: id, publish: None }).await?;
    tx.commit().await?;
    env.bell.ring();
    env.bell.tell(id);
    get(env, staff, id).await
}

/// Gives an upload up and removes what had arrived.
///
/// # Errors
/// [`Error::Conflict`] with `upload_over` when the file is complete; [`Error::NotFound`].
pub async fn cancel_upload(env: &Environment, staff: &Staff, id: RecordingId) -> Result<()> {
    let recording = get(env, staff, id).await?;
    if recording.state != RecordingState::AwaitingUpload {
        return Err(Error::Conflict("upload_over"));
    }
    if remove(env, id, i64::MAX).await? { Ok(()) } else { Err(Error::Conflict("upload_over")) }
}

/// Removes uploads that nobody went on with.
pub(crate) async fn remove_abandoned(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - UPLOAD_EXPIRES_MS;
    let abandoned = entity::Entity::find()
        .filter(entity::Column::State.eq(RecordingState::AwaitingUpload.code()))
        .filter(entity::Column::UpdatedAt.lt(before))
        .all(env.db.reader())
        .await?;
    for recording in abandoned {
        remove(env, RecordingId(recording.id), before).await?;
    }
    Ok(())
}

/// Removes an upload that nobody went on with since `before`, in milliseconds since 1970; false
/// when somebody did. The row goes first: an object without a row is only waste, a row without its
/// object a lie.
async fn remove(env: &Environment, id: RecordingId, before: i64) -> Result<bool> {
    let parts = parts_of(env, id).await?;
    let statement = env.db.statement(
        "DELETE FROM recording WHERE id = ? AND state = 'awaiting_upload' AND updated_at < ?",
        [id.0.into(), before.into()],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(false);
    }
    forget_objects(env, parts).await;
    Ok(true)
}

pub(super) async fn parts_of(env: &Environment, id: RecordingId) -> Result<Vec<String>> {
    use sea_orm::QueryOrder;
    let parts = entity::part::Entity::find()
        .filter(entity::part::Column::RecordingId.eq(id.0))
        .order_by_asc(entity::part::Column::Offset)
        .all(env.db.writer())
        .await?;
    Ok(parts.into_iter().map(|part| part.object_key).collect())
}
