//! Starting the work: the steps of an item's kind are written down as its own.

use super::{
    entity::{task, task_move, work},
    tasks, templates,
};
use crate::{Environment, Error, Result, accounts::Staff, clock::DAY_MS, database::json, inventory};
use contract::{
    ItemId,
    changes::Chosen,
    inventory::{ItemStatus, Kind},
    problem::FieldProblem,
    work::{STARTS, Started, Step, TaskState, Work},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many items are written down by one statement; each has some steps, of fifteen values each, and SQLite
/// takes 32 766 values.
const AT_ONCE: usize = 100;

/// Starts the work on an item.
///
/// # Errors
/// [`Error::Conflict`] with `work_under_way`; [`Error::NotFound`].
pub async fn start(env: &Environment, staff: &Staff, item: ItemId) -> Result<Work> {
    let started = start_many(env, staff, &Chosen { items: vec![item], all_matching: None }).await?;
    match started {
        Started { started: 0, under_way: 0 } => Err(Error::NotFound),
        Started { started: 0, .. } => Err(Error::Conflict("work_under_way")),
        _ => tasks::of_item(env, staff, item).await?.ok_or(Error::NotFound),
    }
}

/// Starts the work on many items, all of it or nothing. Where it is under way already, it goes on as it is;
/// an item that is not there is passed over.
///
/// # Errors
/// [`Error::Invalid`] when there are none, or more than [`STARTS`].
pub async fn start_many(env: &Environment, staff: &Staff, chosen: &Chosen) -> Result<Started> {
    let tx = env.db.begin().await?;
    let items = items(env, &tx, chosen).await?;
    let steps: HashMap<Kind, Vec<Step>> = templates::all(env, &tx).await?.into_iter().collect();
    let mut started = Started::default();
    for some in items.chunks(AT_ONCE) {
        let begun = begin(env, staff, &tx, some, &steps).await?;
        started.started += begun;
        started.under_way += some.len() as u64 - begun;
    }
    tx.commit().await?;
    Ok(started)
}

async fn items(env: &Environment, tx: &DatabaseTransaction, chosen: &Chosen) -> Result<Vec<(Uuid, Kind)>> {
    let wanted = inventory::entity::Entity::find().filter(inventory::bulk::condition(env, tx, chosen).await?);
    let rows: Vec<(Uuid, String)> = wanted
        .select_only()
        .column(inventory::entity::Column::Id)
        .column(inventory::entity::Column::Kind)
        .limit(STARTS as u64 + 1)
        .into_tuple()
        .all(tx)
        .await?;
    if rows.len() > STARTS {
        return Err(Error::Invalid(vec![FieldProblem::new("items", "too_many").with("max", STARTS)]));
    }
    rows.into_iter().map(|(id, kind)| Ok((id, crate::database::code(&kind)?))).collect()
}

/// Writes down the steps of some items, and says for how many.
async fn begin(
    env: &Environment,
    staff: &Staff,
    tx: &DatabaseTransaction,
    items: &[(Uuid, Kind)],
    steps: &HashMap<Kind, Vec<Step>>,
) -> Result<u64> {
    let now = env.clock.now_ms();
    let kinds: HashMap<Uuid, Kind> = items.iter().copied().collect();
    let ids: Vec<Uuid> = items.iter().map(|_| env.new_id()).collect();
    let wanted = items.iter().zip(&ids).map(|((item, _), id)| work::ActiveModel {
        id: Set(*id),
        item_id: Set(*item),
        started_by: Set(Some(staff.id.0)),
        started_at: Set(now),
        finished_at: Set(None),
    });
    // Of two who start at once, the index lets one through for each item; the other waits here, and then
    // finds that it is under way.
    let anew = sea_orm::sea_query::OnConflict::new().do_nothing().to_owned();
    work::Entity::insert_many(wanted).on_conflict(anew).exec_without_returning(tx).await?;
    let begun = work::Entity::find().filter(work::Column::Id.is_in(ids)).all(tx).await?;
    if begun.is_empty() {
        return Ok(0);
    }
    let mut tasks = Vec::new();
    let mut moves = Vec::new();
    for row in &begun {
        let steps = kinds.get(&row.item_id).and_then(|kind| steps.get(kind)).map(Vec::as_slice).unwrap_or_default();
        for (position, step) in (0..).zip(steps) {
            let id = env.new_id();
            tasks.push(written(id, row, position, step, now)?);
            if position == 0 {
                moves.push(opened(env, staff, id, row.id));
            }
        }
    }
    for some in tasks.chunks(AT_ONCE * 10) {
        task::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    task_move::Entity::insert_many(moves).exec_without_returning(tx).await?;
    into_work(env, tx, begun.iter().map(|row| row.item_id)).await?;
    Ok(begun.len() as u64)
}

fn written(id: Uuid, work: &work::Model, position: i64, step: &Step, now: i64) -> Result<task::ActiveModel> {
    let is_first = position == 0;
    let due_days = step.due_days.map(i64::from);
    let state = if is_first { TaskState::Open } else { TaskState::Locked };
    Ok(task::ActiveModel {
        id: Set(id),
        work_id: Set(work.id),
        item_id: Set(work.item_id),
        position: Set(position),
        step: Set(step.key.clone()),
        name: Set(json(&step.name)?),
        who: Set(step.who.code().to_owned()),
        due_days: Set(due_days),
        state: Set(state.code().to_owned()),
        claimed_by: Set(None),
        since: Set(now),
        opened_at: Set(is_first.then_some(now)),
        due_at: Set(due_days.filter(|_| is_first).map(|days| now + days * DAY_MS)),
        handed_back_for: Set(None),
        blocked_for: Set(None),
    })
}

fn opened(env: &Environment, staff: &Staff, task: Uuid, work: Uuid) -> task_move::ActiveModel {
    task_move::ActiveModel {
        id: Set(env.new_id()),
        task_id: Set(task),
        work_id: Set(work),
        member_id: Set(Some(staff.id.0)),
        moved_at: Set(env.clock.now_ms()),
        from_state: Set(TaskState::Locked.code().to_owned()),
        to_state: Set(TaskState::Open.code().to_owned()),
        reason: Set(None),
    }
}

/// The items are in work from now on, but for those that members can attend already.
async fn into_work(env: &Environment, tx: &DatabaseTransaction, items: impl Iterator<Item = Uuid>) -> Result<()> {
    let mut values: Vec<sea_orm::Value> = vec![ItemStatus::InWork.code().into(), env.clock.now_ms().into()];
    values.extend(items.map(sea_orm::Value::from));
    let marks = vec!["?"; values.len() - 2].join(", ");
    let sql = format!(
        "UPDATE item SET status = ?, version = version + 1, updated_at = ?
         WHERE id IN ({marks}) AND status NOT IN ('in_work', 'published')"
    );
    tx.execute_raw(env.db.statement(&sql, values)).await?;
    Ok(())
}
