//! Reading what came of a pilot.

use super::{
    entity::{invitation, pilot},
    rules::{self, Counts},
};
use crate::{Environment, Error, Result, accounts::Manager};
use contract::{PilotId, accounts::Role, pilots::Uptake};
use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// What one invited person who came has seen of the pilot. Counts of one or nought.
#[derive(FromQueryResult)]
struct Person {
    member_id: Uuid,
    started: i64,
    half: i64,
    completed: i64,
    /// Milliseconds, replays included.
    watched_ms: i64,
}

/// When one invited person played something of the pilot.
#[derive(FromQueryResult)]
struct Played {
    member_id: Uuid,
    started_at: i64,
}

/// What came of a pilot, in people; figures about too few are not in it. Those who work for the
/// organisation are counted among the invited and nowhere else.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn uptake(env: &Environment, _: &Manager, id: PilotId) -> Result<Uptake> {
    pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let invited =
        invitation::Entity::find().filter(invitation::Column::PilotId.eq(id.0)).count(env.db.reader()).await?;
    let people = people(env, id).await?;
    let returned = returned(env, id).await?;
    let mut counts = Counts { invited, ..Counts::default() };
    let mut watched_ms = 0;
    for person in &people {
        // Pages that were opened are not recorded: whoever came is whoever was signed in.
        counts.accepted += 1;
        counts.signed_in += 1;
        if person.started > 0 {
            counts.started += 1;
            watched_ms += u64::try_from(person.watched_ms).unwrap_or_default();
        }
        counts.half += u64::from(person.half > 0);
        if person.completed > 0 {
            let (within_7d, within_30d) = returned.get(&person.member_id).copied().unwrap_or_default();
            counts.completed += 1;
            counts.returned_7d += u64::from(within_7d);
            counts.returned_30d += u64::from(within_30d);
        }
    }
    counts.watched_s = watched_ms / 1_000;
    Ok(rules::figures(&counts))
}

async fn people(env: &Environment, id: PilotId) -> Result<Vec<Person>> {
    let values = [id.0.into(), Role::Member.code().into(), id.0.into()];
    let statement = env.db.statement(include_str!("uptake.sql"), values);
    Ok(Person::find_by_statement(statement).all(env.db.reader()).await?)
}

/// Who came back within seven days, and within thirty.
async fn returned(env: &Environment, id: PilotId) -> Result<HashMap<Uuid, (bool, bool)>> {
    let time_zone = time_zone(env).await?;
    let statement = env.db.statement(include_str!("returns.sql"), [id.0.into(), id.0.into()]);
    let mut played: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for row in Played::find_by_statement(statement).all(env.db.reader()).await? {
        played.entry(row.member_id).or_default().push(row.started_at);
    }
    let came_back = |starts: &[i64], days| rules::came_back(starts, &time_zone, days);
    Ok(played.into_iter().map(|(member, starts)| (member, (came_back(&starts, 7), came_back(&starts, 30)))).collect())
}

/// Where the organisation's days begin. An evening class and the next morning are two days there,
/// though in UTC they may be one.
async fn time_zone(env: &Environment) -> Result<TimeZone> {
    let statement = env.db.statement("SELECT time_zone FROM organisation ORDER BY created_at LIMIT 1", []);
    let Some(row) = env.db.reader().query_one_raw(statement).await? else { return Ok(TimeZone::UTC) };
    let name: String = row.try_get("", "time_zone")?;
    TimeZone::get(&name).map_err(|error| Error::internal("the organisation's time zone", error))
}
