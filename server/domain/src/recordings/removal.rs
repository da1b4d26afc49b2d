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
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, path::Path};
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
    let statement = env.db.statement(
        "UPDATE recording SET deleted_at = ?, updated_at = ? WHERE id = ? AND deleted_at IS NULL",
        [env.clock.now_ms().into(), env.clock.now_ms().into(), id.0.into()],
    );
    tx.execute_raw(statement).await?;
    // After the row is held, so that nobody publishes it meanwhile.
    if sessions::shows(&tx, id).await? {
        return Err(Error::Conflict("is_published"));
    }
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
/// came twice. Never what is younger than [`WASTE_AFTER_MS`], which may be about to get its row; and
/// nothing of a recording that has no row at all, which another database may know (a copy that was
/// restored, a store that two installations share).
pub(crate) async fn sweep(env: &Environment) -> Result<()> {
    let mut listing = env.store.list(Some(&Path::from("recordings")));
    let mut known: Option<(Uuid, Option<Pointed>)> = None;
    let mut waste = Vec::new();
    while let Some(object) = listing.try_next().await? {
        let key = object.location.to_string();
        let id = key.split('/').nth(1).and_then(|id| id.parse::<Uuid>().ok());
        let Some(id) = id.filter(|_| is_old(env, &object)) else { continue };
        if known.as_ref().is_none_or(|(of, _)| *of != id) {
            known = Some((id, pointed_at(env, id).await?));
        }
        if known.as_ref().is_some_and(|(_, pointed)| pointed.as_ref().is_some_and(|pointed| !pointed.at(&key))) {
            waste.push((id, object.location));
        }
    }
    for (id, location) in waste {
        // Listing takes a while: what was waste then may have got its row, or new bytes.
        let still = env.store.head(&location).await.is_ok_and(|object| is_old(env, &object));
        let pointed = pointed_at(env, id).await?;
        if still && pointed.is_some_and(|pointed| !pointed.at(location.as_ref())) {
            tracing::info!(key = %location, "sweeping up what no row points at");
            forget_objects(env, vec![location.to_string()]).await;
        }
    }
    Ok(())
}

fn is_old(env: &Environment, object: &ObjectMeta) -> bool {
    object.last_modified.timestamp_millis() < env.clock.now_ms() - WASTE_AFTER_MS
}

/// Every object that the rows of a recording point at, and the prefixes of those that are many.
struct Pointed {
    keys: HashSet<String>,
    prefixes: Vec<String>,
}

impl Pointed {
    fn at(&self, key: &str) -> bool {
        self.keys.contains(key) || self.prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// Nothing where the recording has no row.
async fn pointed_at(env: &Environment, id: Uuid) -> Result<Option<Pointed>> {
    let mut keys = HashSet::new();
    let Some(row) = entity::Entity::find_by_id(id).one(env.db.writer()).await? else { return Ok(None) };
    // The file as it came has one place for all attempts, and may lie there before a row says so.
    keys.insert(MediaKey::Original { recording: RecordingId(id) }.key());
    keys.extend([row.poster_key, row.poster_small_key, row.original_key].into_iter().flatten());
    let prefixes = row.media_prefix.map(|prefix| prefix + "/").into_iter().collect();
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
    Ok(Some(Pointed { keys, prefixes }))
}
