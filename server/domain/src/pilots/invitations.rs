//! Inviting people to a pilot.

use super::{
    addresses::{self, Addresses},
    entity::{comparison, invitation},
    file, letters, life,
};
use crate::{
    Environment, Error, Result,
    accounts::Manager,
    database::code,
    jobs::{self, Job},
};
use contract::{
    PilotId, limits,
    pilots::{
        InvitationProblem, InvitationReport, PilotState,
        cohort::{FILE_BYTES, LetterState},
    },
    problem::FieldProblem,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use std::collections::HashSet;

/// Rows of one statement: their values stay far below what either database binds.
pub(super) const ROWS: usize = 500;

/// Invites the addresses of a list, and has each written to where there is a mail server. The first
/// invitation makes the pilot run if nothing else is missing; an address that was invited before keeps the
/// moment at which it was, and gets no second letter. Whom the cohort is compared with is named as a problem.
///
/// # Errors
/// [`Error::Conflict`] with `pilot_over` when the figures are being read already;
/// [`Error::Invalid`] when the list is empty or too long; [`Error::NotFound`].
pub async fn invite(env: &Environment, manager: &Manager, id: PilotId, texts: &[String]) -> Result<InvitationReport> {
    invite_all(env, manager, id, addresses::read(texts), "emails").await
}

/// Invites the addresses of a file, a line each; the faults are told by their lines and the others invited.
///
/// # Errors
/// As [`invite`]; [`Error::Invalid`] when the file is too large.
pub async fn invite_file(env: &Environment, manager: &Manager, id: PilotId, bytes: &[u8]) -> Result<InvitationReport> {
    if bytes.len() > FILE_BYTES {
        return Err(Error::field("file", "file_too_large"));
    }
    invite_all(env, manager, id, file::read(bytes), "file").await
}

async fn invite_all(
    env: &Environment,
    manager: &Manager,
    id: PilotId,
    addresses: Addresses,
    field: &str,
) -> Result<InvitationReport> {
    accept(&addresses, field)?;
    let Addresses { good, mut problems } = addresses;
    let now = env.clock.now_ms();
    let transaction = env.db.begin().await?;
    let row = life::hold(env, &transaction, id).await?;
    if code::<PilotState>(&row.state)? > PilotState::Running {
        return Err(Error::Conflict("pilot_over"));
    }
    let compared = compared(&transaction, id).await?;
    let (apart, good): (Vec<String>, Vec<String>) = good.into_iter().partition(|address| compared.contains(address));
    problems.extend(apart.into_iter().map(|entry| named(entry, "in_comparison")));
    let letter = env.mailer.as_ref().map(|_| LetterState::Due.code().to_owned());
    let mut invited = 0;
    for addresses in good.chunks(ROWS) {
        let rows = addresses.iter().map(|address| {
            let invitation = env.new_id();
            invitation::ActiveModel {
                id: Set(invitation),
                pilot_id: Set(id.0),
                email: Set(address.clone()),
                invited_at: Set(now),
                secret: Set(Some(letters::secret(env, invitation))),
                letter: Set(letter.clone()),
                letter_at: Set(None),
                answer: Set(None),
                answered_at: Set(None),
                locale: Set(Some(manager.locale.code().to_owned())),
                enrolled: Set(false),
                bounce: Set(None),
            }
        });
        let once =
            OnConflict::columns([invitation::Column::PilotId, invitation::Column::Email]).do_nothing().to_owned();
        invited += invitation::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&transaction).await?;
    }
    if invited > 0 {
        life::begin(env, &transaction, &row, &manager.name).await?;
        if letter.is_some() {
            jobs::enqueue(env, &transaction, &Job::Invite { pilot: id }).await?;
        }
    }
    transaction.commit().await?;
    env.bell.ring();
    let good = u64::try_from(good.len()).unwrap_or_default();
    Ok(InvitationReport { invited, already: good.saturating_sub(invited), problems })
}

/// Whether a list holds anything, and not too much.
pub(super) fn accept(addresses: &Addresses, field: &str) -> Result<()> {
    if addresses.good.is_empty() && addresses.problems.is_empty() {
        return Err(Error::field(field, "required"));
    }
    if addresses.good.len() + addresses.problems.len() > limits::INVITATIONS {
        return Err(Error::Invalid(vec![FieldProblem::new(field, "too_many").with("max", limits::INVITATIONS)]));
    }
    Ok(())
}

/// An address that is one, and still cannot be taken.
pub(super) fn named(entry: String, problem: &str) -> InvitationProblem {
    InvitationProblem { line: 0, entry, problem: problem.into() }
}

/// Whom the cohort of a pilot is compared with.
pub(super) async fn compared(connection: &impl ConnectionTrait, id: PilotId) -> Result<HashSet<String>> {
    let rows = comparison::Entity::find().filter(comparison::Column::PilotId.eq(id.0)).all(connection).await?;
    Ok(rows.into_iter().map(|row| row.email).collect())
}
