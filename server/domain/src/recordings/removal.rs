//! Taking a recording away: what is being made stops at once, what is stored stays for a while in
//! case that was a mistake, and what no row points at is swept up.

use super::{
    entity::{self, rendition},
    get,
    upload::forget_objects,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::stored,
    jobs,
    recordings::{keys::MediaKey, publish::Sheets},
    sessions,
};
use contract::{
    ItemId, RecordingId,
    recordings::{RecordingDetails, RecordingState},
};
use futures::TryStreamExt;
use object_store::{ObjectStore, path::Path};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// For how long a recording that was taken away can be brought back, in milliseconds.
pub const GRACE_MS: i64 = 7 * 24 * 3_600_000;
/// How old an object without a row has to be before it is waste: longer than any piece of work
/// between storing and telling, in milliseconds.
const WASTE_AFTER_MS: i64 = 2 * 24 * 3_600_000;

/// Takes a recording away. Work on it stops; it can be brought back for [`GRACE_MS`].
///
/// # Errors
/// [`Error::Conflict`] with `is_published` while members can attend it; [`Error::NotFound`].
pub async fn remove(env: &Environment, staff: &Staff, id: RecordingId) -> Result<()> {
    let recording = get(env, staff, id).await?;
    if recording.state == RecordingState::AwaitingUpload {
        return super::cancel_upload(env, staff, id).await;
    }
    let tx = env.db.begin().await?;
    if sessions::shows(&tx, id).await? {
        return Err(Error::Conflict("is_published"));
    }
    let statement = env.db.statement(
        "UPDATE recording SET deleted_at = ?, updated_at = ? WHERE id = ? AND deleted_at IS NULL",
        [env.clock.now_ms().into(), env.clock.now_ms().into(), id.0.into()],
    );
    tx.execute_raw(statement).await?;
    tx.commit().await?;
    env.bell.tell(id);
    Ok(())
}

/// Brings a recording back that was taken away. What was being made of it then is made anew.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or its time is over.
pub async fn restore(env: &Environment, staff: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET deleted_at = NULL, updated_at = ? WHERE id = ? AND deleted_at >= ?",
        [env.clock.now_ms().into(), id.0.into(), (env.clock.now_ms() - GRACE_MS).into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    let row = entity::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    if !matches!(row.state.as_str(), "ready" | "failed") {
        jobs::enqueue(env, &tx, &jobs::Job::Digitise { recording: id, publish: None }).await?;
    }
    tx.commit().await?;
    env.bell.ring();
    get(env, staff, id).await
}

/// The recordings of an item that were taken away and can still be brought back, by name.
///
/// # Errors
/// Only when the database fails.
pub async fn removed(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<(RecordingId, String)>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .filter(entity::Column::DeletedAt.gte(env.clock.now_ms() - GRACE_MS))
        .all(env.db.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (RecordingId(row.id), row.filename)).collect())
}

/// How many bytes are stored for a recording, everything counted.
///
/// # Errors
/// When the store fails.
pub async fn stored_bytes(env: &Environment, _: &Staff, id: RecordingId) -> Result<u64> {
    let prefix = Path::from(format!("recordings/{id}"));
    Ok(env.store.list(Some(&prefix)).try_fold(0, |sum, object| async move { Ok(sum + object.size) }).await?)
}

/// Removes for good what was taken away long enough ago, with all that is stored of it.
pub(crate) async fn remove_for_good(env: &Environment) -> Result<()> {
    let over = entity::Column::DeletedAt.lt(env.clock.now_ms() - GRACE_MS);
    for row in entity::Entity::find().filter(over).all(env.db.writer()).await? {
        purge(env, env.db.writer(), row.id).await?;
    }
    Ok(())
}

