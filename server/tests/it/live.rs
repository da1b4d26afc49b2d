//! A live session from a real encoder to its recording: sent by ffmpeg over RTMP, watched while it is
//! sent, cut off, taken up again, and watched when it is over.

use crate::world::{Answer, Asker, PASSWORD, World};
use contract::{SessionId, accounts::Role, lives::LiveWindow};
use domain::{
    jobs, live,
    media::{Cage, Ffmpeg},
};
use serde_json::json;
use server::{config::RtmpTls, ingest, web::Limits};
use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::sleep};
use tokio_util::sync::{CancellationToken, DropGuard};

const ESTRADE: &str = env!("CARGO_BIN_EXE_estrade");

/// A server that encoders can send to.
pub struct Hall {
    pub world: World,
    pub address: SocketAddr,
    pub staff: Asker,
    pub member: Asker,
    _stop: DropGuard,
}

impl Hall {
    pub async fn new() -> Self {
        Self::within(Limits::default()).await
    }

    /// With limits of its own for those who connect.
    pub async fn within(limits: Limits) -> Self {
        let ffmpeg = Arc::new(Ffmpeg { cage: Cage { launcher: PathBuf::from(ESTRADE) } });
        let world = World::within(limits, &[], |env| env.transcoder = ffmpeg).await;
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let stop = CancellationToken::new();
        tokio::spawn(ingest::listen(address, None, world.env.clone(), stop.clone()));
        tokio::spawn(live::keep(world.env.clone(), stop.clone()));
        while TcpStream::connect(address).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
        let (staff, member) = (world.program(Role::Staff).await, world.program(Role::Member).await);
        Self { world, address, staff, member, _stop: stop.drop_guard() }
    }

