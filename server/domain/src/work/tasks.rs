//! Reading the steps: lists of them, those that one has, those of an item.

use super::rows::{COLUMNS, FROM, STANDING, TaskRow, colleague, find};
use super::templates;
use crate::{Environment, Error, Result, accounts::Staff, clock::moment, database::code};
use contract::{
    ItemId, LangMap, Page, TaskId, WorkId,
    accounts::Role,
    limits,
    work::{Doer, Task, TaskMove, TaskSearch, TaskState, Work},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// When what has no day is due, for putting steps in order: after everything else.
const WHENEVER: i64 = 253_402_300_799_000;
/// How many steps of one's own are shown, and how many moves of an item's.
const SHOWN: usize = 200;
/// How many centres are offered to choose from.
const CENTRES: usize = 100;

/// A step that one has, with those that it can be handed back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyTask {
    /// The step.
    pub task: Task,
    /// The steps before it, in order.
    pub earlier: Vec<(TaskId, LangMap)>,
}

/// One step.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: TaskId) -> Result<Task> {
    find(env, env.db.reader(), id).await
}

/// The steps that match: what is due first, the overdue before all; what has no day last.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn search(env: &Environment, staff: &Staff, search: &TaskSearch) -> Result<Page<Task>> {
    let limit = search.limit.unwrap_or(50).clamp(1, limits::PAGE_MAX) as usize;
    let (mut condition, mut values) = matching(staff, search);
    let sql = format!("SELECT COUNT(*) AS found FROM task JOIN item ON item.id = task.item_id WHERE {condition}");
    let counted = env.db.reader().query_one_raw(env.db.statement(&sql, values.clone())).await?;
    let total: i64 = counted.map(|row| row.try_get("", "found")).transpose()?.unwrap_or_default();
    if let Some(cursor) = search.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        let (due, id) = mark(cursor).ok_or_else(|| Error::field("cursor", "not_a_cursor"))?;
        let due_at = format!("COALESCE(task.due_at, {WHENEVER})");
        condition = format!("{condition} AND ({due_at} > ? OR ({due_at} = ? AND task.id > ?))");
        values.extend([due.into(), due.into(), id.into()]);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE {condition}
         ORDER BY COALESCE(task.due_at, {WHENEVER}), task.id LIMIT {}",
        limit + 1
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    let mut found = rows.iter().map(TaskRow::of).collect::<Result<Vec<_>>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|row| format!("{}.{}", row.due_at.unwrap_or(WHENEVER), row.id));
    let now = env.clock.now_ms();
    let items = found.into_iter().map(|row| row.seen(now)).collect::<Result<_>>()?;
    Ok(Page { items, next, total: u64::try_from(total).ok() })
}

fn mark(cursor: &str) -> Option<(i64, Uuid)> {
    let (due, id) = cursor.split_once('.')?;
    Some((due.parse().ok()?, id.parse().ok()?))
}

/// What a search asks for, as a condition on `task` and `item`.
fn matching(staff: &Staff, search: &TaskSearch) -> (String, Vec<Value>) {
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    match search.state {
        Some(state) => {
            conditions.push("task.state = ?");
            values.push(state.code().into());
        }
        None => conditions.push(STANDING),
    }
    if search.mine {
        conditions.push("task.claimed_by = ?");
        values.push(staff.id.0.into());
    }
    if search.claimable {
        conditions.push("task.state IN ('open', 'handed_back')");
        if staff.role < Role::Manager {
            conditions.push("task.who = ?");
            values.push(Doer::Staff.code().into());
        }
    }
    if let Some(kind) = search.kind {
        conditions.push("item.kind = ?");
        values.push(kind.code().into());
    }
    for (condition, text) in [("task.step = ?", &search.step), ("item.centre = ?", &search.centre)] {
        if let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) {
            conditions.push(condition);
            values.push(text.trim().into());
        }
    }
    (conditions.join(" AND "), values)
}

/// The steps that somebody has, the overdue first, with what each can be handed back to.
///
/// # Errors
/// Only when the database fails.
pub async fn mine(env: &Environment, staff: &Staff) -> Result<Vec<MyTask>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE task.claimed_by = ? AND task.state IN ('claimed', 'blocked')
         ORDER BY COALESCE(task.due_at, {WHENEVER}), task.id LIMIT {SHOWN}"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [staff.id.0.into()])).await?;
    let now = env.clock.now_ms();
    let mine = rows.iter().map(|row| TaskRow::of(row)?.seen(now)).collect::<Result<Vec<Task>>>()?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let works: HashSet<Uuid> = mine.iter().map(|task| task.work_id.0).collect();
    let marks = vec!["?"; works.len()].join(", ");
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE task.work_id IN ({marks}) AND task.state = 'done'
         ORDER BY task.work_id, task.position"
    );
    let values: Vec<Value> = works.into_iter().map(Value::from).collect();
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    let done = rows.iter().map(|row| TaskRow::of(row)?.seen(now)).collect::<Result<Vec<Task>>>()?;
    let with_earlier = |task: Task| {
        let before = done.iter().filter(|other| other.work_id == task.work_id && other.position < task.position);
        MyTask { earlier: before.map(|other| (other.id, other.name.clone())).collect(), task }
    };
    Ok(mine.into_iter().map(with_earlier).collect())
}

