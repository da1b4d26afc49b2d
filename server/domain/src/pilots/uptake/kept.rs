//! Counts that are kept, of pilots with so many people that counting takes longer than one waits for
//! a page.
//!
//! They are exact: what each person did is kept too ([`people`]), and read from the watches anew of whoever
//! watched since, was invited since or had something forgotten; of everybody where it depends on something
//! else that has changed, such as the length of a recording ([`Frame::print`]). What is kept is what counting
//! everything would give, and may be thrown away.

use super::{
    facts::{self, Facts, Frame},
    people::{self, Kept},
    read, tally,
    tally::Tally,
};
use crate::{
    Environment, Error, Result,
    database::{json, stored},
    history,
    pilots::entity::invitation,
};
use contract::PilotId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// From how many people invited on counts are kept. Below, they are counted whenever one asks.
const KEPT_FROM: i64 = 2_000;
/// How old kept counts become before they are counted anew, in milliseconds.
const DUE_MS: i64 = 60_000;
/// Of how many people deeds are read from the watches at once. With fewer, PostgreSQL reads all watches as often.
const AT_ONCE: usize = 5_000;
/// How old the counts may be from which only what was done since is read, in milliseconds: what was forgotten is
/// noted for longer.
const FOLLOWED_MS: i64 = 3_600_000;
/// How many watches at the most are counted while somebody waits.
const WAITED_FOR: i64 = 200_000;

/// Counts, and the moment they are of.
pub(super) struct Counted {
    pub(super) as_of: i64,
    pub(super) tally: Tally,
}

/// The counts of a pilot to which so many are invited. Kept ones are shown however old they are, with the
/// moment they are of: where no worker counts, a page that says so is better than one that does not come.
///
/// # Errors
/// [`Error::Busy`] before the first count of so many watches that nobody waits for it.
pub(super) async fn tally(env: &Environment, id: PilotId, invited: u64) -> Result<Counted> {
    if i64::try_from(invited).is_ok_and(|invited| invited >= KEPT_FROM) {
        if let Some(found) = row::Entity::find_by_id(id.0).one(env.db.reader()).await? {
            return Ok(Counted { as_of: found.as_of, tally: stored(found.tally)? });
        }
        if are_many(env, id).await? {
            return Err(Error::Busy("counting"));
        }
    }
    let as_of = env.clock.now_ms();
    Ok(Counted { as_of, tally: tally::count(&facts::read(env, id).await?) })
}

/// Whether a pilot's sessions were watched more often than one waits for.
async fn are_many(env: &Environment, id: PilotId) -> Result<bool> {
    let statement = env.db.statement(
        "SELECT CAST(COUNT(*) AS BIGINT) AS watches FROM (
            SELECT watch.id FROM pilot_item
            JOIN session ON session.item_id = pilot_item.item_id
            JOIN watch ON watch.session_id = session.id
            WHERE pilot_item.pilot_id = ? LIMIT ?) AS first_ones",
        [id.0.into(), (WAITED_FOR + 1).into()],
    );
    let Some(row) = env.db.reader().query_one_raw(statement).await? else { return Ok(false) };
    Ok(row.try_get::<i64>("", "watches")? > WAITED_FOR)
}

/// Counts anew every pilot of which the counts are kept and are no longer those of this minute.
///
/// # Errors
/// Only when the database fails.
pub(crate) async fn count_due(env: &Environment) -> Result<()> {
    for pilot in due(env).await? {
        count(env, pilot).await?;
    }
    history::drop_stale_notes(env).await
}

/// Whether [`count_due`] would have anything to do.
///
/// # Errors
/// Only when the database fails.
pub(crate) async fn any_to_count(env: &Environment) -> Result<bool> {
    Ok(!due(env).await?.is_empty())
}

