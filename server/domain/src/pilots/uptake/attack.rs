//! Somebody who subtracts: reads every table and every file of small pilots, knows which tables are parts of
//! which, and solves for what is hidden. What has one to four people in it must not be found.
//!
//! It follows sums as a whole, by elimination, where [`super::veil`] follows bounds from one to the next: so
//! that neither believes the other.

use super::{
    details::details,
    facts::{Facts, Person, Played, Session, Viewing},
    files::uptake_csv,
    tally::{Tally, count},
};
use contract::{
    LangMap, PilotId, Timestamp,
    devices::Device,
    uptake::{Breakdown, Cell, PARTS, UptakeDetails, UptakeTable},
};
use jiff::ToSpan;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Hidden numbers with their factors, and what they come to.
type Equation = (BTreeMap<String, f64>, f64);

/// Numbers that look like chance, all of one seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn choose<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }
}

/// A small pilot: a few sessions, and people who watch some of them.
fn pilot(seed: u64) -> Facts {
    let mut dice = Dice(seed);
    let mut sessions: Vec<Session> = (0..1 + u128::from(dice.below(5)))
        .map(|session| Session {
            id: Uuid::from_u128(1_000 + session),
            title: LangMap::both("x", "x"),
            published: true,
            instructor: dice.choose(&["Ana", "Bo", ""]).to_owned(),
            centre: dice.choose(&["Nord", "Sud"]).to_owned(),
            language: dice.choose(&["fr", "fr", "en"]).to_owned(),
            was_live: dice.below(3) == 0,
            seen: vec![0; PARTS],
            length_ms: 60_000,
            live_until: None,
        })
        .collect();
    let (weeks, liking) = (1 + dice.below(5), 20 + dice.below(70));
    let mut facts = Facts { people: Vec::new(), viewings: Vec::new(), played: HashMap::new(), sessions: Vec::new() };
    for person in 0..5 + u128::from(dice.below(28)) {
        let member_id = Uuid::from_u128(1 + person);
        facts.people.push(Person { member_id, invited_at: 0, present: 1, new: i64::from(dice.below(4) == 0) });
        let before = facts.viewings.len();
        for session in &mut sessions {
            if dice.below(100) >= liking {
                continue;
            }
            let (completed, parts) = (dice.below(2) == 1, 1 + dice.below(PARTS as u64) as usize);
            session.seen[..parts].iter_mut().for_each(|people| *people += 1);
            facts.viewings.push(Viewing {
                member_id,
                session_id: session.id,
                watched_ms: 20_000,
                completed,
                half: completed,
                live: dice.below(2) == 1,
            });
        }
        if facts.viewings.len() > before {
            let watched_ms = 20_000 * (facts.viewings.len() - before) as i64;
            let mut played = Played { watched_ms, ..Played::default() };
            for _ in 0..1 + dice.below(4) {
                let days = (dice.below(weeks * 7) as i64).days();
                played.days.insert(jiff::civil::date(2026, 1, 5).saturating_add(days));
                played.hours |= 1 << dice.below(24);
                played.devices |= 1 << dice.below(Device::ALL.len() as u64);
            }
            facts.played.insert(member_id, played);
        }
    }
    facts.sessions = sessions;
    facts
}

/// Every number by its name, as it is.
fn truths(tally: &Tally) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    let mut pair = |name: String, people, completed| {
        all.insert(format!("{name} completed"), completed);
        all.insert(name, people);
    };
    for session in &tally.sessions {
        pair(format!("session {}", session.id), session.group.people, session.group.completed);
    }
    for (by, groups) in [("instructor", &tally.instructors), ("centre", &tally.centres), ("language", &tally.languages)]
    {
        groups.iter().for_each(|(key, group)| pair(format!("{by} {key}"), group.people, group.completed));
    }
    for (key, group) in ["live", "replay", "recorded"].iter().zip(&tally.ways) {
        pair(format!("way {key}"), group.people, group.completed);
    }
    for (key, group) in ["new", "known"].iter().zip(&tally.memberships) {
        pair(format!("membership {key}"), group.people, group.completed);
    }
    pair("all".to_owned(), tally.counts.started, tally.counts.completed);
    all.extend(tally.weeks.iter().map(|(week, people)| (format!("week {week}"), *people)));
    for (week, active) in &tally.cohorts {
        all.extend(active.iter().enumerate().map(|(later, people)| (format!("cohort {week} {later}"), *people)));
    }
    all
}

