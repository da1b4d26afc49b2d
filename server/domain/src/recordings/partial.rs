//! Strands: a file that is sent over several connections at once, each with a part of it, and put
//! together in the end (tus 1.0.0, concatenation).

use super::{
    companions,
    entity::{self, partial, partial_part},
    get,
    keys::MediaKey,
    stored::forget_objects,
    upload::{Piece, UPLOAD_EXPIRES_MS, fits, row},
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    inventory,
    jobs::{self, Job},
};
use bytes::Bytes;
use contract::{
    RecordingId,
    recordings::{BeginRecording, RecordingDetails, RecordingState},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Most strands of one file.
const STRANDS: usize = 64;

/// How far a strand has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strand {
    /// Its size in bytes.
    pub size: u64,
    /// Bytes that are kept.
    pub received: u64,
}

/// Announces a strand.
///
/// # Errors
/// [`Error::Invalid`] as for a whole file.
pub async fn begin_strand(env: &Environment, staff: &Staff, size: u64) -> Result<Uuid> {
    if size == 0 {
        return Err(Error::field("size", "empty_file"));
    }
    fits(env, staff, size).await?;
    let id = env.new_id();
    let row = partial::ActiveModel {
        id: Set(id),
        size: Set(i64::try_from(size).unwrap_or(i64::MAX)),
        received: Set(0),
        created_by: Set(staff.id.0),
        updated_at: Set(env.clock.now_ms()),
    };
    row.insert(env.db.writer()).await?;
    Ok(id)
}

/// How far a strand has come; only who began it is told.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn strand(env: &Environment, staff: &Staff, id: Uuid) -> Result<Strand> {
    let row = own(env.db.writer(), staff, id).await?;
    let bytes = |value| u64::try_from(value).unwrap_or_default();
    Ok(Strand { size: bytes(row.size), received: bytes(row.received) })
}

/// Brings a piece of a strand to the store. Several may be on their way at once.
///
/// # Errors
/// Only when the store fails.
pub async fn store_strand_piece(env: &Environment, _: &Staff, id: Uuid, offset: u64, bytes: Bytes) -> Result<Piece> {
    let key = MediaKey::PartialPart { upload: id, offset, sent: env.new_id() };
    Piece::put(env, key, offset, bytes).await
}

/// Keeps pieces of a strand that follow each other and returns where the next one begins. What is refused is
/// removed from the store.
///
/// # Errors
/// As for pieces of a whole file.
pub async fn note_strand_pieces(env: &Environment, staff: &Staff, id: Uuid, pieces: Vec<Piece>) -> Result<u64> {
    let noted = note_all(env, staff, id, &pieces).await;
    Piece::settled(env, pieces, noted).await
}

async fn awaited(env: &Environment, staff: &Staff, id: Uuid, (begins, ends): (i64, i64)) -> Result<()> {
    let row = own(env.db.writer(), staff, id).await?;
    if row.received != begins {
        return Err(Error::Conflict("offset_mismatch"));
    }
    if ends > row.size {
        return Err(Error::field("body", "longer_than_announced"));
    }
    Ok(())
}

async fn note_all(env: &Environment, staff: &Staff, id: Uuid, pieces: &[Piece]) -> Result<i64> {
    let (begins, ends) = Piece::span(pieces)?;
    awaited(env, staff, id, (begins, ends)).await?;
    let tx = env.db.begin().await?;
    let moved = env.db.statement(
        "UPDATE partial_upload SET received = ?, updated_at = ? WHERE id = ? AND received = ?",
        [ends.into(), env.clock.now_ms().into(), id.into(), begins.into()],
    );
    if tx.execute_raw(moved).await?.rows_affected() == 0 {
        return Err(Error::Conflict("offset_mismatch"));
    }
    let row = |piece: &Piece| partial_part::ActiveModel {
        upload_id: Set(id),
        offset: Set(piece.begins),
        size: Set(piece.ends - piece.begins),
        object_key: Set(piece.key.clone()),
    };
    partial_part::Entity::insert_many(pieces.iter().map(row)).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(ends)
}

/// Keeps the next piece of a strand and returns where the one after it begins.
///
/// # Errors
/// As for a piece of a whole file; nothing that is refused comes into the store.
pub async fn append_to_strand(env: &Environment, staff: &Staff, id: Uuid, offset: u64, bytes: Bytes) -> Result<u64> {
    let begins = i64::try_from(offset).unwrap_or(i64::MAX);
    let ends = begins.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    awaited(env, staff, id, (begins, ends)).await?;
    if bytes.is_empty() {
        return Ok(offset);
    }
    let piece = store_strand_piece(env, staff, id, offset, bytes).await?;
    note_strand_pieces(env, staff, id, vec![piece]).await
}

