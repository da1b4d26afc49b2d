//! How much each part of a score counts.

use crate::{
    Environment, Error, Result,
    accounts::{Manager, Staff},
};
use contract::backlog::{Weights, WeightsDetails};
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(FromQueryResult)]
struct Row {
    value: i32,
    demand: i32,
    ease: i32,
    cost: i32,
    version: i64,
}

/// The weights as they are: the defaults until a manager changes them.
///
/// # Errors
/// Only when the database fails.
pub async fn weights(env: &Environment, _: &Staff) -> Result<WeightsDetails> {
    current(env).await
}

pub(super) async fn current(env: &Environment) -> Result<WeightsDetails> {
    let statement = env.db.statement("SELECT value, demand, ease, cost, version FROM backlog_weights WHERE id = 1", []);
    let Some(row) = env.db.reader().query_one_raw(statement).await? else {
        return Ok(WeightsDetails { weights: Weights::default(), version: 0 });
    };
    let row = Row::from_query_result(&row, "")?;
    let weight = |stored: i32| u32::try_from(stored).unwrap_or_default();
    let weights = Weights {
        value: weight(row.value),
        demand: weight(row.demand),
        ease: weight(row.ease),
        cost: weight(row.cost),
    };
    Ok(WeightsDetails { weights, version: row.version })
}

/// Changes the weights, based on those that were read.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile` when another manager was
/// faster.
pub async fn set_weights(env: &Environment, manager: &Manager, new: &WeightsDetails) -> Result<WeightsDetails> {
    let problems = new.weights.problems();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let Weights { value, demand, ease, cost } = new.weights;
    // The first change is an insertion; every other one meets the row.
    let statement = env.db.statement(
        "INSERT INTO backlog_weights (id, value, demand, ease, cost, version, changed_by, changed_at)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET value = excluded.value, demand = excluded.demand, ease = excluded.ease,
             cost = excluded.cost, version = excluded.version, changed_by = excluded.changed_by,
             changed_at = excluded.changed_at
         WHERE backlog_weights.version = ?",
        [
            value.cast_signed().into(),
            demand.cast_signed().into(),
            ease.cast_signed().into(),
            cost.cast_signed().into(),
            (new.version + 1).into(),
            manager.id.0.into(),
            env.clock.now_ms().into(),
            new.version.into(),
        ],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    Ok(WeightsDetails { weights: new.weights, version: new.version + 1 })
}
