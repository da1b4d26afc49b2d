//! What is true of it.

use super::story::{Deed, Given, LENGTH, Story};
use contract::{
    Timestamp,
    pilots::Figure,
    uptake::{Breakdown, Cell, PARTS, Share, UptakeDetails},
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// People by what they did, counted from what was written down.
pub(super) struct Truth<'s> {
    pub(super) story: &'s Story,
    /// Person and session, with the seconds in all, the furthest, and when first.
    pub(super) viewings: BTreeMap<(usize, usize), (u64, u64, Timestamp)>,
}

impl<'s> Truth<'s> {
    pub(super) fn of(story: &'s Story) -> Self {
        let mut viewings: BTreeMap<(usize, usize), (u64, u64, Timestamp)> = BTreeMap::new();
        for deed in &story.deeds {
            let viewing = viewings.entry((deed.person, deed.session)).or_insert((0, 0, deed.at));
            let seconds = if deed.beside { 0 } else { deed.seconds };
            *viewing = (viewing.0 + seconds, viewing.1.max(deed.seconds), viewing.2.min(deed.at));
        }
        Self { story, viewings }
    }

    pub(super) fn who(&self, fits: impl Fn(usize, &Given, Timestamp) -> bool) -> (u64, u64) {
        let started = self.viewings.iter().filter(|((_, session), (seconds, _, first))| {
            *seconds >= 10 && fits(*session, &self.story.given[*session], *first)
        });
        let (mut people, mut completed) = (BTreeSet::new(), BTreeSet::new());
        for ((person, _), (_, furthest, _)) in started {
            people.insert(*person);
            if *furthest * 10 >= LENGTH * 9 {
                completed.insert(*person);
            }
        }
        (people.len() as u64, completed.len() as u64)
    }

    pub(super) fn started(&self) -> BTreeSet<usize> {
        self.viewings.iter().filter(|(_, (seconds, _, _))| *seconds >= 10).map(|((person, _), _)| *person).collect()
    }

    pub(super) fn days(&self, person: usize) -> BTreeSet<Date> {
        let deeds = self.story.deeds.iter().filter(|deed| deed.person == person);
        deeds.map(|deed| deed.at.to_zoned(jiff::tz::TimeZone::UTC).date()).collect()
    }

    pub(super) fn weeks(&self, person: usize) -> BTreeSet<Date> {
        let monday = |day: &Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        self.days(person).iter().map(monday).collect()
    }

    pub(super) fn in_hours(&self, from: i8, until: i8) -> u64 {
        let hour = |deed: &Deed| deed.at.to_zoned(jiff::tz::TimeZone::UTC).hour();
        let started = self.started();
        let deeds = self.story.deeds.iter().filter(|deed| (from..until).contains(&hour(deed)));
        deeds.map(|deed| deed.person).filter(|person| started.contains(person)).collect::<BTreeSet<_>>().len() as u64
    }

    /// The two numbers of a line.
    pub(super) fn row(&self, by: Breakdown, key: &str) -> (u64, Option<u64>) {
        let both = |(people, completed)| (people, Some(completed));
        match by {
            Breakdown::Session => both(self.who(|_, given, _| given.session.to_string() == key)),
            Breakdown::Instructor => both(self.who(|_, given, _| given.instructor == key)),
            Breakdown::Centre => both(self.who(|_, given, _| given.centre == key)),
            Breakdown::Language => both(self.who(|_, given, _| given.language == key)),
            Breakdown::Way => both(self.who(|session, _, first| {
                let live = self.story.over.is_some_and(|over| first < over);
                match key {
                    "recorded" => session != 2,
                    "live" => session == 2 && live,
                    _ => session == 2 && !live,
                }
            })),
            Breakdown::Membership => {
                let of_kind = |person: &usize| (*person >= self.story.known) == (key == "new");
                let people = self.started().into_iter().filter(of_kind).count() as u64;
                let completed = self.viewings.iter().filter(|(_, (_, furthest, _))| *furthest * 10 >= LENGTH * 9);
                let completed: BTreeSet<usize> = completed.map(|((person, _), _)| *person).filter(of_kind).collect();
                (people, Some(completed.len() as u64))
            }
            Breakdown::Week => {
                let week: Date = key.parse().expect("is a day");
                (self.started().into_iter().filter(|person| self.weeks(*person).contains(&week)).count() as u64, None)
            }
            Breakdown::Device => {
                let started = self.started();
                let deeds = self.story.deeds.iter().filter(|deed| deed.device.code() == key);
                let people = deeds.map(|deed| deed.person).filter(|person| started.contains(person));
                (people.collect::<BTreeSet<_>>().len() as u64, None)
            }
            Breakdown::Hour => {
                let (from, until) = key.split_once('-').expect("has two ends");
                (self.in_hours(from.parse().expect("an hour"), until.parse().expect("an hour")), None)
            }
        }
    }
}

