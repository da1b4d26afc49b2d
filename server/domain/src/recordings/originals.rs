//! The files of an item's recordings as they were sent.

use super::entity::{self, object};
use crate::{Environment, Error, Result, guides};
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
    /// The numbers of a guide's pages in the order in which they are shown, where that is not as it came.
    pub pages: Option<Vec<u32>>,
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
    let rows: Vec<Original> = rows.into_iter().map(of_row).collect::<Result<Vec<_>>>()?.concat();
    let keys = rows.iter().map(|original| original.key.clone());
    let noted =
        object::Entity::find().filter(object::Column::ObjectKey.is_in(keys)).all(env.db.reader()).await?.into_iter();
    let mut sums: HashMap<String, (u64, String)> =
        noted.map(|row| (row.object_key, (u64::try_from(row.size).unwrap_or_default(), row.sha256))).collect();
    let with_sum = |original: Original| Original { sum: sums.remove(&original.key), ..original };
    Ok(rows.into_iter().map(with_sum).collect())
}

/// The file of a recording, and the pictures that were added to a guide, each named by the number of its page.
fn of_row(row: entity::Model) -> Result<Vec<Original>> {
    let leaves = guides::Leaves::of_row(&row)?;
    let id = RecordingId(row.id);
    let added = leaves.all().filter_map(|leaf| Some((leaf.number, leaf.added.as_ref()?)));
    let added: Vec<Original> = added
        .map(|(number, added)| Original {
            id,
            filename: numbered(&added.name, number),
            key: guides::original_key(id, added),
            duration_ms: None,
            pages: None,
            sum: None,
        })
        .collect();
    let pages = row.leaves.is_some().then(|| leaves.shown.iter().map(|leaf| leaf.number).collect());
    let (filename, duration_ms) = (row.filename, row.duration_ms);
    let own = row.original_key.map(|key| Original { id, filename, key, duration_ms, pages, sum: None });
    Ok(own.into_iter().chain(added).collect())
}

/// The name of a picture with the number of its page before its ending: a name that is too long loses its beginning.
fn numbered(name: &str, number: u32) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "jpg"));
    format!("{stem}-page-{number:03}.{ending}")
}
