//! Rights that end: the list of those that soon will, and what happens on the day after.

use super::{
    ZONE, day_of,
    effects::{self, For},
    rules, today,
};
use crate::{Environment, Error, Result, accounts::Staff, catalogue, database::stored, sessions};
use contract::{
    ItemId, LicenceId, ReleaseId, SessionId,
    problem::FieldProblem,
    rights::{AHEAD_MOST, EffectReason, EndingRight},
};
use jiff::ToSpan;
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    release_id: Option<Uuid>,
    licence_id: Option<Uuid>,
    item_id: Uuid,
    title: JsonValue,
    name: String,
    ends_on: String,
    owner_id: Option<Uuid>,
    owner: Option<String>,
}

/// A right that ends soon, and whose it is to look after.
pub(super) struct Soon {
    pub right: EndingRight,
    pub owner: Option<Uuid>,
}

/// The releases and licences whose last day lies within so many days from today, the first coming first.
///
/// # Errors
/// [`Error::Invalid`] when that is more than two years.
pub async fn ending(env: &Environment, _: &Staff, days: u32) -> Result<Vec<EndingRight>> {
    if days > AHEAD_MOST {
        let problem = FieldProblem::new("days", "out_of_range").with("min", 0).with("max", AHEAD_MOST);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(within(env, days).await?.into_iter().map(|soon| soon.right).collect())
}

pub(super) async fn within(env: &Environment, days: u32) -> Result<Vec<Soon>> {
    let today = today(env);
    let last = env.clock.now().to_zoned(ZONE.clone()).checked_add(i64::from(days).days());
    let last = last.map_err(|error| Error::internal("a day ahead", error))?;
    let values = [today.clone().into(), day_of(last.timestamp()).into()];
    let rows = env.db.reader().query_all_raw(env.db.statement(include_str!("ending.sql"), values)).await?;
    let all = rows.iter().map(|row| {
        let row = Row::from_query_result(row, "")?;
        let right = EndingRight {
            release_id: row.release_id.map(ReleaseId),
            licence_id: row.licence_id.map(LicenceId),
            item_id: ItemId(row.item_id),
            title: stored(row.title)?,
            name: row.name,
            days_left: rules::days_left(&row.ends_on, &today).unwrap_or_default(),
            ends_on: row.ends_on,
            owner: row.owner,
        };
        Ok(Soon { right, owner: row.owner_id })
    });
    all.collect()
}

#[derive(FromQueryResult)]
struct Over {
    session_id: Uuid,
    release_id: Option<Uuid>,
    licence_id: Option<Uuid>,
    name: String,
}

/// Takes out every session that lacks a right whose last day is over, in one transaction, and notes why.
pub(super) async fn take_out(env: &Environment) -> Result<()> {
    let today = today(env);
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "SELECT session.id AS session_id, known.release_id, known.licence_id, known.name
         FROM session JOIN (
             SELECT id AS release_id, NULL AS licence_id, item_id, name FROM person_release
             WHERE seen AND withdrawn_on IS NULL AND expires_on < ?
             UNION ALL
             SELECT NULL, id, item_id, title FROM licence WHERE ends_on < ?
         ) AS known ON known.item_id = session.item_id
         WHERE session.state = 'published' ORDER BY session.id, known.name",
        [today.clone().into(), today.into()],
    );
    let mut hit = 0_u32;
    for row in tx.query_all_raw(statement).await? {
        let over = Over::from_query_result(&row, "")?;
        let session = SessionId(over.session_id);
        // Of two rights that ended on one day, the first takes it out.
        if sessions::unpublish_on(env, &tx, session).await? {
            hit += 1;
            let reason = EffectReason::Ended;
            let right = For { release: over.release_id, licence: over.licence_id, name: over.name, reason };
            effects::note(env, &tx, session, &right).await?;
        }
    }
    if hit == 0 {
        return Ok(());
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    tracing::info!(sessions = hit, "sessions were taken out, since rights have ended");
    Ok(())
}
