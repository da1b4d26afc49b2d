//! A history is a member's own: what they watched, where they stopped, and the right to have it
//! forgotten, session by session or as a whole.

pub(crate) mod entity;
mod turned;

pub(crate) use turned::turn_pages;

use crate::{Environment, Error, Result, accounts::SignedIn, clock::moment, database::stored};
use contract::{LangMap, Locale, Page, SessionId, limits, playback::HistoryEntry};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JsonValue, QueryFilter, Statement,
    Value,
};
use std::collections::HashMap;
use uuid::Uuid;

const LINES: &str = "
    SELECT history.session_id, history.unique_ms, history.watched_ms, history.position_ms, history.last_at,
           history.completed_at, item.title, session.state, COALESCE(recording.pages, 0) AS pages,
           CAST(CASE WHEN recording.pages > 0 THEN recording.pages * 1000 ELSE recording.duration_ms END AS BIGINT)
               AS duration_ms
    FROM history
    JOIN session ON session.id = history.session_id
    JOIN item ON item.id = session.item_id
    LEFT JOIN recording ON recording.id = session.recording_id
    WHERE history.member_id = ? AND history.watched_ms > 0";

#[derive(FromQueryResult)]
struct Line {
    session_id: Uuid,
    unique_ms: i64,
    watched_ms: i64,
    position_ms: i64,
    last_at: i64,
    completed_at: Option<i64>,
    title: JsonValue,
    pages: i32,
    /// A page of a guide counts as a second.
    duration_ms: Option<i64>,
    state: String,
}

/// A member's history, what was watched last first, with titles as a reader of `locale` sees them.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn list(
    env: &Environment,
    member: &SignedIn,
    locale: Locale,
    cursor: Option<&str>,
    limit: u32,
) -> Result<Page<HistoryEntry>> {
    let limit = limit.clamp(1, limits::PAGE_MAX) as usize;
    let mut sql = LINES.to_owned();
    let mut values: Vec<Value> = vec![member.id.0.into()];
    if let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) {
        let (last_at, session) = read_cursor(cursor).ok_or_else(|| Error::field("cursor", "not_a_cursor"))?;
        sql.push_str(" AND (history.last_at < ? OR (history.last_at = ? AND history.session_id < ?))");
        values.extend([last_at.into(), last_at.into(), session.into()]);
    }
    sql.push_str(" ORDER BY history.last_at DESC, history.session_id DESC LIMIT ?");
    values.push(i64::try_from(limit + 1).unwrap_or_default().into());
    let mut lines = lines(env, &sql, values).await?;
    let more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().filter(|_| more).map(|line| format!("{}.{}", line.last_at, line.session_id));
    let items = lines.into_iter().map(|line| entry(locale, line)).collect::<Result<_>>()?;
    Ok(Page { items, next, total: None })
}

/// What a member began and did not complete, and can go on with.
///
/// # Errors
/// Only when the database fails.
pub async fn to_continue(
    env: &Environment,
    member: &SignedIn,
    locale: Locale,
    limit: u32,
) -> Result<Vec<HistoryEntry>> {
    let sql = format!(
        "{LINES} AND history.completed_at IS NULL AND session.state = 'published' AND history.position_ms >= 5000
             AND COALESCE(recording.pages, 0) = 0
         ORDER BY history.last_at DESC LIMIT ?"
    );
    let lines = lines(env, &sql, vec![member.id.0.into(), i64::from(limit).into()]).await?;
    lines.into_iter().map(|line| entry(locale, line)).collect()
}

/// How far a member came in each of these sessions.
///
/// # Errors
/// Only when the database fails.
pub async fn of_sessions(
    env: &Environment,
    member: &SignedIn,
    locale: Locale,
    sessions: &[SessionId],
) -> Result<HashMap<SessionId, HistoryEntry>> {
    if sessions.is_empty() {
        return Ok(HashMap::new());
    }
    let marks = vec!["?"; sessions.len()].join(", ");
    let sql = format!("{LINES} AND history.session_id IN ({marks})");
    let values = std::iter::once(member.id.0.into()).chain(sessions.iter().map(|session| session.0.into())).collect();
    let found = lines(env, &sql, values).await?;
    found.into_iter().map(|line| entry(locale, line).map(|entry| (entry.session_id, entry))).collect()
}

