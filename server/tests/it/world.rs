//! A small organisation and a server for one test: a database of its own, a store in a folder,
//! a clock that can be moved on and a transcoder that makes what it is told to.

use crate::rehearsal::Rehearsal;
use contract::{
    ItemId, LangMap, Locale, MemberId, RecordingId, SessionId, Timestamp,
    accounts::{NewMember, Role},
    inventory::{ItemFields, Kind},
    lives::LiveWindow,
    recordings::BeginRecording,
    sessions::{Audience, NewSession},
};
use domain::{
    Clock, Environment,
    accounts::{self, Admin, SignedIn, Staff, tokens},
    clock::SystemClock,
    inventory, jobs, recordings, sessions,
};
use reqwest::{Client, Method, RequestBuilder, Response, header::HeaderMap, redirect::Policy};
use serde_json::Value;
use server::{
    compose,
    config::Config,
    web::{self, Limits},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub const PASSWORD: &str = "un mot de passe";

pub struct World {
    pub env: Environment,
    pub url: String,
    pub clock: Arc<Shifted>,
    pub stop: CancellationToken,
    _folder: tempfile::TempDir,
}

/// The machine's clock, moved on by hand: cookies are dated by the machine.
#[derive(Default)]
pub struct Shifted(AtomicI64);

impl Clock for Shifted {
    fn now(&self) -> Timestamp {
        SystemClock.now() + Duration::from_secs(self.0.load(Ordering::SeqCst).unsigned_abs())
    }
}

impl Shifted {
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(by.as_secs().cast_signed(), Ordering::SeqCst);
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[], |env| env.transcoder = Arc::new(Rehearsal::default())).await
    }

    pub async fn with(settings: &[(&str, &str)], change: impl FnOnce(&mut Environment)) -> Self {
        Self::within(Limits::default(), settings, change).await
    }

    /// With limits of its own for those who connect.
    pub async fn within(limits: Limits, settings: &[(&str, &str)], change: impl FnOnce(&mut Environment)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let data = folder.path().display().to_string();
        let listen = address.to_string();
        let mut all = vec![("ESTRADE_DATA_DIR", data.as_str()), ("ESTRADE_LISTEN", &listen)];
        all.extend_from_slice(settings);
        let all: Vec<_> = all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let config = Config::read(None, &all).expect("settings");
        let mut env = compose::environment(&config).await.expect("a world");
        compose::migrate(&env.db).await.expect("migrations");
        let clock = Arc::new(Shifted::default());
        env.clock = clock.clone();
        change(&mut env);
        let stop = CancellationToken::new();
        let front = web::router(&config, env.clone(), stop.clone());
        tokio::spawn(web::serve(listener, front, limits, stop.clone()));
        Self { env, url: format!("http://{address}"), clock, stop, _folder: folder }
    }

    /// Somebody who has an account; with a password only where one has to be typed, since
    /// hashing takes its time.
    pub async fn account(&self, name: &str, role: Role, password: Option<&str>) -> SignedIn {
        let new = NewMember {
            email: format!("{name}@example.org"),
            name: name.into(),
            role,
            locale: Locale::Fr,
            password: password.map(str::to_owned),
        };
        let id: MemberId = accounts::create(&self.env, &Admin::operator(), &new).await.expect("an account");
        accounts::find(&self.env, id).await.expect("a database").expect("an account")
    }

    /// A browser that nobody has signed in.
    pub fn browser(&self) -> Asker {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        Asker { client, url: self.url.clone(), token: None }
    }

    /// A program that acts for somebody of this role.
    pub async fn program(&self, role: Role) -> Asker {
        let name = format!("{}-{}", role.code(), self.env.new_id().simple());
        let owner = self.account(&name, role, None).await;
        self.program_of(&owner).await
    }

    pub async fn program_of(&self, owner: &SignedIn) -> Asker {
        let token = tokens::create(&self.env, &Admin::operator(), owner, "test", &[]).await.expect("a token");
        Asker { token: Some(token), ..self.browser() }
    }

    pub async fn item(&self, staff: &Asker, title: &str) -> ItemId {
        let fields = ItemFields::new(Kind::Class, LangMap::both(title, title));
        let answer = staff.post("/api/v1/items", &fields).await;
        answer.json("id").parse().expect("an id")
    }

    /// A class that is broadcast at this moment for an hour, in the catalogue.
    pub async fn announced(&self, fields: ItemFields, starts_at: Timestamp, audience: Audience) -> SessionId {
        let name = format!("staff-{}", self.env.new_id().simple());
        let staff = self.account(&name, Role::Staff, None).await.staff().expect("staff");
        let item = inventory::create(&self.env, &staff, fields).await.expect("an item").id;
        let window = LiveWindow { starts_at, ends_at: starts_at + Duration::from_secs(3600), replay: true };
        let new = NewSession { item_id: item, recording_id: None, live: Some(window), audience: Some(audience) };
        let session = sessions::create(&self.env, &staff, &new).await.expect("a session").id;
        sessions::publish(&self.env, &staff, session).await.expect("published");
        session
    }

    /// A class with a recording that lasts this long, and who keeps it.
    pub async fn recorded(&self, title: &str, seconds: u64) -> (Staff, ItemId, RecordingId) {
        let name = format!("staff-{}", self.env.new_id().simple());
        let staff = self.account(&name, Role::Staff, None).await.staff().expect("staff");
        let fields = ItemFields::new(Kind::Class, LangMap::both(title, title));
        let item = inventory::create(&self.env, &staff, fields).await.expect("an item").id;
        let bytes = seconds.to_string().into_bytes();
        let begin = BeginRecording::new(item, "classe.mp4", bytes.len() as u64);
        let recording: RecordingId = recordings::begin(&self.env, &staff, &begin).await.expect("begun").id;
        recordings::append(&self.env, &staff, recording, 0, bytes.into()).await.expect("kept");
        jobs::run_pending(&self.env).await.expect("jobs");
        (staff, item, recording)
    }

    /// A class that lasts this long, in the catalogue.
    pub async fn published(&self, title: &str, seconds: u64, audience: Audience) -> SessionId {
        let (staff, item, recording) = self.recorded(title, seconds).await;
        let new = NewSession { item_id: item, recording_id: Some(recording), live: None, audience: Some(audience) };
        let session = sessions::create(&self.env, &staff, &new).await.expect("a session").id;
        sessions::publish(&self.env, &staff, session).await.expect("published");
        session
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Whoever asks the server for something.
#[derive(Clone)]
pub struct Asker {
    pub client: Client,
    pub url: String,
    pub token: Option<String>,
}

impl Asker {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &impl serde::Serialize) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    /// Posts a form of a page, as a browser without JavaScript does.
    pub async fn submit(&self, action: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, action)
            .header("accept", "text/html,application/xhtml+xml")
            .header("referer", format!("{}{page}", self.url))
            .header("origin", &self.url)
            .form(fields);
        send(request).await
    }

    /// Signs in as somebody that [`World::account`] made with [`PASSWORD`].
    pub async fn sign_in(&self, name: &str) -> Answer {
        let pair = serde_json::json!({"email": format!("{name}@example.org"), "password": PASSWORD});
        self.post("/api/v1/sign-in", &pair).await
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    Answer::of(request.send().await.expect("an answer")).await
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("a body").to_vec() }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// A field of the JSON document as text.
    pub fn json(&self, field: &str) -> String {
        match &self.value()[field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// The code of a problem, after checking that it is one.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{} {}", self.status, self.text());
        let document = self.value();
        assert_eq!(document["status"], self.status);
        for field in ["type", "detail", "code"] {
            assert!(document[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {document}");
        }
        self.json("code")
    }
}

/// The Python that has what tests need of PyPI: a mail server, and a reader of packages.
#[expect(clippy::disallowed_methods, reason = "tests are told where the servers are by the environment")]
pub fn python() -> String {
    std::env::var("ESTRADE_TEST_AIOSMTPD")
        .expect("ESTRADE_TEST_AIOSMTPD names the Python that has aiosmtpd and bagit, which .ci/setup test installs")
}
