//! What came of a pilot in detail, held against what is known to have happened: people are sent to watch
//! by a plan, what each did is written down beside, and every figure is counted again from that.

use crate::world::{World, on_both_databases};
use calamine::{DataType, Reader, Xlsx};
use contract::{
    LangMap, Locale, PilotId, SessionId, Timestamp,
    accounts::{NewMember, Role},
    devices::Device,
    inventory::{ItemFields, Kind},
    pilots::{Figure, PilotFields, Targets},
    sessions::Audience,
    uptake::{Breakdown, Cell, PARTS, Share, UptakeDetails, UptakeTable},
};
use domain::{
    Error,
    accounts::{self, Admin, SignedIn},
    history, inventory,
    jobs::{self, Job},
    pilots, sessions,
};
use jiff::{ToSpan, civil::Date};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};

const DAY: u64 = 24 * 3600;
/// How long every session is, in seconds.
const LENGTH: u64 = 60;

/// What one member did once.
struct Deed {
    person: usize,
    session: usize,
    seconds: u64,
    at: Timestamp,
    device: Device,
}

/// A session and what its item says.
struct Given {
    session: SessionId,
    instructor: &'static str,
    centre: &'static str,
    language: &'static str,
}

struct Story {
    world: World,
    pilot: PilotId,
    people: Vec<SignedIn>,
    /// How many of the first people were members before the invitation.
    known: usize,
    given: Vec<Given>,
    deeds: Vec<Deed>,
    /// When the broadcast of the third session was over.
    over: Option<Timestamp>,
}

async fn member(world: &World, name: &str) -> SignedIn {
    let new = NewMember {
        email: format!("{name}@demo.test"),
        name: name.into(),
        role: Role::Member,
        locale: Locale::Fr,
        password: None,
    };
    let id = accounts::create(&world.env, &Admin::operator(), &new).await.expect("is made");
    accounts::find(&world.env, id).await.expect("can be found").expect("is there")
}

async fn given(world: &World, instructor: &'static str, centre: &'static str, language: &'static str) -> Given {
    let title = LangMap::both(format!("Avec {instructor}"), format!("With {instructor}"));
    let fields = ItemFields {
        instructor: Some(instructor.into()).filter(|name: &String| !name.is_empty()),
        centre: Some(centre.into()),
        language: Some(language.into()),
        ..ItemFields::new(Kind::Class, title)
    };
    let item = inventory::create(&world.env, &world.staff().await, fields).await.expect("an item").id;
    Given { session: world.published(item, LENGTH, Audience::Members).await, instructor, centre, language }
}

async fn pilot_of(world: &World, given: &[Given]) -> PilotId {
    let staff = world.staff().await;
    let mut item_ids = Vec::new();
    for given in given {
        item_ids.push(sessions::get(&world.env, &staff, given.session).await.expect("is there").item_id);
    }
    let fields = PilotFields {
        title: LangMap::both("Yoga au bureau", "Yoga at the office"),
        hypothesis: LangMap::default(),
        item_ids,
        starts_on: None,
        ends_on: None,
        targets: Targets { started_percent: Some(60), completed_percent: None },
    };
    pilots::create(&world.env, &world.manager().await, fields).await.expect("is made").id
}

impl Story {
    /// `people` are invited, of whom `new` become members only then.
    async fn begin(world: World, people: usize, new: usize) -> Self {
        let given = vec![
            given(&world, "Ana", "Nord", "fr").await,
            given(&world, "Ana", "Sud", "en").await,
            given(&world, "", "Sud", "fr").await,
        ];
        let pilot = pilot_of(&world, &given).await;
        let known = people - new;
        let mut all = Vec::new();
        for person in 0..known {
            all.push(member(&world, &format!("m{person}")).await);
        }
        world.pass(60);
        let emails: Vec<String> = (0..people).map(|person| format!("m{person}@demo.test")).collect();
        pilots::invite(&world.env, &world.manager().await, pilot, &emails).await.expect("are invited");
        world.pass(60);
        for person in known..people {
            all.push(member(&world, &format!("m{person}")).await);
        }
        Self { world, pilot, people: all, known, given, deeds: Vec::new(), over: None }
    }

    async fn watch(&mut self, person: usize, session: usize, seconds: u64) {
        let at = self.world.env.clock.now();
        let device = Device::ALL[(person + seconds as usize) % Device::ALL.len()];
        let (member, given) = (&self.people[person], &self.given[session]);
        self.world.watch_on(device, member, given.session, &[(0.0, seconds as f64)]).await;
        self.deeds.push(Deed { person, session, seconds, at, device });
    }