/// Forgets one session: the line, and every batch from which it was counted.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing to forget.
pub async fn forget(env: &Environment, member: &SignedIn, session: SessionId) -> Result<()> {
    use crate::playback::entity::watch;
    let tx = env.db.begin().await?;
    let done = entity::Entity::delete_by_id((member.id.0, session.0)).exec(&tx).await?;
    watch::Entity::delete_many()
        .filter(watch::Column::MemberId.eq(member.id.0))
        .filter(watch::Column::SessionId.eq(session.0))
        .exec(&tx)
        .await?;
    note_forgotten(env, &tx, member).await?;
    tx.commit().await?;
    if done.rows_affected == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Forgets everything. Returns how many sessions that were.
///
/// # Errors
/// Only when the database fails.
pub async fn forget_all(env: &Environment, member: &SignedIn) -> Result<u64> {
    use crate::playback::entity::watch;
    let tx = env.db.begin().await?;
    let done = entity::Entity::delete_many().filter(entity::Column::MemberId.eq(member.id.0)).exec(&tx).await?;
    watch::Entity::delete_many().filter(watch::Column::MemberId.eq(member.id.0)).exec(&tx).await?;
    note_forgotten(env, &tx, member).await?;
    tx.commit().await?;
    Ok(done.rows_affected)
}

/// How long it is kept that somebody had something forgotten, in milliseconds.
const NOTED_MS: i64 = 2 * 3_600_000;

/// What is gone leaves no trace by which whoever keeps counts of it could tell: so they are told, for two hours.
async fn note_forgotten(env: &Environment, tx: &DatabaseTransaction, member: &SignedIn) -> Result<()> {
    tx.execute_raw(stale_notes(env)).await?;
    let statement = env.db.statement(
        "INSERT INTO history_forgotten (member_id, at) VALUES (?, ?)
         ON CONFLICT (member_id) DO UPDATE SET at = excluded.at",
        [member.id.0.into(), env.clock.now_ms().into()],
    );
    tx.execute_raw(statement).await?;
    Ok(())
}

fn stale_notes(env: &Environment) -> Statement {
    env.db.statement("DELETE FROM history_forgotten WHERE at < ?", [(env.clock.now_ms() - NOTED_MS).into()])
}

/// Drops what is no longer needed to correct counts.
pub(crate) async fn drop_stale_notes(env: &Environment) -> Result<()> {
    env.db.writer().execute_raw(stale_notes(env)).await?;
    Ok(())
}

/// Where a member stopped, in milliseconds; 0 where they never began.
pub(crate) async fn position(env: &Environment, member: &SignedIn, session: SessionId) -> Result<u64> {
    let row = entity::Entity::find_by_id((member.id.0, session.0)).one(env.db.reader()).await?;
    Ok(row.and_then(|row| u64::try_from(row.position_ms).ok()).unwrap_or_default())
}

async fn lines(env: &Environment, sql: &str, values: Vec<Value>) -> Result<Vec<Line>> {
    let rows = env.db.reader().query_all_raw(env.db.statement(sql, values)).await?;
    rows.iter().map(|row| Ok(Line::from_query_result(row, "")?)).collect()
}

fn entry(locale: Locale, line: Line) -> Result<HistoryEntry> {
    let seconds = |ms: i64| ms as f64 / 1000.0;
    Ok(HistoryEntry {
        session_id: SessionId(line.session_id),
        title: stored::<LangMap>(line.title)?.pick(locale).to_owned(),
        unique_s: seconds(line.unique_ms),
        watched_s: seconds(line.watched_ms),
        position: seconds(line.position_ms),
        duration_s: seconds(line.duration_ms.unwrap_or_default()),
        pages: u32::try_from(line.pages).unwrap_or_default(),
        completed: line.completed_at.is_some(),
        available: line.state == "published",
        last_at: moment(line.last_at),
    })
}

fn read_cursor(cursor: &str) -> Option<(i64, Uuid)> {
    let (last_at, session) = cursor.split_once('.')?;
    Some((last_at.parse().ok()?, Uuid::parse_str(session).ok()?))
}