/// A cell says the truth, or hides it for a reason.
pub(super) fn holds(cell: Cell, people: u64, what: &str) {
    match cell {
        Cell::Shown(shown) => assert_eq!(shown, people, "{what}"),
        Cell::TooFew => assert!((1..5).contains(&people), "{what} is {people}"),
        Cell::Withheld => {}
    }
    assert!(cell.shown().is_none() || people == 0 || people >= 5, "{what}: {people} is shown");
}

pub(super) fn agrees(details: &UptakeDetails, story: &Story) {
    let truth = Truth::of(story);
    let started = truth.started();
    let funnel = &details.uptake.funnel;
    assert_eq!(funnel.started, Figure::of(started.len() as u64));
    assert_eq!(details.steps[2].people, funnel.started);
    let half = truth.viewings.iter().filter(|(_, (seconds, furthest, _))| *seconds >= 10 && furthest * 2 >= LENGTH);
    let half: BTreeSet<usize> = half.map(|((person, _), _)| *person).collect();
    assert_eq!(funnel.half, Figure::of(half.len() as u64));
    let watched = truth.viewings.iter().filter(|((person, _), _)| started.contains(person));
    assert_eq!(details.uptake.watched_s, Figure::Shown(watched.map(|(_, (seconds, _, _))| seconds).sum()));
    let mut shown = 0;
    for table in &details.tables {
        for row in &table.rows {
            let what = format!("{:?} {}", table.by, row.key);
            let (people, completed) = truth.row(table.by, &row.key);
            holds(row.people, people, &what);
            assert_eq!(row.completed.is_some(), completed.is_some(), "{what}");
            if let Some((cell, completed)) = row.completed.zip(completed) {
                holds(cell, completed, &format!("{what}, completed"));
                assert_eq!(row.share, Some(Share::of(cell, row.people)), "{what}");
            }
            shown += usize::from(row.people.shown().is_some());
        }
    }
    assert_eq!(details.tables.len(), Breakdown::ALL.len());
    assert!(shown > 12, "most of it is shown: {details:#?}");
    for cohort in &details.retention {
        let first: Date = cohort.week.parse().expect("is a day");
        let began: Vec<usize> =
            started.iter().copied().filter(|person| truth.weeks(*person).first() == Some(&first)).collect();
        holds(cohort.people, began.len() as u64, &cohort.week);
        for (cell, later) in cohort.later.iter().zip(1_i64..) {
            let week = first.saturating_add((7 * later).days());
            let people = began.iter().filter(|person| truth.weeks(**person).contains(&week)).count() as u64;
            holds(*cell, people, &format!("{} and {later}", cohort.week));
        }
    }
    for session in &details.drop_off {
        let place = story.given.iter().position(|given| given.session == session.session_id).expect("is one of them");
        assert_eq!(session.seen.len(), PARTS);
        for (part, cell) in session.seen.iter().enumerate() {
            let middle = LENGTH as f64 * (2 * part + 1) as f64 / (2 * PARTS) as f64;
            let viewings =
                truth.viewings.iter().filter(|((_, session), (seconds, _, _))| *session == place && *seconds >= 10);
            let people = viewings.filter(|(_, (_, furthest, _))| middle < *furthest as f64).count() as u64;
            holds(*cell, people, &format!("part {part} of session {place}"));
        }
    }
}