    /// Says that the third session was broadcast until now.
    async fn broadcast_is_over(&mut self) {
        let now = self.world.env.clock.now();
        let ms = now.as_millisecond();
        let session = self.given[2].session.0;
        let statement = self.world.env.db.statement(
            "INSERT INTO live (session_id, starts_at, ends_at, state, replay, ended_at) VALUES (?, ?, ?, 'ended', ?, ?)",
            [session.into(), (ms - 3_600_000).into(), ms.into(), true.into(), ms.into()],
        );
        self.world.env.db.writer().execute_raw(statement).await.expect("is written");
        self.over = Some(now);
    }

    async fn details(&self) -> UptakeDetails {
        pilots::uptake_details(&self.world.env, &self.world.manager().await, self.pilot).await.expect("can be read")
    }

    /// Some weeks of a pilot, with something of everything.
    async fn live(&mut self) {
        for week in 0..3_u64 {
            for person in 0..self.people.len() {
                let comes = match week {
                    0 => person % 5 != 4,
                    1 => person % 3 == 0 || person % 5 == 4,
                    _ => person % 7 == 0,
                };
                if !comes {
                    continue;
                }
                let session = if person % 2 == 0 { 0 } else { 1 + (person / 2) % 2 };
                self.watch(person, session, if person % 4 == 1 { 17 } else { LENGTH }).await;
                if week == 1 && person % 6 == 0 {
                    self.watch(person, 2, 35).await;
                }
                if person % 9 == 0 {
                    // Too little to have started anything.
                    self.watch(person, 1, 4).await;
                }
                self.world.pass(1_700);
            }
            if week == 0 {
                self.broadcast_is_over().await;
            }
            self.world.pass(5 * DAY);
        }
    }
}

/// People by what they did, counted from what was written down.
struct Truth<'s> {
    story: &'s Story,
    /// Person and session, with the seconds in all, the furthest, and when first.
    viewings: BTreeMap<(usize, usize), (u64, u64, Timestamp)>,
}

impl<'s> Truth<'s> {
    fn of(story: &'s Story) -> Self {
        let mut viewings: BTreeMap<(usize, usize), (u64, u64, Timestamp)> = BTreeMap::new();
        for deed in &story.deeds {
            let viewing = viewings.entry((deed.person, deed.session)).or_insert((0, 0, deed.at));
            *viewing = (viewing.0 + deed.seconds, viewing.1.max(deed.seconds), viewing.2.min(deed.at));
        }
        Self { story, viewings }
    }

