//! Claiming steps: one has each, and whoever comes second is told who.

use super::rows::{find, may, note, set};
use crate::{Environment, Error, Result, accounts::Staff};
use contract::{
    LangMap, TaskId,
    problem::FieldProblem,
    work::{CLAIMS, ClaimProblem, ClaimRefused, Claims, Task, TaskState},
};
use sea_orm::DatabaseTransaction;

/// Claims one step or many. What somebody else has is passed over and reported; claiming again what one has
/// changes nothing.
///
/// # Errors
/// [`Error::Invalid`] when there are none, or more than [`CLAIMS`].
pub async fn claim(env: &Environment, staff: &Staff, tasks: &[TaskId]) -> Result<Claims> {
    let mut tasks = tasks.to_vec();
    // In one order for everybody, so that of two who claim the same ones neither waits for the other for ever.
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.is_empty() {
        return Err(Error::field("tasks", "none_chosen"));
    }
    if tasks.len() > CLAIMS {
        return Err(Error::Invalid(vec![FieldProblem::new("tasks", "too_many").with("max", CLAIMS)]));
    }
    let tx = env.db.begin().await?;
    let mut claims = Claims::default();
    for id in tasks {
        match claim_one(env, staff, &tx, id).await? {
            None => claims.claimed.push(id),
            Some(refused) => claims.refused.push(refused),
        }
    }
    tx.commit().await?;
    Ok(claims)
}

/// Claims a step, or says why that cannot be.
async fn claim_one(
    env: &Environment,
    staff: &Staff,
    tx: &DatabaseTransaction,
    id: TaskId,
) -> Result<Option<ClaimRefused>> {
    let mut task = match find(env, tx, id).await {
        Err(Error::NotFound) => return Ok(Some(refused(id, None, ClaimProblem::Unknown))),
        found => found?,
    };
    if matches!(task.state, TaskState::Open | TaskState::HandedBack) {
        if !may(staff, task.who) {
            return Ok(Some(refused(id, Some(task), ClaimProblem::ManagersOnly)));
        }
        let sql = "UPDATE task SET state = 'claimed', claimed_by = ?, since = ? WHERE id = ? AND state = ?";
        let values = [staff.id.0.into(), env.clock.now_ms().into(), id.0.into(), task.state.code().into()];
        if set(env, tx, sql, values).await? {
            note(env, tx, staff, (id, task.work_id), (task.state, TaskState::Claimed), None).await?;
            return Ok(None);
        }
        // Somebody was quicker: whoever it is has it now, or has taken the work back.
        task = match find(env, tx, id).await {
            Err(Error::NotFound) => return Ok(Some(refused(id, None, ClaimProblem::Unknown))),
            found => found?,
        };
    }
    let is_mine = task.claimed_by.as_ref().is_some_and(|by| by.id == staff.id);
    Ok(match task.state {
        TaskState::Claimed | TaskState::Blocked if is_mine => None,
        TaskState::Claimed | TaskState::Blocked => Some(refused(id, Some(task), ClaimProblem::Taken)),
        _ => Some(refused(id, Some(task), ClaimProblem::NotOpen)),
    })
}

fn refused(task_id: TaskId, task: Option<Task>, problem: ClaimProblem) -> ClaimRefused {
    let (title, by) = task.map_or_else(|| (LangMap::default(), None), |task| (task.title, task.claimed_by));
    ClaimRefused { task_id, title, problem, by: by.filter(|_| problem == ClaimProblem::Taken) }
}
