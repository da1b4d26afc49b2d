//! What was sent live is whole afterwards, whatever its encoder changed on the way: real encoders, the real engine,
//! and a program that is not ours to look at what came of it. What is sent is sent as fast as it is taken in.

use crate::live::Hall;
use bytes::Bytes;
use contract::SessionId;
use domain::{
    jobs,
    live::{Publication, Tag, TagKind},
};
use serde_json::json;
use std::{
    process::Command,
    time::{Duration, Instant},
};

const SECONDS: u32 = 6;

/// What an encoder sends in six seconds of one colour and one note.
fn sent(colour: &str, size: &str, sound_rate: u32, more: &[&str]) -> Vec<Tag> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sent.flv");
    let picture = format!("color=c={colour}:size={size}:rate=30:duration={SECONDS}");
    let sound = format!("sine=frequency=440:sample_rate={sound_rate}:duration={SECONDS}");
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound]);
    command.args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60", "-c:a", "aac"]);
    let made = command.args(more).args(["-f", "flv"]).arg(&path).status();
    assert!(made.expect("ffmpeg").success());
    let file = Bytes::from(std::fs::read(&path).expect("a file"));
    // Adobe, Video File Format Specification 10.1, annex E.4: a head, and tags with a word between them.
    let (mut rest, mut tags) = (file.slice(13..), Vec::new());
    while rest.len() > 15 {
        let head = rest.split_to(11);
        let body = rest.split_to(u32::from_be_bytes([0, head[1], head[2], head[3]]) as usize);
        drop(rest.split_to(4));
        let at_ms = u32::from_be_bytes([head[7], head[4], head[5], head[6]]);
        match head[0] {
            8 => tags.push(Tag { kind: TagKind::Audio, at_ms, body }),
            9 => tags.push(Tag { kind: TagKind::Video, at_ms, body }),
            _ => {}
        }
    }
    tags
}

async fn send(publication: &mut Publication, tags: Vec<Tag>, from_s: u32) {
    for tag in tags {
        let tag = Tag { at_ms: tag.at_ms + from_s * 1000, ..tag };
        publication.take(&tag).await.expect("taken");
    }
}

/// What is seen and heard of a session once it is over, in its best picture: the colour of every second, and samples
/// at 48 kHz.
async fn replayed(hall: &Hall, session: SessionId) -> (Vec<[u8; 3]>, Vec<i16>) {
    let ended = hall.staff.post(&format!("/api/v1/lives/{session}/end"), &json!({})).await;
    assert_eq!(ended.json("state"), "ended");
    let begun = Instant::now();
    while hall.status(session).await["state"] != "replay" {
        assert!(begun.elapsed() < Duration::from_secs(60), "no recording");
        jobs::run_pending(&hall.world.env).await.expect("jobs");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    jobs::run_pending(&hall.world.env).await.expect("jobs");
    let media = hall.media(session).await;
    let all = hall.member.get(&format!("{media}index.m3u8")).await;
    let picture = all.text().lines().find(|line| !line.starts_with('#')).expect("a picture").to_owned();
    let sound = all.text().split("URI=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a sound").to_owned();
    let read = |name: &str, how: &[&str]| {
        let mut command = Command::new("ffmpeg");
        let key = format!("Authorization: Bearer {}\r\n", hall.member.token.as_deref().unwrap_or_default());
        command.args([
            "-v",
            "warning",
            "-nostdin",
            "-headers",
            &key,
            "-i",
            &format!("{}{media}{name}", hall.world.url),
        ]);
        let output = command.args(how).arg("-").output().expect("ffmpeg");
        // Of what it says of the single pixels that it is asked to write, nothing is about what it read.
        let of_pixels = |line: &&str| line.contains("invalid SAR") || line.starts_with("The bitrate parameter");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said.lines().filter(|line| !of_pixels(line)).collect::<Vec<_>>(), [""; 0], "{name}");
        output.stdout
    };
    let (pixels, samples) = tokio::task::block_in_place(|| {
        (
            read(&picture, &["-vf", "fps=1:round=down,scale=1:1", "-pix_fmt", "rgb24", "-f", "rawvideo"]),
            read(&sound, &["-ac", "1", "-ar", "48000", "-f", "s16le"]),
        )
    });
    let samples = samples.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    (pixels.as_chunks::<3>().0.to_vec(), samples)
}

/// How often a sound goes up through nothing in the second after this one: its pitch.
fn pitch(samples: &[i16], second: usize) -> usize {
    let heard = &samples[second * 48_000..(second + 1) * 48_000];
    heard.windows(2).filter(|pair| pair[0] < 0 && pair[1] >= 0).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_whose_picture_and_sound_change_is_whole() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let key = hall.key(session).await;
    let env = &hall.world.env;
    let mut publication = Publication::begin(env, &key).await.expect("let in");
    send(&mut publication, sent("red", "640x360", 48_000, &["-ac", "2"]), 0).await;
    // Another size in the same breath; then another rate of the sound as well, after the teacher has set it.
    send(&mut publication, sent("blue", "960x540", 48_000, &["-ac", "2"]), SECONDS).await;
    publication.leave().await;
    let mut publication = Publication::begin(env, &key).await.expect("let in again");
    send(&mut publication, sent("lime", "640x360", 24_000, &["-ac", "1", "-bf", "2"]), 0).await;
    publication.leave().await;

    let (colours, samples) = replayed(&hall, session).await;
    let seconds = samples.len() as f64 / 48_000.0;
    assert!((seconds - 18.0).abs() < 0.3, "{seconds}");
    assert!((17..=19).contains(&colours.len()), "{colours:?}");
    for (second, wanted) in [(1, 0), (4, 0), (7, 2), (10, 2), (13, 1), (16, 1)] {
        let colour = colours[second];
        let most = (0..3).max_by_key(|part| colour[*part]).expect("a colour");
        assert_eq!(most, wanted, "second {second} of {colours:?}");
        let pitch = pitch(&samples, second);
        assert!((430..450).contains(&pitch), "second {second} sounds at {pitch} Hz");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn uneven_pictures_out_of_order_are_whole() {
    let hall = Hall::new().await;
    let session = hall.session().await;
    let mut publication = Publication::begin(&hall.world.env, &hall.key(session).await).await.expect("let in");
    let uneven = ["-ac", "2", "-bf", "3", "-vf", "select='not(mod(n,60))+gt(random(1),0.5)'", "-vsync", "vfr"];
    send(&mut publication, sent("red", "640x360", 48_000, &uneven), 0).await;
    publication.leave().await;
    let (colours, samples) = replayed(&hall, session).await;
    let seconds = samples.len() as f64 / 48_000.0;
    // Where pictures wait for one another, the sound begins later than the first of them, by silence.
    assert!((seconds - 6.0).abs() < 0.3 && (5..=7).contains(&colours.len()), "{seconds} s, {colours:?}");
}
