//! Members who write down what is said in one session, as staff have asked them to.

use crate::{
    Environment, Error, Result,
    accounts::{self, Staff},
};
use contract::{MemberId, SessionId, live_captions::Captioner};
use sea_orm::ConnectionTrait;

/// Whether it is a member's task.
pub(super) async fn is_one(env: &Environment, session: SessionId, member: MemberId) -> Result<bool> {
    let statement = env.db.statement(
        "SELECT 1 AS one FROM live_captioner WHERE session_id = ? AND member_id = ?",
        [session.0.into(), member.0.into()],
    );
    Ok(env.db.reader().query_one_raw(statement).await?.is_some())
}

/// Whose task it is to write down what is said in a session, besides staff's.
///
/// # Errors
/// [`Error::NotFound`] when it is not a live session.
pub async fn captioners(env: &Environment, _: &Staff, session: SessionId) -> Result<Vec<Captioner>> {
    crate::live::publication::row(env, session).await?.ok_or(Error::NotFound)?;
    let statement = env.db.statement(
        "SELECT member.id, member.name, member.email FROM live_captioner JOIN member ON member.id = member_id
         WHERE session_id = ? ORDER BY member.name, member.id",
        [session.0.into()],
    );
    let rows = env.db.reader().query_all_raw(statement).await?;
    let captioners = rows.iter().map(|row| {
        Ok(Captioner {
            member_id: MemberId(row.try_get("", "id")?),
            name: row.try_get("", "name")?,
            email: row.try_get("", "email")?,
        })
    });
    captioners.collect()
}

/// Gives the task to the member with this address. Given twice, it is given once.
///
/// # Errors
/// [`Error::Invalid`] when nobody has this address; [`Error::NotFound`] when it is not a live session.
pub async fn give_task(env: &Environment, staff: &Staff, session: SessionId, email: &str) -> Result<()> {
    crate::live::publication::row(env, session).await?.ok_or(Error::NotFound)?;
    let email = accounts::tidy_email(email).ok_or(Error::field("email", "not_an_address"))?;
    let statement = env.db.statement(
        "INSERT INTO live_captioner (session_id, member_id, given_by, created_at)
         SELECT live.session_id, member.id, ?, ? FROM live, member
         WHERE live.session_id = ? AND member.email = ? AND member.active = ?
         ON CONFLICT (session_id, member_id) DO UPDATE SET given_by = excluded.given_by",
        [staff.id.0.into(), env.clock.now_ms().into(), session.0.into(), email.into(), true.into()],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::field("email", "nobody_has_it"));
    }
    Ok(())
}

/// Takes the task back. What was written stays.
///
/// # Errors
/// Only when the database fails.
pub async fn take_task(env: &Environment, _: &Staff, session: SessionId, member: MemberId) -> Result<()> {
    let statement = env.db.statement(
        "DELETE FROM live_captioner WHERE session_id = ? AND member_id = ?",
        [session.0.into(), member.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
