//! What happened in each pilot, counted from the definitions.

use super::{
    DAY, LENGTH, centre, cohort, day, instructor, items_of, language, monday, written,
    year::{Deed, Person, Year},
};
use contract::{
    accounts::Role,
    devices::Device,
    uptake::{Breakdown, PARTS},
};
use std::collections::{BTreeMap, BTreeSet};

const HOURS: [(i64, i64); 7] = [(0, 6), (6, 9), (9, 12), (12, 14), (14, 17), (17, 20), (20, 24)];

/// What happened in one pilot.
#[derive(Default)]
pub(super) struct Truth {
    pub(super) present: u64,
    pub(super) started: u64,
    pub(super) half: u64,
    pub(super) completed: u64,
    pub(super) returned_7d: u64,
    pub(super) returned_30d: u64,
    pub(super) watched_s: u64,
    /// The seconds if what ran at once were counted twice.
    pub(super) twice_s: u64,
    /// Who has come halfway, if what was seen before the invitation counted.
    pub(super) half_ever: u64,
    /// By table and key: who started, and who of them completed.
    pub(super) rows: BTreeMap<(&'static str, String), (u64, u64)>,
    /// By the week of beginning and weeks since.
    pub(super) weeks_since: BTreeMap<(i64, i64), u64>,
    /// By item and part.
    pub(super) seen: BTreeMap<(usize, usize), u64>,
}

impl Truth {
    pub(super) fn of(year: &Year, pilot: usize) -> Self {
        let mut truth = Self::default();
        for person in cohort(pilot) {
            truth.add(year, pilot, &year.people[person]);
        }
        truth.watched_s /= 1_000;
        truth.twice_s /= 1_000;
        truth
    }

    fn count(&mut self, by: Breakdown, key: impl Into<String>, completed: bool) {
        let row = self.rows.entry((by.code(), key.into())).or_default();
        row.0 += 1;
        row.1 += u64::from(completed);
    }

    fn add(&mut self, year: &Year, pilot: usize, person: &Person) {
        if person.role != Role::Member {
            return;
        }
        let (invited_at, items) = (year.invited_at(pilot), items_of(pilot));
        let counts = |deed: &&Deed| deed.believed && deed.at >= invited_at && items.contains(&deed.item);
        let deeds: Vec<&Deed> = person.deeds.iter().filter(counts).collect();
        let signed_in = person.signed_in.is_some_and(|signed_in| signed_in >= invited_at);
        self.present += u64::from(signed_in || !deeds.is_empty());
        let lines = year.lines(person);
        let (mut any_half, mut any_half_ever, mut any_completed) = (false, false, false);
        // Of each session that was started: whether it was completed, and when it was begun.
        let mut started: Vec<(usize, bool, i64)> = Vec::new();
        for item in items {
            let of_item: Vec<&Deed> = deeds.iter().copied().filter(|deed| deed.item == item).collect();
            let Some(first) = of_item.iter().map(|deed| deed.at).min() else { continue };
            let watched = once(&of_item);
            let completed = lines[&item].completed_at.is_some_and(|at| at >= invited_at);
            let mut seen = [false; LENGTH];
            of_item.iter().for_each(|deed| seen[deed.from..deed.to].fill(true));
            let half = seen.iter().filter(|seen| **seen).count() * 2 >= LENGTH;
            any_half |= completed || (half && watched >= 10_000);
            let ever = lines[&item].seen.iter().filter(|seen| **seen).count() * 2 >= LENGTH;
            any_half_ever |= completed || (ever && watched >= 10_000);
            any_completed |= completed;
            if completed || watched >= 10_000 {
                started.push((item, completed, first));
                for part in 0..PARTS {
                    let middle = LENGTH * (2 * part + 1) / (2 * PARTS);
                    *self.seen.entry((item, part)).or_default() += u64::from(seen[middle]);
                }
            }
        }
        self.half += u64::from(any_half);
        self.half_ever += u64::from(any_half_ever);
        let days: BTreeSet<i64> = deeds.iter().map(|deed| day(deed.at)).collect();
        if any_completed {
            self.completed += 1;
            let first = days.first().copied().unwrap_or_default();
            let back = |within: i64| days.iter().any(|day| *day > first && *day <= first + within);
            self.returned_7d += u64::from(back(7));
            self.returned_30d += u64::from(back(30));
        }
        if started.is_empty() {
            return;
        }
        self.started += 1;
        self.watched_s += u64::try_from(once(&deeds)).expect("is positive");
        self.twice_s += deeds.iter().map(|deed| deed.played().unsigned_abs()).sum::<u64>();
        let new = person.joined >= invited_at;
        self.count(Breakdown::Membership, if new { "new" } else { "known" }, any_completed);
        self.count_sessions(year, &started);
        self.count_time(&deeds, &days);
    }

