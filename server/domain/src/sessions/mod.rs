//! A session is what a member attends: one address before, during and after. A recorded session
//! plays a recording; publishing flips a row.

pub(crate) mod entity;

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    clock::moment,
    database::code,
    inventory, live, recordings,
    rights::{self, Showing},
    work,
};
use contract::{
    ItemId, RecordingId, SessionId,
    inventory::ItemStatus,
    sessions::{Audience, NewSession, SessionState, SessionSummary},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, sea_query::OnConflict,
};

/// Prepares a session of an item; members do not see it yet.
///
/// # Errors
/// [`Error::NotFound`] when there is no such item; [`Error::Invalid`] when the recording is
/// another item's.
pub async fn create(env: &Environment, staff: &Staff, new: &NewSession) -> Result<SessionSummary> {
    inventory::get(env, staff, new.item_id).await?;
    if let Some(recording) = new.recording_id {
        match recordings::get(env, staff, recording).await {
            Ok(recording) if recording.item_id == new.item_id && recording.companion.is_none() => {}
            Ok(_) | Err(Error::NotFound) => return Err(Error::field("recording_id", "not_of_this_item")),
            Err(error) => return Err(error),
        }
    }
    if new.live.is_some() && new.recording_id.is_some() {
        return Err(Error::field("live", "has_recording"));
    }
    let id = SessionId(env.new_id());
    let tx = env.db.begin().await?;
    let row = entity::ActiveModel {
        id: Set(id.0),
        item_id: Set(new.item_id.0),
        recording_id: Set(new.recording_id.map(|recording| recording.0)),
        state: Set(SessionState::Draft.code().to_owned()),
        audience: Set(new.audience.unwrap_or(Audience::Members).code().to_owned()),
        published_at: Set(None),
        created_at: Set(env.clock.now_ms()),
    };
    row.insert(&tx).await?;
    if let Some(window) = &new.live {
        live::announce(&tx, id, window, None).await?;
    }
    tx.commit().await?;
    get(env, staff, id).await
}

/// One session.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: SessionId) -> Result<SessionSummary> {
    summary(&find(env.db.writer(), id).await?)
}

/// Every session of an item, the newest first.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<SessionSummary>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .order_by_desc(entity::Column::Id)
        .all(env.db.reader())
        .await?;
    rows.iter().map(summary).collect()
}

/// Brings a session into the catalogue. Where the work on its item stands at publishing, that is done with it.
///
/// # Errors
/// [`Error::Conflict`] with `no_recording`, `recording_not_ready` or `live_cancelled`, or with what is wrong
/// with its rights, see [`contract::rights::Lacking`]; [`Error::NotFound`].
pub async fn publish(env: &Environment, staff: &Staff, id: SessionId) -> Result<SessionSummary> {
    let tx = env.db.begin().await?;
    let session = find(&tx, id).await?;
    match (session.recording_id, live::takes_place(&tx, id).await?) {
        // What is announced is published before there is anything to watch.
        (None, Some(true)) => {}
        (None, Some(false)) => return Err(Error::Conflict("live_cancelled")),
        (None, None) => return Err(Error::Conflict("no_recording")),
        (Some(recording), _) => hold_watchable(env, &tx, RecordingId(recording)).await?,
    }
    let live = session.recording_id.is_none();
    let replay = !live || live::leaves_replay(&tx, id).await?;
    let showing = Showing { audience: code(&session.audience)?, live, replay };
    rights::allow(env, &tx, ItemId(session.item_id), showing).await?;
    // What is only announced is no recording that was worked on.
    if !live {
        work::published(env, staff, &tx, ItemId(session.item_id)).await?;
    }
    publish_on(env, &tx, id).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    get(env, staff, id).await
}

/// Brings a recording into the catalogue in one step: its own session where it has one, else a new
/// one. Asked twice, it is there once.
///
/// # Errors
/// [`Error::Conflict`] with `recording_not_ready` or with what is wrong with its rights; [`Error::Invalid`]
/// when the recording is another item's; [`Error::NotFound`].
pub async fn publish_recording(
    env: &Environment,
    staff: &Staff,
    item: ItemId,
    recording: RecordingId,
    audience: Audience,
) -> Result<SessionSummary> {
    let found = recordings::get(env, staff, recording).await?;
    if found.item_id != item || found.companion.is_some() {
        return Err(Error::field("recording_id", "not_of_this_item"));
    }
    let tx = env.db.begin().await?;
    // Whoever asks for the same at the same time waits here, and then finds the session.
    hold_watchable(env, &tx, recording).await?;
    rights::allow(env, &tx, item, Showing { audience, live: false, replay: true }).await?;
    let known = entity::Entity::find().filter(entity::Column::RecordingId.eq(recording.0)).one(&tx).await?;
    let id = known.map_or_else(|| env.new_id(), |row| row.id);
    let row = entity::ActiveModel {
        id: Set(id),
        item_id: Set(item.0),
        recording_id: Set(Some(recording.0)),
        state: Set(SessionState::Draft.code().to_owned()),
        audience: Set(audience.code().to_owned()),
        published_at: Set(None),
        created_at: Set(env.clock.now_ms()),
    };
    let anew = OnConflict::column(entity::Column::Id).update_column(entity::Column::Audience).to_owned();
    entity::Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
    work::published(env, staff, &tx, item).await?;
    publish_on(env, &tx, SessionId(id)).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    get(env, staff, SessionId(id)).await
}

