//! Counting people, by everything there is a table of. Pure; nothing here may be shown as it is.

use super::facts::{Facts, Played, Viewing};
use crate::pilots::rules::{Counts, came_back};
use contract::{LangMap, devices::Device};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The parts of the day: from which hour on, until before which.
pub(super) const HOURS: [(u32, u32); 7] = [(0, 6), (6, 9), (9, 12), (12, 14), (14, 17), (17, 20), (20, 24)];

/// People who started something, and who of them completed something of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) people: u64,
    pub(super) completed: u64,
}

impl Group {
    fn add(&mut self, completed: bool) {
        self.people += 1;
        self.completed += u64::from(completed);
    }
}

/// One session, and what its item says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SessionTally {
    pub(super) id: Uuid,
    pub(super) title: LangMap,
    pub(super) instructor: String,
    pub(super) centre: String,
    pub(super) language: String,
    pub(super) was_live: bool,
    pub(super) group: Group,
    pub(super) seen: Vec<u64>,
}

/// Everything that is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// Without those invited, who are always counted when one asks.
    pub(super) counts: Counts,
    pub(super) sessions: Vec<SessionTally>,
    pub(super) instructors: BTreeMap<String, Group>,
    pub(super) centres: BTreeMap<String, Group>,
    pub(super) languages: BTreeMap<String, Group>,
    /// While it was broadcast, afterwards, and what never was.
    pub(super) ways: [Group; 3],
    /// Became members after the invitation, and before.
    pub(super) memberships: [Group; 2],
    /// In the order of [`HOURS`].
    pub(super) hours: [u64; 7],
    /// In the order of [`Device::ALL`].
    #[serde(default)]
    pub(super) devices: [u64; Device::ALL.len()],
    /// Every week from the first to the last in which anybody watched.
    pub(super) weeks: Vec<(Date, u64)>,
    /// For each of those weeks, who began in it and how many of them watched then and every week since.
    pub(super) cohorts: Vec<(Date, Vec<u64>)>,
}

/// Counts.
pub(super) fn count(facts: &Facts) -> Tally {
    let mut tally = Tally {
        counts: Counts::default(),
        sessions: facts
            .sessions
            .iter()
            .map(|session| SessionTally {
                id: session.id,
                title: session.title.clone(),
                instructor: session.instructor.clone(),
                centre: session.centre.clone(),
                language: session.language.clone(),
                was_live: session.was_live,
                group: Group::default(),
                seen: session.seen.clone(),
            })
            .collect(),
        instructors: BTreeMap::new(),
        centres: BTreeMap::new(),
        languages: BTreeMap::new(),
        ways: <[Group; 3]>::default(),
        memberships: <[Group; 2]>::default(),
        hours: [0; 7],
        devices: [0; Device::ALL.len()],
        weeks: Vec::new(),
        cohorts: Vec::new(),
    };
    let places: HashMap<Uuid, usize> =
        facts.sessions.iter().enumerate().map(|(place, session)| (session.id, place)).collect();
    let mut present: HashMap<Uuid, (bool, bool)> =
        facts.people.iter().map(|person| (person.member_id, (person.present > 0, person.new > 0))).collect();
    let mut began: BTreeMap<Date, Vec<&Played>> = BTreeMap::new();
    for viewings in facts.viewings.chunk_by(|one, next| one.member_id == next.member_id) {
        let Some(member) = viewings.first().map(|viewing| viewing.member_id) else { continue };
        let (_, new) = present.insert(member, (true, false)).unwrap_or_default();
        let played = facts.played.get(&member);
        tally.count_steps(viewings, played);
        if viewings.iter().any(Viewing::started) {
            tally.count_groups(viewings, &places, new);
            if let Some(played) = played {
                tally.count_hours(played);
                tally.count_devices(played);
                began.entry(monday(played.days.first().copied())).or_default().push(played);
            }
        }
    }
    // Pages that were opened are not recorded: whoever came is whoever was signed in.
    tally.counts.signed_in = present.values().filter(|(present, _)| *present).count() as u64;
    tally.counts.accepted = tally.counts.signed_in;
    tally.counts.watched_s /= 1_000;
    tally.count_weeks(&began);
    // What nobody can attend yet and nobody has watched is no line of a table.
    let published: HashMap<Uuid, bool> = facts.sessions.iter().map(|session| (session.id, session.published)).collect();
    tally
        .sessions
        .retain(|session| session.group.people > 0 || published.get(&session.id).copied().unwrap_or_default());
    tally
}

