//! Between a task and its row, and the log of its moves.

use super::entity::task_move;
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    clock::moment,
    database::{code, stored},
};
use contract::{
    ItemId, MemberId, TaskId, WorkId,
    accounts::Role,
    problem::FieldProblem,
    work::{Colleague, Doer, REASON_CHARS, Task, TaskState},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, FromQueryResult, JsonValue, QueryResult, Value};
use uuid::Uuid;

/// What a row is read from, and from where.
pub(super) const COLUMNS: &str = "task.id, task.work_id, task.item_id, task.position, task.step,
    task.name AS step_name, task.who, task.state, task.claimed_by, task.since, task.opened_at, task.due_at,
    task.handed_back_for, task.blocked_for, item.title, item.kind, item.centre, member.name AS claimer";
pub(super) const FROM: &str =
    "task JOIN item ON item.id = task.item_id LEFT JOIN member ON member.id = task.claimed_by";

/// The states of what stands somewhere: neither locked nor done.
pub(super) const STANDING: &str = "task.state IN ('open', 'handed_back', 'claimed', 'blocked')";

#[derive(Debug, FromQueryResult)]
pub(super) struct TaskRow {
    pub id: Uuid,
    pub work_id: Uuid,
    item_id: Uuid,
    pub position: i64,
    step: String,
    step_name: JsonValue,
    who: String,
    state: String,
    pub claimed_by: Option<Uuid>,
    since: i64,
    pub opened_at: Option<i64>,
    pub due_at: Option<i64>,
    handed_back_for: Option<String>,
    blocked_for: Option<String>,
    title: JsonValue,
    kind: String,
    centre: Option<String>,
    claimer: Option<String>,
}

impl TaskRow {
    pub fn of(row: &QueryResult) -> Result<Self> {
        Ok(Self::from_query_result(row, "")?)
    }

    /// As it is seen at a moment.
    pub fn seen(self, now: i64) -> Result<Task> {
        let state = code(&self.state)?;
        Ok(Task {
            id: TaskId(self.id),
            work_id: WorkId(self.work_id),
            item_id: ItemId(self.item_id),
            title: stored(self.title)?,
            kind: code(&self.kind)?,
            centre: self.centre,
            position: u32::try_from(self.position).unwrap_or_default(),
            step: self.step,
            name: stored(self.step_name)?,
            who: code(&self.who)?,
            state,
            claimed_by: colleague(self.claimed_by, self.claimer),
            since: moment(self.since),
            opened_at: self.opened_at.map(moment),
            due_at: self.due_at.map(moment),
            overdue: self.due_at.is_some_and(|due| due < now) && !matches!(state, TaskState::Locked | TaskState::Done),
            handed_back_for: self.handed_back_for,
            blocked_for: self.blocked_for,
        })
    }
}

pub(super) fn colleague(id: Option<Uuid>, name: Option<String>) -> Option<Colleague> {
    Some(Colleague { id: MemberId(id?), name: name? })
}

/// One task as it stands now.
pub(super) async fn find(env: &Environment, connection: &impl ConnectionTrait, id: TaskId) -> Result<Task> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE task.id = ?");
    let row = connection.query_one_raw(env.db.statement(&sql, [id.0.into()])).await?.ok_or(Error::NotFound)?;
    TaskRow::of(&row)?.seen(env.clock.now_ms())
}

/// Runs one compare-and-set, and says whether it found what it expected.
pub(super) async fn set<const N: usize>(
    env: &Environment,
    connection: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<bool> {
    Ok(connection.execute_raw(env.db.statement(sql, values)).await?.rows_affected() > 0)
}

/// Writes a move into the log.
pub(super) async fn note(
    env: &Environment,
    connection: &impl ConnectionTrait,
    staff: &Staff,
    (task, work): (TaskId, WorkId),
    (from, to): (TaskState, TaskState),
    reason: Option<&str>,
) -> Result<()> {
    task_move::ActiveModel {
        id: Set(env.new_id()),
        task_id: Set(task.0),
        work_id: Set(work.0),
        member_id: Set(Some(staff.id.0)),
        moved_at: Set(env.clock.now_ms()),
        from_state: Set(from.code().to_owned()),
        to_state: Set(to.code().to_owned()),
        reason: Set(reason.map(str::to_owned)),
    }
    .insert(connection)
    .await?;
    Ok(())
}

/// Whether somebody may do what these do.
pub(super) fn may(staff: &Staff, who: Doer) -> bool {
    who == Doer::Staff || staff.role >= Role::Manager
}

/// A reason as it is kept.
pub(super) fn reason(text: &str) -> Result<String> {
    plain("reason", text, REASON_CHARS)
}

/// A text of some lines as it is kept.
pub(super) fn plain(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let problem = if text.is_empty() {
        FieldProblem::new(field, "required")
    } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        FieldProblem::new(field, "unreadable")
    } else if text.chars().count() > most {
        FieldProblem::new(field, "too_long").with("max", most)
    } else {
        return Ok(text.to_owned());
    };
    Err(Error::Invalid(vec![problem]))
}
