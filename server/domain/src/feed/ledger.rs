//! What becomes of an event, written on its row.
//!
//! A row that was sent or dropped is emptied: afterwards only the ids are needed, to show what
//! left and when.

use super::entity::{delivery, feed};
use crate::{Environment, Result};
use contract::{DeliveryId, feed::DeliveryState};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use serde_json::json;
use uuid::Uuid;

/// What changes on a row that is not to be sent.
pub(super) fn emptied(state: DeliveryState) -> delivery::ActiveModel {
    delivery::ActiveModel { state: Set(state.code().to_owned()), body: Set(json!({})), ..Default::default() }
}

/// It was received. A withdrawal that came while the request was on its way could not call it
/// back: the ledger says what happened, so the state is not compared here.
pub(super) async fn sent(env: &Environment, delivery: DeliveryId) -> Result<()> {
    delivery::Entity::update_many()
        .set(delivery::ActiveModel { last_problem: Set(None), ..emptied(DeliveryState::Sent) })
        .col_expr(delivery::Column::Attempts, one_more())
        .filter(delivery::Column::Id.eq(delivery.0))
        .exec(env.db.writer())
        .await?;
    Ok(())
}

/// An attempt met with a problem; another may follow.
pub(super) async fn met(env: &Environment, delivery: DeliveryId, problem: &str) -> Result<()> {
    let met = delivery::ActiveModel { last_problem: Set(Some(problem.to_owned())), ..Default::default() };
    tried(env.db.writer(), delivery, met).await
}

/// The destination says that it no longer exists: it is turned off.
pub(super) async fn gone(env: &Environment, destination: Uuid, delivery: DeliveryId) -> Result<()> {
    let transaction = env.db.begin().await?;
    feed::Entity::update_many()
        .set(feed::ActiveModel { active: Set(false), ..Default::default() })
        .filter(feed::Column::Id.eq(destination))
        .exec(&transaction)
        .await?;
    tried(&transaction, delivery, over("http_410")).await?;
    transaction.commit().await?;
    tracing::warn!(feed.id = %destination, "a destination is gone and was turned off");
    Ok(())
}

/// It was not sent, and no further attempt follows.
pub(super) async fn failed(env: &Environment, delivery: DeliveryId, problem: &str) -> Result<()> {
    change(env, delivery, over(problem)).await
}

/// The member withdrew before it was sent.
pub(super) async fn dropped(env: &Environment, delivery: DeliveryId) -> Result<()> {
    change(env, delivery, emptied(DeliveryState::Dropped)).await
}

/// Writes down that no further attempt will be made, until somebody asks for a replay.
///
/// # Errors
/// Only when the database fails.
pub async fn give_up(env: &Environment, delivery: DeliveryId) -> Result<()> {
    let state = Set(DeliveryState::Failed.code().to_owned());
    change(env, delivery, delivery::ActiveModel { state, ..Default::default() }).await
}

fn over(problem: &str) -> delivery::ActiveModel {
    delivery::ActiveModel {
        state: Set(DeliveryState::Failed.code().to_owned()),
        last_problem: Set(Some(problem.to_owned())),
        ..Default::default()
    }
}

/// Counts one attempt and writes what it met with, unless the row was dropped meanwhile.
async fn tried<C: ConnectionTrait>(connection: &C, delivery: DeliveryId, met: delivery::ActiveModel) -> Result<()> {
    delivery::Entity::update_many()
        .set(met)
        .col_expr(delivery::Column::Attempts, one_more())
        .filter(delivery::Column::Id.eq(delivery.0))
        .filter(delivery::Column::State.eq(DeliveryState::Pending.code()))
        .exec(connection)
        .await?;
    Ok(())
}

/// Changes a row that is still to be sent, without counting an attempt.
async fn change(env: &Environment, delivery: DeliveryId, to: delivery::ActiveModel) -> Result<()> {
    delivery::Entity::update_many()
        .set(to)
        .filter(delivery::Column::Id.eq(delivery.0))
        .filter(delivery::Column::State.eq(DeliveryState::Pending.code()))
        .exec(env.db.writer())
        .await?;
    Ok(())
}

fn one_more() -> SimpleExpr {
    Expr::col(delivery::Column::Attempts).add(1)
}
