//! Whatever comes out of a phone, a camera, a DVD or a meeting recorder: each shape is made by
//! ffmpeg, digitised in the real cage, and every rendition decoded from end to end by a program
//! that is not ours.

use domain::media::{Begun, Cage, Digitised, Ffmpeg, KeepNothing, RenditionFile, RenditionKind, Transcoder};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

const ESTRADE: &str = env!("CARGO_BIN_EXE_estrade");

/// How long every picture and sound is, in seconds.
const SECONDS: f64 = 4.0;

/// How far a rendition's length may be off, in seconds.
const TOLERANCE: f64 = 0.1;
/// The same for sound that is heard for some minutes only: an old telephone's comes with an eighth
/// of a second before its beginning.
const PROVISIONAL_TOLERANCE: f64 = 0.2;

/// The shape that is turned after it is made.
const UPRIGHT: &str = "a phone held upright";

/// One shape of source.
struct Shape {
    name: &'static str,
    file: &'static str,
    /// What ffmpeg makes it with.
    args: &'static str,
    /// Width and height on screen, where it has a picture.
    picture: Option<(u32, u32)>,
    sound: bool,
    /// Whether it is passed on as it came at first.
    as_is: bool,
}

const fn shape(
    name: &'static str,
    file: &'static str,
    args: &'static str,
    picture: Option<(u32, u32)>,
    sound: bool,
    as_is: bool,
) -> Shape {
    Shape { name, file, args, picture, sound, as_is }
}

const PICTURE: &str = "-f lavfi -i testsrc2=size=SIZE:rate=RATE:duration=4";
const SOUND: &str = "-f lavfi -i sine=frequency=330:sample_rate=48000:duration=4";

/// `V 640x360 25` stands for a picture, `A` for a sound.
const SHAPES: [Shape; 22] = [
    shape(
        "H.264 and AAC, as phones upload",
        "a.mp4",
        "V 640x360 30 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "HEVC of ten bits",
        "b.mp4",
        "V 640x360 30 A -c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p10le -c:a aac",
        Some((640, 360)),
        true,
        false,
    ),
    shape(
        UPRIGHT,
        "c.mov",
        "V 640x360 30 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        Some((360, 640)),
        true,
        false,
    ),
    shape(
        "VP9 and Opus of a browser",
        "d.webm",
        "V 320x240 30 A -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
        Some((320, 240)),
        true,
        false,
    ),
    shape(
        "a DVD: interlaced, AC-3, pixels that are not square",
        "e.vob",
        "V 720x480 30000/1001 A -c:v mpeg2video -b:v 3M -flags +ildct+ilme -top 1 -aspect 16:9 -c:a ac3 -f dvd",
        Some((852, 480)),
        true,
        false,
    ),
    shape(
        "a camcorder's transport stream",
        "f.mts",
        "V 640x360 25 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -flags +ildct+ilme -x264-params interlaced=1 -c:a ac3 -f mpegts",
        Some((640, 360)),
        true,
        false,
    ),
    shape(
        "ProRes of an editor",
        "g.mov",
        "V 640x360 25 A -c:v prores_ks -profile:v 0 -c:a pcm_s16le",
        Some((640, 360)),
        true,
        false,
    ),
    shape(
        "pictures by the clock",
        "h.mp4",
        "V 640x360 30 A -vf select='not(mod(n\\,3))+gt(random(1)\\,0.5)' -vsync vfr -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "an old camera's motion JPEG",
        "i.avi",
        "V 320x240 15 A -c:v mjpeg -q:v 5 -c:a pcm_s16le",
        Some((320, 240)),
        true,
        false,
    ),
    shape(
        "fragments",
        "j.mp4",
        "V 640x360 25 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags frag_keyframe+empty_moov",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "surround",
        "k.mkv",
        "V 640x360 25 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -af aformat=channel_layouts=mono,pan=5.1|c0=c0|c1=c0|c2=c0|c4=c0|c5=c0 -c:a ac3",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "a telephone's sound",
        "l.mp4",
        "V 320x240 10 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -ac 1 -ar 8000 -c:a aac",
        Some((320, 240)),
        true,
        true,
    ),
    shape(
        "sixty a second",
        "m.mp4",
        "V 640x360 60 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "more colours than screens show",
        "n.mov",
        "V 640x360 25 A -c:v libx264 -preset ultrafast -pix_fmt yuv422p -c:a aac",
        Some((640, 360)),
        true,
        false,
    ),
    shape(
        "odd sides",
        "o.mkv",
        "V 640x480 25 A -vf scale=321:241 -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a libopus",
        Some((320, 240)),
        true,
        false,
    ),
    shape(
        "one key picture for all",
        "p.mp4",
        "V 640x360 25 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 9999 -c:a aac",
        Some((640, 360)),
        true,
        true,
    ),
    shape(
        "silence",
        "q.mp4",
        "V 640x360 25 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
        Some((640, 360)),
        false,
        true,
    ),
    shape(
        "slides, one a second",
        "r.mp4",
        "V 640x360 1 A -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        Some((640, 360)),
        true,
        true,
    ),
    shape("sound alone", "s.m4a", "A -c:a aac", None, true, false),
    shape("a podcast", "t.mp3", "A -c:a libmp3lame", None, true, false),
    shape("a sound recorder", "u.wav", "A -c:a pcm_s24le", None, true, false),
    shape(
        "bright pictures",
        "v.mp4",
        "V 640x360 25 -c:v libx265 -preset ultrafast -x265-params log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -pix_fmt yuv420p10le",
        Some((640, 360)),
        false,
        false,
    ),
];