/// How many steps somebody has.
///
/// # Errors
/// Only when the database fails.
pub async fn count_mine(env: &Environment, staff: &Staff) -> Result<u64> {
    let statement = env.db.statement(
        "SELECT COUNT(*) AS found FROM task WHERE claimed_by = ? AND state IN ('claimed', 'blocked')",
        [staff.id.0.into()],
    );
    let row = env.db.reader().query_one_raw(statement).await?;
    let found: i64 = row.map(|row| row.try_get("", "found")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(found).unwrap_or_default())
}

/// Every step that items go through, by key and name, each once, in the order of the kinds.
///
/// # Errors
/// Only when the database fails.
pub async fn steps(env: &Environment, _: &Staff) -> Result<Vec<(String, LangMap)>> {
    in_order(env).await
}

pub(super) async fn in_order(env: &Environment) -> Result<Vec<(String, LangMap)>> {
    let mut ordered: Vec<(String, LangMap)> = Vec::new();
    for (_, steps) in templates::all(env, env.db.reader()).await? {
        // A step that an earlier kind does not have stands after the one that it follows here.
        let mut after = 0;
        for step in steps {
            match ordered.iter().position(|(key, _)| *key == step.key) {
                Some(place) => after = place + 1,
                None => {
                    ordered.insert(after, (step.key, step.name));
                    after += 1;
                }
            }
        }
    }
    Ok(ordered)
}

/// The centres from which items are in work.
///
/// # Errors
/// Only when the database fails.
pub async fn centres(env: &Environment, _: &Staff) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT DISTINCT item.centre FROM task JOIN item ON item.id = task.item_id
         WHERE {STANDING} AND item.centre IS NOT NULL ORDER BY item.centre LIMIT {CENTRES}"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "centre")?)).collect()
}

#[derive(FromQueryResult)]
struct WorkRow {
    id: Uuid,
    started_at: i64,
    finished_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct MoveRow {
    task_id: Uuid,
    moved_at: i64,
    member_id: Option<Uuid>,
    name: Option<String>,
    from_state: String,
    to_state: String,
    reason: Option<String>,
}

/// The work on an item that was started last.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<Option<Work>> {
    let db = env.db.writer();
    let statement = env.db.statement(
        "SELECT id, started_at, finished_at FROM work WHERE item_id = ? ORDER BY started_at DESC, id DESC LIMIT 1",
        [item.0.into()],
    );
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(None) };
    let work = WorkRow::from_query_result(&row, "")?;
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE task.work_id = ? ORDER BY task.position");
    let rows = db.query_all_raw(env.db.statement(&sql, [work.id.into()])).await?;
    let now = env.clock.now_ms();
    let tasks = rows.iter().map(|row| TaskRow::of(row)?.seen(now)).collect::<Result<_>>()?;
    let sql = format!(
        "SELECT task_move.task_id, task_move.moved_at, task_move.member_id, member.name, task_move.from_state,
                task_move.to_state, task_move.reason
         FROM task_move LEFT JOIN member ON member.id = task_move.member_id
         WHERE task_move.work_id = ? ORDER BY task_move.id DESC LIMIT {SHOWN}"
    );
    let rows = db.query_all_raw(env.db.statement(&sql, [work.id.into()])).await?;
    let moves = rows.iter().map(|row| told(MoveRow::from_query_result(row, "")?)).collect::<Result<_>>()?;
    Ok(Some(Work {
        id: WorkId(work.id),
        started_at: moment(work.started_at),
        finished_at: work.finished_at.map(moment),
        tasks,
        moves,
    }))
}

fn told(row: MoveRow) -> Result<TaskMove> {
    Ok(TaskMove {
        task_id: TaskId(row.task_id),
        at: moment(row.moved_at),
        by: colleague(row.member_id, row.name),
        from: code::<TaskState>(&row.from_state)?,
        to: code(&row.to_state)?,
        reason: row.reason,
    })
}
