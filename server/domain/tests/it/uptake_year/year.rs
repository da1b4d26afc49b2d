//! Who is in it, and what each of them does.

use super::{DAY, LENGTH, MEMBERS, PILOTS, centre, cohort, day, instructor, items_of, language, written};
use crate::world::World;
use contract::{
    ItemId, LangMap, PilotId, SessionId,
    accounts::Role,
    devices::Device,
    inventory::{ItemFields, Kind},
    pilots::{
        PilotFields, Targets,
        sheet::{Basis, BudgetLine, Sheet, Timing},
    },
    sessions::Audience,
};
use domain::{inventory, pilots};
use std::collections::BTreeMap;
use uuid::Uuid;

/// In per cent, how many come in each of thirteen months of four weeks: few in summer and at the turn of the year.
const SEASON: [u64; 13] = [70, 45, 90, 85, 80, 75, 60, 35, 25, 30, 80, 90, 70];

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
pub(super) struct Person {
    pub(super) id: Uuid,
    pub(super) role: Role,
    pub(super) joined: i64,
    pub(super) signed_in: Option<i64>,
    /// In the order of time.
    pub(super) deeds: Vec<Deed>,
}

/// Something watched once, in whole seconds, at the usual pace.
#[derive(Clone)]
pub(super) struct Deed {
    pub(super) item: usize,
    pub(super) at: i64,
    pub(super) from: usize,
    pub(super) to: usize,
    /// How long the window was open beside, in milliseconds.
    pub(super) paused: i64,
    /// Whether any of it was believed: beats that are repeated are not.
    pub(super) believed: bool,
    pub(super) device: Option<Device>,
}

impl Deed {
    pub(super) fn played(&self) -> i64 {
        1_000 * (self.to - self.from) as i64
    }

    pub(super) fn closed(&self) -> i64 {
        self.at + self.played() + self.paused
    }
}

/// All that one person has seen of one session.
pub(super) struct Line {
    pub(super) seen: Vec<bool>,
    pub(super) completed_at: Option<i64>,
}

pub(super) struct Year {
    pub(super) world: World,
    begin: i64,
    items: Vec<ItemId>,
    pub(super) sessions: Vec<SessionId>,
    pub(super) pilots: Vec<PilotId>,
    pub(super) people: Vec<Person>,
}

impl Year {
    pub(super) fn invited_at(&self, pilot: usize) -> i64 {
        self.begin + i64::try_from(pilot).expect("is small") * 28 * DAY
    }

    /// When the broadcast of an item was over, for one item of three.
    pub(super) fn over(&self, item: usize) -> Option<i64> {
        item.is_multiple_of(3).then(|| self.invited_at(item) + 9 * DAY)
    }

    pub(super) async fn begin(world: World) -> Self {
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
    pub(super) fn lines(&self, person: &Person) -> BTreeMap<usize, Line> {
        let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
        for deed in &person.deeds {
            let line = lines.entry(deed.item).or_insert_with(|| Line { seen: vec![false; LENGTH], completed_at: None });
            if deed.believed {
                line.seen[deed.from..deed.to].fill(true);
            }
            let seen = line.seen.iter().filter(|seen| **seen).count();
            if line.completed_at.is_none() && seen * 10 >= LENGTH * 9 {
                line.completed_at = Some(deed.closed());
            }
        }
        lines
    }
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
    let paused = if dice.chance(20) { dice.time(2 * 3_600_000) } else { 0 };
    let deed = Deed { item, at, from, to: from + seconds, paused, believed: true, device };
    if person % 113 == 7 {
        // The same in a second window, and the same beats again and again.
        deeds.push(deed.clone());
        deeds.extend((0..4).map(|_| Deed { believed: false, ..deed.clone() }));
    }
    if dice.chance(12) {
        // On another device meanwhile: on from there, in the same session or in another.
        let item = if dice.chance(50) { item } else { items[usize::try_from(dice.below(3)).expect("is small")] };
        let at = at + dice.time(deed.closed() - at + 1);
        let to = deed.from + 1 + usize::try_from(dice.below(seconds as u64)).expect("is small");
        let paused = if dice.chance(30) { dice.time(600_000) } else { 0 };
        deeds.push(Deed { item, at, to, paused, device: Some(Device::Television), ..deed });
    }
    deeds.push(deed);
}