    fn who(&self, fits: impl Fn(usize, &Given, Timestamp) -> bool) -> (u64, u64) {
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

    fn started(&self) -> BTreeSet<usize> {
        self.viewings.iter().filter(|(_, (seconds, _, _))| *seconds >= 10).map(|((person, _), _)| *person).collect()
    }

    fn days(&self, person: usize) -> BTreeSet<Date> {
        let deeds = self.story.deeds.iter().filter(|deed| deed.person == person);
        deeds.map(|deed| deed.at.to_zoned(jiff::tz::TimeZone::UTC).date()).collect()
    }

    fn weeks(&self, person: usize) -> BTreeSet<Date> {
        let monday = |day: &Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        self.days(person).iter().map(monday).collect()
    }

    fn in_hours(&self, from: i8, until: i8) -> u64 {
        let hour = |deed: &Deed| deed.at.to_zoned(jiff::tz::TimeZone::UTC).hour();
        let started = self.started();
        let deeds = self.story.deeds.iter().filter(|deed| (from..until).contains(&hour(deed)));
        deeds.map(|deed| deed.person).filter(|person| started.contains(person)).collect::<BTreeSet<_>>().len() as u64
    }

    /// The two numbers of a line.
    fn row(&self, by: Breakdown, key: &str) -> (u64, Option<u64>) {
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
fn holds(cell: Cell, people: u64, what: &str) {
    match cell {
        Cell::Shown(shown) => assert_eq!(shown, people, "{what}"),
        Cell::TooFew => assert!((1..5).contains(&people), "{what} is {people}"),
        Cell::Withheld => {}
    }
    assert!(cell.shown().is_none() || people == 0 || people >= 5, "{what}: {people} is shown");
}

fn agrees(details: &UptakeDetails, story: &Story) {
    let truth = Truth::of(story);
    let started = truth.started();
    let funnel = &details.uptake.funnel;
    assert_eq!(funnel.started, Figure::of(started.len() as u64));
    assert_eq!(details.steps[2].people, funnel.started);
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

on_both_databases!(every_figure_is_what_happened, |world| async move {
    let mut story = Story::begin(world, 46, 9).await;
    story.live().await;
    // Staff who watch are nobody's uptake.
    let staff = story.world.staff().await;
    story.world.watch(&staff, story.given[0].session, &[(0.0, 60.0)]).await;
    let details = story.details().await;
    agrees(&details, &story);
    assert!(details.retention.len() >= 2 && details.retention[0].later.len() >= 2);
    assert_eq!(details.drop_off.len(), 3);
    let Share::Said { share, low, high } = details.steps[4].share else { panic!("46 people are enough") };
    assert!(low < share && share < high);

    // What was to be reached stands beside what has been.
    let target = &details.targets[0];
    let started = &details.steps[2];
    assert_eq!((target.percent, target.people, target.share), (Some(60), Some(started.people), Some(started.share)));
    let file = pilots::uptake_csv(&details, UptakeTable::Target).expect("is written");
    assert!(String::from_utf8(file).expect("is text").contains("started,,,60 %,"));

    // The same figures in the files.
    for table in UptakeTable::ALL {
        let file = pilots::uptake_csv(&details, *table).expect("is written");
        let text = String::from_utf8(file).expect("is text");
        assert!(text.lines().count() > 1, "{table:?}");
        if *table == UptakeTable::Membership {
            for row in &details.table(Breakdown::Membership).expect("is there").rows {
                let people = row.people.shown().expect("are enough");
                assert!(text.contains(&format!("{},,,{people},", row.key)), "{text}");
            }
        }
    }

    // And in the workbook, where they are numbers.
    let book = pilots::uptake_xlsx(&details).expect("is written");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).expect("is a workbook");
    for table in UptakeTable::ALL {
        let sheet = book.worksheet_range(table.code()).expect("is a sheet");
        let file = pilots::uptake_csv(&details, *table).expect("is written");
        let mut lines = csv::Reader::from_reader(&file[3..]);
        let records: Vec<csv::StringRecord> = lines.records().map(|record| record.expect("is a line")).collect();
        assert_eq!(sheet.height(), records.len() + 1, "{table:?}");
        for (record, row) in records.iter().zip(1..) {
            for (text, column) in record.iter().zip(0..) {
                let cell = sheet.get((row, column)).map(ToString::to_string).unwrap_or_default();
                let figures = cell.parse::<f64>().ok().zip(text.parse::<f64>().ok());
                let alike = cell == text || figures.is_some_and(|(one, other)| (one - other).abs() < 1e-9);
                assert!(alike, "{table:?}, line {row}: {cell} is not {text}");
            }
        }
    }
    let sheet = book.worksheet_range("membership").expect("is a sheet");
    for row in &details.table(Breakdown::Membership).expect("is there").rows {
        let line = sheet.rows().find(|line| line[0].to_string() == row.key).expect("is a line");
        let people = row.people.shown().expect("are enough");
        assert_eq!(line[3].as_i64(), i64::try_from(people).ok(), "{line:?}");
        assert!(line[3].is_float() || line[3].is_int(), "{line:?}");
    }

    // Whoever forgets what they watched is in no figure any more.
    let before = Truth::of(&story).started().len();
    let forgetful = story.people[0].clone();
    history::forget_all(&story.world.env, &forgetful).await.expect("is forgotten");
    story.deeds.retain(|deed| deed.person != 0);
    assert_eq!(Truth::of(&story).started().len(), before - 1);
    agrees(&story.details().await, &story);
});

on_both_databases!(few_people_have_no_tables, |world| async move {
    let mut story = Story::begin(world, 9, 2).await;
    for person in 0..4 {
        story.watch(person, 0, LENGTH).await;
    }
    let few = story.details().await;
    assert!(few.tables.is_empty() && few.retention.is_empty() && few.drop_off.is_empty());
    assert!(few.steps.iter().all(|step| matches!(step.share, Share::TooFew | Share::Hidden)));
    story.watch(4, 1, LENGTH).await;
    let enough = story.details().await;
    assert_eq!(enough.uptake.funnel.started, Figure::Shown(5));
    // Four and one of five: neither line may tell.
    let sessions = enough.table(Breakdown::Session).expect("is there");
    assert!(sessions.rows.iter().all(|row| row.people == Cell::Shown(0) || row.people.shown().is_none()));
    assert_eq!(enough.drop_off, vec![]);
    let nowhere = PilotId(story.world.env.new_id());
    let manager = story.world.manager().await;
    let missing = pilots::uptake_details(&story.world.env, &manager, nowhere).await;
    assert!(matches!(missing, Err(Error::NotFound)));
});

on_both_databases!(counts_of_many_are_kept_and_are_what_counting_gives, |world| async move {
    let mut story = Story::begin(world, 12, 3).await;
    let manager = story.world.manager().await;
    for thousand in 0..2 {
        let many: Vec<String> = (0..1_000).map(|n| format!("x{thousand}-{n}@demo.test")).collect();
        pilots::invite(&story.world.env, &manager, story.pilot, &many).await.expect("are invited");
    }
    for person in 0..7 {
        story.watch(person, 0, LENGTH).await;
    }
    // Nobody has counted yet: whoever asks waits, and reads what is.
    let exact = story.details().await;
    assert_eq!(exact.uptake.funnel.started, Figure::Shown(7));

    let work = async || {
        jobs::enqueue(&story.world.env, story.world.env.db.writer(), &Job::CountUptake).await.expect("planned");
        jobs::run_pending(&story.world.env).await.expect("jobs");
    };
    work().await;
    assert_eq!(story.details().await, exact, "what is kept is what counting gives");
    story.world.watch(&story.people[7], story.given[0].session, &[(0.0, 60.0)]).await;
    assert_eq!(story.details().await.uptake, exact.uptake, "of a minute ago");
    story.world.pass(60);
    work().await;
    let minute_later = story.details().await;
    assert_eq!(minute_later.uptake.funnel.started, Figure::Shown(8));

    // Thrown away and built anew, it is the same.
    let statement = story.world.env.db.statement("DELETE FROM pilot_uptake", []);
    story.world.env.db.writer().execute_raw(statement).await.expect("is thrown away");
    assert_eq!(story.details().await, minute_later);
    // Where no worker counts, what is kept is shown as of when it was counted.
    work().await;
    story.world.pass(3_600);
    assert_eq!(story.details().await, minute_later);
});

on_both_databases!(what_is_kept_of_each_person_is_what_counting_everybody_gives, |world| async move {
    let mut story = Story::begin(world, 12, 3).await;
    let manager = story.world.manager().await;
    for thousand in 0..2 {
        let many: Vec<String> = (0..1_000).map(|n| format!("x{thousand}-{n}@demo.test")).collect();
        pilots::invite(&story.world.env, &manager, story.pilot, &many).await.expect("are invited");
    }
    // What is counted of those who did something since, and everything counted anew, first by whoever asks and
    // then by the job: ten minutes later each time, so that nobody is counted anew for having just watched.
    let counted = async |story: &Story| {
        let env = &story.world.env;
        let work = async || {
            jobs::enqueue(env, env.db.writer(), &Job::CountUptake).await.expect("planned");
            jobs::run_pending(env).await.expect("jobs");
        };
        work().await;
        let kept = story.details().await;
        let statement = env.db.statement("DELETE FROM pilot_uptake", []);
        env.db.writer().execute_raw(statement).await.expect("is thrown away");
        assert_eq!(story.details().await, kept, "counted whole");
        work().await;
        assert_eq!(story.details().await, kept, "kept anew");
        story.world.pass(600);
        kept.uptake.funnel
    };
    for person in 0..7 {
        story.watch(person, 0, LENGTH).await;
    }
    assert_eq!(counted(&story).await.started, Figure::Shown(7));
    for person in 7..9 {
        story.watch(person, 1, LENGTH).await;
    }
    story.watch(1, 1, LENGTH / 4).await;
    story.watch(9, 2, LENGTH * 3 / 5).await;
    assert_eq!(counted(&story).await.started, Figure::Shown(10));

    // Forgotten, of one session and of all.
    let (one, other) = (story.people[0].clone(), story.people[1].clone());
    history::forget_all(&story.world.env, &one).await.expect("is forgotten");
    assert_eq!(counted(&story).await.started, Figure::Shown(9));
    history::forget(&story.world.env, &other, story.given[0].session).await.expect("is forgotten");
    let funnel = counted(&story).await;
    assert_eq!((funnel.started, funnel.completed), (Figure::Shown(9), Figure::Shown(7)));

    // A recording turns out to be three times as long: what was half of it is half no longer.
    let longer = story.world.env.db.statement("UPDATE recording SET duration_ms = duration_ms * 3", []);
    story.world.env.db.writer().execute_raw(longer).await.expect("is longer");
    let half = funnel.half;
    let funnel = counted(&story).await;
    assert_eq!((half, funnel.half), (Figure::Shown(8), Figure::Shown(7)), "but for those who completed");

    // Whoever is invited later counts from then on.
    let late = member(&story.world, "tard").await;
    story.world.watch(&late, story.given[0].session, &[(0.0, 60.0)]).await;
    story.world.pass(600);
    let address = ["tard@demo.test".to_owned()];
    pilots::invite(&story.world.env, &manager, story.pilot, &address).await.expect("is invited");
    assert_eq!(counted(&story).await.started, Figure::Shown(9));
    story.world.watch(&late, story.given[0].session, &[(0.0, 60.0)]).await;
    assert_eq!(counted(&story).await.started, Figure::Shown(10));
});

/// The watches that count, who has begun, and who has completed, in other words than the product's. Values: the
/// pilot, twice.
const PLAIN: &str = "WITH counted AS (
    SELECT watch.member_id, watch.session_id, watch.credited_ms, watch.started_at / 86400000 AS day, watch.device
    FROM watch
    WHERE watch.credited_ms > 0 AND NOT watch.internal
      AND watch.session_id IN (SELECT session.id FROM session WHERE session.item_id IN
          (SELECT pilot_item.item_id FROM pilot_item WHERE pilot_item.pilot_id = ?))
      AND EXISTS (SELECT 1 FROM pilot_invitation, member WHERE pilot_invitation.pilot_id = ?
          AND member.email = pilot_invitation.email AND member.id = watch.member_id
          AND pilot_invitation.invited_at <= watch.started_at)
),
begun AS (
    SELECT DISTINCT enough.member_id FROM
        (SELECT member_id FROM counted GROUP BY member_id, session_id HAVING SUM(credited_ms) >= 10000) AS enough
),
done AS (
    SELECT DISTINCT history.member_id FROM history WHERE history.completed_at IS NOT NULL AND EXISTS
        (SELECT 1 FROM counted WHERE counted.member_id = history.member_id
            AND counted.session_id = history.session_id)
)";

on_both_databases!(plain_sql_over_the_watches_says_the_same, |world| async move {
    let mut story = Story::begin(world, 46, 9).await;
    story.live().await;
    let details = story.details().await;
    let count = async |select: &str| {
        let db = &story.world.env.db;
        let statement = db.statement(&format!("{PLAIN} {select}"), [story.pilot.0.into(), story.pilot.0.into()]);
        let row = db.reader().query_one_raw(statement).await.expect("can be asked").expect("is a line");
        u64::try_from(row.try_get::<i64>("", "n").expect("is a number")).expect("is positive")
    };
    let back = |days: u32| {
        format!(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM done WHERE EXISTS (SELECT 1 FROM counted AS one, counted AS other
                WHERE one.member_id = done.member_id AND other.member_id = done.member_id
                  AND one.day = (SELECT MIN(day) FROM counted AS any_day WHERE any_day.member_id = done.member_id)
                  AND other.day > one.day AND other.day <= one.day + {days})"
        )
    };
    let funnel = &details.uptake.funnel;
    for (select, figure) in [
        ("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM begun".to_owned(), funnel.started),
        ("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM done".to_owned(), funnel.completed),
        (back(7), funnel.returned_7d),
        (back(30), funnel.returned_30d),
        (
            "SELECT CAST(SUM(credited_ms) / 1000 AS BIGINT) AS n FROM counted
                WHERE member_id IN (SELECT member_id FROM begun)"
                .to_owned(),
            details.uptake.watched_s,
        ),
    ] {
        let people = count(&select).await;
        let expected = if figure == details.uptake.watched_s { Figure::Shown(people) } else { Figure::of(people) };
        assert_eq!(figure, expected, "{select}");
    }
    for row in &details.table(Breakdown::Device).expect("is there").rows {
        let select = format!(
            "SELECT CAST(COUNT(DISTINCT member_id) AS BIGINT) AS n FROM counted
                WHERE device = '{}' AND member_id IN (SELECT member_id FROM begun)",
            row.key
        );
        holds(row.people, count(&select).await, &row.key);
    }
    for row in &details.table(Breakdown::Membership).expect("is there").rows {
        let since = if row.key == "new" { ">=" } else { "<" };
        let select = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM begun JOIN member ON member.id = begun.member_id
                JOIN pilot_invitation ON pilot_invitation.email = member.email
                WHERE member.created_at {since} pilot_invitation.invited_at"
        );
        holds(row.people, count(&select).await, &row.key);
    }
});
