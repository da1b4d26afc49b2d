//! What is stored of each recording, noted as it is written: how large it is, and its sum. The
//! sums are compared at leisure, so that a store that forgets or changes something is found out
//! before a member finds it.
//!
//! Keys are written once: each holds the attempt that wrote it, and no attempt comes twice.

use super::{entity::object, keys::MediaKey};
use crate::{Environment, Error, Result, accounts::Staff, secret::hex};
use bytes::Bytes;
use contract::{RecordingId, recordings::Room};
use object_store::{ObjectStoreExt, buffered::BufWriter, path::Path as Key};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use sha2::{Digest, Sha256};
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// How much is written or read at a time. A store's own stream of a local file goes in steps of
/// eight kilobytes, which takes ten times as long.
pub(super) const CHUNK: usize = 8 * 1024 * 1024;
/// After how long an object is read again, in milliseconds.
const CHECK_AFTER_MS: i64 = 30 * 24 * 3_600_000;
/// How much is read in one round of checking, in bytes: rounds come every hour, and members watch
/// meanwhile.
pub(super) const ROUND_BYTES: i64 = 4 << 30;

/// So many objects that cannot be read, and it is the store that cannot.
const SILENT_MOST: u32 = 3;

/// An object as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Where it lies.
    pub key: String,
    size: i64,
    sha256: String,
}

impl Stored {
    /// How large it is, in bytes.
    pub(crate) fn size(&self) -> i64 {
        self.size
    }
}

/// Puts a file into the store.
pub(crate) async fn put_file(env: &Environment, from: &Path, to: MediaKey<'_>) -> Result<Stored> {
    let key = to.key();
    let mut file = tokio::fs::File::open(from).await?;
    let mut writer = BufWriter::with_capacity(env.store.clone(), Key::from(key.as_str()), CHUNK);
    let mut sum = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; CHUNK];
    loop {
        let read = file.read(&mut piece).await?;
        if read == 0 {
            break;
        }
        sum.update(&piece[..read]);
        size += i64::try_from(read).unwrap_or_default();
        writer.write_all(&piece[..read]).await?;
    }
    writer.shutdown().await?;
    Ok(Stored { key, size, sha256: hex(&sum.finalize()) })
}

/// Puts what is in memory into the store.
pub(crate) async fn put_bytes(env: &Environment, bytes: Bytes, key: String) -> Result<Stored> {
    let (size, sha256) = (i64::try_from(bytes.len()).unwrap_or(i64::MAX), hex(&Sha256::digest(&bytes)));
    env.store.put(&Key::from(key.as_str()), bytes.into()).await?;
    Ok(Stored { key, size, sha256 })
}

