//! What members say: would they recommend it, was it easy, what struck them. Nobody is asked often, and no
//! figure about fewer than five people is told.
//!
//! A row for each member and question decides by compare-and-set whether an answer has its turn
//! ([`say`]), so that a form sent twice counts once.

mod entity;
mod results;

pub use results::{of_item, of_pilot};

use crate::{Environment, Error, Result, accounts::SignedIn, history::entity as history};
use contract::{
    SessionId,
    listening::{DAY_MS, Heard, LATER_DAYS, NPS_ONE_OF, Say, SayKind, TEXT_CHARS},
    problem::FieldProblem,
    text::printable,
};
use entity::{answer, turn};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// What a member may be asked now: on a session's page how easy it was, once they have finished it; elsewhere,
/// for one of three, once they have finished any, whether they would recommend the whole, unless they have put
/// that off. Nobody is asked two things at once.
///
/// # Errors
/// Only when the database fails.
pub async fn due(env: &Environment, member: &SignedIn, session: Option<SessionId>) -> Result<Option<SayKind>> {
    if member.is_internal() {
        return Ok(None);
    }
    let kind = match session {
        Some(session) if has_finished(env, member, session).await? => SayKind::Ces,
        None if is_sampled(env, member) => SayKind::Nps,
        _ => return Ok(None),
    };
    if !has_rested(env, member, kind.turn(), kind.rest_ms()).await? {
        return Ok(None);
    }
    let asked = kind != SayKind::Nps
        || has_rested(env, member, LATER, LATER_DAYS * DAY_MS).await? && has_finished_any(env, member).await?;
    Ok(asked.then_some(kind))
}

/// The turn that a member takes who puts off whether they would recommend. A row of its own, so that who answers
/// after all is heard.
const LATER: &str = "nps_later";

async fn has_rested(env: &Environment, member: &SignedIn, turn: &str, rest_ms: i64) -> Result<bool> {
    let row = turn::Entity::find_by_id((member.id.0, turn.to_owned())).one(env.db.reader()).await?;
    Ok(row.is_none_or(|row| row.at <= env.clock.now_ms() - rest_ms))
}

/// Puts off for two weeks whether a member is asked whether they would recommend the whole.
///
/// # Errors
/// Only when the database fails.
pub async fn put_off(env: &Environment, member: &SignedIn) -> Result<()> {
    let statement = env.db.statement(
        "INSERT INTO listening_turn (member_id, kind, at) VALUES (?, ?, ?)
         ON CONFLICT (member_id, kind) DO UPDATE SET at = excluded.at",
        [member.id.0.into(), LATER.into(), env.clock.now_ms().into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// Whether a member has begun a session, and so may leave a word about it.
///
/// # Errors
/// Only when the database fails.
pub async fn may_speak(env: &Environment, member: &SignedIn, session: SessionId) -> Result<bool> {
    let seen = history::Entity::find_by_id((member.id.0, session.0)).one(env.db.reader()).await?;
    Ok(!member.is_internal() && seen.is_some())
}

async fn has_finished(env: &Environment, member: &SignedIn, session: SessionId) -> Result<bool> {
    let seen = history::Entity::find_by_id((member.id.0, session.0)).one(env.db.reader()).await?;
    Ok(seen.is_some_and(|row| row.completed_at.is_some()))
}

/// Whether a member has finished anything: before that there is nothing yet that they could recommend.
async fn has_finished_any(env: &Environment, member: &SignedIn) -> Result<bool> {
    let finished = history::Entity::find()
        .filter(history::Column::MemberId.eq(member.id.0))
        .filter(history::Column::CompletedAt.is_not_null());
    Ok(finished.one(env.db.reader()).await?.is_some())
}

/// Whether a member is one of those who are asked in these ninety days. It follows from the organisation's
/// key, so that it is the same wherever it is asked, and somebody else's turn in the next ninety.
fn is_sampled(env: &Environment, member: &SignedIn) -> bool {
    let season = env.clock.now_ms() / SayKind::Nps.rest_ms();
    let input = [member.id.0.as_bytes().as_slice(), &season.to_be_bytes()].concat();
    let derived = env.secret.derive("listening sample", &input);
    u64::from_be_bytes(derived.first_chunk().copied().unwrap_or_default()).is_multiple_of(NPS_ONE_OF)
}

/// Takes down what a member says, unless they have said so lately.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `not_attended` about a session that they
/// have not seen, or with `staff_say_elsewhere`.
pub async fn say(env: &Environment, member: &SignedIn, say: &Say) -> Result<Heard> {
    let text = accepted(say)?;
    if member.is_internal() {
        return Err(Error::Conflict("staff_say_elsewhere"));
    }
    match say.session_id {
        Some(session) if !may_speak(env, member, session).await? => return Err(Error::Conflict("not_attended")),
        None if say.kind != SayKind::Nps => return Err(Error::field("session_id", "required")),
        _ => {}
    }
    let now = env.clock.now_ms();
    let transaction = env.db.begin().await?;
    let values = [member.id.0.into(), say.kind.turn().into(), now.into(), (now - say.kind.rest_ms()).into()];
    let statement = env.db.statement(
        "INSERT INTO listening_turn (member_id, kind, at) VALUES (?, ?, ?)
         ON CONFLICT (member_id, kind) DO UPDATE SET at = excluded.at WHERE listening_turn.at <= ?",
        values,
    );
    if transaction.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(Heard::Already);
    }
    answer::ActiveModel {
        id: Set(env.new_id()),
        member_id: Set(member.id.0),
        session_id: Set(say.session_id.map(|session| session.0)),
        kind: Set(say.kind.code().to_owned()),
        score: Set(say.score),
        text: Set(text),
        at: Set(now),
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(Heard::Taken)
}

/// The words, tidy.
fn accepted(say: &Say) -> Result<String> {
    let text = printable(&say.text).trim().to_owned();
    let mut problems = Vec::new();
    if text.chars().count() > TEXT_CHARS {
        problems.push(FieldProblem::new("text", "too_long").with("max", TEXT_CHARS));
    }
    match (say.kind.scores(), say.score) {
        (Some(_), None) => problems.push(FieldProblem::new("score", "required")),
        (Some(scores), Some(score)) if !scores.contains(&score) => problems
            .push(FieldProblem::new("score", "out_of_range").with("min", scores.start()).with("max", scores.end())),
        (None, Some(_)) => problems.push(FieldProblem::new("score", "unknown")),
        _ => {}
    }
    if problems.is_empty() { Ok(text) } else { Err(Error::Invalid(problems)) }
}
