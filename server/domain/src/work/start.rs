//! Starting the work, on one item or on many: looked at first, made in one transaction, and taken back as a whole
//! (`take_back.rs`).

use super::{
    begin::{AT_ONCE, Starter},
    entity::{work, work_start},
    rows::{COLUMNS, FROM, STANDING, TaskRow},
    tasks,
};
use crate::{Environment, Error, Result, accounts::Staff, database::code, inventory};
use contract::{
    BulkId, ItemId,
    changes::Chosen,
    inventory::Kind,
    limits,
    work::{StartExample, StartReport, Task, Work},
};
use inventory::entity as items;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many items are shown of those on which work is started, and of those on which it is not.
const EXAMPLES: usize = 10;

/// Starts the work on an item.
///
/// # Errors
/// [`Error::Conflict`] with `work_under_way`; [`Error::NotFound`].
pub async fn start(env: &Environment, staff: &Staff, item: ItemId) -> Result<Work> {
    let tx = env.db.begin().await?;
    let items = chosen(env, &tx, &Chosen { items: vec![item], all_matching: None }).await?;
    if items.is_empty() {
        return Err(Error::NotFound);
    }
    if Starter::new(env, staff, &tx, None).await?.begin(&items).await? == 0 {
        return Err(Error::Conflict("work_under_way"));
    }
    tx.commit().await?;
    tasks::of_item(env, staff, item).await?.ok_or(Error::NotFound)
}

/// What starting the work on many items would do, without doing it.
///
/// # Errors
/// [`Error::Invalid`] when none are chosen, or more than [`limits::BULK_ITEMS`].
pub async fn look_at_start(env: &Environment, _: &Staff, chosen_items: &Chosen) -> Result<StartReport> {
    let items = chosen(env, env.db.reader(), chosen_items).await?;
    looked(env, env.db.reader(), &items).await
}

/// Starts the work on many items, all of it or nothing. Where it is under way already, it goes on as it is;
/// an item that is not there is passed over.
///
/// # Errors
/// As [`look_at_start`].
pub async fn start_many(env: &Environment, staff: &Staff, chosen_items: &Chosen) -> Result<StartReport> {
    let id = env.new_id();
    let tx = env.db.begin().await?;
    let items = chosen(env, &tx, chosen_items).await?;
    let mut report = looked(env, &tx, &items).await?;
    let starter = Starter::new(env, staff, &tx, Some(id)).await?;
    report.started = 0;
    for some in items.chunks(AT_ONCE) {
        report.started += starter.begin(some).await?;
    }
    // Somebody may have been quicker since it was looked at.
    report.under_way = report.chosen - report.started;
    if report.started > 0 {
        report.id = Some(BulkId(id));
        let row = work_start::ActiveModel {
            id: Set(id),
            member_id: Set(staff.id.0),
            items: Set(i64::try_from(report.started).unwrap_or(i64::MAX)),
            at: Set(env.clock.now_ms()),
            undone_at: Set(None),
        };
        work_start::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// The items that are chosen, in the order of their ids: of two who start at once on the same ones, neither waits
/// for the other for ever.
async fn chosen<C: ConnectionTrait>(env: &Environment, connection: &C, chosen: &Chosen) -> Result<Vec<(Uuid, Kind)>> {
    let wanted = items::Entity::find().filter(inventory::bulk::condition(env, connection, chosen).await?);
    if wanted.clone().count(connection).await? > limits::BULK_ITEMS {
        return Err(Error::field("items", "too_many_items"));
    }
    let rows: Vec<(Uuid, String)> = wanted
        .select_only()
        .column(items::Column::Id)
        .column(items::Column::Kind)
        .order_by_asc(items::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    rows.into_iter().map(|(id, kind)| Ok((id, code(&kind)?))).collect()
}

/// What starting the work on these would do.
async fn looked<C: ConnectionTrait>(env: &Environment, connection: &C, items: &[(Uuid, Kind)]) -> Result<StartReport> {
    let mut report = StartReport { chosen: items.len() as u64, ..StartReport::default() };
    let (mut first, mut first_left) = (Vec::new(), Vec::new());
    for some in items.chunks(AT_ONCE) {
        let works: Vec<(Uuid, Option<i64>)> = work::Entity::find()
            .select_only()
            .column(work::Column::ItemId)
            .column(work::Column::FinishedAt)
            .filter(work::Column::ItemId.is_in(some.iter().map(|(item, _)| *item)))
            .into_tuple()
            .all(connection)
            .await?;
        // Of each item that was worked on: whether all of that is finished.
        let mut finished: HashMap<Uuid, bool> = HashMap::new();
        for (item, at) in works {
            *finished.entry(item).or_insert(true) &= at.is_some();
        }
        for (item, _) in some {
            let (count, shown) = match finished.get(item) {
                Some(false) => (&mut report.under_way, &mut first_left),
                before => {
                    report.again += u64::from(before.is_some());
                    (&mut report.started, &mut first)
                }
            };
            *count += 1;
            if shown.len() < EXAMPLES {
                shown.push(*item);
            }
        }
    }
    let mut titles = inventory::with_ids(connection, &first).await?;
    let example = |id: Uuid| Some(StartExample { id: ItemId(id), title: titles.remove(&id)?.fields.title });
    report.examples = first.into_iter().filter_map(example).collect();
    report.left = standing(env, connection, &first_left).await?;
    Ok(report)
}

/// The steps at which items stand.
async fn standing<C: ConnectionTrait>(env: &Environment, connection: &C, items: &[Uuid]) -> Result<Vec<Task>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let marks = vec!["?"; items.len()].join(", ");
    let sql =
        format!("SELECT {COLUMNS} FROM {FROM} WHERE task.item_id IN ({marks}) AND {STANDING} ORDER BY task.item_id");
    let rows = connection.query_all_raw(env.db.statement(&sql, items.iter().map(|item| (*item).into()))).await?;
    let now = env.clock.now_ms();
    rows.iter().map(|row| TaskRow::of(row)?.seen(now)).collect()
}
