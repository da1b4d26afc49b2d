//! The pictures of a film in AV1, which a player may change to and from at any cut.

use crate::pieces::{AS_IT_CAME, ESTRADE, film, likeness};
use domain::media::{Cage, Ffmpeg, Kept, MediaProblem, RenditionFile, Transcoder};
use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

/// How long the film is: longer than one stretch that is encoded at a time.
const SECONDS: u32 = 27;

/// A shelf that says after so many stretches that somebody waits.
struct Shelf<'f> {
    folder: &'f Path,
    goes_on: AtomicUsize,
}

#[async_trait::async_trait]
impl Kept for Shelf<'_> {
    async fn fetch(&self, name: &str, to: &Path) -> bool {
        std::fs::copy(self.folder.join(name), to).is_ok()
    }

    async fn keep(&self, name: &str, from: &Path) {
        std::fs::copy(from, self.folder.join(name)).expect("kept");
    }

    async fn goes_on(&self) -> bool {
        self.goes_on.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}

/// The moments of the key pictures of a file, in milliseconds, as somebody else's program tells them.
fn keys(path: &Path) -> Vec<i64> {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0"])
        .arg(path)
        .output()
        .expect("ffprobe runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let packets = text.lines().filter_map(|line| line.split_once(','));
    let keys = packets.filter(|(_, flags)| flags.starts_with('K'));
    keys.filter_map(|(time, _)| time.parse::<f64>().ok()).map(|seconds| (seconds * 1000.0).round() as i64).collect()
}

fn begins(made: &RenditionFile) -> Vec<i64> {
    let mut at_us = 0_u64;
    let segments = made.table.segments.iter();
    segments
        .map(|segment| {
            let begins = (at_us as f64 / 1000.0).round() as i64;
            at_us += segment.duration_us;
            begins
        })
        .collect()
}

fn same(own: &[i64], others: &[i64]) -> bool {
    own.len() == others.len() && own.iter().zip(others).all(|(own, other)| own.abs_diff(*other) <= 3)
}

async fn in_av1(codec: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = film(folder.path(), codec, "426x240", SECONDS);
    let engine = Ffmpeg { cage: Cage { launcher: ESTRADE.into() } };
    let work = |name: &str| {
        let workdir = folder.path().join(name);
        std::fs::create_dir(&workdir).expect("a folder");
        workdir
    };
    let first = work("usual");
    let begun = engine.begin(&source, &first).await.expect("begun");
    let usual = engine.complete(&source, &first, &begun, &domain::media::KeepNothing, &|_| {}).await.expect("made");
    let pictures: Vec<_> = usual.renditions.iter().filter(|made| made.height.is_some()).cloned().collect();
    assert!(pictures.len() >= 2);

    let shelf = Shelf { folder: &work("shelf"), goes_on: AtomicUsize::new(1) };
    let stopped = engine.in_av1(&source, &work("stopped"), &usual.renditions, &shelf).await;
    assert_eq!(stopped, Err(MediaProblem::Cancelled), "after the first stretch somebody waits");
    let kept = std::fs::read_dir(shelf.folder).expect("listed").count();
    assert_eq!(kept, pictures.len() * 2, "the stretch that was under way is kept");
    shelf.goes_on.store(1_000, Ordering::SeqCst);
    let made = engine.in_av1(&source, &work("modern"), &usual.renditions, &shelf).await.expect("made");

    assert_eq!(made.len(), pictures.len());
    for (modern, usual) in made.iter().zip(&pictures) {
        let name = &modern.name;
        assert_eq!((modern.width, modern.height), (usual.width, usual.height), "{name}");
        assert!(modern.codecs.starts_with("av01.0.") && modern.codecs.ends_with("M.08"), "{}", modern.codecs);
        let seconds = |made: &RenditionFile| made.table.duration_us() as f64 / 1e6;
        assert!((seconds(modern) - seconds(usual)).abs() < 0.1, "{name}: {}", seconds(modern));
        assert!(same(&begins(modern), &begins(usual)), "{name}: {:?} {:?}", begins(modern), begins(usual));
        assert!(same(&keys(&modern.path), &begins(usual)), "{name}: {:?}", keys(&modern.path));
        assert!(modern.bandwidth > 0 && modern.average_bandwidth <= modern.bandwidth, "{name}");
        let (least, count) = likeness(&modern.path, &source, &folder.path().join("likeness"));
        let expected = (f64::from(SECONDS) * 30_000.0 / 1001.0).ceil() as usize;
        assert!(count.abs_diff(expected) <= 1, "{name}: {count} pictures, not {expected}");
        assert!(least > 18.0, "{name}: a picture is not where it was: {least} dB");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_was_encoded_is_made_in_av1_besides() {
    in_av1(&["-c:v", "mpeg4", "-q:v", "3"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_stays_as_it_came_is_made_in_av1_besides() {
    in_av1(AS_IT_CAME).await;
}