/// What is shown of them on the page.
fn cells(details: &UptakeDetails) -> BTreeMap<String, Cell> {
    let mut all = BTreeMap::new();
    for table in &details.tables {
        for row in &table.rows {
            let name = format!("{} {}", table.by.code(), row.key);
            all.extend(row.completed.map(|completed| (format!("{name} completed"), completed)));
            all.insert(name, row.people);
        }
    }
    for cohort in &details.retention {
        let cells = std::iter::once(&cohort.people).chain(&cohort.later).enumerate();
        all.extend(cells.map(|(later, cell)| (format!("cohort {} {later}", cohort.week), *cell)));
    }
    all.insert("all".to_owned(), details.uptake.funnel.started.into());
    all.insert("all completed".to_owned(), details.uptake.funnel.completed.into());
    all
}

/// Which numbers are the sum of which others, for whoever knows the programme.
fn sums(tally: &Tally) -> Vec<(String, Vec<String>)> {
    let mut sums = Vec::new();
    for what in ["", " completed"] {
        let kinds = ["new", "known"].map(|kind| format!("membership {kind}{what}"));
        sums.push((format!("all{what}"), kinds.to_vec()));
        // Whoever gives one session only, and so on, has its people; and all of it is that of the only session.
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for session in &tally.sessions {
            let mut names = vec![
                "all".to_owned(),
                format!("instructor {}", session.instructor),
                format!("centre {}", session.centre),
                format!("language {}", session.language),
            ];
            names.extend((!session.was_live).then(|| "way recorded".to_owned()));
            for name in names {
                groups.entry(name).or_default().push(format!("session {}", session.id));
            }
        }
        let mut of_sessions: BTreeMap<Vec<String>, String> = BTreeMap::new();
        for (name, sessions) in groups {
            if let [session] = sessions.as_slice() {
                sums.push((format!("{name}{what}"), vec![format!("{session}{what}")]));
            }
            // Two groups of the same sessions are the same people.
            let same = of_sessions.entry(sessions).or_insert_with(|| name.clone());
            if *same != name {
                sums.push((format!("{name}{what}"), vec![format!("{same}{what}")]));
            }
        }
    }
    let first = tally.cohorts.iter().map(|(week, _)| format!("cohort {week} 0")).collect();
    sums.push(("all".to_owned(), first));
    for (place, (week, _)) in tally.weeks.iter().enumerate() {
        let began = tally.cohorts.iter().take(place + 1).enumerate();
        let began = began.map(|(from, (week, _))| format!("cohort {week} {}", place - from)).collect();
        sums.push((format!("week {week}"), began));
    }
    sums
}

/// What can be solved for: the sums with everything shown put in, each hidden number in one of them only where
/// that can be done.
fn solved(cells: &BTreeMap<String, Cell>, sums: &[(String, Vec<String>)]) -> Vec<Equation> {
    let mut rows: Vec<Equation> = Vec::new();
    for (whole, parts) in sums {
        let (mut row, mut rest): Equation = (BTreeMap::new(), 0.0);
        let terms = parts.iter().map(|part| (part, 1.0)).chain(std::iter::once((whole, -1.0)));
        for (name, factor) in terms {
            match cells.get(name).and_then(|cell| cell.shown()) {
                Some(people) => rest -= factor * people as f64,
                None => *row.entry(name.clone()).or_default() += factor,
            }
        }
        row.retain(|_, factor| factor.abs() > 1e-9);
        if !row.is_empty() {
            rows.push((row, rest));
        }
    }
    for at in 0..rows.len() {
        let Some((pivot, factor)) = rows[at].0.iter().next().map(|(name, factor)| (name.clone(), *factor)) else {
            continue;
        };
        let scaled: BTreeMap<String, f64> = rows[at].0.iter().map(|(name, of)| (name.clone(), of / factor)).collect();
        let right = rows[at].1 / factor;
        for (other, row) in rows.iter_mut().enumerate() {
            let Some(times) = row.0.get(&pivot).copied().filter(|_| other != at) else { continue };
            for (name, factor) in &scaled {
                *row.0.entry(name.clone()).or_default() -= times * factor;
            }
            row.1 -= times * right;
            row.0.retain(|_, factor| factor.abs() > 1e-9);
        }
        rows[at] = (scaled, right);
    }
    rows
}