/// Puts strands together, in this order, to a file whose bytes have all arrived.
///
/// # Errors
/// [`Error::Invalid`] when a strand is unknown, somebody else's or named twice, or the whole is too
/// large; [`Error::Conflict`] with `strand_unfinished`; [`Error::NotFound`] when there is no such
/// item.
pub async fn join_strands(
    env: &Environment,
    staff: &Staff,
    command: &BeginRecording,
    strands: &[Uuid],
) -> Result<RecordingDetails> {
    let mut once = strands.to_vec();
    once.sort_unstable();
    once.dedup();
    if strands.is_empty() || strands.len() > STRANDS || once.len() != strands.len() {
        return Err(Error::field("upload-concat", "unknown_upload"));
    }
    inventory::get(env, staff, command.item_id).await?;
    if let Some(companion) = &command.companion {
        companions::check(env, command.item_id, companion).await?;
    }
    let tx = env.db.begin().await?;
    let id = RecordingId(env.new_id());
    let mut parts = Vec::new();
    let mut size = 0_i64;
    for strand in strands {
        let unknown = |error| match error {
            Error::NotFound => Error::field("upload-concat", "unknown_upload"),
            other => other,
        };
        let found = own(&tx, staff, *strand).await.map_err(unknown)?;
        if found.received != found.size {
            return Err(Error::Conflict("strand_unfinished"));
        }
        let pieces = partial_part::Entity::find()
            .filter(partial_part::Column::UploadId.eq(*strand))
            .order_by_asc(partial_part::Column::Offset)
            .all(&tx)
            .await?;
        parts.extend(pieces.into_iter().map(|piece| entity::part::ActiveModel {
            recording_id: Set(id.0),
            offset: Set(size + piece.offset),
            size: Set(piece.size),
            object_key: Set(piece.object_key),
        }));
        size = size.saturating_add(found.size);
    }
    let whole = u64::try_from(size).unwrap_or_default();
    if whole > env.settings.recording_bytes {
        return Err(Error::field("size", "file_too_large"));
    }
    // Somebody else may have joined or given them up since they were read.
    let taken = partial::Entity::delete_many().filter(partial::Column::Id.is_in(once)).exec(&tx).await?;
    if taken.rows_affected != strands.len() as u64 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    let mut joined = row(env, staff, id, &BeginRecording { size: Some(whole), ..command.clone() });
    joined.received = Set(size);
    joined.state = Set(RecordingState::Uploaded.code().to_owned());
    entity::Entity::insert(joined).exec_without_returning(&tx).await?;
    for part in parts {
        entity::part::Entity::insert(part).exec_without_returning(&tx).await?;
    }
    jobs::enqueue(env, &tx, &Job::Digitise { recording: id, publish: None }).await?;
    tx.commit().await?;
    env.bell.ring();
    get(env, staff, id).await
}

/// Gives a strand up and removes what had arrived of it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel_strand(env: &Environment, staff: &Staff, id: Uuid) -> Result<()> {
    own(env.db.writer(), staff, id).await?;
    remove(env, id, i64::MAX).await
}

/// Removes strands that nobody went on with.
pub(crate) async fn remove_abandoned_strands(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - UPLOAD_EXPIRES_MS;
    let abandoned = partial::Entity::find().filter(partial::Column::UpdatedAt.lt(before)).all(env.db.reader()).await?;
    for strand in abandoned {
        remove(env, strand.id, before).await?;
    }
    Ok(())
}

async fn remove(env: &Environment, id: Uuid, before: i64) -> Result<()> {
    let pieces =
        partial_part::Entity::find().filter(partial_part::Column::UploadId.eq(id)).all(env.db.writer()).await?;
    let gone = partial::Entity::delete_many()
        .filter(partial::Column::Id.eq(id))
        .filter(partial::Column::UpdatedAt.lt(before))
        .exec(env.db.writer())
        .await?;
    if gone.rows_affected > 0 {
        forget_objects(env, pieces.into_iter().map(|piece| piece.object_key).collect()).await;
    }
    Ok(())
}

async fn own(connection: &impl ConnectionTrait, staff: &Staff, id: Uuid) -> Result<partial::Model> {
    let found = partial::Entity::find_by_id(id).one(connection).await?;
    found.filter(|row| row.created_by == staff.id.0).ok_or(Error::NotFound)
}
