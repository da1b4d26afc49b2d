//! Three processes on one database and one bucket: members watch through all of them what an encoder
//! sends to one, and go on watching when that one is killed and the encoder comes to another.

use contract::{Locale, accounts::Role, inventory::Kind};
use reqwest::{Client, Method};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::sleep};

const ESTRADE: &str = env!("CARGO_BIN_EXE_estrade");
const PASSWORD: &str = "un mot de passe";

#[expect(clippy::disallowed_methods, reason = "tests are told where the servers are by the environment")]
pub fn told(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port").port()
}

/// What the processes share.
struct Shared {
    settings: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

/// One of the processes; killed when it goes.
struct Replica {
    url: String,
    rtmp: u16,
    child: Child,
}

impl Shared {
    /// None where no servers are named; where they are promised, as in CI, that is a failure.
    async fn new() -> Option<Self> {
        let names = ["ESTRADE_TEST_POSTGRES_URL", "ESTRADE_TEST_S3_ENDPOINT"];
        let (Some(server), Some(endpoint)) = (told(names[0]), told(names[1])) else {
            assert!(told("CI").is_none(), "CI must run the tests on PostgreSQL and S3");
            println!("not run: {names:?} name no servers");
            return None;
        };
        let database = format!("replicas_{}", uuid::Uuid::now_v7().simple());
        let home = sea_orm::Database::connect(&server).await.expect("PostgreSQL");
        home.execute_unprepared(&format!("CREATE DATABASE {database}")).await.expect("a database");
        home.close().await.expect("closed");
        let (base, _) = server.rsplit_once('/').expect("a database");
        let bucket = told("ESTRADE_TEST_S3_BUCKET").unwrap_or_default();
        let settings = [
            ("ESTRADE_DATABASE_URL", format!("{base}/{database}")),
            ("ESTRADE_STORE_URL", format!("s3://{bucket}/{database}")),
            ("ESTRADE_SECRET_KEY", "thirty-two characters at the very least".to_owned()),
            ("AWS_ENDPOINT", endpoint),
            ("AWS_ACCESS_KEY_ID", told("ESTRADE_TEST_S3_KEY").unwrap_or_default()),
            ("AWS_SECRET_ACCESS_KEY", told("ESTRADE_TEST_S3_SECRET").unwrap_or_default()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
        ];
        let settings = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Some(Self { settings, _folder: tempfile::tempdir().expect("a folder") })
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(ESTRADE);
        command.env_clear().env("PATH", "/usr/bin:/bin").envs(self.settings.iter().cloned());
        command.env("ESTRADE_DATA_DIR", self._folder.path().join(name)).env("ESTRADE_LOG", "warn");
        command
    }

    async fn replica(&self, name: &str) -> Replica {
        let (port, rtmp) = (free_port(), free_port());
        let url = format!("http://127.0.0.1:{port}");
        let mut command = self.command(name);
        command
            .env("ESTRADE_LISTEN", format!("127.0.0.1:{port}"))
            .env("ESTRADE_RTMP_LISTEN", format!("127.0.0.1:{rtmp}"));
        let child = command.arg("serve").stdout(Stdio::null()).spawn().expect("estrade");
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "{name} does not start");
            sleep(Duration::from_millis(50)).await;
        }
        Replica { url, rtmp, child }
    }