/// Removes an item's recordings that were taken away, with the item. Returns what to delete once
/// that is committed.
pub(crate) async fn purge_removed(connection: &impl ConnectionTrait, item: ItemId) -> Result<Vec<RecordingId>> {
    let gone = Condition::all().add(entity::Column::ItemId.eq(item.0)).add(entity::Column::DeletedAt.is_not_null());
    let rows = entity::Entity::find().filter(gone.clone()).all(connection).await?;
    entity::Entity::delete_many().filter(gone).exec(connection).await?;
    Ok(rows.into_iter().map(|row| RecordingId(row.id)).collect())
}

/// Deletes everything that is stored of recordings that are no more.
pub(crate) async fn forget(env: &Environment, recordings: Vec<RecordingId>) {
    for id in recordings {
        match keys_of(env, id.0).await {
            Ok(keys) => forget_objects(env, keys).await,
            Err(error) => tracing::warn!(%error, "objects could not be listed"),
        }
    }
}

async fn purge(env: &Environment, connection: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    // The row first: an object without a row is waste, a row without its object a broken promise.
    entity::Entity::delete_by_id(id).exec(connection).await?;
    forget_objects(env, keys_of(env, id).await?).await;
    Ok(())
}

async fn keys_of(env: &Environment, id: Uuid) -> Result<Vec<String>> {
    let prefix = Path::from(format!("recordings/{id}"));
    Ok(env.store.list(Some(&prefix)).map_ok(|object| object.location.to_string()).try_collect().await?)
}

/// Sweeps up what no row points at: outputs of attempts that were killed, pieces of uploads that
/// came twice. Never what is younger than [`WASTE_AFTER_MS`], which may be about to get its row.
pub(crate) async fn sweep(env: &Environment) -> Result<()> {
    let mut waste = Vec::new();
    let mut listing = env.store.list(Some(&Path::from("recordings")));
    let old = env.clock.now_ms() - WASTE_AFTER_MS;
    let mut known: Option<(String, HashSet<String>, Vec<String>)> = None;
    while let Some(object) = listing.try_next().await? {
        if object.last_modified.timestamp_millis() > old {
            continue;
        }
        let key = object.location.to_string();
        let Some(id) = key.split('/').nth(1).map(str::to_owned) else { continue };
        if known.as_ref().is_none_or(|(of, ..)| *of != id) {
            let Ok(recording) = id.parse::<Uuid>() else { continue };
            let (keys, prefixes) = pointed_at(env, recording).await?;
            known = Some((id, keys, prefixes));
        }
        let pointed = known.as_ref().is_some_and(|(_, keys, prefixes)| {
            keys.contains(&key) || prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
        });
        if !pointed {
            waste.push(key);
        }
    }
    if !waste.is_empty() {
        tracing::info!(objects = waste.len(), "sweeping up what no row points at");
        forget_objects(env, waste).await;
    }
    Ok(())
}

/// Every object that the rows of a recording point at, and the prefixes of those that are many.
async fn pointed_at(env: &Environment, id: Uuid) -> Result<(HashSet<String>, Vec<String>)> {
    let mut keys = HashSet::new();
    let mut prefixes = Vec::new();
    let Some(row) = entity::Entity::find_by_id(id).one(env.db.writer()).await? else { return Ok((keys, prefixes)) };
    keys.extend([row.poster_key, row.poster_small_key, row.original_key].into_iter().flatten());
    prefixes.extend(row.media_prefix.map(|prefix| prefix + "/"));
    if let Some(sheets) = row.storyboard.map(stored::<Sheets>).transpose()? {
        let sheet = |number| MediaKey::Sheet { recording: RecordingId(id), attempt: sheets.attempt, number }.key();
        keys.extend((0..sheets.layout.sheets()).map(sheet));
    }
    let renditions = rendition::Entity::find()
        .select_only()
        .column(rendition::Column::ObjectKey)
        .filter(rendition::Column::RecordingId.eq(id));
    keys.extend(renditions.into_tuple::<String>().all(env.db.writer()).await?);
    keys.extend(super::upload::parts_of(env, RecordingId(id)).await?);
    Ok((keys, prefixes))
}
