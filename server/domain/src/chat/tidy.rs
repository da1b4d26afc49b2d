//! What is written beside a session is gone after as many days as the organisation wants; after none,
//! when the session is over.

use crate::{Environment, Result, clock::DAY_MS};
use contract::lives::CLOSES_AFTER_S;
use sea_orm::ConnectionTrait;

/// Removes lines, who wrote them and who may not write, once they are old enough.
pub(crate) async fn tidy(env: &Environment) -> Result<()> {
    const OVER: &str = "session_id IN (SELECT session_id FROM live
        WHERE state IN ('ended', 'cancelled') OR (state = 'scheduled' AND ends_at < ?))";
    let now = env.clock.now_ms();
    let (lines, members, before) = match i64::from(env.settings.chat_days) {
        0 => (OVER, OVER, now - CLOSES_AFTER_S * 1000),
        days => ("created_at < ?", "said_at < ? AND COALESCE(blocked_at, 0) < ?", now - days * DAY_MS),
    };
    for (table, condition) in [("chat_line", lines), ("chat_member", members)] {
        let values = condition.matches('?').map(|_| before.into());
        let statement = env.db.statement(&format!("DELETE FROM {table} WHERE {condition}"), values);
        env.db.writer().execute_raw(statement).await?;
    }
    Ok(())
}
