//! What is due now, as the rows say.

use super::{rules, time};
use crate::{
    Environment, Result,
    clock::moment,
    database::{code, stored},
    mail::{About, Letter, News},
    push::Subscriber,
};
use contract::{
    LangMap, PushDeviceId, SessionId, Timestamp,
    lives::LiveState,
    reminders::{Lead, ReminderChoices},
};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue};
use uuid::Uuid;

/// The letter that is sent the earliest, in milliseconds before the beginning.
const EARLIEST_MS: i64 = 24 * 3_600_000;

#[derive(FromQueryResult)]
struct Row {
    session_id: Uuid,
    member_id: Uuid,
    created_at: i64,
    day_for: Option<i64>,
    hour_for: Option<i64>,
    minutes_for: Option<i64>,
    cancelled_for: Option<i64>,
    asked_for: Option<i64>,
    moved_for: Option<i64>,
    starts_at: i64,
    ends_at: i64,
    state: String,
    substitute: Option<String>,
    title: JsonValue,
    instructor: Option<String>,
    centre: Option<String>,
    name: String,
    email: String,
    locale: String,
    wants_day: Option<bool>,
    wants_hour: Option<bool>,
    wants_minutes: Option<bool>,
    quiet_from: Option<i32>,
    quiet_until: Option<i32>,
}

/// The device of a row of `due/push.sql`.
#[derive(FromQueryResult)]
struct DeviceRow {
    device_id: Uuid,
    endpoint: String,
    public_key: String,
    auth_secret: String,
}

/// How something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    Mail,
    Push,
}

/// The device that something is told to.
#[derive(Clone)]
pub(super) struct Target {
    pub id: PushDeviceId,
    pub to: Subscriber,
}

/// A letter or a notice whose time has come.
pub(super) struct Due {
    pub session: Uuid,
    pub member: Uuid,
    /// The beginning of the session, as the letter says it, in milliseconds.
    pub starts_at: i64,
    /// The beginning for which it was sent before.
    pub sent_for: Option<i64>,
    pub letter: Letter,
    /// The device that is told; nothing where it goes by mail.
    pub target: Option<Target>,
    asked_at: Timestamp,
    choices: ReminderChoices,
}

impl Due {
    /// Whether it still has its time: many letters take a while.
    pub(super) fn has_time(&self, now: Timestamp) -> bool {
        match self.letter.news {
            News::Soon(lead) => rules::is_due(lead, self.letter.about.starts_at, self.asked_at, &self.choices, now),
            News::Moved(_) => now < self.letter.about.starts_at,
            News::Cancelled => now < self.letter.about.ends_at,
        }
    }
}

/// Whether anything is due.
pub(crate) async fn are_any(env: &Environment) -> Result<bool> {
    let by_mail = env.mailer.is_some() && !find(env, Channel::Mail).await?.is_empty();
    Ok(by_mail || env.pusher.is_some() && !find(env, Channel::Push).await?.is_empty())
}

/// Everything that is due by one way of telling it, what begins first coming first.
pub(super) async fn find(env: &Environment, channel: Channel) -> Result<Vec<Due>> {
    let sql = match channel {
        Channel::Mail => concat!(include_str!("due/asked.sql"), include_str!("due/mail.sql")),
        Channel::Push => concat!(include_str!("due/asked.sql"), include_str!("due/push.sql")),
    };
    let now = env.clock.now_ms();
    let values = [now.into(), now.into(), (now + EARLIEST_MS).into()];
    let rows = env.db.reader().query_all_raw(env.db.statement(sql, values)).await?;
    let mut all = Vec::new();
    for row in &rows {
        let target = match channel {
            Channel::Mail => None,
            Channel::Push => Some(target(DeviceRow::from_query_result(row, "")?)),
        };
        all.extend(due(Row::from_query_result(row, "")?, target.as_ref(), moment(now))?);
    }
    Ok(all)
}

fn target(row: DeviceRow) -> Target {
    let to = Subscriber { endpoint: row.endpoint, public_key: row.public_key, auth_secret: row.auth_secret };
    Target { id: PushDeviceId(row.device_id), to }
}

/// What is due to one member, or to one of their devices, about one session.
fn due(row: Row, target: Option<&Target>, now: Timestamp) -> Result<Vec<Due>> {
    let news = if row.state == LiveState::Cancelled.code() {
        vec![(News::Cancelled, row.cancelled_for)]
    } else {
        let sent = |lead| match lead {
            Lead::Day => row.day_for,
            Lead::Hour => row.hour_for,
            Lead::Minutes => row.minutes_for,
        };
        let known = row.moved_for.or(row.asked_for).filter(|known| *known != row.starts_at);
        let moved = known.map(|known| (News::Moved(moment(known)), row.moved_for));
        moved.into_iter().chain(Lead::ALL.iter().map(|lead| (News::Soon(*lead), sent(*lead)))).collect()
    };
    let otherwise = ReminderChoices::default();
    let choices = ReminderChoices {
        day: row.wants_day.unwrap_or(otherwise.day),
        hour: row.wants_hour.unwrap_or(otherwise.hour),
        minutes: row.wants_minutes.unwrap_or(otherwise.minutes),
        // Who wants no letters is not among the rows of letters.
        mail: otherwise.mail,
        quiet_from: time(row.quiet_from),
        quiet_until: time(row.quiet_until),
    };
    let title: LangMap = stored(row.title)?;
    let locale = code(&row.locale)?;
    let about = About {
        session: SessionId(row.session_id),
        title,
        starts_at: moment(row.starts_at),
        ends_at: moment(row.ends_at),
        given_by: row.substitute.or(row.instructor),
        centre: row.centre,
    };
    let one = |(news, sent_for)| Due {
        session: row.session_id,
        member: row.member_id,
        starts_at: row.starts_at,
        sent_for,
        letter: Letter {
            id: letter_id(row.session_id, row.member_id, news, row.starts_at),
            name: row.name.clone(),
            email: row.email.clone(),
            locale,
            written_at: now,
            news,
            about: about.clone(),
        },
        target: target.cloned(),
        asked_at: moment(row.created_at),
        choices: choices.clone(),
    };
    // Moved, a session is reminded of anew; cancelled, it is told once.
    let is_open = |(news, sent_for): &(News, Option<i64>)| match news {
        News::Soon(_) | News::Moved(_) => *sent_for != Some(row.starts_at),
        News::Cancelled => sent_for.is_none(),
    };
    Ok(news.into_iter().filter(is_open).map(one).filter(|due| due.has_time(now)).collect())
}

/// As it stands in the rows.
pub(super) fn code_of(news: News) -> &'static str {
    match news {
        News::Soon(lead) => lead.code(),
        News::Moved(_) => "moved",
        News::Cancelled => "cancelled",
    }
}

/// Follows from what it tells, so that the same news is the same letter.
fn letter_id(session: Uuid, member: Uuid, news: News, starts_at: i64) -> Uuid {
    let mut name = [member.as_bytes().as_slice(), &starts_at.to_be_bytes(), code_of(news).as_bytes()].concat();
    // Moved there a second time, it is another letter.
    if let News::Moved(before) = news {
        name.extend(before.as_millisecond().to_be_bytes());
    }
    Uuid::new_v5(&session, &name)
}
