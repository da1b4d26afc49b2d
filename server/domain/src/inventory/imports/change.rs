//! The `import_change` table: what a check would change, row by row, so that exactly that can be written
//! afterwards.

use super::read_row::Row;
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::{json, portions, stored},
};
use contract::{
    ImportId, ItemId, LangMap, Page,
    imports::{FieldChange, ImportChange},
    inventory::ItemDetails,
    limits,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The item that would change; none where there would be a new one.
    pub item_id: Option<Uuid>,
    /// Its version when the check saw it.
    pub version: Option<i64>,
    /// What would change on it, of the first so many items.
    pub told: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is stored of one change.
#[derive(Serialize, Deserialize)]
struct Told {
    title: LangMap,
    fields: Vec<FieldChange>,
}

fn line(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A row that would become an item.
pub(super) fn fresh(import: ImportId, number: u64) -> ActiveModel {
    ActiveModel {
        import_id: Set(import.0),
        line: Set(line(number)),
        item_id: Set(None),
        version: Set(None),
        told: Set(None),
    }
}

/// A row that would change an item.
pub(super) fn of_item(
    import: ImportId,
    number: u64,
    item: &ItemDetails,
    fields: Option<Vec<FieldChange>>,
) -> Result<ActiveModel> {
    let told = fields.map(|fields| json(&Told { title: item.fields.title.clone(), fields })).transpose()?;
    let (item_id, version) = (Set(Some(item.id.0)), Set(Some(item.version)));
    Ok(ActiveModel { item_id, version, told: Set(told), ..fresh(import, number) })
}

/// Keeps a batch of them.
pub(super) async fn keep(connection: &impl ConnectionTrait, changes: Vec<ActiveModel>) -> Result<()> {
    for some in portions(changes) {
        Entity::insert_many(some).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// What a check said of the lines of a batch.
pub(super) async fn of_lines(
    connection: &impl ConnectionTrait,
    check: Uuid,
    batch: &[Row],
) -> Result<HashMap<u64, Model>> {
    let lines = batch.iter().map(|row| line(row.line));
    let (Some(first), Some(last)) = (lines.clone().min(), lines.max()) else { return Ok(HashMap::new()) };
    let found = Entity::find()
        .filter(Column::ImportId.eq(check))
        .filter(Column::Line.between(first, last))
        .all(connection)
        .await?;
    Ok(found.into_iter().map(|change| (u64::try_from(change.line).unwrap_or_default(), change)).collect())
}

/// What a check found that would change, field by field, in the order of the file; of the first
/// [`limits::IMPORT_CHANGES`] items.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn changes(
    env: &Environment,
    staff: &Staff,
    id: ImportId,
    cursor: Option<&str>,
) -> Result<Page<ImportChange>> {
    let total = super::get(env, staff, id).await?.changed;
    let after: i64 = match cursor.filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => cursor.parse().map_err(|_| Error::field("cursor", "not_a_cursor"))?,
        None => 0,
    };
    let most = limits::PAGE_MAX as usize;
    let mut found = Entity::find()
        .filter(Column::ImportId.eq(id.0))
        .filter(Column::Told.is_not_null())
        .filter(Column::Line.gt(after))
        .order_by_asc(Column::Line)
        .limit(most as u64 + 1)
        .all(env.db.reader())
        .await?;
    let more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| more).map(|change| change.line.to_string());
    let told = |change: Model| -> Result<Option<ImportChange>> {
        let (Some(item), Some(told)) = (change.item_id, change.told) else { return Ok(None) };
        let Told { title, fields } = stored(told)?;
        let line = u64::try_from(change.line).unwrap_or_default();
        Ok(Some(ImportChange { line, item_id: ItemId(item), title, fields }))
    };
    let items = found.into_iter().filter_map(|change| told(change).transpose()).collect::<Result<_>>()?;
    Ok(Page { items, next, total: Some(total) })
}

/// Forgets what checks found that nobody has applied for a month.
pub(super) async fn forget(env: &Environment, before: i64) -> Result<()> {
    let statement = env.db.statement(
        "DELETE FROM import_change WHERE import_id IN (SELECT id FROM import WHERE created_at < ?)",
        [before.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
