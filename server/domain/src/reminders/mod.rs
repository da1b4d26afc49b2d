//! A reminder is a letter before a live session begins, for a member who asked for it: a day, an hour and
//! five minutes before, as each member chooses, and one more where the session is moved or does not take place.
//! The same is told to the devices that the member chose (`push`).
//!
//! A letter goes out **at most once**, and so does a notice to each device: whoever sends it first writes, by
//! compare-and-set, for which beginning it is sent (`send.rs`, `notify.rs`), and takes that back only where
//! the mail server or the push service has certainly not taken it. Nothing is planned ahead: what is due follows from the rows as they are (`due.rs`), so that
//! a session that is moved is reminded of anew, and one that is cancelled is not.

mod due;
mod entity;
mod notify;
mod rules;
mod send;

pub(crate) use due::are_any;
pub(crate) use send::send_due;

use crate::{Environment, Error, Result, accounts::SignedIn, push};
use contract::{
    SessionId,
    lives::LiveState,
    reminders::{ClockTime, ReminderChoices},
};
use entity::{choice, reminder};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use uuid::Uuid;

/// How long after a session who wanted to be reminded of it is forgotten, in milliseconds.
const KEPT_MS: i64 = 7 * 24 * 3_600_000;

/// Whether letters are sent here at all.
pub fn by_mail(env: &Environment) -> bool {
    env.mailer.is_some()
}

/// Whether there is any way to remind the member: letters, or a device that they chose.
///
/// # Errors
/// Only when the database fails.
pub async fn are_offered(env: &Environment, member: &SignedIn) -> Result<bool> {
    Ok(by_mail(env) || push::has_any(env, member).await?)
}

/// Reminds the member of a session. Asked twice, it is done once.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the catalogue, or not live; [`Error::Conflict`] with
/// `nothing_to_remind` when it has begun, is over or does not take place, or where nothing would arrive:
/// with `no_mail`, or with `no_channel` where there are letters and the member wants none.
pub async fn set(env: &Environment, member: &SignedIn, session: SessionId) -> Result<()> {
    let index = env.catalogue.index(env).await?;
    let live = index.visible(true, session).and_then(|published| published.entry.live.as_ref());
    let live = live.ok_or(Error::NotFound)?;
    let now = env.clock.now();
    if live.state_at(now) == LiveState::Cancelled || live.starts_at <= now {
        return Err(Error::Conflict("nothing_to_remind"));
    }
    let wanted = by_mail(env) && choices(env, member).await?.mail;
    if !wanted && !push::has_any(env, member).await? {
        return Err(Error::Conflict(if by_mail(env) { "no_channel" } else { "no_mail" }));
    }
    let row = reminder::ActiveModel {
        session_id: Set(session.0),
        member_id: Set(member.id.0),
        created_at: Set(now.as_millisecond()),
        day_for: Set(None),
        hour_for: Set(None),
        minutes_for: Set(None),
        cancelled_for: Set(None),
        asked_for: Set(Some(live.starts_at.as_millisecond())),
        moved_for: Set(None),
    };
    let once = OnConflict::columns([reminder::Column::SessionId, reminder::Column::MemberId]).do_nothing().to_owned();
    reminder::Entity::insert(row).on_conflict(once).exec_without_returning(env.db.writer()).await?;
    Ok(())
}

/// Does not remind the member of a session any more.
///
/// # Errors
/// Only when the database fails.
pub async fn unset(env: &Environment, member: &SignedIn, session: SessionId) -> Result<()> {
    reminder::Entity::delete_by_id((session.0, member.id.0)).exec(env.db.writer()).await?;
    Ok(())
}

/// Whether the member is reminded of a session.
///
/// # Errors
/// Only when the database fails.
pub async fn is_set(env: &Environment, member: &SignedIn, session: SessionId) -> Result<bool> {
    Ok(reminder::Entity::find_by_id((session.0, member.id.0)).one(env.db.reader()).await?.is_some())
}

