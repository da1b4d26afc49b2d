//! What each person did in a pilot: all that is counted of them, a few hundred bytes however often they
//! watched.

use super::facts::{Frame, Played, Viewing};
use crate::{Environment, Result, clock::moment, database::stored};
use contract::{PilotId, devices::Device, playback::Ranges, uptake::PARTS};
use futures::TryStreamExt;
use jiff::{ToSpan, civil::Date};
use sea_orm::{FromQueryResult, JsonValue, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Days are counted from here.
const FIRST_DAY: Date = jiff::civil::date(1970, 1, 1);

/// What one person did. The names are short because tens of thousands are kept and read at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Deeds {
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    watched: Vec<Watched>,
    /// Days where the organisation is, since 1970.
    #[serde(rename = "d", default, skip_serializing_if = "BTreeSet::is_empty")]
    days: BTreeSet<i32>,
    /// As in [`Played`].
    #[serde(rename = "h", default)]
    hours: u32,
    #[serde(rename = "k", default)]
    devices: u8,
}

/// What one person has seen of one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watched {
    /// Which of the pilot's sessions.
    #[serde(rename = "s")]
    place: usize,
    #[serde(rename = "m")]
    watched_ms: i64,
    #[serde(rename = "c", default, skip_serializing_if = "is_false")]
    completed: bool,
    #[serde(rename = "h", default, skip_serializing_if = "is_false")]
    half: bool,
    #[serde(rename = "l", default, skip_serializing_if = "is_false")]
    live: bool,
    /// Of which parts the middle was seen, one bit each.
    #[serde(rename = "p", default)]
    parts: u32,
}

// Every part has its bit.
const _: () = assert!(PARTS <= u32::BITS as usize);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "asked for by serde")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Deeds {
    pub(super) fn sessions(&self) -> &[Watched] {
        &self.watched
    }

    pub(super) fn played(&self) -> Played {
        let days = self.days.iter().map(|day| FIRST_DAY.saturating_add(day.days())).collect();
        Played { days, hours: self.hours, devices: self.devices }
    }
}

impl Watched {
    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(super) fn has_seen(&self, part: usize) -> bool {
        self.parts & (1 << part) > 0
    }

    pub(super) fn viewing(&self, member_id: Uuid, session_id: Uuid) -> Viewing {
        let Self { watched_ms, completed, half, live, .. } = *self;
        Viewing { member_id, session_id, watched_ms, completed, half, live }
    }
}

/// Reads from the watches what these people did, or all of those invited. Who did nothing is not in it.
pub(super) async fn read(
    env: &Environment,
    id: PilotId,
    frame: &Frame,
    members: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, Deeds>> {
    let asked = Asked { env, id, members };
    let mut deeds = HashMap::new();
    asked.viewings(frame, &mut deeds).await?;
    asked.played(frame, &mut deeds).await?;
    asked.seen(frame, &mut deeds).await?;
    Ok(deeds)
}

/// Of whom is asked.
struct Asked<'a> {
    env: &'a Environment,
    id: PilotId,
    /// All of those invited where there are none.
    members: Option<&'a [Uuid]>,
}

#[derive(FromQueryResult)]
struct ViewingRow {
    member_id: Uuid,
    session_id: Uuid,
    watched_ms: i64,
    completed: i64,
    half: i64,
    live: i64,
}

#[derive(FromQueryResult)]
struct Start {
    member_id: Uuid,
    started_at: i64,
    device: Option<String>,
}

#[derive(FromQueryResult)]
struct Seen {
    member_id: Uuid,
    session_id: Uuid,
    ranges: JsonValue,
}

impl Asked<'_> {
    fn statement(&self, sql: &str) -> sea_orm::Statement {
        let members = self.members.unwrap_or_default();
        let only = match self.members {
            Some(members) => format!("AND member.id IN ({})", vec!["?"; members.len()].join(", ")),
            None => String::new(),
        };
        let pilot = || std::iter::once(Value::from(self.id.0));
        let values = pilot().chain(members.iter().map(|member| (*member).into())).chain(pilot());
        self.env.db.statement(&sql.replace("{members}", &only), values)
    }

    async fn viewings(&self, frame: &Frame, deeds: &mut HashMap<Uuid, Deeds>) -> Result<()> {
        let places = places(frame);
        let statement = self.statement(include_str!("viewings.sql"));
        let mut rows = ViewingRow::find_by_statement(statement).stream(self.env.db.reader()).await?;
        while let Some(row) = rows.try_next().await? {
            let Some(place) = places.get(&row.session_id).copied() else { continue };
            deeds.entry(row.member_id).or_default().watched.push(Watched {
                place,
                watched_ms: row.watched_ms,
                completed: row.completed > 0,
                half: row.half > 0,
                live: row.live > 0,
                parts: 0,
            });
        }
        Ok(())
    }

    /// Row by row: of a large pilot there are millions.
    async fn played(&self, frame: &Frame, deeds: &mut HashMap<Uuid, Deeds>) -> Result<()> {
        let statement = self.statement(include_str!("played.sql"));
        let mut starts = Start::find_by_statement(statement).stream(self.env.db.reader()).await?;
        while let Some(start) = starts.try_next().await? {
            let there = moment(start.started_at).to_zoned(frame.zone.clone());
            let person = deeds.entry(start.member_id).or_default();
            person.days.insert((there.date() - FIRST_DAY).get_days());
            person.hours |= 1 << there.hour().unsigned_abs();
            let device = start.device.and_then(|device| device.parse().ok()).unwrap_or(Device::Other);
            person.devices |= 1 << device as u8;
        }
        Ok(())
    }

    async fn seen(&self, frame: &Frame, deeds: &mut HashMap<Uuid, Deeds>) -> Result<()> {
        let places = places(frame);
        let statement = self.statement(include_str!("seen.sql"));
        let mut rows = Seen::find_by_statement(statement).stream(self.env.db.reader()).await?;
        while let Some(row) = rows.try_next().await? {
            let Some(place) = places.get(&row.session_id).copied() else { continue };
            let watched = deeds.get_mut(&row.member_id).map(|deeds| &mut deeds.watched);
            let Some(watched) = watched.and_then(|watched| watched.iter_mut().find(|of| of.place == place)) else {
                continue;
            };
            let ranges: Ranges = stored(row.ranges)?;
            let length = frame.sessions[place].duration_ms;
            for part in 0..PARTS {
                let middle = length * (2 * part as u64 + 1) / (2 * PARTS as u64);
                watched.parts |= u32::from(ranges.iter().any(|(from, to)| from <= middle && middle < to)) << part;
            }
        }
        Ok(())
    }
}

fn places(frame: &Frame) -> HashMap<Uuid, usize> {
    frame.sessions.iter().enumerate().map(|(place, session)| (session.id, place)).collect()
}
