//! Reading from the watches what people did.
//!
//! How much of a session somebody has seen stands in their history, whenever they saw it. Where some of that
//! does not belong to the pilot, because it was seen before the invitation, what does is put together from what
//! the player reported: of few people, and not for each time that anybody watched.

use super::{
    deeds::{Deeds, Watched},
    facts::Frame,
    once::Open,
};
use crate::{Environment, Result, clock::moment, database::stored, playback::believed};
use contract::{PilotId, devices::Device, playback::Ranges};
use futures::TryStreamExt;
use sea_orm::{FromQueryResult, JsonValue, Statement, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// Of how many people what they reported is read at once.
const REPORTS_OF: usize = 1_000;

/// Reads from the watches what these people did, or all of those invited. Who did nothing is not in it.
pub(super) async fn deeds(
    env: &Environment,
    id: PilotId,
    frame: &Frame,
    members: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, Deeds>> {
    let places = frame.sessions.iter().enumerate().map(|(place, session)| (session.id, place)).collect();
    let asked = Asked { env, id, frame, places };
    let mut people = asked.played(members).await?;
    let mixed: Vec<Uuid> = people.iter().filter(|(_, person)| person.is_mixed()).map(|(member, _)| *member).collect();
    for some in mixed.chunks(REPORTS_OF) {
        asked.reported(some, &mut people).await?;
    }
    asked.seen(members, &mut people).await?;
    Ok(people.into_iter().filter(|(_, person)| !person.watches.is_empty()).map(|(id, one)| (id, one.deeds())).collect())
}

/// What is found out of one person.
#[derive(Default)]
struct Found {
    deeds: Deeds,
    /// The watches that count, by session.
    watches: HashMap<usize, Vec<Open>>,
    /// Sessions of which something was played that does not count, and what was seen of them in what does.
    apart: HashMap<usize, Ranges>,
    watched: Vec<Watched>,
}

impl Found {
    fn is_mixed(&self) -> bool {
        self.apart.keys().any(|place| self.watches.contains_key(place))
    }

    fn deeds(mut self) -> Deeds {
        self.watched.sort_unstable_by_key(Watched::place);
        let listed = self.watched.iter().filter_map(|watched| self.watches.remove(&watched.place()));
        let watches = listed.flatten().collect();
        self.deeds.watch(self.watched, watches);
        self.deeds
    }
}

/// What is asked.
struct Asked<'a> {
    env: &'a Environment,
    id: PilotId,
    frame: &'a Frame,
    places: HashMap<Uuid, usize>,
}

#[derive(FromQueryResult)]
struct Watch {
    member_id: Uuid,
    session_id: Uuid,
    credited_ms: i64,
    started_at: i64,
    last_at: i64,
    device: Option<String>,
    counts: i64,
}

#[derive(FromQueryResult)]
struct Reported {
    id: Uuid,
    member_id: Uuid,
    session_id: Uuid,
    credited_ms: i64,
    intervals: JsonValue,
}

#[derive(FromQueryResult)]
struct Seen {
    member_id: Uuid,
    session_id: Uuid,
    ranges: JsonValue,
    completed: i64,
}

impl Asked<'_> {
    fn statement(&self, sql: &str, members: Option<&[Uuid]>) -> Statement {
        let only = match members {
            Some(members) => format!("AND member.id IN ({})", vec!["?"; members.len()].join(", ")),
            None => String::new(),
        };
        let members = members.unwrap_or_default();
        let pilot = || std::iter::once(Value::from(self.id.0));
        let values = pilot().chain(members.iter().map(|member| (*member).into())).chain(pilot());
        self.env.db.statement(&sql.replace("{members}", &only), values)
    }

    /// Row by row: of a large pilot there are millions.
    async fn played(&self, members: Option<&[Uuid]>) -> Result<HashMap<Uuid, Found>> {
        let mut people: HashMap<Uuid, Found> = HashMap::new();
        let statement = self.statement(include_str!("played.sql"), members);
        let mut watches = Watch::find_by_statement(statement).stream(self.env.db.reader()).await?;
        while let Some(watch) = watches.try_next().await? {
            let Some(place) = self.places.get(&watch.session_id).copied() else { continue };
            let person = people.entry(watch.member_id).or_default();
            if watch.counts == 0 {
                person.apart.entry(place).or_default();
                continue;
            }
            let open = Open::of(watch.started_at, watch.last_at, watch.credited_ms);
            person.watches.entry(place).or_default().push(open);
            let device = watch.device.and_then(|device| device.parse().ok()).unwrap_or(Device::Other);
            person.deeds.begin(&moment(watch.started_at).to_zoned(self.frame.zone.clone()), device);
        }
        Ok(people)
    }

    /// What was seen in watches that count, of sessions that were played in others too.
    ///
    /// It is believed as when it was reported, but that of a watch of which not all was believed, the first of it
    /// is.
    async fn reported(&self, members: &[Uuid], people: &mut HashMap<Uuid, Found>) -> Result<()> {
        let statement = self.statement(include_str!("reported.sql"), Some(members));
        let mut rows = Reported::find_by_statement(statement).stream(self.env.db.reader()).await?;
        let (mut watch, mut left) = (None, 0);
        while let Some(row) = rows.try_next().await? {
            if watch.replace(row.id) != Some(row.id) {
                left = u64::try_from(row.credited_ms).unwrap_or_default();
            }
            let Some(place) = self.places.get(&row.session_id).copied() else { continue };
            let Some(apart) = people.get_mut(&row.member_id).and_then(|person| person.apart.get_mut(&place)) else {
                continue;
            };
            let intervals: Vec<(f64, f64)> = stored(row.intervals)?;
            let credit = believed(&intervals, self.frame.sessions[place].length_ms, left).unwrap_or_default();
            left -= credit.credited_ms;
            apart.union(&credit.ranges);
        }
        Ok(())
    }

    async fn seen(&self, members: Option<&[Uuid]>, people: &mut HashMap<Uuid, Found>) -> Result<()> {
        let statement = self.statement(include_str!("seen.sql"), members);
        let mut rows = Seen::find_by_statement(statement).stream(self.env.db.reader()).await?;
        while let Some(row) = rows.try_next().await? {
            let Some(place) = self.places.get(&row.session_id).copied() else { continue };
            let Some(person) = people.get_mut(&row.member_id) else { continue };
            let Some(watches) = person.watches.get(&place).cloned() else { continue };
            let mut seen: Ranges = stored(row.ranges)?;
            if let Some(apart) = person.apart.get(&place) {
                seen = seen.common(apart);
            }
            let session = &self.frame.sessions[place];
            person.watched.push(Watched::of(place, session, watches, &seen, row.completed > 0));
        }
        Ok(())
    }
}
