//! Taking a pilot from one state to the next, and deciding what becomes of it. Whoever comes second is told
//! who was first, and what they did.

use super::entity::{invitation, item, pilot, step};
use crate::{
    Environment, Error, Result,
    accounts::Manager,
    clock::moment,
    database::{code, stored},
};
use contract::{
    PilotId, Timestamp, limits,
    pilots::{
        PilotState,
        life::{self, DecidePilot, Decision, Facts, MovePilot, Need, PilotLife, PossibleMove, Spread, Step},
    },
    problem::FieldProblem,
    text::printable,
};
use jiff::tz::TimeZone;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};

/// What came of a step that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was taken.
    Taken(PilotLife),
    /// Something is missing, and nothing was changed.
    Missing(Vec<Need>),
    /// Somebody else was faster, and nothing was changed: what they did, where it is known, and where the
    /// pilot stands now.
    Overtaken(Option<Step>, PilotState),
}

/// The life of a pilot.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn life(env: &Environment, _: &Manager, id: PilotId) -> Result<PilotLife> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let state: PilotState = code(&row.state)?;
    let facts = facts(env, env.db.reader(), &row).await?;
    let steps = steps(env.db.reader(), id).await?;
    let decision = steps.first().filter(|_| state == PilotState::Decided).filter(|step| step.decision.is_some());
    let moves = life::next(state, decision.and_then(|step| step.decision));
    let clones = pilot::Entity::find()
        .filter(pilot::Column::ClonedFrom.eq(id.0))
        .order_by_asc(pilot::Column::Id)
        .all(env.db.reader())
        .await?;
    Ok(PilotLife {
        id,
        state,
        moves: moves.iter().map(|to| PossibleMove { to: *to, missing: life::missing(*to, &facts) }).collect(),
        may_be_decided: life::may_be_decided(state),
        decision: decision.cloned(),
        cloned_from: row.cloned_from.map(PilotId),
        clones: clones
            .into_iter()
            .map(|clone| Ok(Spread { id: PilotId(clone.id), title: stored(clone.title)? }))
            .collect::<Result<_>>()?,
        steps,
    })
}

/// Takes a pilot to another state.
///
/// # Errors
/// [`Error::Conflict`] with `pilot_cannot_move` where no way leads there; [`Error::NotFound`].
pub async fn go(env: &Environment, manager: &Manager, id: PilotId, command: &MovePilot) -> Result<Outcome> {
    let transaction = env.db.begin().await?;
    let row = hold(env, &transaction, id).await?;
    let state: PilotState = code(&row.state)?;
    let latest = steps(&transaction, id).await?.into_iter().next();
    if command.from.is_some_and(|from| from != state) {
        return Ok(Outcome::Overtaken(latest, state));
    }
    let decided = latest.as_ref().and_then(|step| step.decision);
    if !life::next(state, decided).contains(&command.to) {
        return Err(Error::Conflict("pilot_cannot_move"));
    }
    let missing = life::missing(command.to, &facts(env, &transaction, &row).await?);
    if !missing.is_empty() {
        return Ok(Outcome::Missing(missing));
    }
    take(env, &transaction, id, &Taking { from: state, to: command.to, by: &manager.name, decision: None, reason: "" })
        .await?;
    transaction.commit().await?;
    Ok(Outcome::Taken(life(env, manager, id).await?))
}

/// Takes down what becomes of a pilot.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Conflict`] with `pilot_not_begun` where nobody could come
/// yet; [`Error::NotFound`].
pub async fn decide(env: &Environment, manager: &Manager, id: PilotId, command: &DecidePilot) -> Result<Outcome> {
    let reason = printable(&command.reason);
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    if reason.chars().count() > limits::DESCRIPTION_CHARS {
        let problem = FieldProblem::new("reason", "too_long").with("max", limits::DESCRIPTION_CHARS);
        return Err(Error::Invalid(vec![problem]));
    }
    let transaction = env.db.begin().await?;
    let row = hold(env, &transaction, id).await?;
    let state: PilotState = code(&row.state)?;
    if state == PilotState::Decided {
        let latest = steps(&transaction, id).await?.into_iter().next();
        return Ok(Outcome::Overtaken(latest, state));
    }
    if !life::may_be_decided(state) {
        return Err(Error::Conflict("pilot_not_begun"));
    }
    let taking =
        Taking { from: state, to: PilotState::Decided, by: &manager.name, decision: Some(command.decision), reason };
    take(env, &transaction, id, &taking).await?;
    transaction.commit().await?;
    Ok(Outcome::Taken(life(env, manager, id).await?))
}

/// The pilot's row, held until the end of the transaction: whoever else would change its state, its cohort or
/// whom it is compared with waits.
pub(super) async fn hold(env: &Environment, connection: &impl ConnectionTrait, id: PilotId) -> Result<pilot::Model> {
    let statement = env.db.statement("UPDATE pilot SET version = version WHERE id = ?", [id.0.into()]);
    connection.execute_raw(statement).await?;
    pilot::Entity::find_by_id(id.0).one(connection).await?.ok_or(Error::NotFound)
}

/// A step about to be written down.
pub(super) struct Taking<'a> {
    pub(super) from: PilotState,
    pub(super) to: PilotState,
    pub(super) by: &'a str,
    pub(super) decision: Option<Decision>,
    pub(super) reason: &'a str,
}

