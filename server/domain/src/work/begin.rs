//! Writing work down: the steps of an item's kind become rows of its own.

use super::{
    entity::{task, task_move, work},
    templates,
};
use crate::{Environment, Result, accounts::Staff, clock::DAY_MS, database::json, inventory::entity as items};
use contract::{
    inventory::{ItemStatus, Kind},
    work::{Step, TaskState},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many items are written down by one statement; each has some steps, of fifteen values each, and SQLite
/// takes 32 766 values.
pub(super) const AT_ONCE: usize = 100;

/// Somebody who starts work within a transaction.
pub(super) struct Starter<'a> {
    env: &'a Environment,
    staff: &'a Staff,
    tx: &'a DatabaseTransaction,
    /// The start of many that it belongs to.
    start: Option<Uuid>,
    steps: HashMap<Kind, Vec<Step>>,
}

impl<'a> Starter<'a> {
    pub async fn new(
        env: &'a Environment,
        staff: &'a Staff,
        tx: &'a DatabaseTransaction,
        start: Option<Uuid>,
    ) -> Result<Self> {
        let steps = templates::all(env, tx).await?.into_iter().collect();
        Ok(Self { env, staff, tx, start, steps })
    }

    /// Writes down the steps of some items, at most [`AT_ONCE`], and says for how many.
    pub async fn begin(&self, items: &[(Uuid, Kind)]) -> Result<u64> {
        let (env, tx) = (self.env, self.tx);
        let now = env.clock.now_ms();
        let kinds: HashMap<Uuid, Kind> = items.iter().copied().collect();
        let ids: Vec<Uuid> = items.iter().map(|_| env.new_id()).collect();
        let wanted = items.iter().zip(&ids).map(|((item, _), id)| work::ActiveModel {
            id: Set(*id),
            item_id: Set(*item),
            started_by: Set(Some(self.staff.id.0)),
            started_at: Set(now),
            finished_at: Set(None),
            start_id: Set(self.start),
            status_before: Set(None),
        });
        // Of two who start at once, the index lets one through for each item; the other waits here, and then
        // finds that it is under way.
        let anew = OnConflict::new().do_nothing().to_owned();
        work::Entity::insert_many(wanted).on_conflict(anew).exec_without_returning(tx).await?;
        let begun = work::Entity::find().filter(work::Column::Id.is_in(ids)).all(tx).await?;
        if begun.is_empty() {
            return Ok(0);
        }
        let mut tasks = Vec::new();
        let mut moves = Vec::new();
        for row in &begun {
            let kind = kinds.get(&row.item_id);
            let steps = kind.and_then(|kind| self.steps.get(kind)).map(Vec::as_slice).unwrap_or_default();
            for (position, step) in (0..).zip(steps) {
                let id = env.new_id();
                tasks.push(written(id, row, position, step, now)?);
                if position == 0 {
                    moves.push(opened(env, self.staff, id, row.id));
                }
            }
        }
        for some in tasks.chunks(AT_ONCE * 10) {
            task::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
        }
        task_move::Entity::insert_many(moves).exec_without_returning(tx).await?;
        self.put_in_work(begun.iter().map(|row| row.item_id).collect()).await?;
        Ok(begun.len() as u64)
    }

    /// The items are in work from now on, but for those that members can attend already. Where each stood is kept
    /// with its work.
    async fn put_in_work(&self, begun: Vec<Uuid>) -> Result<()> {
        let mut stood: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
        let rows: Vec<(Uuid, String)> = items::Entity::find()
            .select_only()
            .column(items::Column::Id)
            .column(items::Column::Status)
            .filter(items::Column::Id.is_in(begun))
            .order_by_asc(items::Column::Id)
            .lock_exclusive()
            .into_tuple()
            .all(self.tx)
            .await?;
        for (item, status) in rows {
            stood.entry(status).or_default().push(item);
        }
        for (status, begun) in stood {
            if [ItemStatus::InWork.code(), ItemStatus::Published.code()].contains(&status.as_str()) {
                continue;
            }
            if let Some(start) = self.start {
                work::Entity::update_many()
                    .col_expr(work::Column::StatusBefore, Expr::value(status))
                    .filter(work::Column::StartId.eq(start))
                    .filter(work::Column::ItemId.is_in(begun.iter().copied()))
                    .exec(self.tx)
                    .await?;
            }
            items::Entity::update_many()
                .col_expr(items::Column::Status, Expr::value(ItemStatus::InWork.code()))
                .col_expr(items::Column::Version, Expr::col(items::Column::Version).add(1))
                .col_expr(items::Column::UpdatedAt, Expr::value(self.env.clock.now_ms()))
                .filter(items::Column::Id.is_in(begun))
                .exec(self.tx)
                .await?;
        }
        Ok(())
    }
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
