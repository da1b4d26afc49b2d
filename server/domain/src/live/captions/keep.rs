//! When a session is over, what was written down becomes the captions of its recording: each line where it
//! was said.

use super::lines::{self, Line};
use crate::{Environment, Result, captions};
use contract::{RecordingId, SessionId, live_captions::settled};
use sea_orm::ConnectionTrait;

/// Gives a recording its captions, in the transaction that makes it.
pub(in crate::live) async fn keep(
    env: &Environment,
    connection: &impl ConnectionTrait,
    session: SessionId,
    recording: RecordingId,
) -> Result<()> {
    let mut left = lines::all(connection, env, session).await?;
    while let Some(language) = left.first().map(|line| line.language.clone()) {
        let (of_language, others): (Vec<Line>, Vec<Line>) =
            left.into_iter().partition(|line| line.language == language);
        left = others;
        // Where nobody typed, the encoder sent it: as with the recording itself, the session stands for it.
        let by = of_language.iter().rev().find_map(|line| line.member).unwrap_or(session.0);
        let cues = settled(of_language.into_iter().map(|line| (line.said_ms, line.text)).collect());
        captions::insert_made(env, connection, recording, &language, &cues, by).await?;
    }
    Ok(())
}

/// Forgets the lines of a session whose recording has long been whole, and who wrote them.
pub(in crate::live) async fn forget(env: &Environment, session: SessionId) -> Result<()> {
    for table in ["live_caption", "live_caption_language", "live_captioner"] {
        let sql = format!("DELETE FROM {table} WHERE session_id = ?");
        env.db.writer().execute_raw(env.db.statement(&sql, [session.0.into()])).await?;
    }
    Ok(())
}