    fn person(&self, role: Role) -> String {
        use std::io::Write;
        let email = format!("{}@example.org", role.code());
        let mut command = self.command("commands");
        command.args([
            "user",
            "create",
            "--email",
            &email,
            "--name",
            "Ana Tremblay",
            "--role",
            role.code(),
            "--password-stdin",
        ]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("estrade");
        child.stdin.take().expect("piped").write_all(PASSWORD.as_bytes()).expect("written");
        assert!(child.wait().expect("ended").success());
        email
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody signed in; the cookie is good at every process.
struct Person(Client);

impl Person {
    async fn signed_in(at: &Replica, email: &str) -> Self {
        let client = Client::builder().cookie_store(true).build().expect("a client");
        let pair = json!({"email": email, "password": PASSWORD});
        let answer = client.post(format!("{}/api/v1/sign-in", at.url)).json(&pair).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        Self(client)
    }

    async fn ask(&self, method: Method, at: &Replica, path: &str, body: &Value) -> (u16, String) {
        let mut request = self.0.request(method.clone(), format!("{}{path}", at.url));
        if method != Method::GET {
            request = request.json(body);
        }
        match request.send().await {
            Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
            Err(_) => (0, String::new()),
        }
    }

    async fn get(&self, at: &Replica, path: &str) -> (u16, String) {
        self.ask(Method::GET, at, path, &Value::Null).await
    }
}

fn field(text: &str, name: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    value[name].as_str().map_or_else(|| value[name].to_string(), str::to_owned)
}

fn encoder(at: &Replica, key: &str) -> Child {
    let url = format!("rtmp://127.0.0.1:{}/live/{key}", at.rtmp);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30:duration=90"]);
    command.args([
        "-f",
        "lavfi",
        "-i",
        "sine=sample_rate=48000:duration=90",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
    ]);
    command.args(["-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "60", "-c:a", "aac", "-f", "flv", &url]);
    command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().expect("ffmpeg")
}

/// The numbers of the segments that a playlist lists.
fn segments(list: &str) -> Vec<u32> {
    let names = list.lines().filter(|line| !line.starts_with('#') && line.ends_with(".m4s"));
    names.filter_map(|name| name.split_once('-')?.1.strip_suffix(".m4s")?.parse().ok()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_every_process_watch_and_go_on_when_one_is_killed() {
    let Some(shared) = Shared::new().await else { return };
    let mut first = shared.replica("first").await;
    let (second, third) = (shared.replica("second").await, shared.replica("third").await);
    let (staff, member) = (shared.person(Role::Staff), shared.person(Role::Member));
    let staff = Person::signed_in(&first, &staff).await;
    // Cookies do not know of ports: the member is signed in everywhere.
    let member = Person::signed_in(&second, &member).await;

    let item = json!({"kind": Kind::Class, "title": {"fr": "Cardio", "en": "Cardio"}, "language": Locale::Fr});
    let item = field(&staff.ask(Method::POST, &first, "/api/v1/items", &item).await.1, "id");
    let now = contract::Timestamp::UNIX_EPOCH + std::time::UNIX_EPOCH.elapsed().expect("a clock");
    let live = json!({"starts_at": now, "ends_at": now + Duration::from_secs(3600)});
    let made = staff.ask(Method::POST, &first, "/api/v1/sessions", &json!({"item_id": item, "live": live})).await;
    let session = field(&made.1, "id");
    staff.ask(Method::POST, &first, &format!("/api/v1/sessions/{session}/publish"), &json!({})).await;
    let key =
        field(&staff.ask(Method::POST, &first, &format!("/api/v1/lives/{session}/key"), &json!({})).await.1, "key");

    let mut sending = encoder(&first, &key);
    let begun = Instant::now();
    let media = loop {
        let opened = member.ask(Method::POST, &second, &format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
        if opened.0 == 200 {
            break field(&opened.1, "playlist_url").trim_end_matches("index.m3u8").to_owned();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{opened:?}");
        sleep(Duration::from_millis(100)).await;
    };
    // What is sent to the first is there at the others, and the next part is waited for there.
    for at in [&second, &third] {
        let list = member.get(at, &format!("{media}live/v/index.m3u8")).await;
        assert_eq!(list.0, 200, "{}", list.1);
        let hint =
            list.1.lines().find_map(|line| line.strip_prefix("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"")).expect("a hint");
        let part = member.get(at, &format!("{media}live/v/{}", hint.trim_end_matches('"'))).await;
        assert_eq!(part.0, 200, "{hint}");
    }
    sleep(Duration::from_secs(3)).await;
    let before = segments(&member.get(&second, &format!("{media}live/v/index.m3u8")).await.1);
    assert!(before.len() >= 2, "{before:?}");

    // The process that takes it in is killed; what lies in the store can be watched all the while.
    first.child.kill().expect("killed");
    let _ = first.child.wait();
    let _ = (sending.kill(), sending.wait());
    let begun = Instant::now();
    loop {
        let (status, list) = member.get(&third, &format!("{media}live/v/index.m3u8")).await;
        if status == 200 && !segments(&list).is_empty() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{status}: {list}");
        sleep(Duration::from_millis(100)).await;
    }
    // The encoder comes to another process: the same session, and the numbers go on.
    let mut sending = encoder(&second, &key);
    let begun = Instant::now();
    let after = loop {
        let list = member.get(&third, &format!("{media}live/v/index.m3u8")).await.1;
        let after = segments(&list);
        if list.contains("#EXT-X-DISCONTINUITY\n") && after.len() > before.len() {
            break after;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{list}");
        sleep(Duration::from_millis(200)).await;
    };
    assert!(after.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{after:?}");
    // A new key, asked for at another process than the encoder sends to, ends what the old one sends.
    let new =
        field(&staff.ask(Method::POST, &third, &format!("/api/v1/lives/{session}/key"), &json!({})).await.1, "key");
    let begun = Instant::now();
    while sending.try_wait().expect("a child").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(10), "who has the old key goes on sending");
        sleep(Duration::from_millis(100)).await;
    }
    let mut sending = encoder(&third, &new);
    let begun = Instant::now();
    while field(&staff.get(&third, &format!("/api/v1/lives/{session}")).await.1, "state") != "live" {
        assert!(begun.elapsed() < Duration::from_secs(20), "the new key does not open");
        sleep(Duration::from_millis(100)).await;
    }
    let ended = staff.ask(Method::POST, &second, &format!("/api/v1/lives/{session}/end"), &json!({})).await;
    assert_eq!(field(&ended.1, "state"), "ended");
    let _ = (sending.kill(), sending.wait());
    let begun = Instant::now();
    while field(&staff.get(&third, &format!("/api/v1/lives/{session}")).await.1, "state") != "replay" {
        assert!(begun.elapsed() < Duration::from_secs(60), "no recording");
        sleep(Duration::from_millis(200)).await;
    }
}
