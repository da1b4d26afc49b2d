//! Words for the frames.
//!
//! The fonts this product ships are WOFF2, which ffmpeg's `drawtext` reads (through FreeType), so
//! one short run draws every label white on black, one per frame; the frames become stencils that
//! are inked, faded and moved here.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::media::MediaProblem;

/// The room in which each label is drawn, in pixels.
const ROOM: (usize, usize) = (1280, 160);
/// How far down the room the baseline is.
const BASELINE: usize = 112;

/// The stencil of some words.
pub(super) struct Label {
    text: &'static str,
    size: u32,
    /// Width in pixels, from the first inked column to the last.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// Row of the baseline.
    pub(super) baseline: i32,
    /// 0 to 255 for each pixel, row by row.
    pub(super) coverage: Vec<u8>,
}

/// Every label of a class.
pub(super) struct Lettering(Vec<Label>);

impl Lettering {
    /// Draws `wanted` (words, and their size in pixels). Works in `scratch`, where names are ours
    /// and need no escaping in a filter.
    pub(super) fn draw(
        wanted: &[(&'static str, u32)],
        ffmpeg: &Path,
        font: &Path,
        scratch: &Path,
    ) -> Result<Self, MediaProblem> {
        let failed = |error: std::io::Error| MediaProblem::io("drawing words", &error);
        std::fs::copy(font, scratch.join("font.woff2")).map_err(failed)?;
        let mut filters = Vec::with_capacity(wanted.len() + 1);
        for (number, (text, size)) in wanted.iter().enumerate() {
            std::fs::write(scratch.join(format!("label-{number}.txt")), text).map_err(failed)?;
            filters.push(format!(
                "drawtext=fontfile=font.woff2:textfile=label-{number}.txt:expansion=none:fontsize={size}\
                 :fontcolor=white:x=20:y={BASELINE}-ascent:enable='eq(n,{number})'"
            ));
        }
        filters.push("format=gray".to_owned());
        let (width, height) = ROOM;
        let blank = format!("color=black:s={width}x{height}:r=1:d={}", wanted.len());
        let output = Command::new(ffmpeg)
            .args(["-v", "error", "-nostdin", "-f", "lavfi", "-i", &blank, "-vf", &filters.join(",")])
            .args(["-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"])
            .current_dir(scratch)
            .stdin(Stdio::null())
            .output()
            .map_err(|_| MediaProblem::EngineMissing("ffmpeg".to_owned()))?;
        if !output.status.success() || output.stdout.len() != width * height * wanted.len() {
            return Err(MediaProblem::Engine(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let rooms = output.stdout.chunks_exact(width * height);
        Ok(Self(wanted.iter().zip(rooms).map(|(&(text, size), room)| trim(text, size, room)).collect()))
    }

    /// The label drawn for these words at this size.
    pub(super) fn get(&self, text: &str, size: u32) -> Option<&Label> {
        self.0.iter().find(|label| label.text == text && label.size == size)
    }
}

/// Cuts the empty columns off both sides, so that words can be centred.
fn trim(text: &'static str, size: u32, room: &[u8]) -> Label {
    // Limited-range black is 16 when a filter keeps it so; either way it is the corner's value.
    let black = room.first().copied().unwrap_or(0);
    let inked = |column: &usize| room.chunks_exact(ROOM.0).any(|row| row[*column] > black);
    let first = (0..ROOM.0).find(inked).unwrap_or(0);
    let last = (0..ROOM.0).rev().find(inked).unwrap_or(first);
    let range = f32::from(255 - black).max(1.0) * if black == 16 { 219.0 / 239.0 } else { 1.0 };
    let scale = |pixel: u8| (f32::from(pixel.saturating_sub(black)) * 255.0 / range).min(255.0) as u8;
    let coverage =
        room.chunks_exact(ROOM.0).flat_map(|row| row[first..=last].iter().map(|pixel| scale(*pixel))).collect();
    Label { text, size, width: (last - first + 1) as u32, height: ROOM.1 as u32, baseline: BASELINE as i32, coverage }
}
