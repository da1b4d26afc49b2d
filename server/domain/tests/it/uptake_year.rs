//! A simulated year of twelve pilots among twenty thousand members. Whoever makes it up knows what happened:
//! the truth is counted in memory from the definitions, without the product's SQL, and every figure that is
//! shown must be it.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap, PilotId, SessionId,
    accounts::Role,
    devices::Device,
    inventory::{ItemFields, Kind},
    pilots::{
        Figure, PilotFields, Targets,
        sheet::{Basis, BudgetLine, Sheet, Timing},
    },
    sessions::Audience,
    uptake::{Breakdown, Cell, PARTS, Share, UptakeDetails},
};
use domain::{
    inventory,
    jobs::{self, Job},
    pilots,
};
use jiff::ToSpan;
use sea_orm::{ConnectionTrait, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const MEMBERS: usize = 20_000;
const PILOTS: usize = 12;
/// Each pilot invites so many, and shares a third of them with the next.
const INVITED: usize = 2_400;
const STRIDE: usize = 1_600;
/// How long every session is, in seconds.
const LENGTH: usize = 3_600;
const DAY: i64 = 24 * 3_600_000;
/// In per cent, how many come in each of thirteen months of four weeks: few in summer and at the turn of the year.
const SEASON: [u64; 13] = [70, 45, 90, 85, 80, 75, 60, 35, 25, 30, 80, 90, 70];
const HOURS: [(i64, i64); 7] = [(0, 6), (6, 9), (9, 12), (12, 14), (14, 17), (17, 20), (20, 24)];

/// What is written into one line of a table.
type Row = Vec<Value>;

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.roll() % most
    }

    fn time(&mut self, most: i64) -> i64 {
        i64::try_from(self.below(u64::try_from(most).expect("is positive"))).expect("is small")
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Somebody of whom all is known.
struct Person {
    id: Uuid,
    role: Role,
    joined: i64,
    signed_in: Option<i64>,
    /// In the order of time.
    deeds: Vec<Deed>,
}

/// Something watched once, in whole seconds.
struct Deed {
    item: usize,
    at: i64,
    from: usize,
    to: usize,
    /// Whether any of it was believed: beats that are repeated are not.
    believed: bool,
    device: Option<Device>,
}

/// All that one person has seen of one session.
struct Line {
    seen: Vec<bool>,
    completed_at: Option<i64>,
}

struct Year {
    world: World,
    begin: i64,
    items: Vec<ItemId>,
    sessions: Vec<SessionId>,
    pilots: Vec<PilotId>,
    people: Vec<Person>,
}

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

impl Year {
    fn invited_at(&self, pilot: usize) -> i64 {
        self.begin + i64::try_from(pilot).expect("is small") * 28 * DAY
    }

    /// When the broadcast of an item was over, for one item of three.
    fn over(&self, item: usize) -> Option<i64> {
        item.is_multiple_of(3).then(|| self.invited_at(item) + 9 * DAY)
    }

    async fn begin(world: World) -> Self {
        let staff = world.staff().await;
        let (mut items, mut sessions) = (Vec::new(), Vec::new());
        for item in 0..PILOTS {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let fields = ItemFields {
                instructor: some(instructor(item)),
                centre: some(centre(item)),
                language: some(language(item)),
                ..ItemFields::new(Kind::Class, LangMap::both(format!("Cours {item}"), format!("Class {item}")))
            };
            let id = inventory::create(&world.env, &staff, fields).await.expect("an item").id;
            items.push(id);
            sessions.push(world.published(id, LENGTH as u64, Audience::Members).await);
        }
        let begin = world.env.clock.now_ms();
        let mut year = Self { world, begin, items, sessions, pilots: Vec::new(), people: Vec::new() };
        for pilot in 0..PILOTS {
            year.plan(pilot).await;
        }
        year.make_up();
        year
    }

    async fn plan(&mut self, pilot: usize) {
        let (env, manager) = (&self.world.env, self.world.manager().await);
        let first = day(self.invited_at(pilot));
        let fields = PilotFields {
            title: LangMap::both(format!("Pilote {pilot}"), format!("Pilot {pilot}")),
            hypothesis: LangMap::default(),
            item_ids: items_of(pilot).map(|item| self.items[item]).to_vec(),
            starts_on: Some(written(first)),
            ends_on: Some(written(first + 84)),
            targets: Targets::default(),
        };
        let id = pilots::create(env, &manager, fields).await.expect("is made").id;
        let line = |label: &str, basis, planned: &str| BudgetLine {
            label: label.into(),
            timing: Timing::Once,
            basis,
            planned: planned.into(),
            actual: String::new(),
        };
        let budget = vec![line("Caméra", Basis::Fixed, "1200"), line("Accueil", Basis::PerPerson, "3.50")];
        let sheet = Sheet { budget, ..Sheet::default() };
        pilots::sheet::write(env, &manager, id, 1, sheet).await.expect("is written");
        self.pilots.push(id);
    }

    /// What everybody does, all year.
    fn make_up(&mut self) {
        let mut dice = Dice(2026);
        for person in 0..MEMBERS {
            let role = match person {
                _ if person % 97 == 0 => Role::Staff,
                _ if person % 191 == 5 => Role::Manager,
                _ => Role::Member,
            };
            let first = (0..PILOTS).find(|pilot| cohort(*pilot).contains(&person)).map(|pilot| self.invited_at(pilot));
            let joined = match first {
                Some(first) if dice.chance(15) => first + DAY / 2 + dice.time(2 * DAY),
                _ => self.begin - 100 * DAY,
            };
            let mut deeds = Vec::new();
            for pilot in (0..PILOTS).filter(|pilot| cohort(*pilot).contains(&person)) {
                self.take_part(&mut dice, person, pilot, joined, &mut deeds);
            }
            deeds.sort_by_key(|deed| deed.at);
            let signed_in = dice.chance(50).then(|| joined + dice.time(60 * DAY));
            self.people.push(Person { id: Uuid::from_u128(1 + person as u128), role, joined, signed_in, deeds });
        }
    }

    fn take_part(&self, dice: &mut Dice, person: usize, pilot: usize, joined: i64, deeds: &mut Vec<Deed>) {
        if dice.chance(35) {
            return;
        }
        let from = self.invited_at(pilot);
        for week in 0..10 {
            let month = usize::try_from((from - self.begin + week * 7 * DAY) / (28 * DAY)).expect("is small");
            if dice.chance(SEASON[month % SEASON.len()]) {
                let at = (from + week * 7 * DAY + dice.time(7 * DAY)).max(joined + 1);
                watch(dice, person, items_of(pilot), at, deeds);
            }
            // Who drops out.
            if dice.chance(25) {
                break;
            }
        }
        // Who comes when it is long over.
        if dice.chance(3) {
            let at = from + 90 * DAY + dice.time(20 * DAY);
            watch(dice, person, items_of(pilot), at, deeds);
        }
    }

    /// Everything each person has seen of each session, on whatever day.
    fn lines(&self, person: &Person) -> BTreeMap<usize, Line> {
        let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
        for deed in &person.deeds {
            let line = lines.entry(deed.item).or_insert_with(|| Line { seen: vec![false; LENGTH], completed_at: None });
            if deed.believed {
                line.seen[deed.from..deed.to].fill(true);
            }
            let seen = line.seen.iter().filter(|seen| **seen).count();
            if line.completed_at.is_none() && seen * 10 >= LENGTH * 9 {
                line.completed_at = Some(deed.at + 1_000 * (deed.to - deed.from) as i64);
            }
        }
        lines
    }

    /// Writes it all into the tables into which playing writes.
    async fn write(&self) {
        let (mut members, mut watches, mut history): (Vec<Row>, Vec<Row>, Vec<Row>) = Default::default();
        let mut watch_id = 0_u128;
        for (place, person) in self.people.iter().enumerate() {
            members.push(vec![
                person.id.into(),
                format!("y{place}@demo.test").into(),
                format!("Y {place}").into(),
                person.role.code().into(),
                "fr".into(),
                true.into(),
                person.signed_in.into(),
                person.joined.into(),
            ]);
            let internal = person.role != Role::Member;
            for deed in &person.deeds {
                watch_id += 1;
                let ms = 1_000 * (deed.to - deed.from) as i64;
                watches.push(vec![
                    Uuid::from_u128((7 << 64) + watch_id).into(),
                    person.id.into(),
                    self.sessions[deed.item].0.into(),
                    internal.into(),
                    Value::from(if deed.believed { ms } else { 0 }),
                    deed.at.into(),
                    (deed.at + ms).into(),
                    deed.device.map(|device| device.code().to_owned()).into(),
                ]);
            }
            for (item, line) in self.lines(person) {
                let of_item = || person.deeds.iter().filter(move |deed| deed.item == item);
                let watched: usize = of_item().filter(|deed| deed.believed).map(|deed| deed.to - deed.from).sum();
                let ms = |seconds: usize| Value::from(1_000 * seconds as i64);
                let at = |deed: Option<&Deed>| Value::from(deed.map(|deed| deed.at).unwrap_or_default());
                history.push(vec![
                    person.id.into(),
                    self.sessions[item].0.into(),
                    ranges(&line.seen).into(),
                    ms(line.seen.iter().filter(|seen| **seen).count()),
                    ms(watched),
                    ms(0),
                    ms(0),
                    internal.into(),
                    at(of_item().next()),
                    at(of_item().next_back()),
                    line.completed_at.into(),
                ]);
            }
        }
        let mut invitations: Vec<Row> = Vec::new();
        for (pilot, id) in self.pilots.iter().enumerate() {
            for person in cohort(pilot) {
                invitations.push(vec![
                    Uuid::from_u128((9 << 64) + (pilot * MEMBERS + person) as u128).into(),
                    id.0.into(),
                    format!("y{person}@demo.test").into(),
                    self.invited_at(pilot).into(),
                ]);
            }
        }
        let live: Vec<Row> = (0..PILOTS)
            .filter_map(|item| self.over(item).map(|over| (item, over)))
            .map(|(item, over)| {
                let [from, until, ended]: [Value; 3] = [(over - 3_600_000).into(), over.into(), over.into()];
                vec![self.sessions[item].0.into(), from, until, "ended".into(), true.into(), ended]
            })
            .collect();
        let columns = "id, email, name, role, locale, active, last_sign_in_at, created_at";
        self.insert("member", columns, &members).await;
        let columns = "id, member_id, session_id, internal, credited_ms, started_at, last_at, device";
        self.insert("watch", columns, &watches).await;
        let columns = "member_id, session_id, ranges, unique_ms, watched_ms, disputed_ms, position_ms, internal, \
                       started_at, last_at, completed_at";
        self.insert("history", columns, &history).await;
        self.insert("pilot_invitation", "id, pilot_id, email, invited_at", &invitations).await;
        self.insert("live", "session_id, starts_at, ends_at, state, replay, ended_at", &live).await;
        self.world.env.db.writer().execute_unprepared("ANALYZE").await.expect("is looked at");
    }

    async fn insert(&self, table: &str, columns: &str, rows: &[Row]) {
        let db = &self.world.env.db;
        let transaction = db.begin().await.expect("begins");
        for rows in rows.chunks(500) {
            let lines: Vec<String> = rows.iter().map(|row| format!("({})", vec!["?"; row.len()].join(", "))).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", lines.join(", "));
            let statement = db.statement(&sql, rows.iter().flatten().cloned());
            transaction.execute_raw(statement).await.expect("is written");
        }
        transaction.commit().await.expect("is kept");
    }
}

/// The seconds that were seen, as ranges of milliseconds.
fn ranges(seen: &[bool]) -> serde_json::Value {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (second, _) in seen.iter().enumerate().filter(|(_, seen)| **seen) {
        match ranges.last_mut() {
            Some((_, to)) if *to == second * 1_000 => *to += 1_000,
            _ => ranges.push((second * 1_000, second * 1_000 + 1_000)),
        }
    }
    serde_json::json!(ranges)
}

/// One evening of somebody: a few seconds, a part, or all of it, and what a program would do.
fn watch(dice: &mut Dice, person: usize, items: [usize; 3], at: i64, deeds: &mut Vec<Deed>) {
    let item = items[usize::try_from(dice.below(3)).expect("is small")];
    let seconds = match dice.below(100) {
        0..15 => 2 + dice.below(8),
        15..40 => 10 + dice.below(1_700),
        40..55 => 1_800 + dice.below(1_300),
        _ => 3_240 + dice.below(361),
    };
    let seconds = usize::try_from(seconds).expect("is small");
    let from = if dice.chance(30) { (LENGTH - seconds) / 2 } else { 0 };
    let device = match dice.below(12) {
        0 => None,
        other => Some(Device::ALL[usize::try_from(other).expect("is small") % Device::ALL.len()]),
    };
    let deed = |believed| Deed { item, at, from, to: from + seconds, believed, device };
    deeds.push(deed(true));
    if person % 113 == 7 {
        // The same in a second window, and the same beats again and again.
        deeds.push(deed(true));
        deeds.extend((0..4).map(|_| deed(false)));
    }
}

/// What happened in one pilot.
#[derive(Default)]
struct Truth {
    present: u64,
    started: u64,
    half: u64,
    completed: u64,
    returned_7d: u64,
    returned_30d: u64,
    watched_s: u64,
    /// By table and key: who started, and who of them completed.
    rows: BTreeMap<(&'static str, String), (u64, u64)>,
    /// By the week of beginning and weeks since.
    weeks_since: BTreeMap<(i64, i64), u64>,
    /// By item and part.
    seen: BTreeMap<(usize, usize), u64>,
}

impl Truth {
    fn of(year: &Year, pilot: usize) -> Self {
        let mut truth = Self::default();
        for person in cohort(pilot) {
            truth.add(year, pilot, &year.people[person]);
        }
        truth.watched_s /= 1_000;
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
        // Of each session: whether it was started, half seen, completed, and the seconds.
        let (mut any_half, mut any_completed, mut seconds) = (false, false, 0);
        let mut started: Vec<(usize, bool, i64)> = Vec::new();
        for item in items {
            let watched: usize = deeds.iter().filter(|deed| deed.item == item).map(|deed| deed.to - deed.from).sum();
            let Some(first) = deeds.iter().filter(|deed| deed.item == item).map(|deed| deed.at).min() else { continue };
            let line = &lines[&item];
            let completed = line.completed_at.is_some_and(|at| at >= invited_at);
            let half = line.seen.iter().filter(|seen| **seen).count() * 2 >= LENGTH;
            seconds += watched;
            any_half |= completed || (half && watched >= 10);
            any_completed |= completed;
            if completed || watched >= 10 {
                started.push((item, completed, first));
                for part in 0..PARTS {
                    let middle = LENGTH * (2 * part + 1) / (2 * PARTS);
                    *self.seen.entry((item, part)).or_default() += u64::from(line.seen[middle]);
                }
            }
        }
        self.half += u64::from(any_half);
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
        self.watched_s += 1_000 * seconds as u64;
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
    for (pilot, id) in year.pilots.iter().enumerate() {
        let truth = Truth::of(&year, pilot);
        let details = pilots::uptake_details(env, &manager, *id).await.expect("can be read");
        assert!(truth.returned_7d > 10 && truth.completed < truth.half && truth.half < truth.started);
        agrees(&year, pilot, &details, &truth);

        let costs = pilots::money::costs(env, &manager, *id, &pilots::money::WhatIf::default()).await.expect("costs");
        let hours = truth.watched_s as f64 / 3_600.0;
        let expected = (1_200.0 + 3.5 * truth.started as f64) / hours;
        let per_hour = costs.sum.per_hour.expect("is known");
        assert!((per_hour - expected).abs() < 1e-9, "pilot {pilot}: {per_hour} an hour, not {expected}");
    }
});
