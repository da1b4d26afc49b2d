//! The correction loop: a later step finds something and sends the item back to an earlier one.

use super::{
    moves::{done, had, open},
    rows::{COLUMNS, FROM, TaskRow, note, reason, set},
};
use crate::{Environment, Error, Result, accounts::Staff};
use contract::{
    TaskId,
    work::{Task, TaskState},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// Hands the item back from a step that one has to an earlier one: that one is open again with the reason,
/// the step itself and those between are locked. The answer is the earlier step.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] with `not_an_earlier_step` when `to` is none that
/// is done, and as [`super::release`].
pub async fn hand_back(env: &Environment, staff: &Staff, id: TaskId, to: TaskId, why: &str) -> Result<Task> {
    let why = reason(why)?;
    let tx = env.db.begin().await?;
    let task = had(env, staff, &tx, id, &[TaskState::Claimed, TaskState::Blocked], false).await?;
    let between = since(env, &tx, &task).await?;
    let target = between.iter().position(|earlier| earlier.id == to).ok_or(Error::Conflict("not_an_earlier_step"))?;
    if !lock(env, &tx, &task).await? {
        return Err(Error::Conflict("task_moved"));
    }
    note(env, &tx, staff, (task.id, task.work_id), (task.state, TaskState::Locked), Some(&why)).await?;
    for earlier in between.iter().skip(target + 1) {
        if !lock(env, &tx, earlier).await? {
            return Err(Error::Conflict("task_moved"));
        }
        note(env, &tx, staff, (earlier.id, earlier.work_id), (TaskState::Done, TaskState::Locked), None).await?;
    }
    let opened = open(env, &tx, to, TaskState::Done, TaskState::HandedBack, Some(&why)).await?;
    let target = between.get(target).ok_or(Error::NotFound)?;
    done(env, staff, tx, target, opened, TaskState::HandedBack, Some(&why)).await
}

/// The steps before one, which are all done, in order.
async fn since(env: &Environment, tx: &DatabaseTransaction, task: &Task) -> Result<Vec<Task>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM}
         WHERE task.work_id = ? AND task.position < ? AND task.state = 'done' ORDER BY task.position"
    );
    let values = [task.work_id.0.into(), i64::from(task.position).into()];
    let rows = tx.query_all_raw(env.db.statement(&sql, values)).await?;
    rows.iter().map(|row| TaskRow::of(row)?.seen(env.clock.now_ms())).collect()
}

/// Locks a step until the one before it is done again.
async fn lock(env: &Environment, tx: &DatabaseTransaction, task: &Task) -> Result<bool> {
    let sql = "UPDATE task SET state = 'locked', claimed_by = NULL, handed_back_for = NULL, blocked_for = NULL,
            since = ?, opened_at = NULL, due_at = NULL
        WHERE id = ? AND state = ?";
    set(env, tx, sql, [env.clock.now_ms().into(), task.id.0.into(), task.state.code().into()]).await
}
