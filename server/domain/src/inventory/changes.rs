//! Who changed what on an item. A row is written in the transaction of every change and never
//! changed itself: taking something back is a change too.

use super::{entity, rows};
use crate::{
    Environment, Error, Result,
    accounts::{self, Staff},
    catalogue,
    clock::moment,
    database::{code, json, portions, stored},
    sessions,
};
use contract::{
    BulkId, ChangeId, ItemId, MemberId,
    changes::{ChangeSource, FieldChange, ItemChange, differences, field, with_field},
    inventory::{ItemDetails, ItemFields},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub(super) mod row {
    //! The `item_change` table.

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "item_change")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub item_id: Uuid,
        /// The version that the change made.
        pub version: i64,
        /// Nobody, where it followed from something else.
        pub member_id: Option<Uuid>,
        pub source: String,
        /// The change of many items that it belongs to.
        pub bulk_id: Option<Uuid>,
        /// A list of [`contract::changes::FieldChange`].
        pub fields: Json,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Most changes of one item that are read at once.
const SHOWN: u64 = 50;

/// By whom and by which way something is changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Author {
    pub by: Option<MemberId>,
    pub source: ChangeSource,
    pub bulk: Option<BulkId>,
}

impl Author {
    /// Somebody, by a way of changing one item.
    pub(crate) fn of(staff: &Staff, source: ChangeSource) -> Self {
        Self { by: Some(staff.id), source, bulk: None }
    }
}

/// The row that tells of one change; none where nothing differs.
pub(crate) fn entry(
    env: &Environment,
    item: ItemId,
    version: i64,
    fields: &[FieldChange],
    author: Author,
) -> Result<Option<row::ActiveModel>> {
    if fields.is_empty() {
        return Ok(None);
    }
    Ok(Some(row::ActiveModel {
        id: Set(env.new_id()),
        item_id: Set(item.0),
        version: Set(version),
        member_id: Set(author.by.map(|member| member.0)),
        source: Set(author.source.code().to_owned()),
        bulk_id: Set(author.bulk.map(|bulk| bulk.0)),
        fields: Set(json(&fields)?),
        at: Set(env.clock.now_ms()),
    }))
}

/// Writes an item's new fields over the row as it was read, and says so in the log.
///
/// # Errors
/// [`Error::Conflict`] with `changed_meanwhile` when the row is no longer as it was read.
pub(crate) async fn write<C: ConnectionTrait>(
    env: &Environment,
    tx: &C,
    before: &ItemDetails,
    fields: &ItemFields,
    author: Author,
) -> Result<()> {
    let mut row = rows::row(fields)?;
    row.version = Set(before.version + 1);
    row.updated_at = Set(env.clock.now_ms());
    let done = entity::Entity::update_many()
        .set(row)
        .filter(entity::Column::Id.eq(before.id.0))
        .filter(entity::Column::Version.eq(before.version))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    let fields = differences(&before.fields, fields);
    if let Some(entry) = entry(env, before.id, before.version + 1, &fields, author)? {
        row::Entity::insert(entry).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes down what was changed on many items at once.
pub(crate) async fn told<C: ConnectionTrait>(tx: &C, entries: Vec<row::ActiveModel>) -> Result<()> {
    for some in portions(entries) {
        row::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What was changed on an item, the latest first; at most the last fifty changes.
///
/// # Errors
/// Only when the database fails.
pub async fn changes(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<ItemChange>> {
    let rows = row::Entity::find()
        .filter(row::Column::ItemId.eq(item.0))
        .order_by_desc(row::Column::Version)
        .limit(SHOWN)
        .all(env.db.reader())
        .await?;
    let names = accounts::names(env, rows.iter().filter_map(|row| row.member_id)).await?;
    let change = |row: row::Model| {
        Ok(ItemChange {
            id: ChangeId(row.id),
            version: row.version,
            by: row.member_id.map(MemberId),
            by_name: row.member_id.and_then(|id| names.get(&id).cloned()),
            source: code(&row.source)?,
            at: moment(row.at),
            fields: stored(row.fields)?,
        })
    };
    rows.into_iter().map(change).collect()
}

/// Puts one field back to what stood there before a change. It is a change like any other, based
/// on the version that the asker had before their eyes.
///
/// # Errors
/// [`Error::Conflict`] with `changed_meanwhile`; [`Error::Conflict`] with `status_follows` for a
/// status that sessions decide; [`Error::Invalid`] when the item may no longer hold it, for
/// example a key that another item has got; [`Error::NotFound`].
pub async fn put_back(
    env: &Environment,
    staff: &Staff,
    item: ItemId,
    change: ChangeId,
    name: &str,
    based_on: i64,
) -> Result<ItemDetails> {
    let tx = env.db.begin().await?;
    let before = super::held(&tx, item).await?;
    if before.version != based_on {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    let row = row::Entity::find_by_id(change.0).filter(row::Column::ItemId.eq(item.0)).one(&tx).await?;
    let fields: Vec<FieldChange> = stored(row.ok_or(Error::NotFound)?.fields)?;
    let found = fields.into_iter().find(|field| field.field == name).ok_or(Error::NotFound)?;
    if name == "status" && [&found.before, &field(&before.fields, "status")].iter().any(|status| follows(status)) {
        return Err(Error::Conflict("status_follows"));
    }
    let fields = with_field(&before.fields, name, &found.before).map_err(|problem| Error::Invalid(vec![problem]))?;
    let fields = super::accepted(&tx, fields).await?;
    super::source_key_is_free(env, &tx, Some(item), &fields).await?;
    write(env, &tx, &before, &fields, Author::of(staff, ChangeSource::Undo)).await?;
    finish(env, tx, &[item]).await?;
    super::get_written(env, item).await
}

/// Whether a status is one that is never chosen: it follows from the sessions.
pub(super) fn follows(status: &serde_json::Value) -> bool {
    matches!(status.as_str(), Some("published" | "withdrawn"))
}

/// Ends a transaction that changed items, and has the catalogue read anew where it shows one.
pub(super) async fn finish(env: &Environment, tx: sea_orm::DatabaseTransaction, items: &[ItemId]) -> Result<()> {
    let mut shown = false;
    for item in items {
        shown = shown || sessions::is_published(&tx, *item).await?;
    }
    if shown {
        catalogue::changed(env, &tx).await?;
    }
    tx.commit().await?;
    if shown {
        env.catalogue.look_again();
    }
    Ok(())
}
