//! Making pictures smaller while they are sent, for a live session.

use std::path::Path;
use std::time::Duration;

use super::cage::{Limits, Piped};
use super::transcode::words;
use super::{Cage, MediaProblem};

/// Longer than any live session.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// The most bits a second of pictures of that height; on average they are about two thirds of it.
#[must_use]
pub fn bits_of(height: u32) -> u64 {
    if height >= 480 { 1_100_000 } else { 600_000 }
}

/// Starts it. Nothing in its arguments comes from what is sent but one of two heights.
///
/// What goes in is looked at as it comes (`analyzeduration`), and nothing of it is thrown away after that, as
/// `nobuffer` would. Times stay (`copyts`, FLV); one thread decodes, since several would each hold a picture back.
pub(super) fn start(cage: &Cage, height: u32, upright: bool, workdir: &Path) -> Result<Piped, MediaProblem> {
    let size = if upright { format!("{height}:-2") } else { format!("-2:{height}") };
    let mut args = words(&[
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "error",
        "-probesize",
        "32",
        "-analyzeduration",
        "0",
        "-threads",
        "1",
        "-protocol_whitelist",
        "pipe",
        "-f",
        "flv",
        "-i",
        "pipe:0",
        "-map",
        "0:v:0",
        "-copyts",
        "-fps_mode",
        "passthrough",
    ]);
    args.extend(["-vf".into(), format!("scale={size}:flags=bilinear,format=yuv420p").into()]);
    args.extend(words(&[
        "-c:v",
        "libx264",
        "-preset",
        "superfast",
        "-tune",
        "zerolatency",
        "-profile:v",
        "main",
        "-threads",
        "2",
        "-force_key_frames",
        "source",
        "-sc_threshold",
        "0",
        "-g",
        "100000",
        "-crf",
        "23",
    ]));
    let bits = bits_of(height);
    args.extend(["-maxrate".into(), bits.to_string().into(), "-bufsize".into(), (bits * 2).to_string().into()]);
    args.extend(words(&[
        "-map_metadata",
        "-1",
        "-flush_packets",
        "1",
        "-flvflags",
        "no_duration_filesize+no_metadata",
        "-f",
        "flv",
        "pipe:1",
    ]));
    let limits = Limits { memory_bytes: 2 << 30, file_bytes: 1 << 20, wall: LONGEST, stall: None };
    cage.pipe("ffmpeg", args, limits, workdir)
}
