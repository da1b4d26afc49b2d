//! The queue: claiming, renewing and ending jobs, on both databases.

use super::{Job, JobError, entity};
use crate::{Environment, Result, database::json};
use contract::JobId;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult,
    QueryFilter,
};
use std::time::Duration;
use uuid::Uuid;

/// How long a worker is believed to be alive without a sign of life.
pub(super) const LEASE: Duration = Duration::from_secs(20);
/// How often a worker gives one.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(5);

/// Which jobs a worker takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Whatever is next.
    All,
    /// Only what takes seconds: somebody waits for an import while a film is encoded.
    Short,
}

/// A job in the hands of a worker.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    pub id: Uuid,
    pub lease: Uuid,
    pub attempts: i32,
    /// How long ago it was written, in milliseconds.
    pub age_ms: i64,
    pub job: Job,
}

/// Writes a job on the caller's transaction: it exists if and only if the change that needs it
/// does. Ring the bell after the commit.
///
/// # Errors
/// Only when the database fails.
pub async fn enqueue<C: ConnectionTrait>(env: &Environment, connection: &C, job: &Job) -> Result<JobId> {
    let now = env.clock.now_ms();
    let id = env.new_id();
    entity::ActiveModel {
        id: Set(id),
        kind: Set(job.kind().to_owned()),
        payload: Set(json(job)?),
        state: Set("queued".to_owned()),
        priority: Set(job.priority()),
        attempts: Set(0),
        run_at: Set(now),
        lease_until: Set(None),
        lease: Set(None),
        last_problem: Set(None),
        created_at: Set(now),
        ended_at: Set(None),
    }
    .insert(connection)
    .await?;
    Ok(JobId(id))
}

/// Writes a job of which one is enough, unless it waits or is under way.
pub(super) async fn enqueue_once(env: &Environment, job: &Job) -> Result<()> {
    let open = entity::Entity::find()
        .filter(entity::Column::Kind.eq(job.kind()))
        .filter(entity::Column::State.is_in(["queued", "running"]));
    if open.one(env.db.writer()).await?.is_none() {
        enqueue(env, env.db.writer(), job).await?;
    }
    Ok(())
}

/// Takes the next job that is due, or one whose worker has died. One statement, so that two
/// workers cannot take the same: on PostgreSQL locked rows are skipped, on SQLite there is only
/// one writer at a time.
pub(super) async fn claim(env: &Environment, lane: Lane) -> Result<Option<Claimed>> {
    let now = env.clock.now_ms();
    let lease = Uuid::from_bytes(rand::random());
    let kinds = match lane {
        Lane::All => "",
        Lane::Short => {
            "AND kind NOT IN
                 ('digitise', 'make_demo', 'listen', 'read_guide', 'scrub', 'bring_in', 'cut', 'encode_av1')"
        }
    };
    let skip = if env.db.backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE job SET state = 'running', lease = ?, lease_until = ?, attempts = attempts + 1 WHERE id = (
             SELECT id FROM job
             WHERE ((state = 'queued' AND run_at <= ?) OR (state = 'running' AND lease_until < ?)) {kinds}
             ORDER BY priority, run_at LIMIT 1 {skip}
         ) RETURNING *"
    );
    let until = now + i64::try_from(LEASE.as_millis()).unwrap_or_default();
    let statement = env.db.statement(&sql, [lease.into(), until.into(), now.into(), now.into()]);
    let Some(row) = env.db.writer().query_one_raw(statement).await? else { return Ok(None) };
    let row = entity::Model::from_query_result(&row, "")?;
    match serde_json::from_value(row.payload) {
        Ok(job) => {
            let age_ms = now - row.created_at;
            Ok(Some(Claimed { id: row.id, lease, attempts: row.attempts, age_ms, job }))
        }
        Err(error) => {
            // Written by a newer release, perhaps: left for it, and out of the way meanwhile.
            end(env, row.id, lease, "failed", Some(&format!("unreadable payload: {error}"))).await?;
            Ok(None)
        }
    }
}

/// Shows that the worker lives. False when the lease was lost, so that the worker must stop.
pub(super) async fn renew(env: &Environment, claimed: &Claimed) -> Result<bool> {
    let until = env.clock.now_ms() + i64::try_from(LEASE.as_millis()).unwrap_or_default();
    let statement = env.db.statement(
        "UPDATE job SET lease_until = ? WHERE id = ? AND lease = ? AND state = 'running'",
        [until.into(), claimed.id.into(), claimed.lease.into()],
    );
    Ok(env.db.writer().execute_raw(statement).await?.rows_affected() == 1)
}

/// How soon work is tried again that waits for the store or the database: soon at first, and after a
/// tenth of the time that it has waited already.
fn away(claimed: &Claimed) -> Duration {
    let tenth = u64::try_from(claimed.age_ms / 10_000).unwrap_or_default();
    Duration::from_secs(tenth.clamp(10, 600))
}

