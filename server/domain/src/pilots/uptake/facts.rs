//! What the database knows of those invited.

use super::time_zone;
use crate::{Environment, Result, clock::moment, database::stored};
use contract::{LangMap, PilotId, accounts::Role, devices::Device, playback::Ranges, uptake::PARTS};
use futures::TryStreamExt;
use jiff::{civil::Date, tz::TimeZone};
use sea_orm::{FromQueryResult, JsonValue};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// One invited person who is a member. Flags are nought or one.
#[derive(FromQueryResult)]
pub(super) struct Person {
    pub(super) member_id: Uuid,
    /// Signed in since the invitation.
    pub(super) present: i64,
    /// Became a member after the invitation.
    pub(super) new: i64,
}

/// What one person has seen of one session. Flags are nought or one.
#[derive(FromQueryResult)]
pub(super) struct Viewing {
    pub(super) member_id: Uuid,
    pub(super) session_id: Uuid,
    /// Milliseconds, replays included.
    pub(super) watched_ms: i64,
    pub(super) completed: i64,
    pub(super) half: i64,
    pub(super) live: i64,
}

/// From how much on a session counts as started.
const STARTED_MS: i64 = 10_000;

impl Viewing {
    pub(super) fn completed(&self) -> bool {
        self.completed > 0
    }

    pub(super) fn started(&self) -> bool {
        self.watched_ms >= STARTED_MS || self.completed()
    }

    pub(super) fn half(&self) -> bool {
        (self.watched_ms >= STARTED_MS && self.half > 0) || self.completed()
    }

    pub(super) fn live(&self) -> bool {
        self.live > 0
    }
}

/// A session of the pilot.
#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    state: String,
    title: JsonValue,
    instructor: Option<String>,
    centre: Option<String>,
    language: Option<String>,
    duration_ms: Option<i64>,
    was_live: i64,
}

/// A session of the pilot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Session {
    pub(super) id: Uuid,
    pub(super) title: LangMap,
    pub(super) published: bool,
    pub(super) instructor: String,
    pub(super) centre: String,
    pub(super) language: String,
    pub(super) was_live: bool,
    /// How many of those who started have seen the middle of each part.
    pub(super) seen: Vec<u64>,
    pub(super) duration_ms: u64,
}

/// When one person played something.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Played {
    /// Days where the organisation is.
    pub(super) days: BTreeSet<Date>,
    /// Hours of the day, one bit each.
    pub(super) hours: u32,
    /// Kinds of devices, one bit each, in the order of [`Device::ALL`].
    pub(super) devices: u8,
}

/// All of it.
pub(super) struct Facts {
    pub(super) people: Vec<Person>,
    /// One member after the other.
    pub(super) viewings: Vec<Viewing>,
    pub(super) played: HashMap<Uuid, Played>,
    pub(super) sessions: Vec<Session>,
}

/// Reads everything that is counted.
pub(super) async fn read(env: &Environment, id: PilotId) -> Result<Facts> {
    let pilot = || id.0.into();
    let reader = env.db.reader();
    let statement = env.db.statement(include_str!("people.sql"), [Role::Member.code().into(), pilot()]);
    let people = Person::find_by_statement(statement).all(reader).await?;
    let statement = env.db.statement(include_str!("viewings.sql"), [pilot(), pilot()]);
    let viewings = Viewing::find_by_statement(statement).all(reader).await?;
    let statement = env.db.statement(include_str!("sessions.sql"), [pilot()]);
    let rows = SessionRow::find_by_statement(statement).all(reader).await?;
    let mut sessions = rows.into_iter().map(session).collect::<Result<Vec<_>>>()?;
    let played = played(env, id, &time_zone(env).await?).await?;
    count_seen(env, id, &viewings, &mut sessions).await?;
    Ok(Facts { people, viewings, played, sessions })
}

fn session(row: SessionRow) -> Result<Session> {
    Ok(Session {
        id: row.id,
        title: stored(row.title)?,
        published: row.state == "published",
        instructor: row.instructor.unwrap_or_default(),
        centre: row.centre.unwrap_or_default(),
        language: row.language.unwrap_or_default(),
        was_live: row.was_live > 0,
        seen: vec![0; PARTS],
        duration_ms: row.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default(),
    })
}

#[derive(FromQueryResult)]
struct Start {
    member_id: Uuid,
    started_at: i64,
    device: Option<String>,
}

/// Read row by row: of a large pilot there are millions.
async fn played(env: &Environment, id: PilotId, zone: &TimeZone) -> Result<HashMap<Uuid, Played>> {
    let statement = env.db.statement(include_str!("played.sql"), [id.0.into(), id.0.into()]);
    let mut starts = Start::find_by_statement(statement).stream(env.db.reader()).await?;
    let mut played: HashMap<Uuid, Played> = HashMap::new();
    while let Some(start) = starts.try_next().await? {
        let there = moment(start.started_at).to_zoned(zone.clone());
        let person = played.entry(start.member_id).or_default();
        person.days.insert(there.date());
        person.hours |= 1 << there.hour().unsigned_abs();
        let device = start.device.and_then(|device| device.parse().ok()).unwrap_or(Device::Other);
        person.devices |= 1 << device as u8;
    }
    Ok(played)
}

#[derive(FromQueryResult)]
struct Seen {
    member_id: Uuid,
    session_id: Uuid,
    ranges: JsonValue,
}

/// Counts who has seen the middle of each part of each recording, of those who started it.
async fn count_seen(env: &Environment, id: PilotId, viewings: &[Viewing], sessions: &mut [Session]) -> Result<()> {
    let started: HashSet<(Uuid, Uuid)> = viewings
        .iter()
        .filter(|viewing| viewing.started())
        .map(|viewing| (viewing.member_id, viewing.session_id))
        .collect();
    let places: HashMap<Uuid, usize> =
        sessions.iter().enumerate().map(|(place, session)| (session.id, place)).collect();
    let statement = env.db.statement(include_str!("seen.sql"), [id.0.into(), id.0.into()]);
    let mut rows = Seen::find_by_statement(statement).stream(env.db.reader()).await?;
    while let Some(row) = rows.try_next().await? {
        let session = places.get(&row.session_id).and_then(|place| sessions.get_mut(*place));
        let Some(session) = session.filter(|_| started.contains(&(row.member_id, row.session_id))) else { continue };
        let ranges: Ranges = stored(row.ranges)?;
        for (part, people) in session.seen.iter_mut().enumerate() {
            let middle = session.duration_ms * (2 * part as u64 + 1) / (2 * PARTS as u64);
            *people += u64::from(ranges.iter().any(|(from, to)| from <= middle && middle < to));
        }
    }
    Ok(())
}