    /// A session that takes place now and can be found.
    pub async fn session(&self) -> SessionId {
        let item = self.world.item(&self.staff, "Cardio en direct").await;
        let now = self.world.env.clock.now();
        let window = LiveWindow { starts_at: now, ends_at: now + Duration::from_secs(3600), replay: true };
        let made = self.staff.post("/api/v1/sessions", &json!({"item_id": item, "live": window})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json("id");
        assert_eq!(self.staff.post(&format!("/api/v1/sessions/{id}/publish"), &json!({})).await.status, 200);
        id.parse().expect("an id")
    }

    pub async fn key(&self, session: SessionId) -> String {
        self.staff.post(&format!("/api/v1/lives/{session}/key"), &json!({})).await.json("key")
    }

    /// An encoder that sends a moving picture and a tone, with what is asked of it.
    pub fn encoder(&self, key: &str, seconds: u32, more: &[&str]) -> Encoder {
        self.encoder_to(&format!("rtmp://{}/live/{key}", self.address), seconds, more)
    }

    pub fn encoder_to(&self, url: &str, seconds: u32, more: &[&str]) -> Encoder {
        let picture = format!("testsrc2=size=640x360:rate=30:duration={seconds}");
        let sound = format!("sine=frequency=440:sample_rate=48000:duration={seconds}");
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-re", "-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound]);
        command.args([
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-tune",
            "zerolatency",
            "-pix_fmt",
            "yuv420p",
            "-g",
            "60",
        ]);
        command.args(["-c:a", "aac", "-ac", "2"]).args(more);
        command.args(["-f", "flv", url]);
        Encoder(command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("ffmpeg"))
    }

    pub async fn status(&self, session: SessionId) -> serde_json::Value {
        self.staff.get(&format!("/api/v1/lives/{session}")).await.value()
    }

    pub async fn until(&self, session: SessionId, state: &str) -> serde_json::Value {
        let begun = Instant::now();
        loop {
            let status = self.status(session).await;
            if status["state"] == state {
                return status;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "not {state}: {status}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    async fn opened(&self, session: SessionId) -> Answer {
        self.member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await
    }

    /// The folder of a member's media.
    pub async fn media(&self, session: SessionId) -> String {
        let opened = self.opened(session).await;
        assert_eq!(opened.status, 200, "{}", opened.text());
        opened.json("playlist_url").strip_suffix("index.m3u8").expect("a playlist").to_owned()
    }

    /// What a second program makes of everything that a playlist lists: seconds of pictures and of sound.
    async fn read(&self, media: &str, track: &str) -> f64 {
        let list = self.member.get(&format!("{media}live/{track}/index.m3u8")).await;
        let mut bytes = Vec::new();
        for line in list.text().lines() {
            let init = line.strip_prefix("#EXT-X-MAP:URI=\"").and_then(|rest| rest.strip_suffix('"'));
            if let Some(name) = init.or((!line.starts_with('#') && !line.is_empty()).then_some(line)) {
                let part = self.member.get(&format!("{media}live/{track}/{name}")).await;
                assert_eq!(part.status, 200, "{name}");
                bytes.extend(part.body);
            }
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("all.mp4");
        std::fs::write(&path, bytes).expect("written");
        let read = Command::new("ffmpeg").args(["-v", "warning", "-i"]).arg(&path).args(["-f", "null", "-"]).output();
        let read = read.expect("ffmpeg");
        assert_eq!(String::from_utf8_lossy(&read.stderr), "", "{track}");
        let probe = ["-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"];
        let probed = Command::new("ffprobe").args(probe).arg(&path).output().expect("ffprobe");
        let packets: f64 = String::from_utf8_lossy(&probed.stdout).trim().parse().expect("a number");
        if track == "v" { packets / 30.0 } else { packets * 1024.0 / 48_000.0 }
    }
}

pub struct Encoder(pub Child);

impl Encoder {
    pub fn stop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// What it says when it has ended by itself.
    fn says(mut self) -> String {
        use std::io::Read;
        let mut text = String::new();
        self.0.stderr.take().expect("piped").read_to_string(&mut text).expect("text");
        let _ = self.0.wait();
        text
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The segment and part that a playlist announces.
pub fn hint(list: &str) -> (u32, u32, String) {
    let line = list.lines().find(|line| line.starts_with("#EXT-X-PRELOAD-HINT")).expect("a hint");
    let name = line.split("URI=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
    let (_, rest) = name.split_once('-').expect("an epoch");
    let (segment, part) = rest.strip_suffix(".m4s").and_then(|rest| rest.split_once('.')).expect("a part");
    (segment.parse().expect("a number"), part.parse().expect("a number"), name.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_watched_within_seconds_and_stays() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    assert_eq!(hall.opened(session).await.problem(), "not_begun");
    let key = hall.key(session).await;
    let begun = Instant::now();
    let mut encoder = hall.encoder(&key, 40, &[]);
    let status = hall.until(session, "live").await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!((&status["ingest"]["connected"], &status["ingest"]["is_watchable"]), (&json!(true), &json!(true)));
    assert_eq!(hall.member.get(&format!("/api/v1/lives/{session}")).await.value()["ingest"], serde_json::Value::Null);

    let media = hall.media(session).await;
    let all = hall.member.get(&format!("{media}index.m3u8")).await;
    assert!(all.text().contains("CODECS=\"avc1.") && all.text().contains("RESOLUTION=640x360"), "{}", all.text());
    let list = hall.member.get(&format!("{media}live/v/index.m3u8")).await;
    for wanted in
        ["#EXT-X-TARGETDURATION:2\n", "CAN-BLOCK-RELOAD=YES", "PART-HOLD-BACK=1.050", "#EXT-X-PROGRAM-DATE-TIME:"]
    {
        assert!(list.text().contains(wanted), "{wanted}: {}", list.text());
    }
    // The part that comes next is held until it is there, and so is the playlist that has it.
    for track in ["v", "a"] {
        let list = hall.member.get(&format!("{media}live/{track}/index.m3u8")).await;
        let (segment, part, name) = hint(list.text());
        let address = format!("{media}live/{track}/index.m3u8?_HLS_msn={segment}&_HLS_part={part}&_HLS_skip=YES");
        let (fresh, held) =
            (hall.member.get(&address).await, hall.member.get(&format!("{media}live/{track}/{name}")).await);
        assert!(fresh.text().contains(&name), "{}", fresh.text());
        assert_eq!(held.status, 200);
        assert_eq!(held.header("cache-control"), "private, max-age=31536000, immutable");
    }
    let far = hall.member.get(&format!("{media}live/v/index.m3u8?_HLS_msn=900")).await;
    assert_eq!(far.status, 422);
    assert!(hall.status(session).await["viewers"] == 1);

    // The encoder goes and comes back: the same session goes on.
    encoder.stop();
    hall.until(session, "interrupted").await;
    let mut encoder = hall.encoder(&key, 40, &[]);
    let status = hall.until(session, "live").await;
    assert_eq!(status["ingest"]["reconnects"], 1);
    sleep(Duration::from_secs(5)).await;
    let list = hall.member.get(&format!("{media}live/v/index.m3u8")).await;
    assert_eq!(list.text().matches("#EXT-X-DISCONTINUITY\n").count(), 1, "{}", list.text());
    let sound = hall.member.get(&format!("{media}live/a/index.m3u8")).await;
    assert_eq!(sound.text().matches("#EXT-X-DISCONTINUITY\n").count(), 1, "{}", sound.text());

    let ended = hall.staff.post(&format!("/api/v1/lives/{session}/end"), &json!({})).await;
    assert_eq!((ended.status, ended.json("state").as_str()), (200, "ended"));
    encoder.stop();
    let list = hall.member.get(&format!("{media}live/v/index.m3u8")).await;
    assert!(list.text().ends_with("#EXT-X-ENDLIST\n") && list.text().contains("PLAYLIST-TYPE:VOD"), "{}", list.text());
    let (pictures, sound) = (hall.read(&media, "v").await, hall.read(&media, "a").await);
    assert!(pictures > 6.0 && (pictures - sound).abs() < 0.3, "{pictures} and {sound}");

    // Nothing is encoded again for it to be whole; the address stays.
    jobs::run_pending(&hall.world.env).await.expect("jobs");
    let begun = Instant::now();
    while hall.status(session).await["state"] != "replay" {
        assert!(begun.elapsed() < Duration::from_secs(20));
        jobs::run_pending(&hall.world.env).await.expect("jobs");
        sleep(Duration::from_millis(200)).await;
    }
    let opened = hall.opened(session).await;
    let length = opened.value()["duration_s"].as_f64().expect("a length");
    assert!((length - pictures).abs() < 0.5, "{length} of {pictures}");
    let all = hall.member.get(&opened.json("playlist_url")).await;
    assert!(!all.text().contains("live/"), "{}", all.text());
    // Whoever was watching goes on with the addresses that they have.
    assert!(hall.read(&media, "v").await > 6.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_studio_begins_with_where_to_send_and_then_shows_the_picture() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    hall.world.account("lea", Role::Staff, Some(PASSWORD)).await;
    let browser = hall.world.browser();
    browser.sign_in("lea").await;
    let page = format!("/fr/directs/{session}");
    let (asked, waiting) = (" src=\"/media/studio/", " data-src=\"/media/studio/");
    let shown = browser.get(&page).await;
    let place = |part: &str| shown.text().find(part).unwrap_or_else(|| panic!("no {part} in {}", shown.text()));
    let order = ["Ce qu’il faut à votre logiciel", "Demander une clé", "Ce qui arrive de la salle", "Dans OBS"];
    assert!(order.map(place).is_sorted(), "{:?}", order.map(place));
    assert!(shown.text().contains(waiting) && !shown.text().contains(asked), "nothing can be watched yet");

    let given = browser.submit("/call/lives/key", &page, &[("session", &session.to_string())]).await;
    let shown = browser.get(given.header("location")).await;
    let text = shown.text();
    assert!(text.find("Votre clé de diffusion") < text.find("Ce qui arrive de la salle"), "{text}");
    assert!(text.contains("Votre clé de diffusion") && !text.contains("Ce qu’il faut à votre logiciel"), "said once");

    let key = hall.key(session).await;
    let mut encoder = hall.encoder(&key, 20, &[]);
    hall.until(session, "live").await;
    let shown = browser.get(&page).await;
    assert!(shown.text().contains(asked) && !shown.text().contains("Ce qu’il faut à votre logiciel"));
    encoder.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_send_reads_why_and_the_right_encoder_takes_over() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let said = tokio::task::block_in_place(|| hall.encoder("0123456789abcdef0123456789abcdef", 5, &[]).says());
    assert!(said.contains("Unknown or replaced stream key"), "{said}");
    let old = hall.key(session).await;
    let key = hall.key(session).await;
    assert_ne!(old, key);
    let said = tokio::task::block_in_place(|| hall.encoder(&old, 5, &[]).says());
    assert!(said.contains("Unknown or replaced stream key"), "{said}");

    let first = hall.encoder(&key, 30, &[]);
    hall.until(session, "live").await;
    // A second one with the right key: the first has lost its connection, or somebody started twice.
    let _second = hall.encoder(&key, 30, &[]);
    let said = tokio::task::block_in_place(|| first.says());
    assert!(!said.is_empty(), "the first one is let go");
    let status = hall.until(session, "live").await;
    assert_eq!(status["ingest"]["reconnects"], 1);
    // It may be the same teacher, and it may be somebody who has found the key: the studio says so.
    let told = |status: &serde_json::Value| {
        status["ingest"]["troubles"].as_array().is_some_and(|told| told.contains(&json!("two_encoders")))
    };
    assert!(told(&status), "{status}");
    // A new key ends it: the one that sends is let go, and comes no more.
    let new = hall.key(session).await;
    hall.until(session, "interrupted").await;
    let said = tokio::task::block_in_place(|| hall.encoder(&key, 5, &[]).says());
    assert!(said.contains("Unknown or replaced stream key"), "{said}");
    let _teacher = hall.encoder(&new, 30, &[]);
    let status = hall.until(session, "live").await;
    assert!(!told(&status), "{status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_browsers_do_not_play_is_refused_and_staff_read_why() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let key = hall.key(session).await;
    tokio::task::block_in_place(|| hall.encoder(&key, 10, &["-c:v", "flv1"]).says());
    let status = hall.status(session).await;
    assert_eq!(status["ingest"]["troubles"][0], "picture_refused", "{status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_encoders_are_live_all_the_same() {
    let hall = Hall::new().await;
    // No sound, no pictures, pictures out of order, far between key pictures, mono at another rate.
    for more in [
        &["-an"][..],
        &["-vn"],
        &["-bf", "3", "-tune", "film"],
        &["-g", "360"],
        &["-ar", "44100", "-ac", "1"],
        &["-r", "1"],
    ] {
        let session = hall.session().await;
        let mut encoder = hall.encoder(&hall.key(session).await, 30, more);
        hall.until(session, "live").await;
        sleep(Duration::from_secs(3)).await;
        let ended = hall.staff.post(&format!("/api/v1/lives/{session}/end"), &json!({})).await;
        assert_eq!(ended.json("state"), "ended", "{more:?}");
        encoder.stop();
        let media = hall.media(session).await;
        let track = if more == ["-vn"] { "a" } else { "v" };
        let list = hall.member.get(&format!("{media}live/{track}/index.m3u8")).await;
        assert!(list.text().contains("#EXTINF"), "{more:?}: {}", list.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn encoders_come_over_tls_as_well() {
    let hall = Hall::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).expect("written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port");
    let acceptor = ingest::acceptor(&RtmpTls { listen: free, certificate, key }).expect("a certificate and its key");
    let stop = CancellationToken::new();
    let _stop = stop.clone().drop_guard();
    tokio::spawn(ingest::listen(free, Some(acceptor), hall.world.env.clone(), stop));
    while TcpStream::connect(free).await.is_err() {
        sleep(Duration::from_millis(20)).await;
    }
    let session = hall.session().await;
    let _encoder = hall.encoder_to(&format!("rtmps://{free}/live/{}", hall.key(session).await), 30, &[]);
    hall.until(session, "live").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_on_the_port_harms_nobody() {
    use tokio::io::AsyncWriteExt;
    let hall = Hall::new().await;
    let session = hall.session().await;
    let mut encoder = hall.encoder(&hall.key(session).await, 60, &[]);
    hall.until(session, "live").await;
    for round in 0..200_u32 {
        // Half a handshake, a word of another protocol, a handshake and nonsense.
        if let Ok(mut socket) = TcpStream::connect(hall.address).await {
            let bytes = match round % 3 {
                0 => vec![3; 700],
                1 => b"GET / HTTP/1.1\r\n\r\n".to_vec(),
                _ => [vec![3], vec![round as u8; 3072], vec![0xFF; 500]].concat(),
            };
            let _ = socket.write_all(&bytes).await;
        }
    }
    let before = hall.status(session).await["ingest"]["frames"].as_u64().expect("a number");
    sleep(Duration::from_secs(2)).await;
    let status = hall.status(session).await;
    assert!(status["ingest"]["frames"].as_u64().expect("a number") > before + 40, "{status}");
    assert_eq!(status["state"], "live");
    encoder.stop();
}
