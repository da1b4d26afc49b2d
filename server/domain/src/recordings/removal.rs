//! Taking a recording away: what is being made stops at once, what is stored stays for a while in
//! case that was a mistake.

use super::{companions, entity, get, stored::forget_objects, upload::parts_of};
use crate::{Environment, Error, Result, accounts::Staff, jobs, sessions};
use contract::{
    ItemId, RecordingId,
    recordings::{RecordingDetails, RecordingState},
};
use futures::TryStreamExt;
use object_store::{ObjectStore, path::Path};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// For how long a recording that was taken away can be brought back, in milliseconds.
pub const GRACE_MS: i64 = 7 * 24 * 3_600_000;

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
        // What goes with it goes with it.
        "UPDATE recording SET deleted_at = ?, updated_at = ? WHERE (id = ? OR companion_of = ?) AND deleted_at IS NULL",
        [env.clock.now_ms().into(), env.clock.now_ms().into(), id.0.into(), id.0.into()],
    );
    tx.execute_raw(statement).await?;
    // After the row is held, so that nobody publishes it meanwhile.
    if sessions::shows(&tx, id).await? {
        return Err(Error::Conflict("is_published"));
    }
    companions::changed(env, &tx, recording.companion.map(|with| with.of.0)).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    Ok(())
}

/// Brings a recording back that was taken away. What was being made of it then is made anew.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or its time is over.
pub async fn restore(env: &Environment, staff: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    let tx = env.db.begin().await?;
    let since = entity::Entity::find_by_id(id.0).one(&tx).await?.and_then(|row| row.deleted_at);
    let statement = env.db.statement(
        "UPDATE recording SET deleted_at = NULL, updated_at = ? WHERE id = ? AND deleted_at >= ?",
        [env.clock.now_ms().into(), id.0.into(), (env.clock.now_ms() - GRACE_MS).into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    // What was taken away with it comes back with it.
    let with = env.db.statement(
        "UPDATE recording SET deleted_at = NULL WHERE companion_of = ? AND deleted_at = ?",
        [id.0.into(), since.into()],
    );
    tx.execute_raw(with).await?;
    let row = entity::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    if !matches!(row.state.as_str(), "ready" | "failed") {
        jobs::enqueue(env, &tx, &jobs::Job::Digitise { recording: id, publish: None }).await?;
    }
    companions::changed(env, &tx, row.companion_of).await?;
    companions::follow(env, &tx, row.companion_of.or(Some(id.0))).await?;
    tx.commit().await?;
    env.catalogue.look_again();
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
    let gone: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    // What went with another comes back with it.
    let alone = rows.into_iter().filter(|row| row.companion_of.is_none_or(|of| !gone.contains(&of)));
    Ok(alone.map(|row| (RecordingId(row.id), row.filename)).collect())
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
    let with = entity::Entity::find().filter(entity::Column::CompanionOf.eq(id)).all(connection).await?;
    for id in with.into_iter().map(|row| row.id).chain([id]) {
        // Pieces of strands lie elsewhere.
        let parts = parts_of(env, RecordingId(id)).await?;
        // The row first: an object without a row is waste, a row without its object a broken promise.
        entity::Entity::delete_by_id(id).exec(connection).await?;
        forget_objects(env, parts).await;
        forget_objects(env, keys_of(env, id).await?).await;
    }
    Ok(())
}

async fn keys_of(env: &Environment, id: Uuid) -> Result<Vec<String>> {
    let prefix = Path::from(format!("recordings/{id}"));
    Ok(env.store.list(Some(&prefix)).map_ok(|object| object.location.to_string()).try_collect().await?)
}
