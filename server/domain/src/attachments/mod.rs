//! What is joined to an item beside its recordings: photographs of its carrier, and files that came with it.
//!
//! A picture is made anew in the cage before it is kept, since telephones write into it where it was taken. Any
//! other file is kept as it is, and never shown: it is only handed out to be saved.

mod entity;
mod file;
mod sweep;

pub(crate) use file::made_anew;
pub use file::{Contents, NewAttachment, contents};
pub(crate) use sweep::sweep;

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    clock::moment,
    inventory::{self, entity as item},
    recordings,
    secret::hex,
};
use contract::{
    AttachmentId, ItemId, MemberId,
    attachments::{ATTACHMENTS_MOST, Attachment},
    work::Colleague,
};
use entity::Model;
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    name: String,
    content_type: String,
    size: i64,
    sha256: String,
    small_key: Option<String>,
    created_at: i64,
    member_id: Option<Uuid>,
    member_name: Option<String>,
}

const SELECT: &str = "
    SELECT attachment.id, attachment.name, attachment.content_type, attachment.size, attachment.sha256,
        attachment.small_key, attachment.created_at, attachment.member_id, member.name AS member_name
    FROM attachment LEFT JOIN member ON member.id = attachment.member_id
    WHERE attachment.item_id = ?";

/// What is joined to an item, in the order in which it came.
///
/// # Errors
/// [`Error::NotFound`] when there is no such item.
pub async fn of_item(env: &Environment, staff: &Staff, item: ItemId) -> Result<Vec<Attachment>> {
    inventory::get(env, staff, item).await?;
    let statement = env.db.statement(&format!("{SELECT} ORDER BY attachment.id"), [item.0.into()]);
    let lines = Line::find_by_statement(statement).all(env.db.reader()).await?;
    Ok(lines.into_iter().map(seen).collect())
}

fn seen(line: Line) -> Attachment {
    let by = line.member_id.zip(line.member_name).map(|(id, name)| Colleague { id: MemberId(id), name });
    Attachment {
        id: AttachmentId(line.id),
        name: line.name,
        content_type: line.content_type,
        picture: line.small_key.is_some(),
        size: u64::try_from(line.size).unwrap_or_default(),
        sha256: line.sha256,
        at: moment(line.created_at),
        by,
    }
}

/// Joins a file to an item.
///
/// # Errors
/// [`Error::Invalid`] at `attachment`: `empty_file`, `file_too_large`, `quota_exceeded`, `unreadable_picture` or
/// `attachments_full`; [`Error::NotFound`].
pub async fn attach(env: &Environment, staff: &Staff, item: ItemId, new: NewAttachment) -> Result<Attachment> {
    inventory::get(env, staff, item).await?;
    let new = new.accepted("attachment")?;
    let left = recordings::room(env, staff).await?.left_bytes;
    if left.is_some_and(|left| left < new.bytes.len() as u64) {
        return Err(Error::field("attachment", "quota_exceeded"));
    }
    let id = env.new_id();
    let kept = file::made(env, id, new).await?;
    let prefix = format!("attachments/{item}/{id}");
    let (key, small_key) = (format!("{prefix}/file"), kept.small.as_ref().map(|_| format!("{prefix}/small.jpg")));
    let row = entity::ActiveModel {
        id: Set(id),
        item_id: Set(item.0),
        name: Set(kept.name),
        content_type: Set(kept.content_type),
        size: Set(i64::try_from(kept.bytes.len()).unwrap_or(i64::MAX)),
        sha256: Set(hex(&Sha256::digest(&kept.bytes))),
        object_key: Set(key.clone()),
        small_key: Set(small_key.clone()),
        member_id: Set(Some(staff.id.0)),
        created_at: Set(env.clock.now_ms()),
    };
    env.store.put(&Key::from(key.as_str()), kept.bytes.into()).await?;
    if let (Some(key), Some(small)) = (&small_key, kept.small) {
        env.store.put(&Key::from(key.as_str()), small.into()).await?;
    }
    if let Err(error) = written(env, item, row).await {
        // Where it is not known whether the row stands, the sweep looks.
        if matches!(error, Error::NotFound | Error::Invalid(..)) {
            forget(env, std::iter::once(key).chain(small_key).collect()).await;
        }
        return Err(error);
    }
    let attachments = of_item(env, staff, item).await?;
    attachments.into_iter().find(|attachment| attachment.id.0 == id).ok_or(Error::NotFound)
}

async fn written(env: &Environment, item: ItemId, row: entity::ActiveModel) -> Result<()> {
    let tx = env.db.begin().await?;
    // Whoever joins something to the same item waits, so that the count stands; and the item does not go.
    let held = env.db.statement("UPDATE item SET version = version WHERE id = ?", [item.0.into()]);
    if tx.execute_raw(held).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    if entity::Entity::find().filter(entity::Column::ItemId.eq(item.0)).count(&tx).await? >= ATTACHMENTS_MOST as u64 {
        return Err(Error::field("attachment", "attachments_full"));
    }
    row.insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an attachment of an item away, for good.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(env: &Environment, _: &Staff, item: ItemId, id: AttachmentId) -> Result<()> {
    let row = row(env, item, id).await?;
    let gone = entity::Entity::delete_by_id(id.0).exec(env.db.writer()).await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    forget(env, keys_of(row).collect()).await;
    Ok(())
}

async fn row(env: &Environment, item: ItemId, id: AttachmentId) -> Result<Model> {
    let found = entity::Entity::find_by_id(id.0).filter(entity::Column::ItemId.eq(item.0));
    found.one(env.db.reader()).await?.ok_or(Error::NotFound)
}

fn keys_of(row: Model) -> impl Iterator<Item = String> {
    std::iter::once(row.object_key).chain(row.small_key)
}

/// The rows of an item, the oldest first: what a package takes along.
pub(crate) async fn rows_of_item(connection: &impl ConnectionTrait, item: ItemId) -> Result<Vec<Model>> {
    let found = entity::Entity::find().filter(entity::Column::ItemId.eq(item.0)).order_by_asc(entity::Column::Id);
    Ok(found.all(connection).await?)
}

/// Where everything lies that is joined to an item: to be deleted once the item is.
pub(crate) async fn keys_of_item(connection: &impl ConnectionTrait, item: ItemId) -> Result<Vec<String>> {
    Ok(rows_of_item(connection, item).await?.into_iter().flat_map(keys_of).collect())
}

/// Deletes what no row points at any more; what stays behind costs only its room.
pub(crate) async fn forget(env: &Environment, keys: Vec<String>) {
    for key in keys {
        match env.store.delete(&Key::from(key.as_str())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, key, "an attachment could not be deleted"),
        }
    }
}

/// Whether there is such an item.
async fn is_item(env: &Environment, id: Uuid) -> Result<bool> {
    Ok(item::Entity::find_by_id(id).one(env.db.writer()).await?.is_some())
}
