//! An item is something that the organisation knows or teaches: a class, a guide, a talk, a
//! recipe, a step of a service. It exists before any media does, and outlives it.

mod cells;
mod columns;
pub(crate) mod entity;
mod export;
pub mod imports;
mod records;
mod rows;
mod search;

pub use columns::heads;
pub use export::{Export, csv_pieces, export_csv, export_xlsx, record_pieces};
pub use search::search;

use crate::{Environment, Error, Result, accounts::Staff, catalogue, recordings, sessions};
use contract::{
    ItemId,
    inventory::{ItemDetails, ItemFields, ItemStatus},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};

/// Writes a new item down.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; a source key that another item has is one of them.
pub async fn create(env: &Environment, _: &Staff, fields: ItemFields) -> Result<ItemDetails> {
    let fields = accepted(fields)?;
    source_key_is_free(env, env.db.reader(), None, &fields).await?;
    insert(env, env.db.writer(), &fields).await
}

/// One item.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: ItemId) -> Result<ItemDetails> {
    rows::details(entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?)
}

/// The item that carries a source's key.
pub(crate) async fn with_source_key(env: &Environment, key: Option<&str>) -> Result<Option<ItemId>> {
    let Some(key) = key else { return Ok(None) };
    let holder = entity::Entity::find().filter(entity::Column::SourceKey.eq(key)).one(env.db.writer()).await?;
    Ok(holder.map(|row| ItemId(row.id)))
}

/// Changes an item as a whole, based on the version that the writer had before their eyes.
///
/// # Errors
/// [`Error::Conflict`] with `changed_meanwhile` when someone else was faster;
/// [`Error::Invalid`] naming the fields; [`Error::NotFound`].
pub async fn change(
    env: &Environment,
    _: &Staff,
    id: ItemId,
    based_on: i64,
    fields: ItemFields,
) -> Result<ItemDetails> {
    let fields = accepted(fields)?;
    let tx = env.db.begin().await?;
    source_key_is_free(env, &tx, Some(id), &fields).await?;
    let now = env.clock.now_ms();
    let mut row = rows::row(&fields)?;
    row.version = Set(based_on + 1);
    row.updated_at = Set(now);
    let done = entity::Entity::update_many()
        .set(row)
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::Version.eq(based_on))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        let known = entity::Entity::find_by_id(id.0).count(&tx).await? > 0;
        return Err(if known { Error::Conflict("changed_meanwhile") } else { Error::NotFound });
    }
    let shown = sessions::is_published(&tx, id).await?;
    if shown {
        catalogue::changed(env, &tx).await?;
    }
    tx.commit().await?;
    if shown {
        env.catalogue.look_again();
    }
    let row = entity::Entity::find_by_id(id.0).one(env.db.writer()).await?.ok_or(Error::NotFound)?;
    rows::details(row)
}

/// Removes an item that has no media.
///
/// # Errors
/// [`Error::Conflict`] with `has_recordings`, `has_sessions` or `changed_meanwhile`;
/// [`Error::NotFound`].
pub async fn delete(env: &Environment, staff: &Staff, id: ItemId, based_on: i64) -> Result<()> {
    get(env, staff, id).await?;
    let tx = env.db.begin().await?;
    if recordings::count_of_item(&tx, id).await? > 0 {
        return Err(Error::Conflict("has_recordings"));
    }
    // What members have attended is part of their history.
    if sessions::were_attended(&tx, id).await? {
        return Err(Error::Conflict("has_sessions"));
    }
    sessions::remove_of_item(&tx, id).await?;
    let gone = recordings::purge_removed(&tx, id).await?;
    let done = entity::Entity::delete_many()
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::Version.eq(based_on))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    tx.commit().await?;
    recordings::forget(env, gone).await;
    Ok(())
}

/// Moves an item to another status, because something else happened to it.
pub(crate) async fn set_status<C: ConnectionTrait>(
    env: &Environment,
    connection: &C,
    id: ItemId,
    status: ItemStatus,
) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE item SET status = ?, version = version + 1, updated_at = ? WHERE id = ? AND status <> ?",
        [status.code().into(), env.clock.now_ms().into(), id.0.into(), status.code().into()],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}

/// The fields as they will be stored, or what is wrong with them.
fn accepted(fields: ItemFields) -> Result<ItemFields> {
    let fields = fields.tidy();
    let problems = fields.problems();
    if problems.is_empty() { Ok(fields) } else { Err(Error::Invalid(problems)) }
}

async fn insert<C: ConnectionTrait>(env: &Environment, connection: &C, fields: &ItemFields) -> Result<ItemDetails> {
    let now = env.clock.now_ms();
    let mut row = rows::row(fields)?;
    row.id = Set(env.new_id());
    row.version = Set(1);
    row.created_at = Set(now);
    row.updated_at = Set(now);
    rows::details(row.insert(connection).await?)
}

async fn source_key_is_free<C: ConnectionTrait>(
    _: &Environment,
    connection: &C,
    own: Option<ItemId>,
    fields: &ItemFields,
) -> Result<()> {
    let Some(key) = &fields.source_key else { return Ok(()) };
    let holder = entity::Entity::find().filter(entity::Column::SourceKey.eq(key)).one(connection).await?;
    match holder {
        Some(row) if own != Some(ItemId(row.id)) => Err(Error::field("source_key", "taken")),
        _ => Ok(()),
    }
}
