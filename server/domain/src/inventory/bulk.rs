//! One change to many items: looked at first, made in one transaction, and taken back as a whole.

use super::{
    changes::{self, Author, row as change_row},
    entity, rows,
    search::matching,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    database::{json, stored},
    vocabulary::{self, Words},
};
use contract::{
    BulkId, ItemId,
    changes::{
        BulkChange, BulkExample, BulkField, BulkReport, BulkUndone, ChangeSource, Chosen, FieldChange, differences,
        field, with_field,
    },
    inventory::{ItemDetails, ItemFields},
    limits,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

pub(super) mod row {
    //! The `bulk_change` table.

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bulk_change")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        /// A [`contract::changes::BulkChange`].
        pub change: Json,
        /// How many items it changed.
        pub items: i64,
        pub at: i64,
        pub undone_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many changed items are shown before a change is made.
const EXAMPLES: usize = 10;
/// Items read at once: enough to be quick, few enough to hold.
const BATCH: u64 = 500;

/// What a change would do, without doing it.
///
/// # Errors
/// [`Error::Invalid`] when nothing is chosen, too much is, or the value is none that the field can hold.
pub async fn preview(env: &Environment, _: &Staff, chosen: &Chosen, change: &BulkChange) -> Result<BulkReport> {
    let mut walk = Walk::begin(env, env.db.reader(), chosen, change).await?;
    while walk.next(env.db.reader()).await?.is_some() {}
    Ok(walk.report)
}

/// Makes a change on all that is chosen, or on none of it.
///
/// # Errors
/// As [`preview`].
pub async fn apply(env: &Environment, staff: &Staff, chosen: &Chosen, change: &BulkChange) -> Result<BulkReport> {
    let id = BulkId(env.new_id());
    let author = Author { by: Some(staff.id), source: ChangeSource::Bulk, bulk: Some(id) };
    let tx = env.db.begin().await?;
    let mut walk = Walk::begin(env, &tx, chosen, change).await?;
    while let Some(batch) = walk.next(&tx).await? {
        for (before, after) in batch {
            changes::write(env, &tx, &before, &after, author).await?;
        }
    }
    let report = BulkReport { id: Some(id), ..walk.report };
    let row = row::ActiveModel {
        id: Set(id.0),
        member_id: Set(staff.id.0),
        change: Set(json(change)?),
        items: Set(i64::try_from(report.changed).unwrap_or(i64::MAX)),
        at: Set(env.clock.now_ms()),
        undone_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(&tx).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(report)
}

/// A way through what is chosen, batch by batch, in the order of the ids.
struct Walk {
    condition: Condition,
    change: BulkChange,
    after: Uuid,
    report: BulkReport,
}

impl Walk {
    async fn begin<C: ConnectionTrait>(
        env: &Environment,
        connection: &C,
        chosen: &Chosen,
        change: &BulkChange,
    ) -> Result<Self> {
        let condition = condition(env, connection, chosen).await?;
        let count = entity::Entity::find().filter(condition.clone()).count(connection).await?;
        if count > limits::BULK_ITEMS {
            return Err(Error::field("items", "too_many_items"));
        }
        let report = BulkReport { id: None, chosen: count, changed: 0, examples: Vec::new() };
        let change = settled(connection, change).await?;
        Ok(Self { condition, change, after: Uuid::nil(), report })
    }

    /// The next items that change, before and after; nothing once all have been seen.
    async fn next<C: ConnectionTrait>(&mut self, connection: &C) -> Result<Option<Vec<(ItemDetails, ItemFields)>>> {
        let found = entity::Entity::find()
            .filter(self.condition.clone())
            .filter(entity::Column::Id.gt(self.after))
            .order_by_asc(entity::Column::Id)
            .limit(BATCH)
            .all(connection)
            .await?;
        let Some(last) = found.last() else { return Ok(None) };
        self.after = last.id;
        let mut batch = Vec::new();
        for row in found {
            let before = rows::details(row)?;
            let fields = self.change.on(&before.fields).map_err(|problem| Error::Invalid(vec![problem]))?;
            let differences = differences(&before.fields, &fields);
            if differences.is_empty() {
                continue;
            }
            self.report.changed += 1;
            if self.report.examples.len() < EXAMPLES {
                let title = before.fields.title.clone();
                self.report.examples.push(BulkExample { id: before.id, title, fields: differences });
            }
            batch.push((before, fields));
        }
        Ok(Some(batch))
    }
}

/// The same change with a tag by the word that items carry.
async fn settled<C: ConnectionTrait>(connection: &C, change: &BulkChange) -> Result<BulkChange> {
    let mut change = change.clone();
    if matches!(change.field, BulkField::AddTag | BulkField::RemoveTag) {
        let words = Words::of(connection, [&change.value]).await?;
        change.value = words.word(&change.value).to_owned();
    }
    Ok(change)
}

/// What picks out the items that are chosen.
///
/// # Errors
/// [`Error::Invalid`] when nothing is, or too much.
pub(crate) async fn condition<C: ConnectionTrait>(
    env: &Environment,
    connection: &C,
    chosen: &Chosen,
) -> Result<Condition> {
    let named: Vec<Uuid> = chosen.items.iter().map(|item| item.0).collect();
    match &chosen.all_matching {
        Some(search) => Ok(matching(env, connection, search).await?.add(entity::Column::Id.is_not_in(named))),
        None if named.is_empty() => Err(Error::field("items", "nothing_chosen")),
        None if named.len() as u64 > limits::BULK_ITEMS => Err(Error::field("items", "too_many_items")),
        None => Ok(Condition::all().add(entity::Column::Id.is_in(named))),
    }
}

/// Takes a change of many items back. What somebody has since written in the same field stays.
///
/// # Errors
/// [`Error::Conflict`] with `undone_already`; [`Error::NotFound`].
pub async fn undo(env: &Environment, staff: &Staff, id: BulkId) -> Result<BulkUndone> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE bulk_change SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
        [env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        let known = row::Entity::find_by_id(id.0).count(&tx).await? > 0;
        return Err(if known { Error::Conflict("undone_already") } else { Error::NotFound });
    }
    let author = Author { by: Some(staff.id), source: ChangeSource::Undo, bulk: None };
    let mut undone = BulkUndone { restored: 0, kept: Vec::new() };
    let mut after = Uuid::nil();
    loop {
        let page = change_row::Entity::find()
            .filter(change_row::Column::BulkId.eq(id.0))
            .filter(change_row::Column::Id.gt(after))
            .order_by_asc(change_row::Column::Id)
            .limit(BATCH);
        let found = page.all(&tx).await?;
        let Some(last) = found.last() else { break };
        after = last.id;
        let ids = found.iter().map(|row| row.item_id);
        let items = entity::Entity::find().filter(entity::Column::Id.is_in(ids)).all(&tx).await?;
        let mut items: std::collections::HashMap<Uuid, entity::Model> =
            items.into_iter().map(|item| (item.id, item)).collect();
        for row in found {
            let Some(item) = items.remove(&row.item_id) else { continue };
            let before = rows::details(item)?;
            if restore(env, &tx, &before, &stored::<Vec<FieldChange>>(row.fields)?, author).await? {
                undone.restored += 1;
            } else {
                undone.kept.push(ItemId(row.item_id));
            }
        }
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(undone)
}

/// Puts the fields of one item back, or says that somebody has written in them since.
async fn restore<C: ConnectionTrait>(
    env: &Environment,
    tx: &C,
    now: &ItemDetails,
    fields: &[FieldChange],
    author: Author,
) -> Result<bool> {
    let mut restored = now.fields.clone();
    for change in fields {
        if field(&now.fields, &change.field) != change.after {
            return Ok(false);
        }
        restored = with_field(&restored, &change.field, &change.before)
            .map_err(|problem| Error::Internal(format!("what stood in {} cannot stand there", problem.field)))?;
    }
    // What stood there may have another word by now.
    let restored = vocabulary::settled(tx, restored).await?;
    changes::write(env, tx, now, &restored, author).await?;
    Ok(true)
}
