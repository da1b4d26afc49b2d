//! An item is something that the organisation knows or teaches: a class, a guide, a talk, a
//! recipe, a step of a service. It exists before any media does, and outlives it.

pub mod bulk;
mod cells;
pub(crate) mod changes;
mod columns;
pub(crate) mod entity;
mod export;
pub mod imports;
mod own_columns;
pub(crate) mod particulars;
mod records;
pub(crate) mod rows;
mod said;
pub mod saved;
mod search;
mod views;
mod workbook;

pub(crate) use cells::harmless;
pub use changes::{changes, put_back};
pub use columns::heads;
pub(crate) use export::one_record;
pub use export::{Pieces, csv_pieces, export_csv, record_pieces};
pub use search::search;
pub use views::counts;
pub use workbook::{Export, export_xlsx};

use crate::{Environment, Error, Result, accounts::Staff, attachments, extra_fields, recordings, sessions, vocabulary};
use changes::Author;
use contract::{
    ItemId,
    changes::ChangeSource,
    inventory::{ItemDetails, ItemFields, ItemStatus},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// Writes a new item down.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; a source key that another item has is one of them.
pub async fn create(env: &Environment, _: &Staff, fields: ItemFields) -> Result<ItemDetails> {
    let fields = accepted(env.db.reader(), fields).await?;
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

/// Those of these items that are there.
pub(crate) async fn with_ids(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, ItemDetails>> {
    let rows = entity::Entity::find().filter(entity::Column::Id.is_in(ids.iter().copied())).all(connection).await?;
    rows.into_iter().map(|row| Ok((row.id, rows::details(row)?))).collect()
}

/// Writes a new item down within a transaction.
pub(crate) async fn create_on(
    env: &Environment,
    tx: &impl ConnectionTrait,
    _: &Staff,
    fields: ItemFields,
) -> Result<ItemDetails> {
    let fields = accepted(tx, fields).await?;
    source_key_is_free(env, tx, None, &fields).await?;
    insert(env, tx, &fields).await
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
    staff: &Staff,
    id: ItemId,
    based_on: i64,
    fields: ItemFields,
) -> Result<ItemDetails> {
    let tx = env.db.begin().await?;
    let fields = accepted(&tx, fields).await?;
    let before = held(&tx, id).await?;
    if before.version != based_on {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    source_key_is_free(env, &tx, Some(id), &fields).await?;
    changes::write(env, &tx, &before, &fields, Author::of(staff, ChangeSource::Edit)).await?;
    changes::finish(env, tx, &[id]).await?;
    get_written(env, id).await
}

/// One item as the transaction finds it.
async fn held<C: ConnectionTrait>(connection: &C, id: ItemId) -> Result<ItemDetails> {
    rows::details(entity::Entity::find_by_id(id.0).one(connection).await?.ok_or(Error::NotFound)?)
}

/// One item as it was just written.
async fn get_written(env: &Environment, id: ItemId) -> Result<ItemDetails> {
    held(env.db.writer(), id).await
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
    let joined = attachments::keys_of_item(&tx, id).await?;
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
    attachments::forget(env, joined).await;
    Ok(())
}

/// Moves an item to another status, because something else happened to it.
pub(crate) async fn set_status<C: ConnectionTrait>(
    env: &Environment,
    connection: &C,
    id: ItemId,
    status: ItemStatus,
) -> Result<()> {
    let before = held(connection, id).await?;
    if before.fields.status == status {
        return Ok(());
    }
    let fields = ItemFields { status, ..before.fields.clone() };
    let author = Author { by: None, source: ChangeSource::Course, bulk: None };
    changes::write(env, connection, &before, &fields, author).await
}

/// The fields as they will be stored, each tag by the word of the vocabulary and what is the organisation's own
/// in one form, or what is wrong with them.
async fn accepted<C: ConnectionTrait>(connection: &C, fields: ItemFields) -> Result<ItemFields> {
    let fields = vocabulary::settled(connection, fields.tidy()).await?;
    let (fields, wrong) = extra_fields::settled(connection, fields).await?;
    let problems: Vec<_> = fields.problems().into_iter().chain(wrong).collect();
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
