//! The tables of a pilot as they may be shown.

use super::{
    tally::{Group, HOURS, SessionTally, Tally},
    veil::{Number, Veil},
};
use crate::pilots::rules::{self, Counts};
use contract::{
    LangMap, PilotId, SessionId, Timestamp,
    devices::Device,
    limits,
    pilots::Uptake,
    uptake::{Breakdown, Cohort, DropOff, Row, Share, Step, Table, UptakeDetails},
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that may be shown of the counts.
pub(super) fn details(id: PilotId, title: LangMap, as_of: Timestamp, invited: u64, tally: &Tally) -> UptakeDetails {
    let uptake = rules::figures(&Counts { invited, ..tally.counts.clone() });
    let steps = steps(&uptake);
    let mut details = UptakeDetails {
        pilot_id: id,
        title,
        as_of,
        uptake,
        steps,
        targets: Vec::new(),
        tables: Vec::new(),
        retention: Vec::new(),
        drop_off: Vec::new(),
    };
    let started = details.uptake.funnel.started.shown().unwrap_or_default();
    if started >= limits::SUPPRESSED_BELOW {
        Tables::of(tally).write(&mut details, tally);
    }
    details
}

fn steps(uptake: &Uptake) -> Vec<Step> {
    let funnel = &uptake.funnel;
    let step =
        |step: &str, people| Step { step: step.to_owned(), people, share: Share::of_figures(people, funnel.invited) };
    vec![
        step("invited", funnel.invited),
        step("signed_in", funnel.signed_in),
        step("started", funnel.started),
        step("half", funnel.half),
        step("completed", funnel.completed),
        step("returned_7d", funnel.returned_7d),
        step("returned_30d", funnel.returned_30d),
    ]
}

/// A group of people: who started, and who of them completed.
#[derive(Clone, Copy)]
struct Pair {
    people: Number,
    completed: Number,
}

/// A group that is about some sessions.
struct About {
    pair: Pair,
    sessions: BTreeSet<usize>,
    /// Whether it holds everybody who started one of them.
    whole: bool,
}

/// The numbers of every table, and how they hang together.
struct Tables {
    veil: Veil,
    sessions: Vec<Pair>,
    instructors: Vec<(String, Pair)>,
    centres: Vec<(String, Pair)>,
    languages: Vec<(String, Pair)>,
    ways: Vec<(&'static str, Pair)>,
    memberships: Vec<(&'static str, Pair)>,
    hours: Vec<Number>,
    devices: Vec<Number>,
    weeks: Vec<Number>,
    /// For each week, who began in it: then, and every week since.
    cohorts: Vec<Vec<Number>>,
    /// For each session, who has seen each part.
    seen: Vec<Vec<Number>>,
}

impl Tables {
    fn of(tally: &Tally) -> Self {
        let mut veil = Veil::default();
        let all = Pair { people: veil.fixed(tally.counts.started), completed: veil.fixed(tally.counts.completed) };
        let mut pair = |group: &Group| {
            let pair = Pair { people: veil.number(group.people), completed: veil.number(group.completed) };
            veil.part(pair.completed, pair.people);
            pair
        };
        let sessions: Vec<Pair> = tally.sessions.iter().map(|session| pair(&session.group)).collect();
        let mut keyed = |groups: &BTreeMap<String, Group>| -> Vec<(String, Pair)> {
            groups.iter().map(|(key, group)| (key.clone(), pair(group))).collect()
        };
        let (instructors, centres, languages) =
            (keyed(&tally.instructors), keyed(&tally.centres), keyed(&tally.languages));
        let ways: Vec<_> = ["live", "replay", "recorded"]
            .into_iter()
            .zip(&tally.ways)
            .map(|(key, group)| (key, pair(group)))
            .collect();
        let memberships: Vec<_> =
            ["new", "known"].into_iter().zip(&tally.memberships).map(|(key, group)| (key, pair(group))).collect();
        let hours: Vec<Number> = tally.hours.iter().map(|people| veil.number(*people)).collect();
        let devices: Vec<Number> = tally.devices.iter().map(|people| veil.number(*people)).collect();
        let weeks: Vec<Number> = tally.weeks.iter().map(|(_, people)| veil.number(*people)).collect();
        let mut number = |people: &u64| veil.number(*people);
        let cohorts: Vec<Vec<Number>> =
            tally.cohorts.iter().map(|(_, active)| active.iter().map(&mut number).collect()).collect();
        let seen: Vec<Vec<Number>> =
            tally.sessions.iter().map(|session| session.seen.iter().map(&mut number).collect()).collect();
        let mut tables = Self {
            veil,
            sessions,
            instructors,
            centres,
            languages,
            ways,
            memberships,
            hours,
            devices,
            weeks,
            cohorts,
            seen,
        };
        tables.tie_time(all);
        tables.tie_sessions(all, &tally.sessions);
        tables.veil.settle();
        tables
    }

    /// Weeks, cohorts, hours and kinds of members.
    fn tie_time(&mut self, all: Pair) {
        let veil = &mut self.veil;
        veil.sum(all.people, self.memberships.iter().map(|(_, pair)| pair.people).collect());
        veil.sum(all.completed, self.memberships.iter().map(|(_, pair)| pair.completed).collect());
        veil.union(all.people, self.hours.clone());
        veil.union(all.people, self.devices.clone());
        veil.union(all.people, self.weeks.clone());
        veil.sum(all.people, self.cohorts.iter().filter_map(|active| active.first().copied()).collect());
        for active in &self.cohorts {
            if let Some((size, later)) = active.split_first() {
                later.iter().for_each(|number| veil.part(*number, *size));
            }
        }
        // Whoever watches in a week began in it or in an earlier one.
        for (week, number) in self.weeks.iter().enumerate() {
            let began = self
                .cohorts
                .iter()
                .enumerate()
                .filter_map(|(first, active)| week.checked_sub(first).and_then(|later| active.get(later)).copied());
            veil.sum(*number, began.collect());
        }
    }

    /// Sessions, and what is known of them. Two tables of which one is coarser than the other, such as the
    /// sessions of whoever gives them, tell of one another.
    fn tie_sessions(&mut self, all: Pair, sessions: &[SessionTally]) {
        let about = |groups: &[(String, Pair)], of: fn(&SessionTally) -> &str| -> Vec<About> {
            let sessions_of = |key: &str| {
                sessions.iter().enumerate().filter(|(_, session)| of(session) == key).map(|(at, _)| at).collect()
            };
            groups.iter().map(|(key, pair)| About { pair: *pair, sessions: sessions_of(key), whole: true }).collect()
        };
        let broadcast: BTreeSet<usize> =
            sessions.iter().enumerate().filter(|(_, session)| session.was_live).map(|(at, _)| at).collect();
        let everything: BTreeSet<usize> = (0..sessions.len()).collect();
        let ways = self.ways.iter().map(|(key, pair)| match *key {
            "recorded" => About { pair: *pair, sessions: &everything - &broadcast, whole: true },
            _ => About { pair: *pair, sessions: broadcast.clone(), whole: false },
        });
        let each = self.sessions.iter().enumerate();
        let tables: [Vec<About>; 6] = [
            vec![About { pair: all, sessions: everything.clone(), whole: true }],
            each.map(|(at, pair)| About { pair: *pair, sessions: BTreeSet::from([at]), whole: true }).collect(),
            about(&self.instructors, |session| session.instructor.as_str()),
            about(&self.centres, |session| session.centre.as_str()),
            about(&self.languages, |session| session.language.as_str()),
            ways.collect(),
        ];
        for (one, coarse) in tables.iter().enumerate() {
            for (other, fine) in tables.iter().enumerate() {
                if one != other {
                    coarse.iter().filter(|about| about.whole).for_each(|about| self.tie(about, fine));
                }
            }
        }
        for (pair, seen) in self.sessions.iter().zip(&self.seen) {
            seen.iter().for_each(|number| self.veil.part(*number, pair.people));
        }
    }

    fn tie(&mut self, whole: &About, fine: &[About]) {
        let inside: Vec<&About> = fine
            .iter()
            .filter(|about| !about.sessions.is_empty() && about.sessions.is_subset(&whole.sessions))
            .collect();
        let covered: BTreeSet<usize> = inside.iter().flat_map(|about| about.sessions.iter().copied()).collect();
        if !inside.is_empty() && covered == whole.sessions {
            self.veil.union(whole.pair.people, inside.iter().map(|about| about.pair.people).collect());
            self.veil.union(whole.pair.completed, inside.iter().map(|about| about.pair.completed).collect());
        } else {
            for about in inside {
                self.veil.part(about.pair.people, whole.pair.people);
                self.veil.part(about.pair.completed, whole.pair.completed);
            }
        }
    }

    fn row(&self, key: impl Into<String>, title: Option<LangMap>, pair: Pair) -> Row {
        let people = self.veil.cell(pair.people);
        let completed = self.veil.cell(pair.completed);
        Row { key: key.into(), title, people, completed: Some(completed), share: Some(Share::of(completed, people)) }
    }

    fn plain(&self, key: String, people: Number) -> Row {
        Row { key, title: None, people: self.veil.cell(people), completed: None, share: None }
    }

    /// Puts what may be shown in its place.
    fn write(&self, details: &mut UptakeDetails, tally: &Tally) {
        let keyed = |groups: &[(String, Pair)]| {
            largest_first(groups.iter().map(|(key, pair)| self.row(key.clone(), None, *pair)).collect())
        };
        let coded = |groups: &[(&'static str, Pair)]| -> Vec<Row> {
            groups.iter().map(|(key, pair)| self.row(*key, None, *pair)).collect()
        };
        let sessions = tally.sessions.iter().zip(&self.sessions);
        let sessions =
            sessions.map(|(session, pair)| self.row(session.id.to_string(), Some(session.title.clone()), *pair));
        let weeks =
            tally.weeks.iter().zip(&self.weeks).map(|((week, _), number)| self.plain(week.to_string(), *number));
        let hours = HOURS.iter().zip(&self.hours);
        let hours = hours.map(|((from, until), number)| self.plain(format!("{from:02}-{until:02}"), *number));
        let devices = Device::ALL.iter().zip(&self.devices);
        let devices = devices.map(|(device, number)| self.plain(device.code().to_owned(), *number));
        let table = |by, rows| Table { by, rows };
        details.tables = vec![
            table(Breakdown::Week, weeks.collect()),
            table(Breakdown::Session, sessions.collect()),
            table(Breakdown::Instructor, keyed(&self.instructors)),
            table(Breakdown::Centre, keyed(&self.centres)),
            table(Breakdown::Language, keyed(&self.languages)),
            table(Breakdown::Way, coded(&self.ways)),
            table(Breakdown::Hour, hours.collect()),
            table(Breakdown::Membership, coded(&self.memberships)),
            table(Breakdown::Device, devices.collect()),
        ];
        let cell = |number: &Number| self.veil.cell(*number);
        details.retention = tally
            .cohorts
            .iter()
            .zip(&self.cohorts)
            .filter_map(|((week, _), active)| {
                let (size, later) = active.split_first()?;
                Some(Cohort { week: week.to_string(), people: cell(size), later: later.iter().map(cell).collect() })
            })
            .collect();
        details.drop_off = tally
            .sessions
            .iter()
            .zip(self.sessions.iter().zip(&self.seen))
            .map(|(session, (pair, seen))| DropOff {
                session_id: SessionId(session.id),
                title: session.title.clone(),
                people: cell(&pair.people),
                seen: seen.iter().map(cell).collect(),
            })
            .filter(|drop_off| !drop_off.seen.is_empty() && drop_off.people.shown().is_some_and(|people| people > 0))
            .collect();
    }
}

/// The largest first, as far as that may be told: the order of hidden numbers is that of their names.
fn largest_first(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|one, other| other.people.shown().cmp(&one.people.shown()).then_with(|| one.key.cmp(&other.key)));
    rows
}
