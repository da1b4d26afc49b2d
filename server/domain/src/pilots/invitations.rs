//! Inviting people to a pilot.

use super::{
    addresses,
    entity::{invitation, pilot},
};
use crate::{Environment, Error, Result, accounts::Manager, database::code};
use contract::{
    PilotId, limits,
    pilots::{InvitationReport, PilotState},
    problem::FieldProblem,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict};

/// Rows of one statement: four values each stay far below what either database binds.
const ROWS: usize = 500;

/// Invites the addresses of a list. The first invitation makes the pilot run; an address that
/// was invited before keeps the moment at which it was.
///
/// # Errors
/// [`Error::Conflict`] with `pilot_over` when the figures are being read already;
/// [`Error::Invalid`] when the list is empty or too long; [`Error::NotFound`].
pub async fn invite(env: &Environment, _: &Manager, id: PilotId, texts: &[String]) -> Result<InvitationReport> {
    let addresses = addresses::read(texts);
    if addresses.good.is_empty() && addresses.problems.is_empty() {
        return Err(Error::field("emails", "required"));
    }
    if addresses.good.len() + addresses.problems.len() > limits::INVITATIONS {
        return Err(Error::Invalid(vec![FieldProblem::new("emails", "too_many").with("max", limits::INVITATIONS)]));
    }
    let now = env.clock.now_ms();
    let transaction = env.db.begin().await?;
    let row = pilot::Entity::find_by_id(id.0).one(&transaction).await?.ok_or(Error::NotFound)?;
    if code::<PilotState>(&row.state)? > PilotState::Running {
        return Err(Error::Conflict("pilot_over"));
    }
    let mut invited = 0;
    for addresses in addresses.good.chunks(ROWS) {
        let rows = addresses.iter().map(|address| invitation::ActiveModel {
            id: Set(env.new_id()),
            pilot_id: Set(id.0),
            email: Set(address.clone()),
            invited_at: Set(now),
        });
        let once =
            OnConflict::columns([invitation::Column::PilotId, invitation::Column::Email]).do_nothing().to_owned();
        invited += invitation::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&transaction).await?;
    }
    if invited > 0 {
        run(&transaction, id).await?;
    }
    transaction.commit().await?;
    let good = u64::try_from(addresses.good.len()).unwrap_or_default();
    Ok(InvitationReport { invited, already: good.saturating_sub(invited), problems: addresses.problems })
}

/// From an idea or its preparation to running; a pilot that runs is left as it is. One that
/// ended since it was read ends this transaction.
async fn run(transaction: &DatabaseTransaction, id: PilotId) -> Result<()> {
    let before = [PilotState::Idea, PilotState::Preparation, PilotState::Running].map(PilotState::code);
    let done = pilot::Entity::update_many()
        .set(pilot::ActiveModel { state: Set(PilotState::Running.code().to_owned()), ..Default::default() })
        .filter(pilot::Column::Id.eq(id.0))
        .filter(pilot::Column::State.is_in(before))
        .exec(transaction)
        .await?;
    if done.rows_affected == 0 { Err(Error::Conflict("pilot_over")) } else { Ok(()) }
}
