//! A long film is encoded two minutes at a time: what was made before a crash is not made again, and
//! nobody sees where the pieces meet.

use domain::media::{Cage, Ffmpeg, Kept, Transcoder};
use parking_lot::Mutex;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

pub const ESTRADE: &str = env!("CARGO_BIN_EXE_estrade");
/// How long the film is: two pieces, and a third that is shorter.
const SECONDS: u32 = 290;

/// What makes a film that is lean enough to stay as it came.
pub const AS_IT_CAME: &[&str] =
    &["-c:v", "libx264", "-preset", "veryfast", "-g", "90", "-b:v", "110k", "-maxrate", "140k", "-bufsize", "140k"];

/// A folder that counts what is kept in it and asked of it.
struct Shelf {
    folder: PathBuf,
    kept: Mutex<Vec<String>>,
    found: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl Kept for Shelf {
    async fn fetch(&self, name: &str, to: &Path) -> bool {
        let there = std::fs::copy(self.folder.join(name), to).is_ok();
        if there {
            self.found.lock().push(name.to_owned());
        }
        there
    }

    async fn keep(&self, name: &str, from: &Path) {
        std::fs::copy(from, self.folder.join(name)).expect("kept");
        self.kept.lock().push(name.to_owned());
    }
}

fn ffmpeg(args: &[&str]) -> String {
    let output = Command::new("ffmpeg").args(["-nostdin", "-y"]).args(args).output().expect("ffmpeg runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// Every picture counts itself, so that one too many or too few is seen at once.
pub fn film(folder: &Path, codec: &[&str], size: &str, seconds: u32) -> PathBuf {
    let film = folder.join("film.mp4");
    let picture = format!("testsrc2=size={size}:rate=30000/1001:duration={seconds}");
    let sound = format!("sine=sample_rate=48000:duration={seconds}");
    let path = film.to_str().expect("a path").to_owned();
    let args = [&["-v", "error", "-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound], codec].concat();
    ffmpeg(&[&args[..], &["-pix_fmt", "yuv420p", "-c:a", "aac", &path]].concat());
    film
}

/// The least likeness of any picture with the source's at the same place, in decibels, and how many
/// pictures were compared.
pub fn likeness(made: &Path, source: &Path, log: &Path) -> (f64, usize) {
    let graph =
        format!("[1:v]fps=30000/1001:start_time=0[s];[s][0:v]scale2ref[a][b];[b][a]psnr=stats_file={}", log.display());
    ffmpeg(&[
        "-v",
        "error",
        "-i",
        made.to_str().expect("a path"),
        "-i",
        source.to_str().expect("a path"),
        "-lavfi",
        &graph,
        "-f",
        "null",
        "-",
    ]);
    let stats = std::fs::read_to_string(log).expect("figures");
    let values =
        stats.lines().filter_map(|line| line.split("psnr_avg:").nth(1)?.split(' ').next()?.parse::<f64>().ok());
    values.fold((f64::INFINITY, 0), |(least, count), value| (least.min(value), count + 1))
}

async fn made_in_pieces(codec: &[&str], size: &str, as_it_came: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = film(folder.path(), codec, size, SECONDS);
    let engine = Ffmpeg { cage: Cage { launcher: ESTRADE.into() } };
    let shelf = Shelf { folder: folder.path().join("shelf"), kept: Mutex::default(), found: Mutex::default() };
    std::fs::create_dir(&shelf.folder).expect("a shelf");

    let work = |name: &str| {
        let workdir = folder.path().join(name);
        std::fs::create_dir(&workdir).expect("a folder");
        workdir
    };
    let first = work("first");
    let begun = engine.begin(&source, &first).await.expect("begun");
    assert_eq!(!begun.renditions.is_empty(), as_it_came);
    // It stops in the second piece, as a worker that is killed does.
    let far = std::sync::atomic::AtomicBool::new(false);
    let progress = |share: f32| far.store(share > 0.5, std::sync::atomic::Ordering::SeqCst);
    tokio::select! {
        _ = engine.complete(&source, &first, &begun, &shelf, &progress) => panic!("it should have been stopped"),
        () = async { while !far.load(std::sync::atomic::Ordering::SeqCst) { tokio::task::yield_now().await; } } => {}
    }
    let before = shelf.kept.lock().len();
    assert!(before > 0, "the first piece is kept");

    let second = work("second");
    let begun = engine.begin(&source, &second).await.expect("begun");
    let made = engine.complete(&source, &second, &begun, &shelf, &|_| {}).await.expect("made");
    assert_eq!(shelf.found.lock().len(), before, "and not made again");
    let kept = shelf.kept.lock().clone();
    assert!(kept.len() > before && kept[before..].iter().all(|name| !kept[..before].contains(name)), "{kept:?}");
    for rendition in made.renditions.iter().filter(|made| made.height.is_some()) {
        let seconds = rendition.table.duration_us() as f64 / 1e6;
        assert!((seconds - f64::from(SECONDS)).abs() < 0.1, "{}: {seconds}", rendition.name);
        let (least, count) = likeness(&rendition.path, &source, &folder.path().join("likeness"));
        let expected = (f64::from(SECONDS) * 30_000.0 / 1001.0).ceil() as usize;
        assert!(count.abs_diff(expected) <= 1, "{}: {count} pictures, not {expected}", rendition.name);
        assert!(least > 20.0, "{}: a picture is not where it was: {least} dB", rendition.name);
    }
    let cuts = |made: &domain::media::RenditionFile| {
        made.table.segments.iter().map(|segment| segment.duration_us / 1000).collect::<Vec<_>>()
    };
    let pictures: Vec<_> = made.renditions.iter().filter(|made| made.height.is_some()).map(cuts).collect();
    assert!(pictures.windows(2).all(|pair| pair[0] == pair[1]), "all are cut at the same moments");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_film_is_made_in_pieces() {
    made_in_pieces(&["-c:v", "mpeg4", "-q:v", "3"], "320x180", false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lesser_sizes_of_a_film_that_stays_as_it_came_are_made_in_pieces() {
    made_in_pieces(AS_IT_CAME, "426x240", true).await;
}