/// Which reminders the member wants.
///
/// # Errors
/// Only when the database fails.
pub async fn choices(env: &Environment, member: &SignedIn) -> Result<ReminderChoices> {
    let row = choice::Entity::find_by_id(member.id.0).one(env.db.reader()).await?;
    Ok(row.map_or_else(ReminderChoices::default, |row| ReminderChoices {
        day: row.day,
        hour: row.hour,
        minutes: row.minutes,
        mail: row.mail,
        quiet_from: time(row.quiet_from),
        quiet_until: time(row.quiet_until),
    }))
}

/// Takes down which reminders the member wants, also before sessions that they asked for earlier.
///
/// # Errors
/// [`Error::Invalid`] when the quiet hours have a beginning and no end, or an end alone.
pub async fn choose(env: &Environment, member: &SignedIn, choices: &ReminderChoices) -> Result<()> {
    match (choices.quiet_from, choices.quiet_until) {
        (Some(_), None) => return Err(Error::field("quiet_until", "required")),
        (None, Some(_)) => return Err(Error::field("quiet_from", "required")),
        _ => {}
    }
    let minutes = |time: Option<ClockTime>| time.map(|time| i32::from(time.minutes()));
    let row = choice::ActiveModel {
        member_id: Set(member.id.0),
        day: Set(choices.day),
        hour: Set(choices.hour),
        minutes: Set(choices.minutes),
        mail: Set(choices.mail),
        quiet_from: Set(minutes(choices.quiet_from)),
        quiet_until: Set(minutes(choices.quiet_until)),
    };
    let anew = OnConflict::column(choice::Column::MemberId)
        .update_columns([
            choice::Column::Day,
            choice::Column::Hour,
            choice::Column::Minutes,
            choice::Column::Mail,
            choice::Column::QuietFrom,
            choice::Column::QuietUntil,
        ])
        .to_owned();
    choice::Entity::insert(row).on_conflict(anew).exec_without_returning(env.db.writer()).await?;
    Ok(())
}

fn time(minutes: Option<i32>) -> Option<ClockTime> {
    ClockTime::from_minutes(u16::try_from(minutes?).ok()?)
}

/// A session that did not take place does so after all, in the transaction that says so: whoever was told
/// that it does not is reminded of it as if nothing had been sent.
pub(crate) async fn takes_place_again(
    env: &Environment,
    connection: &impl ConnectionTrait,
    session: SessionId,
) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE reminder SET day_for = NULL, hour_for = NULL, minutes_for = NULL, cancelled_for = NULL
         WHERE session_id = ? AND cancelled_for IS NOT NULL",
        [session.0.into()],
    );
    connection.execute_raw(statement).await?;
    let statement = env.db.statement(
        "DELETE FROM push_notice WHERE session_id = ? AND device_id IN (
             SELECT device_id FROM push_notice WHERE session_id = ? AND news = 'cancelled'
         )",
        [session.0.into(), session.0.into()],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}

/// What was moved before a device was chosen is not told to it: its member has read it where they chose.
pub(crate) async fn knows_what_moved(
    env: &Environment,
    connection: &impl ConnectionTrait,
    device: Uuid,
    member: Uuid,
) -> Result<()> {
    let statement = env.db.statement(
        "INSERT INTO push_notice (device_id, session_id, news, starts_at)
         SELECT device.id, reminder.session_id, 'moved', live.starts_at
         FROM reminder
         JOIN push_device AS device ON device.member_id = reminder.member_id
         JOIN live ON live.session_id = reminder.session_id
         WHERE device.id = ? AND reminder.member_id = ? AND reminder.asked_for <> live.starts_at",
        [device.into(), member.into()],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}

/// Forgets who wanted to be reminded of what is over.
pub(crate) async fn forget_over(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - KEPT_MS;
    for table in ["reminder", "push_notice"] {
        let sql = format!("DELETE FROM {table} WHERE session_id IN (SELECT session_id FROM live WHERE ends_at < ?)");
        env.db.writer().execute_raw(env.db.statement(&sql, [before.into()])).await?;
    }
    Ok(())
}