/// The least and the most that is left for each hidden number.
fn left_open(cells: &BTreeMap<String, Cell>, rows: &[Equation]) -> BTreeMap<String, (f64, f64)> {
    let hidden = cells.iter().filter(|(_, cell)| cell.shown().is_none());
    let mut open: BTreeMap<String, (f64, f64)> = hidden
        .map(|(name, cell)| (name.clone(), if *cell == Cell::TooFew { (1.0, 4.0) } else { (0.0, 1e6) }))
        .collect();
    for _ in 0..32 {
        for (row, right) in rows {
            for (name, factor) in row {
                let (mut least, mut most) = (*right, *right);
                for (other, times) in row.iter().filter(|(other, _)| *other != name) {
                    let (low, high) = open.get(other).copied().unwrap_or((0.0, 1e6));
                    least -= (times * low).max(times * high);
                    most -= (times * low).min(times * high);
                }
                let (one, other) = (least / factor, most / factor);
                if let Some(known) = open.get_mut(name) {
                    *known =
                        (known.0.max((one.min(other) - 1e-6).ceil()), known.1.min((one.max(other) + 1e-6).floor()));
                }
            }
        }
    }
    open
}

/// The files tell what the page tells, and nothing else.
fn same_in_files(details: &UptakeDetails) {
    let text = |cell: Cell| match cell {
        Cell::Shown(people) => people.to_string(),
        Cell::TooFew => "<5".to_owned(),
        Cell::Withheld => "withheld".to_owned(),
    };
    for table in UptakeTable::ALL {
        let file = uptake_csv(details, *table).unwrap_or_default();
        let mut reader = csv::Reader::from_reader(file.get(3..).unwrap_or_default());
        let records: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
        let Ok(by) = table.code().parse::<Breakdown>() else { continue };
        let rows = details.table(by).map(|table| table.rows.as_slice()).unwrap_or_default();
        assert_eq!(records.len(), rows.len(), "{table:?}");
        for (record, row) in records.iter().zip(rows) {
            assert_eq!(record.get(3), Some(text(row.people).as_str()), "{table:?}");
            assert_eq!(record.get(4), Some(row.completed.map(text).unwrap_or_default().as_str()), "{table:?}");
            let hidden = row.people.shown().is_none() || row.completed.is_none_or(|cell| cell.shown().is_none());
            assert!(!hidden || record.iter().skip(5).all(str::is_empty), "{table:?}: a share tells what is hidden");
        }
    }
    let answer = serde_json::to_value(details).unwrap_or_default();
    assert_eq!(serde_json::from_value::<UptakeDetails>(answer).ok().as_ref(), Some(details));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_finds_by_subtracting_what_is_hidden(seed in any::<u64>(), more in 0_u64..9) {
        let facts = pilot(seed);
        let tally = count(&facts);
        let invited = facts.people.len() as u64 + more;
        let details = details(PilotId(Uuid::nil()), LangMap::both("x", "x"), Timestamp::UNIX_EPOCH, invited, &tally);
        same_in_files(&details);
        if details.tables.is_empty() {
            return Ok(());
        }
        let (truths, cells) = (truths(&tally), cells(&details));
        let rows = solved(&cells, &sums(&tally));
        for (name, (least, most)) in left_open(&cells, &rows) {
            let Some(people) = truths.get(&name).copied() else { continue };
            prop_assert!(least <= people as f64 && people as f64 <= most, "{name}: the truth is possible");
            let told = (1..5).contains(&people) && least >= most;
            prop_assert!(!told, "seed {seed}: {name} is {people}, and told by {rows:?}");
        }
    }
}