fn make(shape: &Shape, folder: &Path) -> PathBuf {
    let path = folder.join(shape.file);
    let mut args: Vec<String> = ["-v", "error", "-nostdin", "-y"].map(str::to_owned).into();
    let mut words = shape.args.split(' ');
    while let Some(word) = words.next() {
        match word {
            "V" => {
                let (size, rate) = (words.next().expect("a size"), words.next().expect("a rate"));
                args.extend(PICTURE.replace("SIZE", size).replace("RATE", rate).split(' ').map(str::to_owned));
            }
            "A" => args.extend(SOUND.split(' ').map(str::to_owned)),
            word => args.push(word.to_owned()),
        }
    }
    args.push(path.display().to_string());
    let made = Command::new("ffmpeg").args(&args).output().expect("ffmpeg");
    assert!(made.status.success(), "{}: {}", shape.name, String::from_utf8_lossy(&made.stderr));
    if shape.name == UPRIGHT { turned(&path) } else { path }
}

/// A quarter turn, as a phone notes it: this ffmpeg writes it only where it copies.
fn turned(path: &Path) -> PathBuf {
    let turned = path.with_file_name("turned.mov");
    let (from, to) = (path.to_str().expect("a path"), turned.to_str().expect("a path"));
    let made = ffmpeg(&["-v", "error", "-nostdin", "-y", "-i", from, "-c", "copy", "-metadata:s:v", "rotate=90", to]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    turned
}

async fn digitise(source: &Path, workdir: &Path) -> (Begun, Digitised) {
    let engine = Ffmpeg { cage: Cage { launcher: PathBuf::from(ESTRADE) } };
    let begun = engine.begin(source, workdir).await.expect("begun");
    let whole = engine.complete(source, workdir, &begun, &KeepNothing, &|_| {}).await.expect("digitised");
    (begun, whole)
}

fn ffmpeg(args: &[&str]) -> Output {
    Command::new("ffmpeg").args(args).output().expect("ffmpeg")
}

/// Decodes a rendition from end to end and returns how long its playlist says that it is, in seconds.
fn decoded(shape: &Shape, rendition: &RenditionFile) -> f64 {
    let path = rendition.path.to_str().expect("a path");
    let out = ffmpeg(&["-v", "error", "-xerror", "-nostdin", "-i", path, "-f", "null", "-"]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && said.is_empty(), "{}, {}: {said}", shape.name, rendition.name);
    rendition.table.duration_us() as f64 / 1e6
}

/// Players change between sizes at a cut, so that every size has to have one there.
fn cut_alike(name: &str, pictures: &[&RenditionFile]) {
    let cuts = |made: &RenditionFile| -> Vec<u64> {
        let mut at_us = 0;
        made.table
            .segments
            .iter()
            .map(|segment| {
                at_us += segment.duration_us;
                at_us
            })
            .collect()
    };
    for pair in pictures.windows(2) {
        let (one, other) = (cuts(pair[0]), cuts(pair[1]));
        assert_eq!(one.len(), other.len(), "{name}, {} and {}: {one:?} {other:?}", pair[0].name, pair[1].name);
        // The last one ends with the last picture of each, which is cut nowhere.
        for (a, b) in one.iter().zip(&other).take(one.len() - 1) {
            assert!(a.abs_diff(*b) <= 1_000, "{name}, {} and {}: {one:?} {other:?}", pair[0].name, pair[1].name);
        }
    }
}

fn loudness(path: &Path) -> f64 {
    let path = path.to_str().expect("a path");
    let out = ffmpeg(&["-nostdin", "-hide_banner", "-i", path, "-af", "ebur128", "-f", "null", "-"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    let summary = said.rsplit("Integrated loudness:").next().expect("a summary");
    let figure = summary.split("I:").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a figure");
    figure.parse().expect("a number")
}

async fn stands(shape: &Shape) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = make(shape, folder.path());
    let workdir = folder.path().join("work");
    std::fs::create_dir(&workdir).expect("a folder");
    let (begun, whole) = digitise(&source, &workdir).await;
    let name = shape.name;
    assert_eq!(
        begun.renditions.iter().any(|made| made.kind == RenditionKind::Video),
        shape.picture.is_some(),
        "{name}"
    );
    let passed_on = begun.probe.video.as_ref().is_some_and(|video| video.plays_as_is);
    assert_eq!(passed_on, shape.as_is, "{name}: passed on as it came");
    let pictures: Vec<_> = whole.renditions.iter().filter(|made| made.kind == RenditionKind::Video).collect();
    match shape.picture {
        Some((width, height)) => {
            assert_eq!((pictures[0].width, pictures[0].height), (Some(width), Some(height)), "{name}");
            assert!(pictures.len() >= 2, "{name}: a weak connection has somewhere to go");
        }
        None => assert!(pictures.is_empty(), "{name}"),
    }
    let sounds: Vec<_> = whole.renditions.iter().filter(|made| made.kind == RenditionKind::Audio).collect();
    assert_eq!(sounds.len(), usize::from(shape.sound), "{name}");
    for made in begun.renditions.iter().chain(&whole.renditions) {
        let seconds = decoded(shape, made);
        // One picture a second ends when its last picture does; sound ends with a whole frame.
        let tolerance = if made.name.starts_with("aq") { PROVISIONAL_TOLERANCE } else { TOLERANCE };
        assert!((seconds - SECONDS).abs() <= tolerance, "{name}, {}: {seconds}", made.name);
        assert!(made.kind == RenditionKind::Audio || made.table.keys.len() == made.table.segments.len(), "{name}");
    }
    cut_alike(name, &pictures);
    if let Some(sound) = sounds.first() {
        let heard = loudness(&sound.path);
        assert!((heard + 16.0).abs() <= 1.5, "{name}: {heard} LUFS");
    }
}

/// Fourteen seconds whose author's encoder set key pictures where it liked.
fn irregular(folder: &Path, to: &str, more: &[&str]) -> PathBuf {
    let path = folder.join(to);
    let picture = "testsrc2=size=640x360:rate=30:duration=14";
    let sound = "sine=frequency=330:sample_rate=48000:duration=14";
    let mut args = vec!["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound];
    args.extend(["-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-b:v", "500k", "-pix_fmt", "yuv420p"]);
    args.extend(["-g", "9999", "-sc_threshold", "0", "-force_key_frames", "0,3.1,5.5,8.7,11"]);
    args.extend(more);
    args.push(path.to_str().expect("a path"));
    let made = ffmpeg(&args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_sizes_are_cut_where_the_source_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = irregular(folder.path(), "irregular.mp4", &["-c:a", "aac"]);
    let workdir = folder.path().join("work");
    std::fs::create_dir(&workdir).expect("a folder");
    let (begun, whole) = digitise(&source, &workdir).await;
    let pictures: Vec<_> = whole.renditions.iter().filter(|made| made.kind == RenditionKind::Video).collect();
    assert!(begun.renditions.iter().any(|made| made.name == pictures[0].name), "the source's own pictures stay");
    assert_eq!(pictures[0].table.segments[0].duration_us, 5_500_000, "at the first key picture after four seconds");
    cut_alike("irregular", &pictures);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_trimmed_without_encoding_shows_nothing_that_was_cut_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = irregular(folder.path(), "whole.mp4", &["-c:a", "aac"]);
    let trimmed = folder.path().join("trimmed.mp4");
    let (from, to) = (source.to_str().expect("a path"), trimmed.to_str().expect("a path"));
    let cut = ffmpeg(&["-v", "error", "-nostdin", "-y", "-ss", "7", "-i", from, "-c", "copy", to]);
    assert!(cut.status.success(), "{}", String::from_utf8_lossy(&cut.stderr));
    let workdir = folder.path().join("work");
    std::fs::create_dir(&workdir).expect("a folder");
    let (begun, whole) = digitise(&trimmed, &workdir).await;
    let seconds = begun.probe.duration_ms as f64 / 1000.0;
    assert!((6.5..7.5).contains(&seconds), "{seconds}");
    for made in begun.renditions.iter().chain(&whole.renditions) {
        let lasts = made.table.duration_us() as f64 / 1e6;
        assert!((lasts - seconds).abs() < 0.3, "{}: {lasts} of {seconds}", made.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_times_is_digitised_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = irregular(folder.path(), "old.avi", &["-c:a", "libmp3lame"]);
    let workdir = folder.path().join("work");
    std::fs::create_dir(&workdir).expect("a folder");
    let (_, whole) = digitise(&source, &workdir).await;
    assert!(whole.renditions.iter().filter(|made| made.kind == RenditionKind::Video).count() >= 2);
}

/// Each shape is a test of its own, by its place in the list.
macro_rules! every_shape {
    ($($test:ident $place:literal),+ $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            stands(&SHAPES[$place]).await;
        }
    )+};
}

every_shape! {
    h264_and_aac 0, hevc_of_ten_bits 1, a_phone_held_upright 2, vp9_and_opus 3, a_dvd 4, a_transport_stream 5,
    prores 6, pictures_by_the_clock 7, motion_jpeg 8, fragments 9, surround 10, telephone_sound 11, sixty_a_second 12,
    more_colours 13, odd_sides 14, one_key_picture 15, silence 16, slides 17, sound_alone 18, a_podcast 19,
    a_sound_recorder 20, bright_pictures 21,
}
