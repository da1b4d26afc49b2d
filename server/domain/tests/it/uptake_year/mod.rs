//! A simulated year of twelve pilots among twenty thousand members. Whoever makes it up knows what happened:
//! the truth is counted in memory from the definitions, without the product's SQL, and every figure that is
//! shown must be it.

mod tables;
mod truth;
mod year;

use self::{truth::Truth, year::Year};
use crate::world::on_both_databases;
use contract::{
    pilots::Figure,
    uptake::{Breakdown, Cell, Share, UptakeDetails},
};
use domain::{
    jobs::{self, Job},
    pilots,
};
use jiff::ToSpan;

const MEMBERS: usize = 20_000;
const PILOTS: usize = 12;
/// Each pilot invites so many, and shares a third of them with the next.
const INVITED: usize = 2_400;
const STRIDE: usize = 1_600;
/// How long every session is, in seconds.
const LENGTH: usize = 3_600;
const DAY: i64 = 24 * 3_600_000;

fn instructor(item: usize) -> &'static str {
    ["Ana", "Bo", "Cy", "Dia"][item % 4]
}

fn centre(item: usize) -> &'static str {
    ["Nord", "Sud", ""][item % 3]
}

fn language(item: usize) -> &'static str {
    ["fr", "en"][item % 2]
}

fn items_of(pilot: usize) -> [usize; 3] {
    [pilot, (pilot + 1) % PILOTS, (pilot + 2) % PILOTS]
}

fn cohort(pilot: usize) -> std::ops::Range<usize> {
    pilot * STRIDE..(pilot * STRIDE + INVITED).min(MEMBERS)
}

fn day(at: i64) -> i64 {
    at.div_euclid(DAY)
}

/// The Monday of a day's week; the first day of all was a Thursday.
fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

fn written(day: i64) -> String {
    jiff::civil::date(1970, 1, 1).saturating_add(day.days()).to_string()
}

/// How much was shown, and how much was hidden.
#[derive(Default)]
struct Seen {
    shown: usize,
    hidden: usize,
}

impl Seen {
    fn holds(&mut self, cell: Cell, people: u64, what: &str) {
        match cell {
            Cell::Shown(shown) => assert_eq!(shown, people, "{what}"),
            Cell::TooFew => assert!((1..5).contains(&people), "{what} is {people}"),
            Cell::Withheld => {}
        }
        if cell.shown().is_some() { self.shown += 1 } else { self.hidden += 1 }
    }
}

/// An interval of Wilson is where the share lies just as many deviations away as 95 of 100 do.
fn is_wilson(share: Share, count: u64, of: u64) {
    let Share::Said { share, low, high } = share else { panic!("{count} of {of} is said") };
    let (exact, people) = (count as f64 / of as f64, of as f64);
    assert!((share - exact).abs() < 1e-12, "{count} of {of}: {share}");
    for end in [low, high] {
        let away = 1.959_963_984_540_054 * (end * (1.0 - end) / people).sqrt();
        assert!(((exact - end).abs() - away).abs() < 1e-9, "{count} of {of}: {end}");
    }
}

