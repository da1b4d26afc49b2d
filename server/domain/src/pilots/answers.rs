//! What somebody answers to an invitation. Who holds the link, or the address and its code, was written to:
//! that is the right to answer, and the only one.

use super::{
    entity::{invitation, pilot},
    sheet,
};
use crate::{
    Environment, Error, Result,
    accounts::{entity as member, tidy_email},
    database::{code, stored},
};
use contract::{
    InvitationKey,
    pilots::{
        PilotState,
        cohort::{self, Answer, InvitationView},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// What the link of an invitation shows.
///
/// # Errors
/// [`Error::NotFound`] when it leads nowhere.
pub async fn opened(env: &Environment, key: InvitationKey) -> Result<InvitationView> {
    let row = find(env, key).await?;
    let pilot = pilot::Entity::find_by_id(row.pilot_id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let sheet = sheet::of_row(&pilot)?;
    let accounts = member::Entity::find().filter(member::Column::Email.eq(row.email)).count(env.db.reader()).await?;
    Ok(InvitationView {
        key,
        is_open: code::<PilotState>(&pilot.state)? <= PilotState::Running,
        title: stored(pilot.title)?,
        promise: sheet.promise,
        audience: sheet.audience,
        starts_on: pilot.starts_on,
        ends_on: pilot.ends_on,
        answer: row.answer.as_deref().map(code).transpose()?,
        has_account: accounts > 0,
    })
}

/// Takes down an answer; it can be changed as long as the pilot is not over.
///
/// # Errors
/// [`Error::Conflict`] with `pilot_over`; [`Error::NotFound`] when the link leads nowhere.
pub async fn answer(env: &Environment, key: InvitationKey, answer: Answer) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE pilot_invitation SET answer = ?, answered_at = ?
         WHERE secret = ? AND EXISTS (
             SELECT 1 FROM pilot WHERE pilot.id = pilot_invitation.pilot_id
                 AND pilot.state IN ('idea', 'preparation', 'running')
         )",
        [answer.code().into(), env.clock.now_ms().into(), key.0.into()],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        find(env, key).await?;
        return Err(Error::Conflict("pilot_over"));
    }
    Ok(())
}

/// The link of the invitation that has this code and was sent to this address.
///
/// # Errors
/// [`Error::Invalid`] when there is none.
pub async fn by_code(env: &Environment, email: &str, typed: &str) -> Result<InvitationKey> {
    let unknown = || Error::field("code", "unknown_code");
    let email = tidy_email(email).ok_or_else(|| Error::field("email", "not_an_address"))?;
    let typed = cohort::tidy_code(typed);
    let rows = invitation::Entity::find().filter(invitation::Column::Email.eq(email)).all(env.db.reader()).await?;
    let keys = rows.into_iter().filter_map(|row| row.secret).map(InvitationKey);
    keys.into_iter().find(|key| cohort::code(*key) == typed).ok_or_else(unknown)
}

async fn find(env: &Environment, key: InvitationKey) -> Result<invitation::Model> {
    let found = invitation::Entity::find().filter(invitation::Column::Secret.eq(key.0)).one(env.db.reader()).await?;
    found.ok_or(Error::NotFound)
}
