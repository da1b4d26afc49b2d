//! Letters that come back after they were taken: reports of a mail server on what it could not deliver.
//!
//! Anybody can write such a report. What it says is believed of the one invitation whose token is in it, and
//! only whoever had the letter in hand knows that token.

mod report;

use super::{entity::invitation, letters::short};
use crate::{Environment, Result, accounts::Admin, secret::SecretKey};
use contract::pilots::cohort::LetterState;
use report::{Said, TOKEN_CHARS};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounce {
    /// The invitation is marked; with the status that was told.
    Marked(String),
    /// It was marked before, or its letter is not on its way.
    Already,
    /// The report tells of no failure for good: the letter may still arrive.
    Undecided,
    /// There is no invitation of ours in it.
    Unknown,
    /// It is no report on a delivery.
    NotAReport,
}

/// The token of an invitation: its id, and a proof that it was we who wrote it. Letters and digits that mean
/// the same in upper case, as mail servers may write them.
pub(super) fn token(key: &SecretKey, id: Uuid) -> String {
    let proof = short(&key.derive("invitation bounce", id.as_bytes())).simple().to_string();
    format!("{}{}", id.simple(), &proof[..TOKEN_CHARS - 32])
}

/// Reads one report, and marks the invitation of whose letter it says that it failed for good.
///
/// # Errors
/// Only when the database fails.
pub async fn bounced(env: &Environment, _: &Admin, message: &[u8]) -> Result<Bounce> {
    let Some(read) = report::read(message) else { return Ok(Bounce::NotAReport) };
    let ours = read.tokens.iter().find_map(|found| {
        let id = found.get(..32).and_then(|id| Uuid::try_parse(id).ok())?;
        (token(&env.secret, id) == *found).then_some(id)
    });
    let Some(id) = ours else { return Ok(Bounce::Unknown) };
    let Said::Failed(status) = read.said else { return Ok(Bounce::Undecided) };
    if invitation::Entity::find_by_id(id).one(env.db.writer()).await?.is_none() {
        return Ok(Bounce::Unknown);
    }
    let done = invitation::Entity::update_many()
        .set(invitation::ActiveModel {
            letter: Set(Some(LetterState::Bounced.code().to_owned())),
            letter_at: Set(Some(env.clock.now_ms())),
            bounce: Set(Some(status.clone())),
            ..Default::default()
        })
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::Letter.eq(LetterState::Sent.code()))
        .exec(env.db.writer())
        .await?;
    Ok(if done.rows_affected == 0 { Bounce::Already } else { Bounce::Marked(status) })
}
