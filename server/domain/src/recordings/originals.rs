//! The files of an item's recordings as they were sent.

use super::entity::{self, object};
use crate::{Environment, Error, Result};
use contract::{ItemId, RecordingId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// A file as it was sent, where it is still kept.
#[derive(Debug, Clone)]
pub(crate) struct Original {
    pub id: RecordingId,
    /// Its name where it came from.
    pub filename: String,
    /// Where it lies.
    pub key: String,
    pub duration_ms: Option<i64>,
    /// Its size in bytes and its SHA-256, where they were noted when it was written.
    pub sum: Option<(u64, String)>,
}

/// The name that a recording's file had where it came from.
pub(crate) async fn filename(env: &Environment, id: RecordingId) -> Result<String> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    Ok(row.filename)
}

/// The originals of an item, the oldest first; those of recordings that go with others as well.
pub(crate) async fn originals(env: &Environment, item: ItemId) -> Result<Vec<Original>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .filter(entity::Column::OriginalKey.is_not_null())
        .filter(entity::Column::DeletedAt.is_null())
        .order_by_asc(entity::Column::Id)
        .all(env.db.reader())
        .await?;
    let keys = rows.iter().filter_map(|row| row.original_key.clone());
    let noted =
        object::Entity::find().filter(object::Column::ObjectKey.is_in(keys)).all(env.db.reader()).await?.into_iter();
    let mut sums: HashMap<String, (u64, String)> =
        noted.map(|row| (row.object_key, (u64::try_from(row.size).unwrap_or_default(), row.sha256))).collect();
    let original = |row: entity::Model| {
        let key = row.original_key?;
        let sum = sums.remove(&key);
        Some(Original { id: RecordingId(row.id), filename: row.filename, key, duration_ms: row.duration_ms, sum })
    };
    Ok(rows.into_iter().filter_map(original).collect())
}
