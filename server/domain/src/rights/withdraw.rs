//! Withdrawing a release: one transaction, and every session that shows the person stops.

use super::{
    effects::{self, For},
    releases, today,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    clock::moment,
    database::{code, stored},
    sessions,
};
use contract::{
    ItemId, ReleaseId, SessionId,
    problem::FieldProblem,
    rights::{AffectedSession, EffectReason, NOTE_CHARS, Withdrawal, WithdrawnRelease},
    text::printable,
};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue};
use uuid::Uuid;

/// The sessions that would stop if a release were withdrawn now.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn affected(env: &Environment, _: &Staff, id: ReleaseId) -> Result<Vec<AffectedSession>> {
    let release = releases::find(env, env.db.reader(), id).await?;
    if !release.fields.seen {
        return Ok(Vec::new());
    }
    published(env, env.db.reader(), release.item_id).await
}

/// Withdraws a release and takes out every session of its item, and of the item's recordings, at once: who
/// watches, also a broadcast, is stopped within seconds. The sessions stay in their members' history.
///
/// # Errors
/// [`Error::Conflict`] with `release_withdrawn_before`; [`Error::Invalid`] when the reason is too long;
/// [`Error::NotFound`].
pub async fn withdraw(
    env: &Environment,
    staff: &Staff,
    id: ReleaseId,
    withdrawal: &Withdrawal,
) -> Result<WithdrawnRelease> {
    let reason = withdrawal.reason.as_deref().map(|reason| printable(reason).trim().to_owned());
    let reason = reason.filter(|reason| !reason.is_empty());
    if reason.as_ref().is_some_and(|reason| reason.chars().count() > NOTE_CHARS) {
        let problem = FieldProblem::new("reason", "too_long").with("max", NOTE_CHARS);
        return Err(Error::Invalid(vec![problem]));
    }
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE person_release SET withdrawn_on = ?, withdrawn_reason = ?, withdrawn_by = ?, version = version + 1,
                updated_at = ?
         WHERE id = ? AND withdrawn_on IS NULL",
        [today(env).into(), reason.into(), staff.id.0.into(), env.clock.now_ms().into(), id.0.into()],
    );
    let done = tx.execute_raw(statement).await?.rows_affected();
    let release = releases::find(env, &tx, id).await?;
    if done == 0 {
        return Err(Error::Conflict("release_withdrawn_before"));
    }
    let hit = if release.fields.seen { published(env, &tx, release.item_id).await? } else { Vec::new() };
    let right =
        For { release: Some(id.0), licence: None, name: release.fields.name.clone(), reason: EffectReason::Withdrawn };
    for session in &hit {
        sessions::unpublish_on(env, &tx, session.session_id).await?;
        effects::note(env, &tx, session.session_id, &right).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(WithdrawnRelease { release, sessions: hit })
}

#[derive(FromQueryResult)]
struct Row {
    session_id: Uuid,
    title: JsonValue,
    audience: String,
    starts_at: Option<i64>,
    live_state: Option<String>,
}

/// What can be attended of an item: by its own sessions, and by any that plays one of its recordings.
async fn published(env: &Environment, connection: &impl ConnectionTrait, item: ItemId) -> Result<Vec<AffectedSession>> {
    let statement = env.db.statement(
        "SELECT session.id AS session_id, item.title, session.audience, live.starts_at, live.state AS live_state
         FROM session JOIN item ON item.id = session.item_id LEFT JOIN live ON live.session_id = session.id
         WHERE session.state = 'published' AND (session.item_id = ?
             OR session.recording_id IN (SELECT id FROM recording WHERE item_id = ?))
         ORDER BY session.id",
        [item.0.into(), item.0.into()],
    );
    let rows = connection.query_all_raw(statement).await?;
    let all = rows.iter().map(|row| {
        let row = Row::from_query_result(row, "")?;
        Ok(AffectedSession {
            session_id: SessionId(row.session_id),
            title: stored(row.title)?,
            audience: code(&row.audience)?,
            starts_at: row.starts_at.map(moment),
            is_on: row.live_state.is_some_and(|state| matches!(state.as_str(), "live" | "interrupted")),
        })
    });
    all.collect()
}
