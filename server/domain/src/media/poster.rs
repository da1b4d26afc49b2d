//! The picture that stands for a recording before it plays.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cage::{Beat, Limits};
use super::probe::DECODERS;
use super::{Cage, MediaProblem, Probe, VideoTrack, transcode};

/// Widths in pixels: what a page shows large, and what a list shows.
const WIDTHS: [u32; 2] = [1280, 480];
/// How much of the source is looked at, in milliseconds.
const LONGEST_LOOK_MS: u64 = 20_000;

const LIMITS: Limits =
    Limits { memory_bytes: 4 << 30, file_bytes: 16 << 20, wall: Duration::from_secs(120), stall: None };

/// Writes both posters and returns their paths, the large one first.
///
/// Looks between a tenth and a fifth of the way, past titles and black, and lets ffmpeg keep the
/// picture closest to the average of those seen: neither a flash nor a fade.
pub(super) async fn poster(
    cage: &Cage,
    probe: &Probe,
    source: &Path,
    workdir: &Path,
) -> Result<[PathBuf; 2], MediaProblem> {
    let (Some(video), Some(demuxer)) = (&probe.video, probe.kind.demuxer()) else {
        return Err(MediaProblem::NoPictureOrSound);
    };
    let from_ms = probe.duration_ms / 10;
    let window = (from_ms, from_ms.clamp(500, LONGEST_LOOK_MS));
    let paths = [workdir.join("poster.jpg"), workdir.join("poster-small.jpg")];
    // Whole pictures alone tell enough, and cost a tenth. Where a window holds none of them, all are
    // looked at; and a jump may land where none is whole before the window ends: then from the start.
    for ((from_ms, length_ms), pictures) in [(window, "nokey"), (window, "default"), ((0, LONGEST_LOOK_MS), "default")]
    {
        let mut args = transcode::words(&["-v", "error", "-nostdin", "-y", "-skip_frame", pictures, "-ss"]);
        args.extend([seconds(from_ms).into(), "-t".into(), seconds(length_ms).into()]);
        args.extend(transcode::input(demuxer, source, DECODERS));
        args.extend(["-filter_complex".into(), graph(video).into()]);
        args.extend(outputs(&paths));
        cage.run("ffmpeg", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await?;
        if written(&paths[0]).await && written(&paths[1]).await {
            return Ok(paths);
        }
    }
    Err(MediaProblem::Engine("no poster was written".to_owned()))
}

/// Writes both posters from one moment of a rendition of ours, in milliseconds from the beginning of
/// the `part` that lies here.
pub(super) async fn still(
    cage: &Cage,
    part: &Path,
    at_ms: u64,
    size: (u32, u32),
    workdir: &Path,
) -> Result<[PathBuf; 2], MediaProblem> {
    let paths = [workdir.join("poster.jpg"), workdir.join("poster-small.jpg")];
    let mut args = transcode::words(&["-v", "error", "-nostdin", "-y"]);
    args.extend(transcode::input("mov", part, "h264"));
    // Counted from where the part begins, whatever its own clock says.
    let from = format!("[0:v]setpts=PTS-STARTPTS,trim=start={},", seconds(at_ms));
    args.extend(["-filter_complex".into(), (from + &sizes(size)).into()]);
    args.extend(outputs(&paths));
    cage.run("ffmpeg", args, LIMITS, Some(part), workdir, &mut |_| Beat::Silent).await?;
    if written(&paths[0]).await && written(&paths[1]).await {
        return Ok(paths);
    }
    Err(MediaProblem::Engine("no still was written".to_owned()))
}

fn outputs(paths: &[PathBuf; 2]) -> Vec<OsString> {
    let mut args = Vec::new();
    for (label, path) in ["[large]", "[small]"].into_iter().zip(paths) {
        args.extend(transcode::words(&["-map", label, "-frames:v", "1", "-q:v", "3"]));
        args.extend(transcode::words(&["-map_metadata", "-1", "-fflags", "+bitexact"]));
        args.extend(transcode::words(&["-flags:v", "+bitexact", "-f", "image2", "-update", "1"]));
        args.push(path.into());
    }
    args
}

async fn written(path: &Path) -> bool {
    tokio::fs::metadata(path).await.is_ok_and(|metadata| metadata.len() > 0)
}

fn graph(video: &VideoTrack) -> String {
    format!(
        "[0:{}]fps=2:start_time=0:round=up,{}thumbnail=n=40,{}",
        video.index,
        transcode::colours(video),
        sizes((video.width, video.height)),
    )
}

/// One picture in both sizes.
fn sizes((width, height): (u32, u32)) -> String {
    // Heights are worked out here: the filter's own arithmetic does not know about pixels that
    // are not square.
    let [(w0, h0), (w1, h1)] = WIDTHS.map(|most| {
        let narrow = most.min(width);
        (narrow, (u64::from(height) * u64::from(narrow) / u64::from(width.max(1))).max(1))
    });
    format!(
        "split=2[a][b];[a]scale={w0}:{h0}:flags=lanczos,setsar=1,format=yuvj420p[large];\
         [b]scale={w1}:{h1}:flags=lanczos,setsar=1,format=yuvj420p[small]"
    )
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}
