//! Announcing live sessions, one by one or for weeks, and the list of them.

use super::announce as announce_row;
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    clock::moment,
    database::{code, stored},
    inventory,
    rights::{self, Showing},
    sessions,
};
use contract::{
    ItemId, SessionId, Timestamp,
    lives::{Announcement, Appointment, LiveLine, LiveNote, LiveState, LiveWindow, WEEKS_MOST, ZONE},
    sessions::{Audience, SessionState},
};
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, JsonValue};
use uuid::Uuid;

/// Announces sessions of an item and brings them into the catalogue: all of them or none.
///
/// # Errors
/// [`Error::Invalid`] when the times are wrong; [`Error::Conflict`] with what is wrong with the rights;
/// [`Error::NotFound`] when there is no such item.
pub async fn announce_sessions(
    env: &Environment,
    staff: &Staff,
    item: ItemId,
    what: &Announcement,
) -> Result<Vec<SessionId>> {
    inventory::get(env, staff, item).await?;
    let times = times(what, env.clock.now())?;
    let series = (times.len() > 1).then(|| env.new_id());
    let audience = if what.public { Audience::Public } else { Audience::Members };
    let tx = env.db.begin().await?;
    rights::allow(env, &tx, item, Showing { audience, live: true, replay: what.replay }).await?;
    let mut made = Vec::with_capacity(times.len());
    for (starts_at, ends_at) in times {
        let id = SessionId(env.new_id());
        let row = sessions::entity::ActiveModel {
            id: Set(id.0),
            item_id: Set(item.0),
            recording_id: Set(None),
            state: Set(SessionState::Draft.code().to_owned()),
            audience: Set(audience.code().to_owned()),
            published_at: Set(None),
            created_at: Set(env.clock.now_ms()),
        };
        sessions::entity::Entity::insert(row).exec_without_returning(&tx).await?;
        announce_row(&tx, id, &LiveWindow { starts_at, ends_at, replay: what.replay }, series).await?;
        sessions::publish_on(env, &tx, id).await?;
        made.push(id);
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(made)
}

/// When a session is that staff appoint by the clocks of the centres.
///
/// # Errors
/// [`Error::Invalid`] naming what is no day, no hour or no length, and when it would be over already.
pub fn window_of(env: &Environment, what: &Appointment) -> Result<(Timestamp, Timestamp)> {
    let Appointment { date, time, minutes } = what.clone();
    let once = Announcement { date, time, minutes, weeks: 1, public: false, replay: false };
    times(&once, env.clock.now())?.first().copied().ok_or(Error::field("date", "not_a_date"))
}

/// When each of the announced sessions begins and ends. Week after week at the same hour by the clocks of
/// the centres, whatever these do in between.
fn times(what: &Announcement, now: Timestamp) -> Result<Vec<(Timestamp, Timestamp)>> {
    let date: Date = what.date.trim().parse().map_err(|_| Error::field("date", "not_a_date"))?;
    let time: Time = what.time.trim().parse().map_err(|_| Error::field("time", "not_an_hour"))?;
    if !(1..=720).contains(&what.minutes) {
        return Err(Error::field("minutes", "out_of_range"));
    }
    if !(1..=WEEKS_MOST).contains(&what.weeks) {
        return Err(Error::field("weeks", "out_of_range"));
    }
    let zone = TimeZone::get(ZONE).map_err(|error| Error::internal("the centres' time zone", error))?;
    let length = SignedDuration::from_mins(i64::from(what.minutes));
    let mut times = Vec::new();
    for week in 0..i64::from(what.weeks) {
        let day = date.checked_add(week.weeks()).map_err(|_| Error::field("date", "not_a_date"))?;
        let starts = zone.to_zoned(day.to_datetime(time)).map_err(|_| Error::field("date", "not_a_date"))?.timestamp();
        times.push((starts, starts + length));
    }
    if times.first().is_some_and(|(_, ends)| *ends <= now) {
        return Err(Error::field("date", "in_the_past"));
    }
    Ok(times)
}

#[derive(FromQueryResult)]
struct Row {
    session_id: Uuid,
    item_id: Uuid,
    title: JsonValue,
    instructor: Option<String>,
    session_state: String,
    state: String,
    starts_at: i64,
    ends_at: i64,
    substitute: Option<String>,
    is_whole: i32,
}

/// How long ago a session may have ended that is still listed: a month.
const LISTED_MS: i64 = 31 * 24 * 3_600_000;
/// The most that are listed.
const LISTED_MOST: i64 = 500;

/// The live sessions that are coming, and those of the last month, in the order of time: of one item or
/// of all.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Staff, item: Option<ItemId>) -> Result<Vec<LiveLine>> {
    let of_item = if item.is_some() { "AND session.item_id = ?" } else { "" };
    let which = format!("live.ends_at > ? {of_item} ORDER BY live.starts_at, session.id");
    let mut values: Vec<sea_orm::Value> = vec![(env.clock.now_ms() - LISTED_MS).into()];
    values.extend(item.map(|item| item.0.into()));
    lines(env, &which, values).await
}