/// Counts and keeps it, unless somebody has counted later.
async fn count(env: &Environment, id: PilotId) -> Result<()> {
    let as_of = env.clock.now_ms();
    let frame = Frame::read(env, id).await?;
    let print = frame.print.clone();
    let before = row::Entity::find_by_id(id.0).one(env.db.reader()).await?;
    let known = people(env, id, &frame, before.as_ref()).await?;
    let deeds = known.into_iter().map(|(member, kept)| (member, kept.deeds)).collect();
    let tally = tally::count(&Facts::of(frame, deeds));
    let counted =
        row::ActiveModel { pilot_id: Set(id.0), as_of: Set(as_of), tally: Set(json(&tally)?), frame: Set(print) };
    let newer = OnConflict::column(row::Column::PilotId)
        .update_columns([row::Column::AsOf, row::Column::Tally, row::Column::Frame])
        .action_and_where(Expr::col((row::Entity, row::Column::AsOf)).lte(as_of))
        .to_owned();
    row::Entity::insert(counted).on_conflict(newer).exec_without_returning(env.db.writer()).await?;
    Ok(())
}

/// What everybody did, read anew as far as it may be something else than what is kept.
async fn people(
    env: &Environment,
    id: PilotId,
    frame: &Frame,
    before: Option<&row::Model>,
) -> Result<HashMap<Uuid, Kept>> {
    let (mut known, touched) = match before {
        Some(before) if before.frame == frame.print && before.as_of > env.clock.now_ms() - FOLLOWED_MS => {
            (people::all(env, id).await?, people::touched(env, id, before.as_of).await?)
        }
        _ => {
            // Not to be taken for something of this frame, whatever happens until all of it is written.
            let tx = env.db.begin().await?;
            let nothing = row::Entity::update_many().col_expr(row::Column::Frame, Expr::value(""));
            nothing.filter(row::Column::PilotId.eq(id.0)).exec(&tx).await?;
            people::drop(&tx, id).await?;
            tx.commit().await?;
            (HashMap::new(), HashSet::new())
        }
    };
    let is_known = |person: &&facts::Person| {
        let kept = known.get(&person.member_id);
        kept.is_some_and(|kept| kept.invited_at == person.invited_at) && !touched.contains(&person.member_id)
    };
    let anew: Vec<(Uuid, i64)> = frame
        .people
        .iter()
        .filter(|person| !is_known(person))
        .map(|person| (person.member_id, person.invited_at))
        .collect();
    for some in anew.chunks(AT_ONCE) {
        let members: Vec<Uuid> = some.iter().map(|(member, _)| *member).collect();
        let mut deeds = read::deeds(env, id, frame, Some(&members)).await?;
        let read: Vec<_> = some
            .iter()
            .map(|(member, invited_at)| (*member, *invited_at, deeds.remove(member).unwrap_or_default()))
            .collect();
        people::keep(env, id, read.iter().map(|(member, invited_at, deeds)| (*member, *invited_at, deeds))).await?;
        known.extend(read.into_iter().map(|(member, invited_at, deeds)| (member, Kept { invited_at, deeds })));
    }
    Ok(known)
}

/// The pilots that are to be counted anew.
async fn due(env: &Environment) -> Result<Vec<PilotId>> {
    let large: Vec<Uuid> = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::PilotId)
        .group_by(invitation::Column::PilotId)
        .having(invitation::Column::Id.count().gte(KEPT_FROM))
        .into_tuple()
        .all(env.db.reader())
        .await?;
    let rows: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .columns([row::Column::PilotId, row::Column::AsOf])
        .filter(row::Column::PilotId.is_in(large.iter().copied()))
        .into_tuple()
        .all(env.db.reader())
        .await?;
    let kept: HashMap<Uuid, i64> = rows.into_iter().collect();
    let before = env.clock.now_ms() - DUE_MS;
    Ok(large.into_iter().filter(|id| kept.get(id).is_none_or(|as_of| *as_of <= before)).map(PilotId).collect())
}

/// The table `pilot_uptake`.
mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_uptake")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pilot_id: Uuid,
        /// The moment up to which was counted.
        pub as_of: i64,
        /// Numbers of people, those about few among them: never shown as they are.
        pub tally: Json,
        /// What the deeds that are kept of each person depend on beside what they did.
        #[sea_orm(column_type = "Text")]
        pub frame: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