/// Takes a session out of the catalogue; whoever is watching is stopped within seconds.
///
/// # Errors
/// [`Error::Conflict`] with `not_published`; [`Error::NotFound`].
pub async fn unpublish(env: &Environment, staff: &Staff, id: SessionId) -> Result<SessionSummary> {
    let tx = env.db.begin().await?;
    if !unpublish_on(env, &tx, id).await? {
        return Err(Error::Conflict("not_published"));
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    get(env, staff, id).await
}

/// Takes a session out within a transaction whose owner raises the catalogue's revision. Says whether it
/// was in.
pub(crate) async fn unpublish_on<C: ConnectionTrait>(env: &Environment, connection: &C, id: SessionId) -> Result<bool> {
    let session = find(connection, id).await?;
    let statement = env
        .db
        .statement("UPDATE session SET state = 'unpublished' WHERE id = ? AND state = 'published'", [id.0.into()]);
    if connection.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(false);
    }
    if !is_published(connection, ItemId(session.item_id)).await? {
        inventory::set_status(env, connection, ItemId(session.item_id), ItemStatus::Withdrawn).await?;
    }
    Ok(true)
}

/// Holds a recording's row until the transaction ends, so that it is not taken away meanwhile.
async fn hold_watchable(env: &Environment, connection: &impl ConnectionTrait, id: RecordingId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE recording SET updated_at = updated_at
         WHERE id = ? AND deleted_at IS NULL AND state IN ('ready', 'playable')",
        [id.0.into()],
    );
    match connection.execute_raw(statement).await?.rows_affected() {
        0 => Err(Error::Conflict("recording_not_ready")),
        _ => Ok(()),
    }
}

/// Publishes within a transaction whose owner knows that there is something to watch, and that the rights
/// allow it.
pub(crate) async fn publish_on<C: ConnectionTrait>(env: &Environment, connection: &C, id: SessionId) -> Result<()> {
    let session = find(connection, id).await?;
    let statement = env.db.statement(
        "UPDATE session SET state = 'published', published_at = COALESCE(published_at, ?) WHERE id = ?",
        [env.clock.now_ms().into(), id.0.into()],
    );
    connection.execute_raw(statement).await?;
    inventory::set_status(env, connection, ItemId(session.item_id), ItemStatus::Published).await
}

/// Publishes what was to be published as soon as it can be watched; where its rights do not allow it any more
/// it stays as it is, and its item's page says why.
pub(crate) async fn publish_if_allowed(env: &Environment, tx: &DatabaseTransaction, id: SessionId) -> Result<()> {
    let session = find(tx, id).await?;
    let showing = Showing { audience: code(&session.audience)?, live: false, replay: true };
    match rights::allow(env, tx, ItemId(session.item_id), showing).await {
        Ok(()) => publish_on(env, tx, id).await,
        Err(Error::Conflict(why)) => {
            tracing::info!(session.id = %id, why, "not published");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Whether an item can be found in the catalogue.
pub(crate) async fn is_published(connection: &impl ConnectionTrait, item: ItemId) -> Result<bool> {
    let published = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .filter(entity::Column::State.eq(SessionState::Published.code()));
    Ok(published.one(connection).await?.is_some())
}

/// Whether members can attend a recording.
pub(crate) async fn shows(connection: &impl ConnectionTrait, recording: RecordingId) -> Result<bool> {
    let published = entity::Entity::find()
        .filter(entity::Column::RecordingId.eq(recording.0))
        .filter(entity::Column::State.eq(SessionState::Published.code()));
    Ok(published.one(connection).await?.is_some())
}

/// Whether sessions of an item have ever been in the catalogue.
pub(crate) async fn were_attended(connection: &impl ConnectionTrait, item: ItemId) -> Result<bool> {
    let published = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .filter(entity::Column::PublishedAt.is_not_null());
    Ok(published.one(connection).await?.is_some())
}

/// Removes the sessions of an item that goes.
pub(crate) async fn remove_of_item(connection: &impl ConnectionTrait, item: ItemId) -> Result<()> {
    entity::Entity::delete_many().filter(entity::Column::ItemId.eq(item.0)).exec(connection).await?;
    Ok(())
}

/// A session's row.
pub(crate) async fn row(env: &Environment, id: SessionId) -> Result<entity::Model> {
    find(env.db.reader(), id).await
}

async fn find<C: ConnectionTrait>(connection: &C, id: SessionId) -> Result<entity::Model> {
    entity::Entity::find_by_id(id.0).one(connection).await?.ok_or(Error::NotFound)
}

fn summary(row: &entity::Model) -> Result<SessionSummary> {
    Ok(SessionSummary {
        id: SessionId(row.id),
        item_id: ItemId(row.item_id),
        recording_id: row.recording_id.map(RecordingId),
        state: code(&row.state)?,
        audience: code(&row.audience)?,
        published_at: row.published_at.map(moment),
    })
}
