//! Notices from the button to a browser: over the API and as a form, by way of a real push service.

use crate::{
    rehearsal::Rehearsal,
    world::{PASSWORD, World, send},
};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::{
    LangMap,
    accounts::Role,
    inventory::{ItemFields, Kind},
    sessions::Audience,
};
use domain::jobs::{self, Job};
use http::{HeaderMap, StatusCode};
use parking_lot::Mutex;
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

const DAY: u64 = 24 * 3600;

/// The keys of a browser, those of the example of RFC 8291.
const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const PUBLIC: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A second program that opens what is sealed and checks who sent it, with another library than ours.
const OPEN: &str = r#"
const crypto = require("node:crypto");
const [secret, shared, body, token, key] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const read = (text) => Buffer.from(text, "base64url");
const sealed = read(body);
const salt = sealed.subarray(0, 16), length = sealed[20];
const sender = sealed.subarray(21, 21 + length), record = sealed.subarray(21 + length);
const browser = crypto.createECDH("prime256v1");
browser.setPrivateKey(read(secret));
const hkdf = (salt, input, info, length) => Buffer.from(crypto.hkdfSync("sha256", input, salt, info, length));
const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), sender]);
const input = hkdf(read(shared), browser.computeSecret(sender), info, 32);
const content = hkdf(salt, input, "Content-Encoding: aes128gcm\0", 16);
const opening = crypto.createDecipheriv("aes-128-gcm", content, hkdf(salt, input, "Content-Encoding: nonce\0", 12));
opening.setAuthTag(record.subarray(-16));
const opened = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()]);
if (opened.at(-1) !== 2) throw new Error("not the last record");
const point = read(key);
const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
const [head, claims, signature] = token.split(".");
const signed = crypto.verify("sha256", Buffer.from(`${head}.${claims}`),
  { key: crypto.createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" }, read(signature));
const notice = JSON.parse(opened.subarray(0, -1).toString());
console.log(JSON.stringify({ notice, signed, claims: JSON.parse(read(claims).toString()) }));
"#;

/// What a push service was asked to bring.
struct Asked {
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Asked {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The notice as the browser reads it, and what the sender said of itself.
    fn opened(&self) -> Value {
        let (token, key) = self
            .header("authorization")
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .expect("who");
        let asked = json!([PRIVATE, AUTH, URL_SAFE_NO_PAD.encode(&self.body), token, key]).to_string();
        let mut node = Command::new("node");
        let node = node.args(["-e", OPEN]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut node = node.spawn().expect("node");
        node.stdin.take().expect("its input").write_all(asked.as_bytes()).expect("written");
        let said = node.wait_with_output().expect("node");
        assert!(said.status.success());
        serde_json::from_slice(&said.stdout).expect("an answer")
    }
}

/// A push service that keeps what it is given, and answers as it is told to.
#[derive(Clone)]
struct PushService {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    answer: Arc<Mutex<StatusCode>>,
}

impl PushService {
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let service = Self { url, asked: Arc::default(), answer: Arc::new(Mutex::new(StatusCode::CREATED)) };
        let router = Router::new().route("/push/{browser}", post(Self::take)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        service
    }

    async fn take(
        State(service): State<Self>,
        Path(path): Path<String>,
        headers: HeaderMap,
        body: Bytes,
    ) -> StatusCode {
        let answer = *service.answer.lock();
        service.asked.lock().push(Asked { path, headers, body });
        answer
    }

    fn taken(&self) -> Vec<Asked> {
        let mut taken = std::mem::take(&mut *self.asked.lock());
        taken.sort_by(|one, other| one.path.cmp(&other.path));
        taken
    }

    fn browser(&self, name: &str) -> Value {
        json!({"endpoint": format!("{}/push/{name}", self.url), "expirationTime": null,
            "keys": {"p256dh": PUBLIC, "auth": AUTH}})
    }
}

const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[tokio::test]
async fn a_notice_reaches_a_browser_once_and_only_it_can_read_it() {
    let service = PushService::open().await;
    let settings = [("ESTRADE_FEED_ALLOW_LOOPBACK", "true")];
    let world = World::with(&settings, |env| env.transcoder = Arc::new(Rehearsal::default())).await;
    let fields = ItemFields::new(Kind::Class, LangMap::both("Étirements <doux>", "Gentle stretching"));
    let starts_at = world.env.clock.now() + Duration::from_secs(DAY + 60);
    let session = world.announced(fields, starts_at, Audience::Members).await;
    let ana = world.account("ana", Role::Member, None).await;
    let member = world.program_of(&ana).await;
    let remind = format!("/api/v1/sessions/{session}/reminder");
    let refused = send(member.request(Method::PUT, &remind)).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "no_mail"), "nothing would arrive yet");

    let devices = "/api/v1/me/push-devices";
    let add = async |browser: &Value| {
        send(member.request(Method::POST, devices).header("user-agent", AGENT).json(browser)).await
    };
    assert_eq!(add(&service.browser("one")).await.status, 201);
    let odd = json!({"endpoint": "https://10.0.0.8/push", "keys": {"p256dh": PUBLIC, "auth": AUTH}});
    let odd = add(&odd).await;
    assert_eq!((odd.status, &odd.value()["fields"][0]["field"]), (422, &json!("endpoint")));
    let listed = member.get(devices).await.value();
    assert_eq!(
        (listed["items"].as_array().map(Vec::len), &listed["items"][0]["name"]),
        (Some(1), &json!("Firefox · Windows"))
    );
    // Its push service gives it another address.
    let mut renewed = service.browser("first");
    renewed["replaces"] = service.browser("one")["endpoint"].clone();
    assert_eq!(add(&renewed).await.json("id"), listed["items"][0]["id"].as_str().expect("an id"));
    assert_eq!(member.get(devices).await.value()["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(send(member.request(Method::PUT, &remind)).await.status, 204);

    let minute = async || {
        jobs::enqueue(&world.env, world.env.db.writer(), &Job::Remind).await.expect("planned");
        jobs::run_pending(&world.env).await.expect("jobs");
        service.taken()
    };
    world.clock.advance(Duration::from_secs(61));
    let first = minute().await;
    assert_eq!((first.len(), minute().await.len()), (1, 0));
    let asked = &first[0];
    assert_eq!(asked.path, "first");
    assert_eq!(
        ["content-encoding", "urgency"].map(|name| asked.header(name)),
        ["aes128gcm", "normal"],
        "as RFC 8030 and 8188 have it"
    );
    assert!(asked.header("ttl").parse::<u64>().is_ok_and(|seconds| seconds > 0 && seconds <= 2 * 3600));
    assert_eq!(asked.header("topic").len(), 32);
    let opened = asked.opened();
    let title = opened["notice"]["title"].as_str().expect("a title");
    assert!(title.starts_with("Rappel\u{a0}: Étirements <doux>, "), "{title}");
    assert_eq!(opened["notice"]["url"], format!("/fr/seances/{session}"));
    assert_eq!((&opened["signed"], &opened["claims"]["aud"]), (&json!(true), &json!(service.url)));

    // An hour before, the service has no room; then it does not know the browser any more.
    world.clock.advance(Duration::from_secs(DAY - 3600));
    *service.answer.lock() = StatusCode::SERVICE_UNAVAILABLE;
    assert_eq!(minute().await.len(), 1);
    *service.answer.lock() = StatusCode::GONE;
    let again = minute().await;
    assert_eq!((again.len(), again[0].header("urgency")), (1, "high"));
    assert_eq!(minute().await.len(), 0);
    assert_eq!(member.get(devices).await.value()["items"], json!([]));
}

#[tokio::test]
async fn a_device_is_chosen_and_forgotten_as_a_form() {
    let service = PushService::open().await;
    let world = World::with(&[("ESTRADE_FEED_ALLOW_LOOPBACK", "true")], |_| {}).await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("ana").await;
    let page = "/fr/mon-espace/mes-donnees";
    let sent = async |path: &str, fields: &[(&str, &str)]| {
        let form = browser.request(Method::POST, path).form(fields).header("accept", "text/html");
        let form = form.header("user-agent", AGENT).header("origin", &world.url);
        send(form.header("referer", format!("{}{page}", world.url))).await
    };
    // The button is there for the script to show: without one there is nothing to press.
    let before = browser.get(page).await;
    let key = domain::push::public_key(&world.env).expect("a key");
    let button = before.text().split("data-push=").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default();
    assert!(button.contains(&key) && button.contains("hidden"), "{button}");
    assert!(!before.text().contains("data-device"));

    let endpoint = format!("{}/push/one", service.url);
    let fields = [("endpoint", endpoint.as_str()), ("p256dh", PUBLIC), ("auth", AUTH)];
    let added = sent("/call/reminders/add-device", &fields).await;
    assert_eq!((added.status, added.header("location")), (303, "/fr/mon-espace/mes-donnees?done=device-added"));
    let shown = browser.get("/fr/mon-espace/mes-donnees?done=device-added").await;
    for part in
        ["Firefox · Windows", "cet appareil affichera vos rappels", "quiet_from", &format!("data-device=\"{PUBLIC}\"")]
    {
        assert!(shown.text().contains(part), "no {part} in {}", shown.text());
    }
    let known = browser.get("/api/v1/me/profile").await.value();
    let device = known["push_devices"][0]["id"].as_str().expect("an id").to_owned();
    let refused =
        sent("/call/reminders/add-device", &[("endpoint", "http://10.0.0.8/"), ("p256dh", "a"), ("auth", "b")]).await;
    assert_eq!(refused.status, 422);
    let gone = sent("/call/reminders/forget-device", &[("device", &device)]).await;
    assert_eq!((gone.status, gone.header("location")), (303, "/fr/mon-espace/mes-donnees?done=device-forgotten"));
    assert!(!browser.get(page).await.text().contains("data-device"));
}

#[tokio::test]
async fn the_worker_answers_for_no_page_and_an_operator_may_do_without() {
    let world = World::with(&[("ESTRADE_PUSH", "false")], |_| {}).await;
    let member = world.program(Role::Member).await;
    let worker = member.get("/push/worker.js").await;
    assert_eq!((worker.status, worker.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert!(worker.text().contains("notificationclick") && !worker.text().contains("\"fetch\""));
    assert_eq!(worker.header("service-worker-allowed"), "");
    // It may speak to us, where its browser gets another address, and to nobody else.
    assert!(worker.text().contains("pushsubscriptionchange"));
    let policy = worker.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; connect-src 'self';"), "{policy}");
    let browser = json!({"endpoint": "https://push.example.net/1", "keys": {"p256dh": PUBLIC, "auth": AUTH}});
    let refused = send(member.request(Method::POST, "/api/v1/me/push-devices").json(&browser)).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "no_push"));
    assert_eq!(member.get("/api/v1/me/push-devices").await.value(), json!({"items": [], "public_key": null}));
}