/// How long to wait before a job is tried again; nothing when it is over, done or given up.
pub(super) fn again_in(claimed: &Claimed, outcome: &Result<(), JobError>) -> Option<Duration> {
    let asked = match outcome {
        Err(JobError::Retry(_)) => Duration::ZERO,
        Err(JobError::RetryAfter(_, wait)) => *wait,
        Err(JobError::Wait(_)) => return Some(away(claimed)),
        Ok(()) | Err(JobError::Fail(_)) => return None,
    };
    (claimed.attempts < claimed.job.attempts()).then(|| backoff(claimed.attempts).max(asked))
}

/// Writes down how a job went: done, to be tried again later, or given up. Nothing happens where
/// the lease was lost: whoever holds it now ends the job.
pub(super) async fn settle(env: &Environment, claimed: &Claimed, outcome: &Result<(), JobError>) -> Result<()> {
    let problem = outcome.as_ref().err().map(ToString::to_string);
    let Some(wait) = again_in(claimed, outcome) else {
        let state = if problem.is_some() { "failed" } else { "done" };
        return end(env, claimed.id, claimed.lease, state, problem.as_deref()).await;
    };
    let returned = i32::from(matches!(outcome, Err(JobError::Wait(_))));
    let run_at = env.clock.now_ms() + i64::try_from(wait.as_millis()).unwrap_or_default();
    let statement = env.db.statement(
        "UPDATE job SET state = 'queued', lease = NULL, lease_until = NULL, run_at = ?, last_problem = ?,
                attempts = attempts - ?
         WHERE id = ? AND lease = ?",
        [run_at.into(), problem.into(), returned.into(), claimed.id.into(), claimed.lease.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// 5 s, 20 s, 80 s, 5 min 20 s, 21 min, 85 min, then every four hours.
fn backoff(attempts: i32) -> Duration {
    let exponent = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(6);
    Duration::from_secs((5 * 4_u64.pow(exponent)).min(4 * 3600))
}

async fn end(env: &Environment, id: Uuid, lease: Uuid, state: &str, problem: Option<&str>) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE job SET state = ?, ended_at = ?, lease = NULL, lease_until = NULL, last_problem = ? WHERE id = ? AND lease = ?",
        [state.into(), env.clock.now_ms().into(), problem.map(str::to_owned).into(), id.into(), lease.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// Gives a job back that was under way, as if it had not been claimed.
pub(super) async fn give_back(env: &Environment, claimed: &Claimed) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE job SET state = 'queued', lease = NULL, lease_until = NULL, attempts = attempts - 1
         WHERE id = ? AND lease = ?",
        [claimed.id.into(), claimed.lease.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// What takes long and is not left to the night.
const WAITED_FOR: [&str; 7] = ["digitise", "make_demo", "listen", "read_guide", "bring_in", "cut", "finish_live"];

/// Whether something is due that takes long and that somebody waits for.
pub(crate) async fn long_work_waits(env: &Environment) -> Result<bool> {
    let waiting = entity::Entity::find()
        .filter(entity::Column::State.eq("queued"))
        .filter(entity::Column::RunAt.lte(env.clock.now_ms()))
        .filter(entity::Column::Kind.is_in(WAITED_FOR));
    Ok(waiting.one(env.db.writer()).await?.is_some())
}

/// The jobs of a kind that were given up.
pub(crate) async fn failed(env: &Environment, kind: &str) -> Result<Vec<Job>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::Kind.eq(kind))
        .filter(entity::Column::State.eq("failed"))
        .all(env.db.writer())
        .await?;
    Ok(rows.into_iter().filter_map(|row| serde_json::from_value(row.payload).ok()).collect())
}

/// The leases that are held.
pub(crate) async fn leases(env: &Environment) -> Result<Vec<Uuid>> {
    let rows = entity::Entity::find().filter(entity::Column::State.eq("running")).all(env.db.writer()).await?;
    Ok(rows.into_iter().filter_map(|row| row.lease).collect())
}

/// Removes jobs that ended well more than a week ago; failed ones stay to be looked at.
pub(super) async fn remove_done(env: &Environment) -> Result<()> {
    let week_ago = env.clock.now_ms() - 7 * 24 * 3_600_000;
    let statement = env.db.statement("DELETE FROM job WHERE state = 'done' AND ended_at < ?", [week_ago.into()]);
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// How many jobs are in each state, for the metrics page.
///
/// # Errors
/// Only when the database fails.
pub async fn count_by_state(env: &Environment) -> Result<Vec<(String, i64)>> {
    let statement = env.db.statement("SELECT state, count(*) AS jobs FROM job GROUP BY state ORDER BY state", []);
    let rows = env.db.reader().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get("", "state")?, row.try_get("", "jobs")?))).collect()
}
