//! Open enrolment: an address to pass on, or to print as a QR code, behind which people ask to take part by
//! themselves.

use super::{
    entity::{comparison, invitation, pilot},
    letters, life, sheet,
};
use crate::{
    Environment, Error, Result,
    accounts::{Manager, tidy_email},
    database::{code, stored},
    jobs::{self, Job},
};
use contract::{
    EnrolmentKey, Locale, PilotId,
    pilots::{
        PilotState,
        cohort::{Answer, EnrolmentView, LetterState, OpenEnrolment},
    },
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

/// Where people enrol, in the first language of the product; the page offers the other.
pub(super) fn url(env: &Environment, key: EnrolmentKey) -> String {
    format!("{}/fr/inscription/{key}", env.settings.public_url)
}

/// Opens the enrolment at a new address, or closes it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn open_enrolment(
    env: &Environment,
    _: &Manager,
    id: PilotId,
    command: OpenEnrolment,
) -> Result<Option<EnrolmentKey>> {
    let key = command.open.then(|| {
        let salt = [id.0.as_bytes().as_slice(), env.new_id().as_bytes()].concat();
        letters::short(&env.secret.derive("pilot enrolment", &salt))
    });
    let done = pilot::Entity::update_many()
        .col_expr(pilot::Column::EnrolKey, Expr::value(key))
        .filter(pilot::Column::Id.eq(id.0))
        .exec(env.db.writer())
        .await?;
    if done.rows_affected == 0 { Err(Error::NotFound) } else { Ok(key.map(EnrolmentKey)) }
}

/// What the address of an open enrolment shows.
///
/// # Errors
/// [`Error::NotFound`] when it leads nowhere any more.
pub async fn enrolment(env: &Environment, key: EnrolmentKey) -> Result<EnrolmentView> {
    let row = find(env, key).await?;
    let sheet = sheet::of_row(&row)?;
    Ok(EnrolmentView { key, title: stored(row.title)?, promise: sheet.promise, audience: sheet.audience })
}

/// Asks to take part. Where there is a mail server, a letter brings the link with which the address answers
/// for itself; else it is taken at its word. Whoever asks twice is told the same as the first time, and so is who
/// cannot take part since the cohort is compared with them: nobody learns by trying who takes part.
///
/// # Errors
/// [`Error::Invalid`] when it is no address; [`Error::Conflict`] with `pilot_over`; [`Error::NotFound`] when the
/// enrolment is closed.
pub async fn enrol(env: &Environment, key: EnrolmentKey, email: &str, locale: Locale) -> Result<()> {
    let email = tidy_email(email).ok_or_else(|| Error::field("email", "not_an_address"))?;
    let id = PilotId(find(env, key).await?.id);
    let transaction = env.db.begin().await?;
    let row = life::hold(env, &transaction, id).await?;
    if row.enrol_key != Some(key.0) {
        return Err(Error::NotFound);
    }
    if code::<PilotState>(&row.state)? > PilotState::Running {
        return Err(Error::Conflict("pilot_over"));
    }
    if comparison::Entity::find_by_id((id.0, email.clone())).one(&transaction).await?.is_some() {
        return Ok(());
    }
    let now = env.clock.now_ms();
    let by_letter = env.mailer.is_some();
    let invitation: Uuid = env.new_id();
    let new = invitation::ActiveModel {
        id: Set(invitation),
        pilot_id: Set(id.0),
        email: Set(email),
        invited_at: Set(now),
        secret: Set(Some(letters::secret(env, invitation))),
        letter: Set(by_letter.then(|| LetterState::Due.code().to_owned())),
        letter_at: Set(None),
        answer: Set((!by_letter).then(|| Answer::Accepted.code().to_owned())),
        answered_at: Set((!by_letter).then_some(now)),
        locale: Set(Some(locale.code().to_owned())),
        enrolled: Set(true),
        bounce: Set(None),
    };
    let once = OnConflict::columns([invitation::Column::PilotId, invitation::Column::Email]).do_nothing().to_owned();
    let added = invitation::Entity::insert(new).on_conflict(once).exec_without_returning(&transaction).await?;
    if added > 0 && by_letter {
        jobs::enqueue(env, &transaction, &Job::Invite { pilot: id }).await?;
    }
    transaction.commit().await?;
    env.bell.ring();
    Ok(())
}

async fn find(env: &Environment, key: EnrolmentKey) -> Result<pilot::Model> {
    let found = pilot::Entity::find().filter(pilot::Column::EnrolKey.eq(key.0)).one(env.db.reader()).await?;
    found.ok_or(Error::NotFound)
}
