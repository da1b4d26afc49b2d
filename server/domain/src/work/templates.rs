//! The steps of each kind of item: those that Estrade proposes, until a manager writes others.

use crate::{
    Environment, Error, Result,
    accounts::{Manager, Staff},
    database::{json, stored},
};
use contract::{
    inventory::Kind,
    work::{NewTemplate, Step, Template, proposed},
};
use sea_orm::{ConnectionTrait, JsonValue};
use std::collections::HashMap;

/// The steps of a kind.
///
/// # Errors
/// Only when the database fails.
pub async fn template(env: &Environment, _: &Staff, kind: Kind) -> Result<Template> {
    let mut written = written(env, env.db.reader()).await?;
    Ok(written.remove(kind.code()).map_or_else(
        || Template { kind, steps: proposed(kind), version: 0 },
        |(steps, version)| Template { kind, steps, version },
    ))
}

/// Writes the steps of a kind anew, for work that is started from now on. `based_on` is the version that was
/// read before writing.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile` when someone else wrote
/// in between.
pub async fn change_template(
    env: &Environment,
    manager: &Manager,
    kind: Kind,
    based_on: i64,
    new: NewTemplate,
) -> Result<Template> {
    let new = new.tidy();
    let problems = new.problems();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let now = env.clock.now_ms();
    let steps = json(&new.steps)?;
    let statement = if based_on == 0 {
        env.db.statement(
            "INSERT INTO work_template (kind, steps, version, updated_at) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING",
            [kind.code().into(), steps.into(), now.into()],
        )
    } else {
        env.db.statement(
            "UPDATE work_template SET steps = ?, version = version + 1, updated_at = ? WHERE kind = ? AND version = ?",
            [steps.into(), now.into(), kind.code().into(), based_on.into()],
        )
    };
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    template(env, &manager.staff()?, kind).await
}

/// The steps of every kind.
pub(super) async fn all(env: &Environment, connection: &impl ConnectionTrait) -> Result<Vec<(Kind, Vec<Step>)>> {
    let mut written = written(env, connection).await?;
    let steps = |kind: &Kind| {
        let steps = written.remove(kind.code()).map_or_else(|| proposed(*kind), |(steps, _)| steps);
        (*kind, steps)
    };
    Ok(Kind::ALL.iter().map(steps).collect())
}

async fn written(env: &Environment, connection: &impl ConnectionTrait) -> Result<HashMap<String, (Vec<Step>, i64)>> {
    let rows = connection.query_all_raw(env.db.statement("SELECT kind, steps, version FROM work_template", [])).await?;
    rows.iter()
        .map(|row| {
            let steps: JsonValue = row.try_get("", "steps")?;
            Ok((row.try_get("", "kind")?, (stored(steps)?, row.try_get("", "version")?)))
        })
        .collect()
}