/// Notes what was written, in the transaction that points at it.
pub(crate) async fn note(
    env: &Environment,
    connection: &impl ConnectionTrait,
    recording: RecordingId,
    written: Vec<Stored>,
) -> Result<()> {
    let row = |stored: Stored| object::ActiveModel {
        object_key: Set(stored.key),
        recording_id: Set(recording.0),
        size: Set(stored.size),
        sha256: Set(stored.sha256),
        checked_at: Set(env.clock.now_ms()),
        fault: Set(None),
    };
    if written.is_empty() {
        return Ok(());
    }
    let again = OnConflict::column(object::Column::ObjectKey).do_nothing().to_owned();
    object::Entity::insert_many(written.into_iter().map(row))
        .on_conflict(again)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Deletes objects that no row points at any more; one that stays behind costs only its space.
pub(crate) async fn forget_objects(env: &Environment, keys: Vec<String>) {
    for key in keys {
        match env.store.delete(&Key::from(key.as_str())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {
                if let Err(error) = object::Entity::delete_by_id(key).exec(env.db.writer()).await {
                    tracing::warn!(%error, "an object's row could not be deleted");
                }
            }
            Err(error) => tracing::warn!(%error, "an object could not be deleted"),
        }
    }
}

/// How many bytes are stored for a recording, everything counted.
///
/// # Errors
/// Only when the database fails.
pub async fn stored_bytes(env: &Environment, _: &Staff, id: RecordingId) -> Result<u64> {
    let objects = sum(env, "size", "stored_object WHERE recording_id = ?", Some(id)).await?;
    Ok(objects + sum(env, "size", "upload_part WHERE recording_id = ?", Some(id)).await?)
}

/// How many of a recording's objects were found missing or changed.
///
/// # Errors
/// Only when the database fails.
pub async fn faults(env: &Environment, _: &Staff, id: RecordingId) -> Result<u64> {
    let faulty =
        object::Entity::find().filter(object::Column::RecordingId.eq(id.0)).filter(object::Column::Fault.is_not_null());
    Ok(faulty.count(env.db.reader()).await?)
}

/// How many objects there are, how many bytes they are, and how many of them are missing or
/// changed: for the metrics page.
///
/// # Errors
/// Only when the database fails.
pub async fn totals(env: &Environment) -> Result<[i64; 3]> {
    let sql = "SELECT count(*) AS objects, CAST(coalesce(sum(size), 0) AS bigint) AS bytes, count(fault) AS faults
               FROM stored_object";
    let row = env.db.reader().query_one_raw(env.db.statement(sql, [])).await?;
    let row = row.ok_or_else(|| Error::Internal("no totals".to_owned()))?;
    Ok([row.try_get("", "objects")?, row.try_get("", "bytes")?, row.try_get("", "faults")?])
}

/// What may still be uploaded: how large one file may be, and how much room the organisation has
/// left, where it has set a quota. What is announced and has not arrived counts as taken.
///
/// # Errors
/// Only when the database fails.
pub async fn room(env: &Environment, _: &Staff) -> Result<Room> {
    let file_bytes = env.settings.recording_bytes;
    let Some(quota) = env.settings.quota_bytes else { return Ok(Room { file_bytes, left_bytes: None }) };
    let mut taken = 0;
    for (column, rows) in [
        ("size", "stored_object"),
        ("CASE size WHEN 0 THEN received ELSE size END", "recording WHERE state = 'awaiting_upload'"),
        // Complete, and not yet joined to the file that is noted as stored.
        ("size", "recording WHERE original_key IS NULL AND state <> 'awaiting_upload'"),
        ("size", "partial_upload"),
        ("size", "attachment"),
    ] {
        taken += sum(env, column, rows, None).await?;
    }
    let left = quota.saturating_sub(taken);
    Ok(Room { file_bytes: file_bytes.min(left), left_bytes: Some(left) })
}

async fn sum(env: &Environment, column: &str, rows: &str, recording: Option<RecordingId>) -> Result<u64> {
    // PostgreSQL sums whole numbers into a decimal.
    let sql = format!("SELECT CAST(coalesce(sum({column}), 0) AS bigint) AS bytes FROM {rows}");
    let row = env.db.reader().query_one_raw(env.db.statement(&sql, recording.map(|id| id.0.into()))).await?;
    let bytes: i64 = row.map(|row| row.try_get("", "bytes")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(bytes).unwrap_or_default())
}

/// Reads what has not been read for longest and compares its sum. What is missing or changed is
/// said on the item's page, in the log and among the figures; nothing is deleted for it.
pub(crate) async fn scrub(env: &Environment) -> Result<()> {
    let due = object::Entity::find()
        .filter(object::Column::CheckedAt.lt(env.clock.now_ms() - CHECK_AFTER_MS))
        .order_by_asc(object::Column::CheckedAt)
        .limit(10_000)
        .all(env.db.reader())
        .await?;
    let (mut read, mut silent) = (0, 0);
    for row in due {
        if read >= ROUND_BYTES {
            break;
        }
        read += row.size;
        let fault = match sum_of(env, &row.object_key).await {
            Ok(found) if (found.size, &found.sha256) == (row.size, &row.sha256) => None,
            Ok(_) => Some("changed"),
            Err(Error::NotFound) if is_noted(env, &row.object_key).await? => Some("missing"),
            // Removed since the list was read.
            Err(Error::NotFound) => continue,
            // One that cannot be read is broken; where several cannot, it is the store that is away.
            Err(error) => {
                silent += 1;
                if silent >= SILENT_MOST {
                    return Err(error);
                }
                Some("unreadable")
            }
        };
        if let Some(fault) = fault {
            tracing::error!(key = row.object_key, recording.id = %row.recording_id, fault, "a stored object is not what it was");
        }
        let statement = env.db.statement(
            "UPDATE stored_object SET checked_at = ?, fault = ? WHERE object_key = ?",
            [env.clock.now_ms().into(), fault.map(str::to_owned).into(), row.object_key.into()],
        );
        env.db.writer().execute_raw(statement).await?;
    }
    Ok(())
}

pub(super) async fn is_noted(env: &Environment, key: &str) -> Result<bool> {
    Ok(object::Entity::find_by_id(key.to_owned()).one(env.db.writer()).await?.is_some())
}

/// Notes an object that lies in the store since before there were sums.
pub(super) async fn adopt(env: &Environment, recording: RecordingId, key: &str) -> Result<()> {
    let found = sum_of(env, key).await?;
    note(env, env.db.writer(), recording, vec![found]).await
}

async fn sum_of(env: &Environment, key: &str) -> Result<Stored> {
    let path = Key::from(key);
    let length = env.store.head(&path).await?.size;
    let mut sum = Sha256::new();
    let mut from = 0;
    while from < length {
        let until = length.min(from + CHUNK as u64);
        sum.update(&env.store.get_range(&path, from..until).await?);
        from = until;
    }
    Ok(Stored { key: key.to_owned(), size: i64::try_from(length).unwrap_or(i64::MAX), sha256: hex(&sum.finalize()) })
}
