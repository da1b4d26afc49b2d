//! How staff keep a chat: what is hidden, who may not write any more, what members may write.

use super::room;
use crate::{Environment, Error, Result, accounts::Staff};
use contract::{
    ChatLineId, MemberId, SessionId,
    chat::{ChatSetting, SLOWEST_S},
    problem::FieldProblem,
};
use sea_orm::{ConnectionTrait, Value};

/// Runs one statement about a chat, and says so to whoever follows it.
async fn change<const N: usize>(env: &Environment, session: SessionId, sql: &str, values: [Value; N]) -> Result<()> {
    if env.db.writer().execute_raw(env.db.statement(sql, values)).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    env.chats.tell(session).await;
    Ok(())
}

/// Hides a line: only its writer and staff see it then.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hide(env: &Environment, staff: &Staff, session: SessionId, line: ChatLineId) -> Result<()> {
    let sql = "UPDATE chat_line SET hidden_at = ?, hidden_by = ? WHERE id = ? AND session_id = ?";
    let now = env.clock.now_ms();
    change(env, session, sql, [now.into(), staff.id.0.into(), line.0.into(), session.0.into()]).await
}

/// Shows a line again.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn show(env: &Environment, _: &Staff, session: SessionId, line: ChatLineId) -> Result<()> {
    let sql = "UPDATE chat_line SET hidden_at = NULL, hidden_by = NULL WHERE id = ? AND session_id = ?";
    change(env, session, sql, [line.0.into(), session.0.into()]).await
}

/// Takes nothing more from a member in this session's chat. What they wrote stays.
///
/// # Errors
/// [`Error::NotFound`] when there is no such live session or nobody of this id.
pub async fn block(env: &Environment, staff: &Staff, session: SessionId, member: MemberId) -> Result<()> {
    room::standing(env, session).await?;
    let sql = "INSERT INTO chat_member (session_id, member_id, said_at, blocked_at, blocked_by)
        SELECT ?, id, 0, ?, ? FROM member WHERE id = ?
        ON CONFLICT (session_id, member_id)
        DO UPDATE SET blocked_at = excluded.blocked_at, blocked_by = excluded.blocked_by";
    let now = env.clock.now_ms();
    change(env, session, sql, [session.0.into(), now.into(), staff.id.0.into(), member.0.into()]).await
}

/// Takes lines from a member again.
///
/// # Errors
/// [`Error::NotFound`] when they never wrote here.
pub async fn unblock(env: &Environment, _: &Staff, session: SessionId, member: MemberId) -> Result<()> {
    let sql = "UPDATE chat_member SET blocked_at = NULL, blocked_by = NULL WHERE session_id = ? AND member_id = ?";
    change(env, session, sql, [session.0.into(), member.0.into()]).await
}

/// Sets what members may write, and how often.
///
/// # Errors
/// [`Error::Invalid`] when the pause is too long; [`Error::NotFound`].
pub async fn set(env: &Environment, _: &Staff, session: SessionId, setting: ChatSetting) -> Result<ChatSetting> {
    let slow_s = i32::try_from(setting.slow_s).ok().filter(|_| setting.slow_s <= SLOWEST_S);
    let Some(slow_s) = slow_s else {
        let problem = FieldProblem::new("slow_s", "out_of_range").with("min", 0).with("max", SLOWEST_S);
        return Err(Error::Invalid(vec![problem]));
    };
    room::standing(env, session).await?;
    let sql = "INSERT INTO chat_setting (session_id, mode, slow_s) VALUES (?, ?, ?)
        ON CONFLICT (session_id) DO UPDATE SET mode = excluded.mode, slow_s = excluded.slow_s";
    change(env, session, sql, [session.0.into(), setting.mode.code().into(), slow_s.into()]).await?;
    Ok(setting)
}