/// Every live session of an item, the latest first, however long ago it was.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<LiveLine>> {
    lines(env, "session.item_id = ? ORDER BY live.starts_at DESC, session.id DESC", vec![item.0.into()]).await
}

/// Those which a condition holds for, in the order that it ends with.
async fn lines(env: &Environment, which: &str, values: Vec<sea_orm::Value>) -> Result<Vec<LiveLine>> {
    let sql = format!(
        "SELECT session.id AS session_id, session.item_id, item.title, item.instructor, session.state AS session_state,
                live.state, live.starts_at, live.ends_at, live.substitute,
                CASE WHEN recording.id IS NULL THEN 0 ELSE 1 END AS is_whole
         FROM live JOIN session ON session.id = live.session_id JOIN item ON item.id = session.item_id
         LEFT JOIN recording ON recording.id = session.recording_id AND recording.state IN ('ready', 'playable')
         WHERE {which} LIMIT {LISTED_MOST}"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    rows.iter().map(|row| line(Row::from_query_result(row, "")?)).collect()
}

fn line(row: Row) -> Result<LiveLine> {
    let state = match code(&row.state)? {
        LiveState::Ended if row.is_whole != 0 => LiveState::Replay,
        state => state,
    };
    Ok(LiveLine {
        session_id: SessionId(row.session_id),
        item_id: ItemId(row.item_id),
        title: stored(row.title)?,
        instructor: row.instructor,
        is_published: row.session_state == SessionState::Published.code(),
        note: LiveNote {
            state,
            starts_at: moment(row.starts_at),
            ends_at: moment(row.ends_at),
            substitute: row.substitute,
        },
    })
}

/// One live session, as staff see it in a list.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn line_of(env: &Environment, _: &Staff, session: SessionId) -> Result<LiveLine> {
    lines(env, "session.id = ?", vec![session.0.into()]).await?.pop().ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announced(date: &str, weeks: u32) -> Announcement {
        let (date, time) = (date.to_owned(), "18:30".to_owned());
        Announcement { date, time, minutes: 45, weeks, public: false, replay: true }
    }

    #[test]
    fn a_class_stays_at_its_hour_when_the_clocks_change() {
        let now = "2026-10-01T12:00:00Z".parse().unwrap();
        // Clocks go back on 1 November 2026.
        let times = times(&announced("2026-10-29", 2), now).unwrap();
        let begins: Vec<String> = times.iter().map(|(starts, _)| starts.to_string()).collect();
        assert_eq!(begins, ["2026-10-29T22:30:00Z", "2026-11-05T23:30:00Z"]);
        assert_eq!(times[0].1.to_string(), "2026-10-29T23:15:00Z");
    }

    #[test]
    fn what_cannot_be_announced_is_told_by_its_field() {
        let now = "2026-10-01T12:00:00Z".parse().unwrap();
        let refused = |what: Announcement| match times(&what, now) {
            Err(Error::Invalid(fields)) => fields[0].field.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(announced("demain", 1)), "date");
        assert_eq!(refused(announced("2026-09-30", 1)), "date");
        assert_eq!(refused(announced("2026-10-29", 0)), "weeks");
        assert_eq!(refused(Announcement { time: "25 h".into(), ..announced("2026-10-29", 1) }), "time");
        assert_eq!(refused(Announcement { minutes: 0, ..announced("2026-10-29", 1) }), "minutes");
    }
}
