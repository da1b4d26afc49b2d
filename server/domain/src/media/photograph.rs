//! Pictures that somebody took: made anew, so that nothing is kept of them but what is to be seen.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cage::{Beat, Limits};
use super::{Cage, MediaProblem, transcode};

/// More than any telephone takes. A film's limit would refuse the ordinary ones, which have twelve million.
pub(super) const MAX_PIXELS: u64 = 120_000_000;
/// The longer side, in pixels: what is written on a cassette can still be read, and what a list shows.
const SIDES: [u32; 2] = [2560, 480];

const LIMITS: Limits =
    Limits { memory_bytes: 4 << 30, file_bytes: 16 << 20, wall: Duration::from_secs(60), stall: None };

/// Whether a file is a picture that can be made anew, by its first bytes.
#[must_use]
pub fn is_picture(head: &[u8]) -> bool {
    kind(head).is_some()
}

/// The demuxer of a picture, and its one decoder.
pub(super) fn kind(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some(("jpeg_pipe", "mjpeg"));
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(("png_pipe", "png"));
    }
    (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")).then_some(("webp_pipe", "webp"))
}

/// Writes a picture anew, large and small. The reader turns it as the camera was held.
pub(super) async fn photograph(
    cage: &Cage,
    head: &[u8],
    source: &Path,
    workdir: &Path,
) -> Result<[PathBuf; 2], MediaProblem> {
    let (demuxer, decoder) = kind(head).ok_or(MediaProblem::NotMedia)?;
    let paths = [workdir.join("photograph.jpg"), workdir.join("photograph-small.jpg")];
    let mut args = transcode::words(&["-v", "error", "-nostdin", "-y"]);
    args.extend(transcode::input_of(demuxer, source, decoder, MAX_PIXELS));
    args.extend(["-filter_complex".into(), graph().into()]);
    for (label, path) in ["[large]", "[small]"].into_iter().zip(&paths) {
        args.extend(transcode::words(&["-map", label, "-frames:v", "1", "-q:v", "3", "-map_metadata", "-1"]));
        args.extend(transcode::words(&["-fflags", "+bitexact", "-flags:v", "+bitexact"]));
        args.extend(transcode::words(&["-f", "image2", "-update", "1"]));
        args.push(path.into());
    }
    cage.run("ffmpeg", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await?;
    for path in &paths {
        if !tokio::fs::metadata(path).await.is_ok_and(|written| written.len() > 0) {
            return Err(MediaProblem::NotMedia);
        }
    }
    Ok(paths)
}

/// One picture in both sizes, never larger than it came, on white: what lies behind letters that let through would
/// be black otherwise. Newer readers hand on what a camera wrote about itself beside the picture, and newer writers
/// would write it again.
fn graph() -> String {
    let within = |side: u32| {
        format!("scale=w='min(iw,{side})':h='min(ih,{side})':force_original_aspect_ratio=decrease:flags=lanczos")
    };
    let [large, small] = SIDES.map(within);
    format!(
        "[0:v]{large},format=rgba,split[under][over];[under]lutrgb=r=255:g=255:b=255:a=255[white];\
         [white][over]overlay=format=auto,sidedata=mode=delete,setsar=1,format=yuvj420p,split=2[large][other];\
         [other]{small},setsar=1[small]"
    )
}

#[cfg(test)]
mod tests {
    use super::is_picture;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        for head in [&b"\xFF\xD8\xFF\xE1"[..], b"\x89PNG\r\n\x1a\n\0", b"RIFF\x10\0\0\0WEBPVP8 "] {
            assert!(is_picture(head), "{head:?}");
        }
        for head in [&b""[..], b"RIFF\x10\0\0\0WAVE", b"<svg xmlns", b"%PDF-1.7", b"GIF89a", b"\0\0\0\x18ftypheic"] {
            assert!(!is_picture(head), "{head:?}");
        }
    }
}
