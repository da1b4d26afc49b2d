//! What the database knows of those invited.

use super::{
    deeds::{Deeds, RULES},
    read, time_zone,
};
use crate::{
    Environment, Result,
    database::{json, stored},
};
use contract::{LangMap, PilotId, accounts::Role, uptake::PARTS};
use jiff::{civil::Date, tz::TimeZone};
use sea_orm::{FromQueryResult, JsonValue};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// One invited person who is a member. Flags are nought or one.
#[derive(FromQueryResult)]
pub(super) struct Person {
    pub(super) member_id: Uuid,
    pub(super) invited_at: i64,
    /// Signed in since the invitation.
    pub(super) present: i64,
    /// Became a member after the invitation.
    pub(super) new: i64,
}

/// What one person has seen of one session.
pub(super) struct Viewing {
    pub(super) member_id: Uuid,
    pub(super) session_id: Uuid,
    /// Milliseconds, replays included, and what ran in two windows at once counted once.
    pub(super) watched_ms: i64,
    pub(super) completed: bool,
    pub(super) half: bool,
    pub(super) live: bool,
}

/// From how much on a session counts as started.
const STARTED_MS: i64 = 10_000;

impl Viewing {
    pub(super) fn completed(&self) -> bool {
        self.completed
    }

    pub(super) fn started(&self) -> bool {
        self.watched_ms >= STARTED_MS || self.completed()
    }

    pub(super) fn half(&self) -> bool {
        (self.watched_ms >= STARTED_MS && self.half) || self.completed()
    }

    pub(super) fn live(&self) -> bool {
        self.live
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
    pages: Option<i32>,
    was_live: i64,
    live_until: Option<i64>,
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
    /// How many of those who started have seen the middle of each part; none where it is not known how long it is.
    pub(super) seen: Vec<u64>,
    /// How long it plays, a page for a second.
    pub(super) length_ms: u64,
    /// Until when somebody who came was there live.
    pub(super) live_until: Option<i64>,
}

/// When one person played something.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Played {
    /// In all sessions, in milliseconds, replays included: what ran at once counts once.
    pub(super) watched_ms: i64,
    /// Days where the organisation is.
    pub(super) days: BTreeSet<Date>,
    /// Hours of the day, one bit each.
    pub(super) hours: u32,
    /// Kinds of devices, one bit each, in the order of [`contract::devices::Device::ALL`].
    pub(super) devices: u8,
}

/// Who is asked about, and what: read anew whenever it is counted, since it is little.
pub(super) struct Frame {
    pub(super) people: Vec<Person>,
    pub(super) sessions: Vec<Session>,
    pub(super) zone: TimeZone,
    /// What the deeds of each person depend on beside what they did, as text: where it is another, they are
    /// others.
    pub(super) print: String,
}

impl Frame {
    pub(super) async fn read(env: &Environment, id: PilotId) -> Result<Self> {
        let reader = env.db.reader();
        let statement = env.db.statement(include_str!("people.sql"), [Role::Member.code().into(), id.0.into()]);
        let people = Person::find_by_statement(statement).all(reader).await?;
        let statement = env.db.statement(include_str!("sessions.sql"), [id.0.into()]);
        let rows = SessionRow::find_by_statement(statement).all(reader).await?;
        let zone = time_zone(env).await?;
        let depends: Vec<_> =
            rows.iter().map(|row| (row.id, row.duration_ms, row.pages, row.was_live, row.live_until)).collect();
        let print = json(&(RULES, zone.iana_name(), depends))?.to_string();
        let sessions = rows.into_iter().map(session).collect::<Result<Vec<_>>>()?;
        Ok(Self { people, sessions, zone, print })
    }
}

fn session(row: SessionRow) -> Result<Session> {
    let length_ms = match row.pages {
        Some(pages) if pages > 0 => Some(1_000 * i64::from(pages)),
        _ => row.duration_ms,
    };
    let length_ms = length_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default();
    Ok(Session {
        id: row.id,
        title: stored(row.title)?,
        published: row.state == "published",
        instructor: row.instructor.unwrap_or_default(),
        centre: row.centre.unwrap_or_default(),
        language: row.language.unwrap_or_default(),
        was_live: row.was_live > 0,
        seen: vec![0; if length_ms > 0 { PARTS } else { 0 }],
        length_ms,
        live_until: row.live_until,
    })
}

/// All of it.
pub(super) struct Facts {
    pub(super) people: Vec<Person>,
    /// One member after the other.
    pub(super) viewings: Vec<Viewing>,
    pub(super) played: HashMap<Uuid, Played>,
    pub(super) sessions: Vec<Session>,
}

impl Facts {
    /// Puts together what each person did.
    pub(super) fn of(frame: Frame, mut deeds: HashMap<Uuid, Deeds>) -> Self {
        let Frame { people, mut sessions, .. } = frame;
        let (mut viewings, mut played) = (Vec::new(), HashMap::new());
        for person in &people {
            let Some(deeds) = deeds.remove(&person.member_id) else { continue };
            for watched in deeds.sessions() {
                let Some(session) = sessions.get_mut(watched.place()) else { continue };
                let viewing = watched.viewing(person.member_id, session.id);
                if viewing.started() {
                    for (part, people) in session.seen.iter_mut().enumerate() {
                        *people += u64::from(watched.has_seen(part));
                    }
                }
                viewings.push(viewing);
            }
            played.insert(person.member_id, deeds.played());
        }
        Self { people, viewings, played, sessions }
    }
}

/// Reads everything that is counted.
pub(super) async fn read(env: &Environment, id: PilotId) -> Result<Facts> {
    let frame = Frame::read(env, id).await?;
    let deeds = read::deeds(env, id, &frame, None).await?;
    Ok(Facts::of(frame, deeds))
}
