//! The rows `live_caption` and `live_caption_language`, and what of them was read a moment ago.

use super::too_many;
use crate::{Environment, Error, Result, clock::moment};
use contract::{
    LiveCaptionId, SessionId,
    captions::Cue,
    live_captions::{LANGUAGES, LINES_SHOWN, LiveCaption, escaped},
};
use sea_orm::{ConnectionTrait, QueryResult};
use std::sync::Arc;
use uuid::Uuid;

/// A line. Its times are the session's own, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub id: Uuid,
    pub language: String,
    pub text: String,
    pub said_ms: u64,
    pub shown_ms: u64,
    pub for_ms: u64,
    /// Nobody where the encoder sent it.
    pub member: Option<Uuid>,
    pub created_at: i64,
}

impl Line {
    fn read(row: &QueryResult) -> Result<Self> {
        let ms = |name| row.try_get::<i64>("", name).map(|value| u64::try_from(value).unwrap_or_default());
        Ok(Self {
            id: row.try_get("", "id")?,
            language: row.try_get("", "language")?,
            text: row.try_get("", "text")?,
            said_ms: ms("said_ms")?,
            shown_ms: ms("shown_ms")?,
            for_ms: ms("for_ms")?,
            member: row.try_get("", "member_id")?,
            created_at: row.try_get("", "created_at")?,
        })
    }

    /// As its readers see it.
    pub fn seen(&self) -> LiveCaption {
        LiveCaption {
            id: LiveCaptionId(self.id),
            language: self.language.clone(),
            text: self.text.clone(),
            said_ms: self.said_ms,
            from_encoder: self.member.is_none(),
            at: moment(self.created_at),
        }
    }

    /// As players show it.
    pub fn cue(&self) -> Cue {
        Cue { from_ms: self.shown_ms, to_ms: self.shown_ms + self.for_ms, text: escaped(&self.text) }
    }
}

/// What is known of a session's captions.
#[derive(Debug, Default)]
pub(in crate::live) struct Kept {
    /// Whether it is a live session at all.
    pub(super) is_live: bool,
    pub languages: Vec<String>,
    /// The latest, the oldest first.
    pub(super) lines: Vec<Line>,
    /// Whether there are older ones.
    is_part: bool,
}

const COLUMNS: &str = "id, language, text, said_ms, shown_ms, for_ms, member_id, created_at";

/// A session's captions as they were read a moment ago; everybody who asks meanwhile waits for one reading.
pub(super) async fn of(env: &Environment, session: SessionId) -> Result<Arc<Kept>> {
    let read = async { load(env, session).await.map(Arc::new) };
    env.lives.captions().try_get_with(session, read).await.map_err(|error| Error::shared(&error))
}

async fn load(env: &Environment, session: SessionId) -> Result<Kept> {
    let statement = env.db.statement(
        "SELECT language FROM live_caption_language WHERE session_id = ? ORDER BY created_at, language",
        [session.0.into()],
    );
    let rows = env.db.reader().query_all_raw(statement).await?;
    let languages: Vec<String> = rows.iter().map(|row| row.try_get("", "language")).collect::<Result<_, _>>()?;
    if languages.is_empty() {
        let is_live = crate::live::publication::row(env, session).await?.is_some();
        return Ok(Kept { is_live, ..Kept::default() });
    }
    let sql = format!("SELECT {COLUMNS} FROM live_caption WHERE session_id = ? ORDER BY id DESC LIMIT {LINES_SHOWN}");
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [session.0.into()])).await?;
    let lines: Vec<Line> = rows.iter().rev().map(Line::read).collect::<Result<_>>()?;
    let is_part = lines.len() >= LINES_SHOWN;
    Ok(Kept { is_live: true, languages, lines, is_part })
}

/// The lines of a language that are shown in a stretch of the session.
pub(super) async fn between(
    env: &Environment,
    session: SessionId,
    language: &str,
    (from_ms, to_ms): (u64, u64),
) -> Result<Vec<Line>> {
    let kept = of(env, session).await?;
    let shows =
        |line: &&Line| line.language == language && line.shown_ms < to_ms && line.shown_ms + line.for_ms > from_ms;
    // Whoever winds back reads the rows themselves.
    let is_known = !kept.is_part || kept.lines.iter().take(1).any(|first| first.shown_ms + first.for_ms < from_ms);
    if is_known {
        return Ok(kept.lines.iter().filter(shows).cloned().collect());
    }
    let ms = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT {COLUMNS} FROM live_caption
         WHERE session_id = ? AND language = ? AND shown_ms < ? AND shown_ms + for_ms > ? ORDER BY shown_ms, id"
    );
    let values = [session.0.into(), language.to_owned().into(), ms(to_ms).into(), ms(from_ms).into()];
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    rows.iter().map(Line::read).collect()
}

/// Everything that was written down of a session.
pub(super) async fn all(connection: &impl ConnectionTrait, env: &Environment, session: SessionId) -> Result<Vec<Line>> {
    let sql = format!("SELECT {COLUMNS} FROM live_caption WHERE session_id = ? ORDER BY id");
    let rows = connection.query_all_raw(env.db.statement(&sql, [session.0.into()])).await?;
    rows.iter().map(Line::read).collect()
}

/// Offers a language to players, in the transaction of what is written in it.
pub(super) async fn offer(
    env: &Environment,
    connection: &impl ConnectionTrait,
    session: SessionId,
    language: &str,
) -> Result<()> {
    let statement = env.db.statement(
        "INSERT INTO live_caption_language (session_id, language, created_at) VALUES (?, ?, ?)
         ON CONFLICT (session_id, language) DO NOTHING",
        [session.0.into(), language.to_owned().into(), env.clock.now_ms().into()],
    );
    if connection.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(());
    }
    let statement = env
        .db
        .statement("SELECT COUNT(*) AS count FROM live_caption_language WHERE session_id = ?", [session.0.into()]);
    let row = connection.query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    let count: i64 = row.try_get("", "count")?;
    if count > LANGUAGES as i64 { Err(too_many()) } else { Ok(()) }
}

pub(super) async fn write(
    env: &Environment,
    connection: &impl ConnectionTrait,
    session: SessionId,
    line: &Line,
) -> Result<()> {
    let ms = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let statement = env.db.statement(
        "INSERT INTO live_caption (id, session_id, language, text, said_ms, shown_ms, for_ms, member_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        [
            line.id.into(),
            session.0.into(),
            line.language.clone().into(),
            line.text.clone().into(),
            ms(line.said_ms).into(),
            ms(line.shown_ms).into(),
            ms(line.for_ms).into(),
            line.member.into(),
            line.created_at.into(),
        ],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}
