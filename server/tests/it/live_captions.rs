//! Captions of a live session, from a real encoder to the recording: typed while it is sent, and sent along
//! in the picture by the encoder.

use crate::live::{Encoder, Hall};
use contract::accounts::Role;
use domain::jobs;
use http::Method;
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// The first segment of captions that holds these words.
async fn segment_with(hall: &Hall, media: &str, words: &str) -> String {
    let begun = Instant::now();
    loop {
        let list = hall.member.get(&format!("{media}live/t-fr/index.m3u8")).await;
        if list.status == 200 {
            for name in list.text().lines().filter(|line| line.ends_with(".vtt")) {
                let segment = hall.member.get(&format!("{media}live/t-fr/{name}")).await;
                assert_eq!(segment.header("content-type"), "text/vtt; charset=utf-8");
                if segment.text().contains(words) {
                    return segment.text().to_owned();
                }
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "no {words:?}: {}", list.text());
        sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_read_within_seconds_and_stays_with_the_recording() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let captions = format!("/api/v1/lives/{session}/captions");
    let line = json!({"language": "fr", "text": "Pliez les genoux"});
    assert_eq!(hall.staff.post(&captions, &line).await.problem(), "captions_not_now");
    let announced = hall.staff.request(Method::PUT, &format!("{captions}/fr"));
    assert_eq!(crate::world::send(announced).await.status, 204);
    let key = hall.key(session).await;
    let mut encoder = hall.encoder(&key, 40, &[]);
    let status = hall.until(session, "live").await;
    assert_eq!(status["viewers"], 0);
    let media = hall.media(session).await;
    let all = hall.member.get(&format!("{media}index.m3u8")).await;
    assert!(all.text().contains("TYPE=SUBTITLES,GROUP-ID=\"t\""), "announced before there is a line: {}", all.text());
    sleep(Duration::from_secs(3)).await;

    assert_eq!(hall.member.post(&captions, &line).await.problem(), "not_captioner");
    let captioners = format!("/api/v1/lives/{session}/captioners");
    hall.world.account("lea", Role::Member, Some("un mot de passe")).await;
    let named = hall.staff.post(&captioners, &json!({"email": "nobody@demo.test"})).await;
    assert_eq!((named.status, named.problem().as_str()), (422, "invalid"));
    assert_eq!(hall.staff.post(&captioners, &json!({"email": "lea@example.org"})).await.status, 204);
    assert_eq!(hall.staff.get(&captioners).await.value()[0]["name"], "lea");
    let said = hall.staff.post(&captions, &line).await;
    assert_eq!(said.status, 201, "{}", said.text());
    let segment = segment_with(&hall, &media, "Pliez les genoux").await;
    assert!(segment.starts_with("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:"), "{segment}");
    let read = hall.member.get(&captions).await.value();
    assert_eq!(read["items"][0]["text"], "Pliez les genoux");
    assert_eq!(read["items"][0]["from_encoder"], false);

    // A tone of 440 Hz is heard, and it is neither silence nor clipped.
    let status = hall.status(session).await;
    let level = status["ingest"]["audio_level_db"].as_f64().expect("a level");
    assert!((-35.0..-3.0).contains(&level), "{level}");

    assert_eq!(hall.staff.post(&format!("/api/v1/lives/{session}/end"), &json!({})).await.status, 200);
    encoder.stop();
    let begun = Instant::now();
    while hall.status(session).await["state"] != "replay" {
        assert!(begun.elapsed() < Duration::from_secs(20));
        jobs::run_pending(&hall.world.env).await.expect("jobs");
        sleep(Duration::from_millis(200)).await;
    }
    let media = hall.media(session).await;
    let all = hall.member.get(&format!("{media}index.m3u8")).await;
    assert!(all.text().contains("TYPE=SUBTITLES") && all.text().contains("LANGUAGE=\"fr\""), "{}", all.text());
    let name = all.text().split("URI=\"").find(|rest| rest.starts_with("t-")).and_then(|rest| rest.split('/').next());
    let name = name.expect("captions").to_owned();
    let kept = hall.member.get(&format!("{media}{name}/0.vtt")).await;
    assert!(kept.text().contains("Pliez les genoux"), "{}", kept.text());
}

/// A byte with its parity.
fn odd(byte: u8) -> u8 {
    if byte.count_ones().is_multiple_of(2) { byte | 0x80 } else { byte }
}

/// The pairs of a caption that pops on, each for one picture.
fn pops_on(text: &str) -> Vec<[u8; 2]> {
    let mut pairs = vec![[0x14, 0x20], [0x14, 0x20], [0x14, 0x2E], [0x14, 0x2E], [0x14, 0x60], [0x14, 0x60]];
    pairs.extend(text.as_bytes().chunks(2).map(|pair| [pair[0], pair.get(1).copied().unwrap_or(0)]));
    pairs.extend([[0x14, 0x2F], [0x14, 0x2F]]);
    pairs.into_iter().map(|pair| pair.map(odd)).collect()
}

/// Writes a film as encoders write it, and puts a pair into each picture from the second second on.
fn film_with_captions(path: &Path, pairs: &[[u8; 2]]) {
    let plain = path.with_extension("plain.flv");
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30:duration=30"])
        .args(["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=30"])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac"])
        .args(["-f", "flv"])
        .arg(&plain)
        .status();
    assert!(made.expect("ffmpeg").success());
    let bytes = std::fs::read(&plain).expect("a film");
    let (header, mut rest) = bytes.split_at(13);
    let (mut out, mut pictures) = (header.to_vec(), Vec::new());
    // Tags in order; which picture carries which pair follows from when it is shown.
    let mut tags = Vec::new();
    while rest.len() > 11 {
        let size = usize::from(rest[1]) << 16 | usize::from(rest[2]) << 8 | usize::from(rest[3]);
        let (tag, after) = rest.split_at(11 + size);
        let at = u32::from_be_bytes([tag[7], tag[4], tag[5], tag[6]]);
        if tag[0] == 9 && tag[12] == 1 && size > 5 {
            let shift = u32::from_be_bytes([0, tag[13], tag[14], tag[15]]);
            pictures.push((at + shift, tags.len()));
        }
        tags.push(tag.to_vec());
        rest = &after[4..];
    }
    pictures.sort_unstable();
    let shown = pictures.iter().filter(|(at, _)| *at >= 2_000);
    for (pair, (_, tag)) in pairs.iter().zip(shown) {
        let mut unit = vec![0x06, 0x04, 14, 0xB5, 0x00, 0x31, b'G', b'A', b'9', b'4', 0x03, 0x41, 0xFF];
        unit.extend([0xFC, pair[0], pair[1], 0xFF, 0x80]);
        let mut sent = (unit.len() as u32).to_be_bytes().to_vec();
        sent.extend(unit);
        tags[*tag].splice(16..16, sent);
    }
    for mut tag in tags {
        let size = (tag.len() as u32 - 11).to_be_bytes();
        tag[1..4].copy_from_slice(&size[1..]);
        out.extend(&tag);
        out.extend((tag.len() as u32).to_be_bytes());
    }
    std::fs::write(path, out).expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_that_come_in_the_picture_are_read_as_well() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("captions.flv");
    tokio::task::block_in_place(|| film_with_captions(&path, &pops_on("INSPIREZ")));
    let key = hall.key(session).await;
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-re", "-i"]).arg(&path).args(["-c", "copy", "-f", "flv"]);
    command.arg(format!("rtmp://{}/live/{key}", hall.address));
    let mut encoder = Encoder(command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("ffmpeg"));
    hall.until(session, "live").await;
    let media = hall.media(session).await;
    segment_with(&hall, &media, "INSPIREZ").await;
    let read: Value = hall.staff.get(&format!("/api/v1/lives/{session}/captions")).await.value();
    assert_eq!((&read["languages"], &read["items"][0]["from_encoder"]), (&json!(["fr"]), &json!(true)), "{read}");
    // Six pairs and four of letters after the second second: shown at its end.
    let said = read["items"][0]["said_ms"].as_u64().expect("a time");
    assert!((2_200..2_700).contains(&said), "{said}");
    encoder.stop();
}
