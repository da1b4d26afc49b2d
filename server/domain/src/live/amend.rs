//! Changing what is announced: of one session, or also of those that follow it week after week.

use super::{check, entity, studio};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    clock::moment,
    database::code,
    reminders,
    rights::{self, Showing},
    sessions,
};
use contract::{
    ItemId, SessionId, Timestamp,
    lives::{LiveChange, LiveState, LiveStatus, ZONE},
};
use jiff::{SignedDuration, ToSpan, civil::Time, tz::TimeZone};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// Changes what is announced: of this session, or also of those that follow it; all of them or none. Whoever
/// looks at the schedule sees it at once.
///
/// # Errors
/// [`Error::Invalid`] when the times are wrong; [`Error::Conflict`] with `live_begun` or `live_over`, or with
/// what is wrong with the rights where it is to be watched afterwards from now on; [`Error::NotFound`].
pub async fn change(env: &Environment, staff: &Staff, session: SessionId, change: &LiveChange) -> Result<LiveStatus> {
    let tx = env.db.begin().await?;
    let row = entity::Entity::find_by_id(session.0).one(&tx).await?.ok_or(Error::NotFound)?;
    let others = if change.following { following(env, &tx, &row).await? } else { Vec::new() };
    let shift = Shift::of(&row, change)?;
    amend(env, &tx, &row, change).await?;
    for other in others {
        let (starts_at, ends_at) = shift.applied(&other)?;
        // Only what is moved has other times: of the rest nothing is said.
        let times = if shift.is_none() { (None, None) } else { (Some(starts_at), Some(ends_at)) };
        let theirs = LiveChange { starts_at: times.0, ends_at: times.1, ..change.clone() };
        amend(env, &tx, &other, &theirs).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    studio(env, staff, session).await
}

/// The sessions after this one that were announced with it and have not begun, in the order of time.
pub(super) async fn following(
    env: &Environment,
    connection: &impl ConnectionTrait,
    row: &entity::Model,
) -> Result<Vec<entity::Model>> {
    let Some(series) = row.series_id else { return Ok(Vec::new()) };
    let rows = entity::Entity::find()
        .filter(entity::Column::SeriesId.eq(series))
        .filter(entity::Column::StartsAt.gt(row.starts_at.max(env.clock.now_ms())))
        .filter(entity::Column::State.is_in([LiveState::Scheduled.code(), LiveState::Cancelled.code()]))
        .order_by_asc(entity::Column::StartsAt)
        .all(connection)
        .await?;
    Ok(rows)
}

/// Changes one session, in the transaction that changes all of them.
async fn amend(env: &Environment, tx: &impl ConnectionTrait, row: &entity::Model, change: &LiveChange) -> Result<()> {
    let session = SessionId(row.session_id);
    let state: LiveState = code(&row.state)?;
    let moves = change.starts_at.is_some() || change.ends_at.is_some() || change.cancelled.is_some();
    match state {
        LiveState::Ended if moves => return Err(Error::Conflict("live_over")),
        LiveState::Live | LiveState::Interrupted if change.cancelled == Some(true) || change.starts_at.is_some() => {
            return Err(Error::Conflict("live_begun"));
        }
        _ => {}
    }
    let (starts_at, ends_at) = times(row, change);
    check(starts_at, ends_at)?;
    if change.replay == Some(true) && !row.replay {
        let attended = sessions::row(env, session).await?;
        let showing = Showing { audience: code(&attended.audience)?, live: true, replay: true };
        rights::allow(env, tx, ItemId(attended.item_id), showing).await?;
    }
    let state = match change.cancelled {
        Some(true) => LiveState::Cancelled.code(),
        Some(false) if state == LiveState::Cancelled => LiveState::Scheduled.code(),
        _ => state.code(),
    };
    let substitute = match change.substitute.as_deref().map(str::trim) {
        Some("") => None,
        Some(name) => Some(name.chars().take(contract::limits::SHORT_TEXT_CHARS).collect()),
        None => row.substitute.clone(),
    };
    let statement = env.db.statement(
        "UPDATE live SET starts_at = ?, ends_at = ?, state = ?, substitute = ?, replay = ?, changes = changes + 1
         WHERE session_id = ? AND state = ?",
        [
            starts_at.as_millisecond().into(),
            ends_at.as_millisecond().into(),
            state.into(),
            substitute.into(),
            change.replay.unwrap_or(row.replay).into(),
            row.session_id.into(),
            row.state.clone().into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("live_begun"));
    }
    if change.cancelled == Some(false) {
        reminders::takes_place_again(env, tx, session).await?;
    }
    Ok(())
}

/// From when to when it is once it is changed.
fn times(row: &entity::Model, change: &LiveChange) -> (Timestamp, Timestamp) {
    (change.starts_at.unwrap_or(moment(row.starts_at)), change.ends_at.unwrap_or(moment(row.ends_at)))
}

/// How a session is moved, by the clocks of the centres: those that follow go with it, whatever the clocks do
/// in between.
struct Shift {
    days: i32,
    /// The hour that it is moved to.
    time: Option<Time>,
    /// Where it takes another time than it did.
    length: Option<SignedDuration>,
    zone: TimeZone,
}

impl Shift {
    fn of(row: &entity::Model, change: &LiveChange) -> Result<Self> {
        let zone = TimeZone::get(ZONE).map_err(|error| Error::internal("the centres' time zone", error))?;
        let (starts_at, ends_at) = times(row, change);
        let (before, after) = (moment(row.starts_at).to_zoned(zone.clone()), starts_at.to_zoned(zone.clone()));
        let days = before.date().until(after.date()).map_err(|_| Error::field("starts_at", "not_a_date"))?.get_days();
        let time = (before.time() != after.time()).then(|| after.time());
        let length = ends_at.duration_since(starts_at);
        let length = (length.as_millis() != i128::from(row.ends_at - row.starts_at)).then_some(length);
        Ok(Self { days, time, length, zone })
    }

    fn is_none(&self) -> bool {
        self.days == 0 && self.time.is_none() && self.length.is_none()
    }

    /// From when to when another session is that is moved the same way.
    fn applied(&self, other: &entity::Model) -> Result<(Timestamp, Timestamp)> {
        let before = moment(other.starts_at).to_zoned(self.zone.clone());
        let wrong = || Error::field("starts_at", "not_a_date");
        let day = before.date().checked_add(self.days.days()).map_err(|_| wrong())?;
        let there = day.to_datetime(self.time.unwrap_or(before.time()));
        let starts_at = self.zone.to_zoned(there).map_err(|_| wrong())?.timestamp();
        let length = self.length.unwrap_or(SignedDuration::from_millis(other.ends_at - other.starts_at));
        Ok((starts_at, starts_at + length))
    }
}
