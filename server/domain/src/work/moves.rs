//! The moves of a step that somebody has: let go, done, blocked, and no longer blocked.
//!
//! Only who has a step moves it; managers can also let go and unblock what others have, so that nothing waits
//! for somebody who is away.

use super::rows::{find, note, reason, set};
use crate::{Environment, Error, Result, accounts::Staff, sessions};
use contract::{
    TaskId, WorkId,
    accounts::Role,
    inventory::ItemStatus,
    work::{Task, TaskState},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// Lets a step go: whoever may do it can claim it.
///
/// # Errors
/// [`Error::Conflict`] with `task_not_yours` when somebody else has it, `task_moved` when nobody has;
/// [`Error::NotFound`].
pub async fn release(env: &Environment, staff: &Staff, id: TaskId) -> Result<Task> {
    let tx = env.db.begin().await?;
    let task = had(env, staff, &tx, id, &[TaskState::Claimed, TaskState::Blocked], true).await?;
    let to = if task.handed_back_for.is_some() { TaskState::HandedBack } else { TaskState::Open };
    let sql = "UPDATE task SET state = ?, claimed_by = NULL, blocked_for = NULL, since = ?
        WHERE id = ? AND state = ? AND claimed_by = ?";
    let had_by = task.claimed_by.as_ref().map(|by| by.id.0);
    let values = [to.code().into(), env.clock.now_ms().into(), id.0.into(), task.state.code().into(), had_by.into()];
    let moved = set(env, &tx, sql, values).await?;
    done(env, staff, tx, &task, moved, to, None).await
}

/// Does a step: the next one is open, or the work is finished.
///
/// # Errors
/// As [`release`]; a blocked step is unblocked first.
pub async fn finish(env: &Environment, staff: &Staff, id: TaskId) -> Result<Task> {
    let tx = env.db.begin().await?;
    let task = had(env, staff, &tx, id, &[TaskState::Claimed], false).await?;
    let now = env.clock.now_ms();
    let sql = "UPDATE task SET state = 'done', handed_back_for = NULL, since = ?
        WHERE id = ? AND state = 'claimed' AND claimed_by = ?";
    if !set(env, &tx, sql, [now.into(), id.0.into(), staff.id.0.into()]).await? {
        return Err(Error::Conflict("task_moved"));
    }
    if !open_next(env, staff, &tx, &task).await? {
        finish_work(env, &tx, &task).await?;
    }
    done(env, staff, tx, &task, true, TaskState::Done, None).await
}

/// Says that a step cannot go on, and why. It stays with who has it.
///
/// # Errors
/// [`Error::Invalid`] without a reason; and as [`release`].
pub async fn block(env: &Environment, staff: &Staff, id: TaskId, why: &str) -> Result<Task> {
    let why = reason(why)?;
    let tx = env.db.begin().await?;
    let task = had(env, staff, &tx, id, &[TaskState::Claimed], false).await?;
    let sql = "UPDATE task SET state = 'blocked', blocked_for = ?, since = ?
        WHERE id = ? AND state = 'claimed' AND claimed_by = ?";
    let values = [why.as_str().into(), env.clock.now_ms().into(), id.0.into(), staff.id.0.into()];
    let moved = set(env, &tx, sql, values).await?;
    done(env, staff, tx, &task, moved, TaskState::Blocked, Some(&why)).await
}

/// Goes on with a step: what blocked it is out of the way.
///
/// # Errors
/// As [`release`].
pub async fn unblock(env: &Environment, staff: &Staff, id: TaskId) -> Result<Task> {
    let tx = env.db.begin().await?;
    let task = had(env, staff, &tx, id, &[TaskState::Blocked], true).await?;
    let sql = "UPDATE task SET state = 'claimed', blocked_for = NULL, since = ?
        WHERE id = ? AND state = 'blocked' AND claimed_by = ?";
    let had_by = task.claimed_by.as_ref().map(|by| by.id.0);
    let moved = set(env, &tx, sql, [env.clock.now_ms().into(), id.0.into(), had_by.into()]).await?;
    done(env, staff, tx, &task, moved, TaskState::Claimed, None).await
}

/// A step in one of these states that the asker has, or that a manager may move for who has it.
pub(super) async fn had(
    env: &Environment,
    staff: &Staff,
    tx: &DatabaseTransaction,
    id: TaskId,
    states: &[TaskState],
    or_manager: bool,
) -> Result<Task> {
    let task = find(env, tx, id).await?;
    if !states.contains(&task.state) {
        return Err(Error::Conflict("task_moved"));
    }
    let is_theirs = task.claimed_by.as_ref().is_some_and(|by| by.id == staff.id);
    if is_theirs || (or_manager && staff.role >= Role::Manager) {
        Ok(task)
    } else {
        Err(Error::Conflict("task_not_yours"))
    }
}

/// Notes a move that the compare-and-set let through, and commits it.
pub(super) async fn done(
    env: &Environment,
    staff: &Staff,
    tx: DatabaseTransaction,
    before: &Task,
    moved: bool,
    to: TaskState,
    reason: Option<&str>,
) -> Result<Task> {
    if !moved {
        return Err(Error::Conflict("task_moved"));
    }
    note(env, &tx, staff, (before.id, before.work_id), (before.state, to), reason).await?;
    let after = find(env, &tx, before.id).await?;
    tx.commit().await?;
    Ok(after)
}

/// Opens the step after one, and says whether there was one.
pub(super) async fn open_next(env: &Environment, staff: &Staff, tx: &DatabaseTransaction, task: &Task) -> Result<bool> {
    let statement = env.db.statement(
        "SELECT id FROM task WHERE work_id = ? AND position = ? AND state = 'locked'",
        [task.work_id.0.into(), (i64::from(task.position) + 1).into()],
    );
    let Some(row) = tx.query_one_raw(statement).await? else { return Ok(false) };
    let next = TaskId(row.try_get("", "id")?);
    open(env, tx, next, TaskState::Locked, TaskState::Open, None).await?;
    note(env, tx, staff, (next, task.work_id), (TaskState::Locked, TaskState::Open), None).await?;
    Ok(true)
}

/// Opens a step that stands in a state; its time begins now.
pub(super) async fn open(
    env: &Environment,
    tx: &DatabaseTransaction,
    id: TaskId,
    from: TaskState,
    to: TaskState,
    why: Option<&str>,
) -> Result<bool> {
    let now = env.clock.now_ms();
    let sql = "UPDATE task SET state = ?, claimed_by = NULL, handed_back_for = ?, since = ?, opened_at = ?,
            due_at = CAST(? AS BIGINT) + due_days * 86400000
        WHERE id = ? AND state = ?";
    let why = why.map(str::to_owned);
    let values = [to.code().into(), why.into(), now.into(), now.into(), now.into(), id.0.into(), from.code().into()];
    set(env, tx, sql, values).await
}

/// All steps of a work are done.
pub(super) async fn close(env: &Environment, tx: &DatabaseTransaction, work: WorkId) -> Result<()> {
    let sql = "UPDATE work SET finished_at = ? WHERE id = ? AND finished_at IS NULL";
    set(env, tx, sql, [env.clock.now_ms().into(), work.0.into()]).await?;
    Ok(())
}

/// All steps are done, and the item stands where that leaves it.
async fn finish_work(env: &Environment, tx: &DatabaseTransaction, task: &Task) -> Result<()> {
    let now = env.clock.now_ms();
    close(env, tx, task.work_id).await?;
    let published = sessions::is_published(tx, task.item_id).await?;
    let status = if published { ItemStatus::Published } else { ItemStatus::Selected };
    // What somebody has decided meanwhile, to withdraw or reject it, stays.
    let sql = "UPDATE item SET status = ?, version = version + 1, updated_at = ? WHERE id = ? AND status = 'in_work'";
    set(env, tx, sql, [status.code().into(), now.into(), task.item_id.0.into()]).await?;
    Ok(())
}