/// Takes a step of a pilot that is held, and writes it down.
pub(super) async fn take(
    env: &Environment,
    connection: &impl ConnectionTrait,
    id: PilotId,
    taking: &Taking<'_>,
) -> Result<()> {
    let done = pilot::Entity::update_many()
        .set(pilot::ActiveModel { state: Set(taking.to.code().to_owned()), ..Default::default() })
        .filter(pilot::Column::Id.eq(id.0))
        .filter(pilot::Column::State.eq(taking.from.code()))
        .exec(connection)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    step::ActiveModel {
        id: Set(env.new_id()),
        pilot_id: Set(id.0),
        from_state: Set(taking.from.code().to_owned()),
        to_state: Set(taking.to.code().to_owned()),
        decision: Set(taking.decision.map(|decision| decision.code().to_owned())),
        reason: Set(taking.reason.to_owned()),
        by_name: Set(taking.by.to_owned()),
        at: Set(env.clock.now_ms()),
    }
    .insert(connection)
    .await?;
    Ok(())
}

/// Every step of a pilot, the latest first.
async fn steps(connection: &impl ConnectionTrait, id: PilotId) -> Result<Vec<Step>> {
    let rows = step::Entity::find()
        .filter(step::Column::PilotId.eq(id.0))
        .order_by_desc(step::Column::At)
        .order_by_desc(step::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: step::Model) -> Result<Step> {
    Ok(Step {
        from: code(&row.from_state)?,
        to: code(&row.to_state)?,
        decision: row.decision.as_deref().map(code).transpose()?,
        reason: row.reason,
        by: row.by_name,
        at: moment(row.at),
    })
}

/// A decision about a pilot, for who looks for what was decided before.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The pilot.
    pub pilot: PilotId,
    /// The decision.
    pub step: Step,
}

/// Every decision whose words, pilot or decider match, the latest first. An empty text matches all.
///
/// # Errors
/// Only when the database fails.
pub async fn decisions(env: &Environment, _: &Manager, wanted: &str) -> Result<Vec<Decided>> {
    let wanted = contract::text::folded(wanted.trim());
    let rows = step::Entity::find()
        .filter(step::Column::Decision.is_not_null())
        .order_by_desc(step::Column::At)
        .all(env.db.reader())
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let pilot = PilotId(row.pilot_id);
        let titled = pilot::Entity::find_by_id(pilot.0).one(env.db.reader()).await?;
        let title: contract::LangMap = titled.map(|row| stored(row.title)).transpose()?.unwrap_or_default();
        let titles = title.0.into_values().collect::<Vec<_>>().join(" ");
        let text = contract::text::folded(&format!("{} {} {titles}", row.reason, row.by_name));
        if text.contains(&wanted) {
            found.push(Decided { pilot, step: read(row)? });
        }
    }
    Ok(found)
}

/// What is known of a pilot that decides what it still needs.
pub(super) async fn facts(env: &Environment, connection: &impl ConnectionTrait, row: &pilot::Model) -> Result<Facts> {
    let items = item::Entity::find().filter(item::Column::PilotId.eq(row.id)).count(connection).await?;
    let cohort = invitation::Entity::find().filter(invitation::Column::PilotId.eq(row.id)).count(connection).await?;
    let attended = env.db.statement(include_str!("attended.sql"), [row.id.into()]);
    let sessions: i64 = match connection.query_one_raw(attended).await? {
        Some(found) => found.try_get("", "sessions")?,
        None => 0,
    };
    let today = today(env.clock.now());
    Ok(Facts {
        hypothesis: !super::hypothesis(row.hypothesis.clone()).is_empty(),
        items,
        sessions: u64::try_from(sessions).unwrap_or_default(),
        cohort,
        starts: row.starts_on.is_some(),
        ends: row.ends_on.is_some(),
        begun: row.starts_on.as_deref().is_some_and(|first| first <= today.as_str()),
        over: row.ends_on.as_deref().is_some_and(|last| last < today.as_str()),
    })
}

/// The day where the centres are, as `YYYY-MM-DD`.
pub(super) fn today(now: Timestamp) -> String {
    let zone = TimeZone::get(contract::lives::ZONE).unwrap_or(TimeZone::UTC);
    now.to_zoned(zone).date().to_string()
}

/// Takes a pilot whose people have just been invited as far as it can go by itself: it runs when nothing
/// else is missing, and else is prepared.
pub(super) async fn begin(
    env: &Environment,
    connection: &impl ConnectionTrait,
    row: &pilot::Model,
    by: &str,
) -> Result<()> {
    let from: PilotState = code(&row.state)?;
    if from >= PilotState::Running {
        return Ok(());
    }
    let may_run = life::missing(PilotState::Running, &facts(env, connection, row).await?).is_empty();
    let to = if may_run { PilotState::Running } else { PilotState::Preparation };
    if to == from {
        return Ok(());
    }
    take(env, connection, PilotId(row.id), &Taking { from, to, by, decision: None, reason: "" }).await
}

/// Lets the demo's pilot run while its classes are still being drawn.
pub(crate) async fn run_demo(env: &Environment, manager: &Manager, id: PilotId) -> Result<()> {
    let transaction = env.db.begin().await?;
    let from: PilotState = code(&hold(env, &transaction, id).await?.state)?;
    if from < PilotState::Running {
        let taking = Taking { from, to: PilotState::Running, by: &manager.name, decision: None, reason: "" };
        take(env, &transaction, id, &taking).await?;
    }
    transaction.commit().await?;
    Ok(())
}