fn agrees(year: &Year, pilot: usize, details: &UptakeDetails, truth: &Truth) {
    let funnel = &details.uptake.funnel;
    let invited = cohort(pilot).len() as u64;
    let steps = [
        ("invited", funnel.invited, invited),
        ("signed_in", funnel.signed_in, truth.present),
        ("started", funnel.started, truth.started),
        ("half", funnel.half, truth.half),
        ("completed", funnel.completed, truth.completed),
        ("returned_7d", funnel.returned_7d, truth.returned_7d),
        ("returned_30d", funnel.returned_30d, truth.returned_30d),
    ];
    for ((name, figure, people), step) in steps.into_iter().zip(&details.steps) {
        assert_eq!((step.step.as_str(), figure, step.people), (name, Figure::of(people), figure), "pilot {pilot}");
        is_wilson(step.share, people, invited);
    }
    assert_eq!(details.uptake.watched_s, Figure::Shown(truth.watched_s), "pilot {pilot}");
    let mut seen = Seen::default();
    for table in &details.tables {
        for row in &table.rows {
            let what = format!("pilot {pilot}, {} {}", table.by.code(), row.key);
            let (people, completed) = truth.rows.get(&(table.by.code(), row.key.clone())).copied().unwrap_or_default();
            seen.holds(row.people, people, &what);
            if let Some(cell) = row.completed {
                seen.holds(cell, completed, &format!("{what}, completed"));
                let (of, count) = (row.people.shown().unwrap_or_default(), cell.shown());
                if let (true, Some(count), Some(share)) = (of >= 20, count, row.share) {
                    is_wilson(share, count, of);
                }
            }
        }
    }
    for (by, key) in truth.rows.keys() {
        let table = details.tables.iter().find(|table| table.by.code() == *by).expect("is a table");
        assert!(table.rows.iter().any(|row| row.key == *key), "pilot {pilot}: {by} {key} is missing");
    }
    for cohort in &details.retention {
        let cells = std::iter::once(&cohort.people).chain(&cohort.later);
        for (cell, later) in cells.zip(0_i64..) {
            let of = |((first, since), people): (&(i64, i64), &u64)| {
                (written(*first) == cohort.week && *since == later).then_some(*people)
            };
            let people = truth.weeks_since.iter().find_map(of).unwrap_or_default();
            seen.holds(*cell, people, &format!("pilot {pilot}, {} and {later}", cohort.week));
        }
    }
    for session in &details.drop_off {
        let item = year.sessions.iter().position(|id| *id == session.session_id).expect("is one of them");
        for (part, cell) in session.seen.iter().enumerate() {
            let people = truth.seen.get(&(item, part)).copied().unwrap_or_default();
            seen.holds(*cell, people, &format!("pilot {pilot}, part {part} of item {item}"));
        }
    }
    let sessions = details.tables.iter().find(|table| table.by == Breakdown::Session).expect("is a table");
    let told = sessions.rows.iter().filter(|row| row.people.shown().is_some_and(|people| people > 0)).count();
    assert_eq!(details.drop_off.len(), told, "a curve for each session of which people are told");
    assert!(told > 0, "pilot {pilot}: {:?}", details.tables);
    assert!(seen.shown > seen.hidden && seen.shown > 100, "{} shown, {} hidden", seen.shown, seen.hidden);
}

on_both_databases!(a_year_of_pilots_is_counted_as_it_happened, |world| async move {
    let year = Year::begin(world).await;
    year.write().await;
    let env = &year.world.env;
    year.world.pass(450 * 24 * 3_600);
    jobs::enqueue(env, env.db.writer(), &Job::CountUptake).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    let manager = year.world.manager().await;
    let mut half_before = 0;
    for (pilot, id) in year.pilots.iter().enumerate() {
        let truth = Truth::of(&year, pilot);
        let details = pilots::uptake_details(env, &manager, *id).await.expect("can be read");
        assert!(truth.returned_7d > 10 && truth.completed < truth.half && truth.half < truth.started);
        assert!(truth.watched_s + 3_600 < truth.twice_s, "hours ran at once");
        half_before += truth.half_ever - truth.half;
        agrees(&year, pilot, &details, &truth);

        let costs = pilots::money::costs(env, &manager, *id, &pilots::money::WhatIf::default()).await.expect("costs");
        let hours = truth.watched_s as f64 / 3_600.0;
        let expected = (1_200.0 + 3.5 * truth.started as f64) / hours;
        let per_hour = costs.sum.per_hour.expect("is known");
        assert!((per_hour - expected).abs() < 1e-9, "pilot {pilot}: {per_hour} an hour, not {expected}");
    }
    assert!(half_before > 10, "some have seen half of a session, and too little of it since they were invited");
});
