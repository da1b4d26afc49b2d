//! The letters with which people are invited: each at most once, by compare-and-set as reminders are.

use super::{
    bounces,
    entity::{invitation, pilot},
    sheet,
};
use crate::{
    Environment, Error,
    accounts::entity as member,
    database::{code, stored},
    jobs::JobError,
    mail::{Invitation, Mailer, Unsent},
    secret::SecretKey,
};
use contract::{InvitationKey, Locale, PilotId, pilots::cohort::LetterState};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Letters that are looked up at a time.
const AT_A_TIME: u64 = 200;

/// The secret of an invitation's link: who does not hold the organisation's key cannot guess it.
pub(super) fn secret(env: &Environment, invitation: Uuid) -> Uuid {
    of(&env.secret, invitation)
}

fn of(key: &SecretKey, invitation: Uuid) -> Uuid {
    short(&key.derive("pilot invitation", invitation.as_bytes()))
}

/// Half of what is derived: 128 bits.
pub(super) fn short(derived: &[u8; 32]) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&derived[..16]);
    Uuid::from_bytes(bytes)
}

/// Sends every letter of a pilot that is due. Where the mail server is away, the others wait.
pub(crate) async fn send_invitations(env: &Environment, id: PilotId) -> Result<(), JobError> {
    let Some(mailer) = env.mailer.clone() else { return Ok(()) };
    let found = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await.map_err(Error::from)?;
    let Some(pilot) = found else { return Ok(()) };
    loop {
        let due = invitation::Entity::find()
            .filter(invitation::Column::PilotId.eq(id.0))
            .filter(invitation::Column::Letter.eq(LetterState::Due.code()))
            .order_by_asc(invitation::Column::Id)
            .limit(AT_A_TIME)
            .all(env.db.writer())
            .await
            .map_err(Error::from)?;
        if due.is_empty() {
            return Ok(());
        }
        if let Err(problem) = mailer.check().await {
            return Err(JobError::Wait(problem.to_string()));
        }
        for row in due {
            send(env, &*mailer, &pilot, row).await?;
        }
    }
}

async fn send(
    env: &Environment,
    mailer: &dyn Mailer,
    pilot: &pilot::Model,
    row: invitation::Model,
) -> Result<(), JobError> {
    let letter = letter(env, pilot, &row).await?;
    if !set(env, row.id, LetterState::Due, LetterState::Sent).await? {
        return Ok(());
    }
    match mailer.invite(&letter).await {
        Ok(()) => {}
        Err(Unsent::Away(problem)) => {
            set(env, row.id, LetterState::Sent, LetterState::Due).await?;
            return Err(JobError::Wait(problem));
        }
        Err(Unsent::Refused(problem)) => {
            tracing::warn!(%problem, pilot.id = %pilot.id, "an invitation was refused");
            set(env, row.id, LetterState::Sent, LetterState::Bounced).await?;
        }
        // It may have arrived: sent again it could come twice.
        Err(Unsent::Unclear(problem)) => tracing::warn!(%problem, pilot.id = %pilot.id, "an invitation may be lost"),
    }
    Ok(())
}

async fn set(env: &Environment, id: Uuid, from: LetterState, to: LetterState) -> crate::Result<bool> {
    let done = invitation::Entity::update_many()
        .set(invitation::ActiveModel {
            letter: Set(Some(to.code().to_owned())),
            letter_at: Set(Some(env.clock.now_ms())),
            ..Default::default()
        })
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::Letter.eq(from.code()))
        .exec(env.db.writer())
        .await?;
    Ok(done.rows_affected == 1)
}

async fn letter(env: &Environment, pilot: &pilot::Model, row: &invitation::Model) -> crate::Result<Invitation> {
    let account =
        member::Entity::find().filter(member::Column::Email.eq(row.email.as_str())).one(env.db.reader()).await?;
    let asked: Option<Locale> = row.locale.as_deref().map(code).transpose()?;
    let locale = match &account {
        Some(account) => code(&account.locale)?,
        None => asked.unwrap_or_default(),
    };
    let sheet = sheet::of_row(pilot)?;
    Ok(Invitation {
        id: row.id,
        token: bounces::token(&env.secret, row.id),
        name: account.map(|account| account.name).unwrap_or_default(),
        email: row.email.clone(),
        locale,
        written_at: env.clock.now(),
        key: InvitationKey(row.secret.unwrap_or_else(|| of(&env.secret, row.id))),
        title: stored(pilot.title.clone())?,
        promise: sheet.promise,
        asked_for: row.enrolled,
    })
}
