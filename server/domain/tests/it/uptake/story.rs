//! Who does what in the pilot.

use crate::world::World;
use contract::{
    LangMap, Locale, PilotId, SessionId, Timestamp,
    accounts::{NewMember, Role},
    devices::Device,
    inventory::{ItemFields, Kind},
    pilots::{PilotFields, Targets},
    playback::ProgressReport,
    sessions::Audience,
    uptake::UptakeDetails,
};
use domain::{
    accounts::{self, Admin, SignedIn},
    inventory, pilots, playback, sessions,
};
use sea_orm::ConnectionTrait;

pub(super) const DAY: u64 = 24 * 3600;
/// How long every session is, in seconds.
pub(super) const LENGTH: u64 = 60;

/// What one member did once.
#[derive(Clone)]
pub(super) struct Deed {
    pub(super) person: usize,
    pub(super) session: usize,
    pub(super) seconds: u64,
    pub(super) at: Timestamp,
    pub(super) device: Device,
    /// In a second window, while the first did the same.
    pub(super) beside: bool,
}

/// A session and what its item says.
pub(super) struct Given {
    pub(super) session: SessionId,
    pub(super) instructor: &'static str,
    pub(super) centre: &'static str,
    pub(super) language: &'static str,
}

pub(super) struct Story {
    pub(super) world: World,
    pub(super) pilot: PilotId,
    pub(super) people: Vec<SignedIn>,
    /// How many of the first people were members before the invitation.
    pub(super) known: usize,
    pub(super) given: Vec<Given>,
    pub(super) deeds: Vec<Deed>,
    /// When the broadcast of the third session was over.
    pub(super) over: Option<Timestamp>,
}

pub(super) async fn member(world: &World, name: &str) -> SignedIn {
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

pub(super) async fn given(
    world: &World,
    instructor: &'static str,
    centre: &'static str,
    language: &'static str,
) -> Given {
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

pub(super) async fn pilot_of(world: &World, given: &[Given]) -> PilotId {
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
    pub(super) async fn begin(world: World, people: usize, new: usize) -> Self {
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

    pub(super) async fn watch(&mut self, person: usize, session: usize, seconds: u64) {
        let at = self.world.env.clock.now();
        let device = Device::ALL[(person + seconds as usize) % Device::ALL.len()];
        let (member, given) = (&self.people[person], &self.given[session]);
        self.world.watch_on(device, member, given.session, &[(0.0, seconds as f64)]).await;
        self.deeds.push(Deed { person, session, seconds, at, device, beside: false });
    }

    /// Watches the same in two windows at once.
    pub(super) async fn watch_in_two(&mut self, person: usize, session: usize, seconds: u64) {
        let at = self.world.env.clock.now();
        let (env, member, given) = (&self.world.env, &self.people[person], &self.given[session]);
        let devices = [Device::Tablet, Device::Television];
        let mut windows = Vec::new();
        for device in devices {
            windows.push(playback::open(env, member, given.session, device).await.expect("opened").watch_id);
        }
        self.world.pass(seconds);
        for window in windows {
            let position = seconds as f64;
            let report = ProgressReport { seq: 0, intervals: vec![(0.0, position)], position, age_ms: 0, rate: 1.0 };
            playback::report(env, member, window, &report).await.expect("reported");
        }
        let [first, second] =
            devices.map(|device| Deed { person, session, seconds, at, device, beside: device != devices[0] });
        self.deeds.extend([first, second]);
    }

    /// Says that the third session was broadcast until now.
    pub(super) async fn broadcast_is_over(&mut self) {
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

    pub(super) async fn details(&self) -> UptakeDetails {
        pilots::uptake_details(&self.world.env, &self.world.manager().await, self.pilot).await.expect("can be read")
    }

    /// Some weeks of a pilot, with something of everything.
    pub(super) async fn live(&mut self) {
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
                if person % 8 == 2 {
                    self.watch_in_two(person, 1, 25).await;
                }
                if person % 8 == 6 {
                    // Six seconds are too little, and do not become twelve.
                    self.watch_in_two(person, 2, 6).await;
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