/// The Monday of a day's week.
fn monday(day: Option<Date>) -> Date {
    let day = day.unwrap_or_default();
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

impl Tally {
    /// The steps of the funnel, of one person who played something. The time is in milliseconds until all
    /// are counted.
    fn count_steps(&mut self, viewings: &[Viewing], played: Option<&Played>) {
        let counts = &mut self.counts;
        if viewings.iter().any(Viewing::started) {
            counts.started += 1;
            counts.watched_s += played.and_then(|played| u64::try_from(played.watched_ms).ok()).unwrap_or_default();
        }
        counts.half += u64::from(viewings.iter().any(Viewing::half));
        if viewings.iter().any(Viewing::completed) {
            counts.completed += 1;
            if let Some(played) = played {
                counts.returned_7d += u64::from(came_back(&played.days, 7));
                counts.returned_30d += u64::from(came_back(&played.days, 30));
            }
        }
    }

    /// By session and what is known of it, of one person who started.
    fn count_groups(&mut self, viewings: &[Viewing], places: &HashMap<Uuid, usize>, new: bool) {
        let mut instructors: BTreeMap<String, bool> = BTreeMap::new();
        let mut centres: BTreeMap<String, bool> = BTreeMap::new();
        let mut languages: BTreeMap<String, bool> = BTreeMap::new();
        let mut ways = [None; 3];
        for viewing in viewings.iter().filter(|viewing| viewing.started()) {
            let place = places.get(&viewing.session_id);
            let Some(session) = place.and_then(|place| self.sessions.get_mut(*place)) else { continue };
            let completed = viewing.completed();
            session.group.add(completed);
            *instructors.entry(session.instructor.clone()).or_default() |= completed;
            *centres.entry(session.centre.clone()).or_default() |= completed;
            *languages.entry(session.language.clone()).or_default() |= completed;
            let way = match (session.was_live, viewing.live()) {
                (true, true) => 0,
                (true, false) => 1,
                (false, _) => 2,
            };
            ways[way] = Some(ways[way].unwrap_or_default() | completed);
        }
        for (groups, of_one) in
            [(&mut self.instructors, instructors), (&mut self.centres, centres), (&mut self.languages, languages)]
        {
            for (key, completed) in of_one {
                groups.entry(key).or_default().add(completed);
            }
        }
        for (group, completed) in self.ways.iter_mut().zip(ways) {
            if let Some(completed) = completed {
                group.add(completed);
            }
        }
        self.memberships[usize::from(!new)].add(viewings.iter().any(Viewing::completed));
    }

    fn count_hours(&mut self, played: &Played) {
        for (people, (from, until)) in self.hours.iter_mut().zip(HOURS) {
            *people += u64::from((from..until).any(|hour| played.hours & (1 << hour) > 0));
        }
    }

    fn count_devices(&mut self, played: &Played) {
        for (people, device) in self.devices.iter_mut().zip(Device::ALL) {
            *people += u64::from(played.devices & (1 << *device as u8) > 0);
        }
    }

    fn count_weeks(&mut self, began: &BTreeMap<Date, Vec<&Played>>) {
        let days = began.values().flatten().flat_map(|played| [played.days.first(), played.days.last()]);
        let (first, last) = days.flatten().fold((None, None), |(first, last): (Option<Date>, Option<Date>), day| {
            (Some(first.map_or(*day, |first| first.min(*day))), Some(last.map_or(*day, |last| last.max(*day))))
        });
        let Some((first, last)) = first.zip(last) else { return };
        let (mut week, last) = (monday(Some(first)), monday(Some(last)));
        while week <= last {
            self.weeks.push((week, 0));
            week = week.saturating_add(7.days());
        }
        let place_of =
            |day: &Date| usize::try_from((monday(Some(*day)) - monday(Some(first))).get_days() / 7).unwrap_or_default();
        for place in 0..self.weeks.len() {
            let week = self.weeks[place].0;
            let mut active = vec![0; self.weeks.len() - place];
            for played in began.get(&week).into_iter().flatten() {
                let mut watched: Vec<usize> = played.days.iter().map(place_of).collect();
                watched.dedup();
                for at in watched {
                    active[at - place] += 1;
                    self.weeks[at].1 += 1;
                }
            }
            self.cohorts.push((week, active));
        }
    }
}