    fn count_sessions(&mut self, year: &Year, started: &[(usize, bool, i64)]) {
        let mut keys: BTreeMap<(usize, String), bool> = BTreeMap::new();
        let tables =
            [Breakdown::Session, Breakdown::Instructor, Breakdown::Centre, Breakdown::Language, Breakdown::Way];
        for (item, completed, first) in started {
            let way = match year.over(*item) {
                Some(over) if *first < over => "live",
                Some(_) => "replay",
                None => "recorded",
            };
            let session = year.sessions[*item].to_string();
            let names = [session.as_str(), instructor(*item), centre(*item), language(*item), way];
            for (table, name) in names.into_iter().enumerate() {
                *keys.entry((table, name.to_owned())).or_default() |= completed;
            }
        }
        for ((table, key), completed) in keys {
            self.count(tables[table], key, completed);
        }
    }

    fn count_time(&mut self, deeds: &[&Deed], days: &BTreeSet<i64>) {
        let hour = |deed: &&Deed| deed.at.rem_euclid(DAY) / 3_600_000;
        for (from, until) in HOURS {
            if deeds.iter().any(|deed| (from..until).contains(&hour(deed))) {
                self.count(Breakdown::Hour, format!("{from:02}-{until:02}"), false);
            }
        }
        let devices: BTreeSet<&str> = deeds.iter().map(|deed| deed.device.unwrap_or(Device::Other).code()).collect();
        for device in devices {
            self.count(Breakdown::Device, device, false);
        }
        let weeks: BTreeSet<i64> = days.iter().map(|day| monday(*day)).collect();
        let first = weeks.first().copied().unwrap_or_default();
        for week in weeks {
            self.count(Breakdown::Week, written(week), false);
            *self.weeks_since.entry((first, (week - first) / 7)).or_default() += 1;
        }
    }
}

/// The milliseconds that can have been watched in these, nobody watching two things at once. However many are left
/// out, it is no more than was played in those and the others were open for; and the least of that it is.
fn once(deeds: &[&Deed]) -> i64 {
    let mut deeds = deeds.to_vec();
    deeds.sort_by_key(|deed| deed.at);
    let (mut total, mut closed) = (0, i64::MIN);
    let mut together: Vec<&Deed> = Vec::new();
    for deed in deeds {
        if deed.at >= closed {
            total += fits(&together);
            together.clear();
        }
        closed = closed.max(deed.closed());
        together.push(deed);
    }
    total + fits(&together)
}

/// Of deeds in the order of time, all open together.
fn fits(deeds: &[&Deed]) -> i64 {
    assert!(deeds.len() < 16, "so many ways can be tried");
    let ways = (0..1_usize << deeds.len()).map(|way| {
        let (mut most, mut until) = (0, i64::MIN);
        for (place, deed) in deeds.iter().enumerate() {
            if way & (1 << place) == 0 {
                most += deed.played();
            } else {
                most += (deed.closed() - deed.at.max(until)).max(0);
                until = until.max(deed.closed());
            }
        }
        most
    });
    ways.min().unwrap_or_default()
}
