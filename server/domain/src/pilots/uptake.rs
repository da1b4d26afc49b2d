//! Reading what came of a pilot.
//!
//! Facts about people are read from the database ([`facts`], [`mod@read`]), counted ([`tally`]), and shown as far as
//! that tells nothing of fewer than five people ([`details`], [`veil`]). Page, API, files and report
//! are all made of the same counts. Of a pilot with many people they are [`kept`], with what each person
//! did ([`deeds`]), and made exact again every minute.

#[cfg(test)]
mod attack;
mod deeds;
mod details;
mod facts;
mod files;
mod kept;
mod once;
mod people;
mod read;
mod tally;
mod targets;
mod veil;

pub use files::{uptake_csv, uptake_xlsx};
pub(crate) use kept::{any_to_count, count_due};

use super::{
    entity::{invitation, pilot},
    rules::{self, Counts},
    sheet,
};
use crate::{Environment, Error, Result, accounts::Manager, clock::moment, database::stored};
use contract::{LangMap, PilotId, pilots::Uptake, uptake::UptakeDetails};
use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// What came of a pilot, in people; figures about too few are not in it. Those who work for the
/// organisation are counted among the invited and nowhere else.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Busy`] while a pilot with very many watches is counted for the first time.
pub async fn uptake(env: &Environment, _: &Manager, id: PilotId) -> Result<Uptake> {
    pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let invited = invited(env, id).await?;
    let counted = kept::tally(env, id, invited).await?;
    Ok(rules::figures(&Counts { invited, ..counted.tally.counts }))
}

/// The same with every table: by week, session, who gives it, and so on.
///
/// # Errors
/// As [`uptake`].
pub async fn uptake_details(env: &Environment, _: &Manager, id: PilotId) -> Result<UptakeDetails> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let (sheet, set) = (sheet::of_row(&row)?, stored(row.targets)?);
    let title: LangMap = stored(row.title)?;
    let invited = invited(env, id).await?;
    let counted = kept::tally(env, id, invited).await?;
    let mut details = details::details(id, title, moment(counted.as_of), invited, &counted.tally);
    details.targets = targets::reached(&set, &sheet.goals, &details.steps);
    Ok(details)
}

async fn invited(env: &Environment, id: PilotId) -> Result<u64> {
    Ok(invitation::Entity::find().filter(invitation::Column::PilotId.eq(id.0)).count(env.db.reader()).await?)
}

/// Where the organisation's days begin. An evening class and the next morning are two days there,
/// though in UTC they may be one.
pub(crate) async fn time_zone(env: &Environment) -> Result<TimeZone> {
    let statement = env.db.statement("SELECT time_zone FROM organisation ORDER BY created_at LIMIT 1", []);
    let Some(row) = env.db.reader().query_one_raw(statement).await? else { return Ok(TimeZone::UTC) };
    let name: String = row.try_get("", "time_zone")?;
    TimeZone::get(&name).map_err(|error| Error::internal("the organisation's time zone", error))
}
