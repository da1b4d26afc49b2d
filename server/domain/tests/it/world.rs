//! A small organisation for one test: its own database, an object store in memory, a clock that
//! is moved by hand and a transcoder that makes what it is told to.

use crate::{letterbox::Letterbox, rehearsal::Rehearsal};
use contract::{
    ItemId, LangMap, Locale, RecordingId, SessionId,
    accounts::{Credentials, NewMember, Role},
    devices::Device,
    inventory::{ItemFields, Kind},
    lives::LiveWindow,
    playback::{Progress, ProgressReport},
    recordings::BeginRecording,
    sessions::{Audience, NewSession},
};
use domain::{
    Database, Environment, Settings,
    accounts::{self, Admin, Manager, SignedIn, Staff},
    catalogue::Catalogue,
    clock::MockClock,
    inventory, jobs,
    jobs::Bell,
    playback, recordings,
    secret::SecretKey,
    sessions,
};
use migrations::{Migrator, Steps};
use sea_orm::ConnectionTrait;
use std::{sync::Arc, time::Duration};

/// Runs one test on each database, each time in a world of its own.
macro_rules! on_both_databases {
    ($name:ident, |$world:ident| async move $body:block) => {
        on_both_databases!($name, |$world| $body);
    };
    ($name:ident, |$world:ident| $body:block) => {
        async fn $name($world: $crate::world::World) $body

        mod $name {
            use $crate::world::World;

            #[tokio::test]
            async fn on_sqlite() {
                super::$name(World::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn on_postgresql() {
                match World::on_postgresql().await {
                    Some(world) => super::$name(world).await,
                    None => println!("not run: ESTRADE_TEST_POSTGRES_URL names no server"),
                }
            }
        }
    };
}
pub(crate) use on_both_databases;

pub const PASSWORD: &str = "un mot de passe";

pub struct World {
    pub env: Environment,
    pub clock: Arc<MockClock>,
    pub transcoder: Arc<Rehearsal>,
    pub letterbox: Arc<Letterbox>,
    _folder: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "tests are told where the servers are by the environment")]
pub fn told(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl World {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/estrade.db?mode=rwc", folder.path().display());
        Self::on(Database::connect(&url).await.expect("SQLite"), folder).await
    }

    /// None when no server is named; where one is promised, as in CI, that is a failure.
    pub async fn on_postgresql() -> Option<Self> {
        let Some(server) = told("ESTRADE_TEST_POSTGRES_URL") else {
            assert!(told("CI").is_none(), "CI must run the tests on PostgreSQL");
            return None;
        };
        let mut url = url::Url::parse(&server).expect("an address");
        let name = format!("estrade_{}", uuid::Uuid::now_v7().simple());
        let home = sea_orm::Database::connect(url.as_str()).await.expect("PostgreSQL");
        home.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
        home.close().await.expect("closed");
        url.set_path(&name);
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self::on(Database::connect(url.as_str()).await.expect("PostgreSQL"), folder).await)
    }

    async fn on(db: Database, folder: tempfile::TempDir) -> Self {
        Migrator::up(db.writer(), None).await.expect("migrations");
        let clock = Arc::new(MockClock::default());
        let transcoder = Arc::new(Rehearsal::default());
        let letterbox = Arc::new(Letterbox::default());
        let env = Environment {
            db,
            store: Arc::new(object_store::memory::InMemory::new()),
            clock: clock.clone(),
            transcoder: transcoder.clone(),
            mailer: Some(letterbox.clone()),
            secret: SecretKey::new([7; 32]),
            signer: None,
            settings: Arc::new(Settings {
                public_url: "http://127.0.0.1:3000".into(),
                scratch: folder.path().join("scratch"),
                spool: folder.path().join("spool"),
                rtmp_url: "rtmp://127.0.0.1:1935/live".into(),
                replica_url: "http://127.0.0.1:3000".into(),
                feed_allow_loopback: true,
                workers: 1,
                ffmpeg: "ffmpeg".into(),
                captions_command: Vec::new(),
                recording_bytes: 20_000_000_000,
                quota_bytes: None,
                storage_price: None,
                import_dir: None,
                chat_words: domain::chat::Words::new(["zut", "nom d’un chien"]),
                chat_days: 7,
                live_rungs: 0,
                av1_night: None,
                demo_font: b"",
            }),
            catalogue: Catalogue::default(),
            lives: domain::live::Lives::default(),
            chats: domain::chat::Chats::default(),
            bell: Bell::default(),
            http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client"),
        };
        Self { env, clock, transcoder, letterbox, _folder: folder }
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The person of this name, made on first mention, with the address `name@demo.test`.
    pub async fn person(&self, name: &str, role: Role) -> SignedIn {
        let email = format!("{name}@demo.test");
        let new = NewMember {
            email: email.clone(),
            name: name.into(),
            role,
            locale: Locale::Fr,
            password: Some(PASSWORD.into()),
        };
        match accounts::create(&self.env, &Admin::operator(), &new).await {
            Ok(_) | Err(domain::Error::Invalid(_)) => {}
            Err(error) => panic!("{error}"),
        }
        let credentials = Credentials { email, password: PASSWORD.into() };
        accounts::check_credentials(&self.env, &credentials).await.expect("a sign-in")
    }

    pub async fn member(&self, name: &str) -> SignedIn {
        self.person(name, Role::Member).await
    }

    pub async fn staff(&self) -> Staff {
        self.person("staff", Role::Staff).await.staff().expect("staff")
    }

    pub async fn manager(&self) -> Manager {
        self.person("manager", Role::Manager).await.manager().expect("a manager")
    }

    pub async fn item(&self, title: &str) -> ItemId {
        let fields = ItemFields::new(Kind::Class, LangMap::both(title, title));
        inventory::create(&self.env, &self.staff().await, fields).await.expect("an item").id
    }

    /// A file uploaded in one piece; its job is planned, not done.
    pub async fn uploaded(&self, item: ItemId, seconds: u64) -> RecordingId {
        let staff = self.staff().await;
        let bytes = seconds.to_string().into_bytes();
        let begin = BeginRecording::new(item, "classe.mp4", bytes.len() as u64);
        let id = recordings::begin(&self.env, &staff, &begin).await.expect("begun").id;
        recordings::append(&self.env, &staff, id, 0, bytes.into()).await.expect("kept");
        id
    }

    /// A published class that lasts this long.
    pub async fn published_session(&self, title: &str, seconds: u64) -> SessionId {
        let item = self.item(title).await;
        self.published(item, seconds, Audience::Members).await
    }

    pub async fn published(&self, item: ItemId, seconds: u64, audience: Audience) -> SessionId {
        let staff = self.staff().await;
        let recording = self.uploaded(item, seconds).await;
        jobs::run_pending(&self.env).await.expect("jobs");
        let new = NewSession { item_id: item, recording_id: Some(recording), live: None, audience: Some(audience) };
        let session = sessions::create(&self.env, &staff, &new).await.expect("a session").id;
        sessions::publish(&self.env, &staff, session).await.expect("published");
        session
    }

    /// A published class that is broadcast in so many seconds, for an hour.
    pub async fn announced(&self, title: &str, in_seconds: u64) -> SessionId {
        let (item, staff) = (self.item(title).await, self.staff().await);
        let starts_at = self.env.clock.now() + Duration::from_secs(in_seconds);
        let window = LiveWindow { starts_at, ends_at: starts_at + Duration::from_secs(3600), replay: true };
        let new = NewSession { item_id: item, recording_id: None, live: Some(window), audience: None };
        let session = sessions::create(&self.env, &staff, &new).await.expect("a session").id;
        sessions::publish(&self.env, &staff, session).await.expect("published");
        session
    }

    /// Watches these intervals in seconds, taking the time that it takes.
    pub async fn watch(&self, member: &SignedIn, session: SessionId, intervals: &[(f64, f64)]) -> Progress {
        self.watch_on(Device::Computer, member, session, intervals).await
    }

    /// The same, on some device.
    pub async fn watch_on(
        &self,
        device: Device,
        member: &SignedIn,
        session: SessionId,
        intervals: &[(f64, f64)],
    ) -> Progress {
        let opened = playback::open(&self.env, member, session, device).await.expect("opened");
        let seconds: f64 = intervals.iter().map(|(from, to)| to - from).sum();
        self.pass(seconds.ceil() as u64);
        let report = ProgressReport {
            seq: 0,
            intervals: intervals.to_vec(),
            position: intervals.last().map_or(0.0, |(_, to)| *to),
            age_ms: 0,
            rate: 1.0,
        };
        playback::report(&self.env, member, opened.watch_id, &report).await.expect("reported")
    }
}
