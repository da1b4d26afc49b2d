//! Some parts of a film are shown, and nobody sees where they meet.

use crate::pieces::{AS_IT_CAME, ESTRADE, film, likeness};
use domain::media::{Cage, Ffmpeg, KeepNothing, RenditionFile, Transcoder};
use std::{path::Path, process::Command};

/// What is kept of a film of a minute, in milliseconds: from within a segment to within another, a
/// part between two cuts, and the end.
const KEPT: [(u64, u64); 3] = [(5_300, 21_700), (26_000, 27_500), (41_000, 60_000)];
const KEPT_SECONDS: f64 = 16.4 + 1.5 + 19.0;

async fn cut(codec: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = film(folder.path(), codec, "426x240", 60);
    let engine = Ffmpeg { cage: Cage { launcher: ESTRADE.into() } };
    let work = |name: &str| {
        let workdir = folder.path().join(name);
        std::fs::create_dir(&workdir).expect("a folder");
        workdir
    };
    let first = work("whole");
    let begun = engine.begin(&source, &first).await.expect("begun");
    let whole = engine.complete(&source, &first, &begun, &KeepNothing, &|_| {}).await.expect("made");
    let second = work("cut");
    let made = engine.cut(&source, &second, &whole.renditions, &KEPT).await.expect("cut");

    let names = |renditions: &[RenditionFile]| renditions.iter().map(|made| made.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&made.renditions), names(&whole.renditions));
    let expected = expected(&source, folder.path());
    for rendition in &made.renditions {
        let seconds = rendition.table.duration_us() as f64 / 1e6;
        assert!((seconds - KEPT_SECONDS).abs() < 0.15, "{}: {seconds}", rendition.name);
    }
    for rendition in made.renditions.iter().filter(|made| made.height.is_some()) {
        let (least, count) = likeness(&rendition.path, &expected, &folder.path().join("likeness"));
        let wanted = (KEPT_SECONDS * 30_000.0 / 1001.0).round() as usize;
        assert!(count.abs_diff(wanted) <= 2, "{}: {count} pictures, not {wanted}", rendition.name);
        assert!(least > 20.0, "{}: a picture is not where it was: {least} dB", rendition.name);
    }
}

/// The same parts, cut by a program that is not ours: the pictures whose time lies in one.
fn expected(source: &Path, folder: &Path) -> std::path::PathBuf {
    let path = folder.join("expected.mp4");
    let picture = 1001.0 / 30_000.0;
    let number = |ms: u64| (ms as f64 / 1000.0 / picture).round();
    let parts = KEPT.map(|(from, to)| format!("between(n,{},{})", number(from), number(to) - 1.0)).join("+");
    let graph = format!("fps=30000/1001:start_time=0,select='{parts}',setpts=N/(30000/1001)/TB");
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-i"])
        .arg(source)
        .args(["-an", "-vf", &graph, "-r", "30000/1001", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10"])
        .arg(&path)
        .status();
    assert!(done.expect("ffmpeg runs").success());
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_was_encoded_is_cut_at_its_edges() {
    cut(&["-c:v", "mpeg4", "-q:v", "3"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_stays_as_it_came_is_cut_as_well() {
    cut(AS_IT_CAME).await;
}
