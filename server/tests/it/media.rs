//! Real files through the real engine in its real cage, read back by a program that is not ours.

use crate::world::{Asker, PASSWORD, World, send};
use contract::accounts::Role;
use domain::{
    jobs,
    media::{Cage, Ffmpeg},
};
use reqwest::Method;
use serde_json::json;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

const ESTRADE: &str = env!("CARGO_BIN_EXE_estrade");

async fn world() -> World {
    World::with(&[], |env| env.transcoder = Arc::new(Ffmpeg { cage: Cage { launcher: PathBuf::from(ESTRADE) } })).await
}

fn run(program: &str, args: &[&str]) -> Output {
    Command::new(program).args(args).output().unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// A moving picture with a tone, this long.
fn clip(folder: &Path, seconds: u32, size: &str) -> Vec<u8> {
    let path = folder.join("clip.mp4");
    let picture = format!("testsrc2=size={size}:rate=25:duration={seconds}");
    let sound = format!("sine=frequency=440:duration={seconds}");
    let args = [
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        &picture,
        "-f",
        "lavfi",
        "-i",
        &sound,
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-shortest",
        "-y",
        path.to_str().expect("a path"),
    ];
    let made = run("ffmpeg", &args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::read(path).expect("a clip")
}

/// Sends a file in pieces, and returns its recording.
async fn upload(staff: &Asker, item: &str, filename: &str, bytes: &[u8]) -> String {
    let begun =
        staff.post("/api/v1/recordings", &json!({"item_id": item, "filename": filename, "size": bytes.len()})).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let mut offset = 0;
    for piece in bytes.chunks(1_500_000) {
        let request = staff
            .request(Method::PATCH, &begun.json("upload_url"))
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", offset)
            .header("content-type", "application/offset+octet-stream")
            .body(piece.to_vec());
        assert_eq!(send(request).await.status, 204);
        offset += piece.len();
    }
    begun.json("id")
}

/// The addresses in a playlist, whether on lines of their own or in a tag.
fn addresses(playlist: &str) -> Vec<String> {
    let quoted = |line: &str| line.split("URI=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    playlist
        .lines()
        .filter_map(|line| if line.starts_with('#') { quoted(line) } else { Some(line.trim().to_owned()) })
        .filter(|address| !address.is_empty())
        .collect()
}

fn beside(url: &str, address: &str) -> String {
    if address.starts_with('/') {
        address.to_owned()
    } else {
        format!("{}/{address}", url.rsplit_once('/').expect("a path").0)
    }
}

/// Fetches every segment of every rendition and has each decoded from end to end.
async fn plays(viewer: &Asker, playlist_url: &str, seconds: f64) {
    let multivariant = viewer.get(playlist_url).await;
    assert!(multivariant.text().starts_with("#EXTM3U"), "{}", multivariant.text());
    let mut renditions = addresses(multivariant.text());
    renditions.sort();
    renditions.dedup();
    assert!(renditions.len() >= 2, "picture and sound: {renditions:?}");
    let folder = tempfile::tempdir().expect("a folder");
    for address in renditions {
        let url = beside(playlist_url, &address);
        let list = viewer.get(&url).await;
        assert!(list.text().contains("#EXT-X-ENDLIST"), "{}", list.text());
        let file = folder.path().join("rendition.mp4");
        let mut joined = std::fs::File::create(&file).expect("a file");
        for segment in addresses(list.text()) {
            let segment = viewer.get(&beside(&url, &segment)).await;
            assert_eq!(
                (segment.status, segment.header("cache-control")),
                (200, "private, max-age=31536000, immutable")
            );
            joined.write_all(&segment.body).expect("written");
        }
        let path = file.to_str().expect("a path");
        let probe = run("ffprobe", &["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]);
        let duration: f64 = String::from_utf8_lossy(&probe.stdout).trim().parse().expect("a duration");
        assert!((duration - seconds).abs() < 0.5, "{address}: {duration}");
        let decoded = run("ffmpeg", &["-v", "error", "-xerror", "-i", path, "-f", "null", "-"]);
        assert!(
            decoded.status.success() && decoded.stderr.is_empty(),
            "{address}: {}",
            String::from_utf8_lossy(&decoded.stderr)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_becomes_something_to_watch() {
    let world = world().await;
    let (staff, member) = (world.program(Role::Staff).await, world.program(Role::Member).await);
    let item = world.item(&staff, "Yoga").await.to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let recording = upload(&staff, &item, "classe.mp4", &clip(folder.path(), 6, "1280x720")).await;
    let events = tokio::spawn({
        let (staff, path) = (staff.clone(), format!("/api/v1/recordings/{recording}/events"));
        async move { staff.get(&path).await }
    });
    jobs::run_pending(&world.env).await.expect("jobs");
    let details = staff.get(&format!("/api/v1/recordings/{recording}")).await.value();
    assert_eq!((&details["state"], &details["progress"]), (&json!("ready"), &json!(1.0)), "{details}");
    let length = details["duration_s"].as_f64().expect("a length");
    assert!((length - 6.0).abs() < 0.2, "{length}");
    let heights: Vec<_> =
        details["renditions"].as_array().expect("renditions").iter().filter_map(|r| r["height"].as_u64()).collect();
    assert!(heights.contains(&720) && heights.iter().all(|height| *height <= 720), "{heights:?}");
    let events = tokio::time::timeout(Duration::from_secs(10), events).await.expect("an end").expect("events");
    assert_eq!(events.header("content-type"), "text/event-stream");
    assert!(
        events.text().contains("event: recording") && events.text().contains("\"state\":\"ready\""),
        "{}",
        events.text()
    );
    let poster = staff.get(&format!("/media/recording/{recording}/poster-large.jpg")).await;
    assert_eq!((poster.status, &poster.body[..2]), (200, &[0xff, 0xd8][..]));

    let session = staff.post("/api/v1/sessions", &json!({"item_id": item, "recording_id": recording})).await.json("id");
    assert_eq!(staff.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await.json("state"), "published");
    let opened = member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
    plays(&member, &opened.json("playlist_url"), 6.0).await;
}

/// The same file, whose index names its first track so many times more.
fn with_tracks(whole: &[u8], times: usize) -> Vec<u8> {
    let found =
        |name: &[u8], from: usize| whole[from..].windows(4).position(|four| four == name).expect("a box") + from - 4;
    let long = |at: usize| {
        let four = whole[at..at + 4].try_into().expect("four bytes");
        usize::try_from(u32::from_be_bytes(four)).expect("a length")
    };
    let index = found(b"moov", 4);
    let track = found(b"trak", index);
    let more = whole[track..track + long(track)].repeat(times);
    let end = index + long(index);
    let length = u32::try_from(long(index) + more.len()).expect("a length").to_be_bytes();
    [&whole[..index], &length, &whole[index + 4..end], &more, &whole[end..]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_files_fail_with_a_reason() {
    let world = world().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await.to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let whole = clip(folder.path(), 2, "320x180");
    // What a playlist would lead to, were it followed.
    let canary = folder.path().join("canary.ts");
    std::fs::write(&canary, &whole).expect("written");
    let canary_url = format!("file://{}", canary.display());
    let list = |target: &str| {
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n").into_bytes()
    };
    let half = whole[..whole.len() / 2].to_vec();
    // A header that promises 65 535 pixels squared, and one of a sound with a page inside.
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0".to_vec();
    let wav =
        [&b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\xff\xff\x44\xac\0\0"[..], &b"<html>".repeat(200)].concat();
    let mut lying = whole.clone();
    // The index says that its first box is as long as can be written down.
    lying[..4].copy_from_slice(&u32::MAX.to_be_bytes());
    let index = whole.windows(4).position(|name| name == b"moov").expect("an index");
    let mut no_index = whole.clone();
    // Not `free`: ffmpeg looks for an index in there.
    no_index[index..index + 4].copy_from_slice(b"lost");
    // An hour of next to nothing, which is quickly sent and long to look at.
    let speck = folder.path().join("speck.mp4");
    let hour = ["-v", "error", "-f", "lavfi", "-i", "color=size=2x2:rate=1:duration=3600", "-c:v", "libx264"];
    let made = run("ffmpeg", &[&hour[..], &["-pix_fmt", "yuv420p", "-y", speck.to_str().expect("a path")]].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let speck = std::fs::read(speck).expect("a speck");
    for (name, bytes, codes) in [
        ("pistes.mp4", with_tracks(&whole, 3_000), &["too_many_streams"][..]),
        ("point.mp4", speck, &["no_picture_or_sound"]),
        ("liste.mp4", list(&canary_url), &["playlist"]),
        ("liste.mp4", list("liste.mp4"), &["playlist"]),
        ("liste.m3u8", list("http://127.0.0.1:1/secret.ts"), &["playlist"]),
        ("suite.mp4", format!("ffconcat version 1.0\nfile '{}'\n", canary.display()).into_bytes(), &["playlist"]),
        (
            "manifeste.mp4",
            b"<?xml version=\"1.0\"?><MPD><BaseURL>http://127.0.0.1:1/</BaseURL></MPD>".to_vec(),
            &["playlist"],
        ),
        ("coupe.mp4", half, &["truncated"]),
        ("sans-index.mp4", no_index, &["truncated", "not_media", "no_picture_or_sound"]),
        ("menteur.mp4", lying, &["truncated", "not_media", "no_picture_or_sound"]),
        ("image.mp4", png, &["not_media", "too_large"]),
        ("page.gif", b"GIF89a<script>alert(1)</script>".repeat(20), &["not_media"]),
        (
            "dessin.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
            &["not_media"],
        ),
        ("son.wav", wav, &["truncated", "not_media", "no_picture_or_sound", "unsupported_codec"]),
        ("texte.mp4", b"Bonjour, je suis une video.\n".repeat(50), &["not_media"]),
        ("../../\u{e9}\r\n.mp4", b"\0".repeat(4096), &["not_media"]),
    ] {
        let recording = upload(&staff, &item, name, &bytes).await;
        let begun = Instant::now();
        jobs::run_pending(&world.env).await.expect("jobs");
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}: {:?}", begun.elapsed());
        let path = format!("/api/v1/recordings/{recording}");
        let details = send(staff.request(Method::GET, &path).header("accept-language", "fr")).await.value();
        assert_eq!(details["state"], "failed", "{name}: {details}");
        assert!(codes.iter().any(|code| details["problem_code"] == **code), "{name}: {details}");
        assert!(details["problem"].as_str().is_some_and(|text| text.len() > 10), "{details}");
    }
    let left = std::fs::read_dir(&world.env.settings.scratch).expect("a folder").count();
    assert_eq!(left, 0, "nothing is left of what was tried");
    let empty = staff.post("/api/v1/recordings", &json!({"item_id": item, "filename": "vide.mp4", "size": 0})).await;
    assert_eq!(empty.value()["fields"][0]["code"], "empty_file");
}

/// A server of its own process.
struct Served {
    process: Child,
    asker: Asker,
}

impl Served {
    async fn start(data: &Path, port: u16) -> Self {
        let process = command(data, port).arg("serve").stdout(Stdio::null()).spawn().expect("a server");
        let client = reqwest::Client::builder().cookie_store(true).build().expect("a client");
        let asker = Asker { client, url: format!("http://127.0.0.1:{port}"), token: None };
        let begun = Instant::now();
        while asker.client.get(format!("{}/livez", asker.url)).send().await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server does not start");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Self { process, asker }
    }

    async fn signed_in(mut self) -> Self {
        let answer = self.asker.sign_in("samuel").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.asker.token = None;
        self
    }

    async fn state(&self, recording: &str) -> String {
        self.asker.get(&format!("/api/v1/recordings/{recording}")).await.json("state")
    }

    /// As if the power had gone.
    fn kill(&mut self) {
        self.process.kill().expect("killed");
        self.process.wait().expect("gone");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}

fn command(data: &Path, port: u16) -> Command {
    let mut command = Command::new(ESTRADE);
    command
        .env("ESTRADE_DATA_DIR", data)
        .env("ESTRADE_LISTEN", format!("127.0.0.1:{port}"))
        .env("ESTRADE_LOG", "warn")
        .current_dir(data);
    command
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_was_cut_short_is_finished_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, port) = (folder.path(), free_port());
    let args =
        ["user", "create", "--email", "samuel@example.org", "--name", "Samuel", "--role", "staff", "--password-stdin"];
    let mut create =
        command(data, port).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a command");
    create.stdin.take().expect("a pipe").write_all(format!("{PASSWORD}\n").as_bytes()).expect("written");
    let made = create.wait_with_output().expect("an end");
    assert!(made.status.success() && made.stdout.len() > 30, "{made:?}");

    let mut first = Served::start(data, port).await.signed_in().await;
    let item = first.asker.post("/api/v1/items", &json!({"kind": "class", "title": {"fr": "Yoga"}})).await.json("id");
    let recording = upload(&first.asker, &item, "classe.mp4", &clip(folder.path(), 25, "1280x720")).await;
    let begun = Instant::now();
    while first.state(&recording).await != "playable" {
        assert!(begun.elapsed() < Duration::from_secs(20), "the work does not begin");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(first.state(&recording).await, "playable", "too quick to be cut short");
    first.kill();

    let second = Served::start(data, port).await.signed_in().await;
    let begun = Instant::now();
    loop {
        let state = second.state(&recording).await;
        if state == "ready" {
            break;
        }
        assert!(state != "failed" && begun.elapsed() < Duration::from_secs(400), "{state}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let session =
        second.asker.post("/api/v1/sessions", &json!({"item_id": item, "recording_id": recording})).await.json("id");
    second.asker.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await;
    let opened = second.asker.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
    plays(&second.asker, &opened.json("playlist_url"), 25.0).await;
}
