//! Small pictures of every few seconds, in sheets: what a player shows while one looks for a
//! moment.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cage::{Beat, Limits};
use super::engine::RenditionFile;
use super::transcode::{input, out_time_us, words};
use super::{Cage, MediaProblem};

/// Width of one picture, in pixels.
const WIDTH: u32 = 160;
/// Pictures beside and below each other on a sheet.
const SIDE: u32 = 5;
/// Most pictures of a recording: finer than this, a bar of a thousand pixels cannot be pointed at.
const MOST: u64 = 200;
/// The least time between two pictures, in milliseconds: how often most renditions have a key
/// picture.
const LEAST_MS: u64 = 2_000;

/// How the sheets are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storyboard {
    /// Time between two pictures, in milliseconds.
    pub interval_ms: u64,
    /// How many pictures there are.
    pub pictures: u32,
    /// Width of one, in pixels.
    pub width: u32,
    /// Height of one, in pixels.
    pub height: u32,
}

impl Storyboard {
    /// The layout for a recording; nothing where it is too short to look for anything.
    fn of(width: u32, height: u32, duration_ms: u64) -> Option<Self> {
        let interval_ms = duration_ms.div_ceil(MOST).div_ceil(1000).saturating_mul(1000).max(LEAST_MS);
        let pictures = u32::try_from(duration_ms.div_ceil(interval_ms)).ok().filter(|count| *count > 1)?;
        let scaled = u64::from(height) * u64::from(WIDTH) / u64::from(width.max(1));
        // Standing pictures keep the height of a lying one, so that sheets stay small.
        let (width, height) = if scaled > u64::from(WIDTH) {
            (u32::try_from(u64::from(WIDTH) * u64::from(WIDTH) / scaled.max(1)).ok()? & !1, WIDTH)
        } else {
            (WIDTH, u32::try_from(scaled).ok()? & !1)
        };
        (width >= 2 && height >= 2).then_some(Self { interval_ms, pictures, width, height })
    }

    /// How many sheets there are.
    #[must_use]
    pub fn sheets(&self) -> u32 {
        self.pictures.div_ceil(SIDE * SIDE)
    }

    /// Where the picture of a number is: its sheet, and its left and upper side there, in pixels.
    #[must_use]
    pub fn place(&self, number: u32) -> (u32, u32, u32) {
        let (sheet, place) = (number / (SIDE * SIDE), number % (SIDE * SIDE));
        (sheet, place % SIDE * self.width, place / SIDE * self.height)
    }

    /// Width and height of a full sheet, in pixels.
    #[must_use]
    pub fn sheet_size(&self) -> (u32, u32) {
        (SIDE * self.width, SIDE * self.height)
    }

    /// What a player reads: for each span of time, which part of which sheet (WebVTT with media
    /// fragments). Sheets are at `storyboard/0.jpg` and so on, beside the list; `drawn` tells those of
    /// one drawing from those of another, since they are kept for ever under their address.
    #[must_use]
    pub fn list(&self, duration_ms: u64, drawn: &str) -> String {
        let mut text = String::from("WEBVTT\n");
        for number in 0..self.pictures {
            let from = u64::from(number) * self.interval_ms;
            let to = (from + self.interval_ms).min(duration_ms.max(from + 1));
            let (sheet, x, y) = self.place(number);
            // Writing into a String cannot fail.
            let _always = write!(
                text,
                "\n{} --> {}\nstoryboard/{sheet}.jpg?{drawn}#xywh={x},{y},{},{}\n",
                clock(from),
                clock(to),
                self.width,
                self.height,
            );
        }
        text
    }
}

fn clock(ms: u64) -> String {
    let (s, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{ms:03}", s / 3600, s / 60 % 60, s % 60)
}

/// Draws the sheets from the smallest rendition: it is ours, has a key picture every few seconds, and
/// only those are decoded.
pub(super) async fn storyboard(
    cage: &Cage,
    rendition: &RenditionFile,
    workdir: &Path,
) -> Result<Option<(Storyboard, Vec<PathBuf>)>, MediaProblem> {
    let (Some(width), Some(height)) = (rendition.width, rendition.height) else { return Ok(None) };
    let Some(board) = Storyboard::of(width, height, rendition.table.duration_us() / 1000) else { return Ok(None) };
    let mut args = words(&["-v", "error", "-nostdin", "-y", "-progress", "pipe:1", "-skip_frame", "nokey"]);
    args.extend(input("mov", &rendition.path, "h264"));
    let Storyboard { interval_ms, width, height, .. } = board;
    let graph = format!(
        "fps=fps=1000/{interval_ms}:start_time=0:round=up,scale={width}:{height}:flags=area,setsar=1,\
         tile={SIDE}x{SIDE},format=yuvj420p"
    );
    args.extend(["-vf".into(), graph.into(), "-frames:v".into(), board.sheets().to_string().into()]);
    args.extend(words(&["-an", "-q:v", "5", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]));
    args.extend(words(&["-f", "image2", "-start_number", "0"]));
    args.push(workdir.join("storyboard-%d.jpg").into());
    let limits = Limits {
        memory_bytes: 4 << 30,
        file_bytes: 16 << 20,
        wall: Duration::from_secs(600),
        stall: Some(Duration::from_secs(120)),
    };
    let read = &mut |line: &str| if out_time_us(line).is_some() { Beat::Alive } else { Beat::Silent };
    cage.run("ffmpeg", args, limits, Some(&rendition.path), workdir, read).await?;
    let sheets: Vec<PathBuf> =
        (0..board.sheets()).map(|number| workdir.join(format!("storyboard-{number}.jpg"))).collect();
    for sheet in &sheets {
        if !tokio::fs::try_exists(sheet).await.unwrap_or(false) {
            return Err(MediaProblem::Engine(format!("{} was not drawn", sheet.display())));
        }
    }
    Ok(Some((board, sheets)))
}

#[cfg(test)]
mod tests {
    use super::{MOST, Storyboard};

    #[test]
    fn the_list_covers_the_recording_once() {
        let board = Storyboard::of(1280, 720, 61_000).unwrap();
        assert_eq!(board, Storyboard { interval_ms: 2_000, pictures: 31, width: 160, height: 90 });
        assert_eq!(board.sheets(), 2);
        let list = board.list(61_000, "d1");
        assert!(list.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nstoryboard/0.jpg?d1#xywh=0,0,160,90\n"));
        assert!(list.contains("00:00:14.000 --> 00:00:16.000\nstoryboard/0.jpg?d1#xywh=320,90,160,90\n"), "{list}");
        assert!(list.ends_with("00:01:00.000 --> 00:01:01.000\nstoryboard/1.jpg?d1#xywh=0,90,160,90\n"), "{list}");
    }

    #[test]
    fn however_long_it_stays_small() {
        for hours in [1, 3, 12] {
            let board = Storyboard::of(1920, 1080, hours * 3_600_000).unwrap();
            assert!(u64::from(board.pictures) <= MOST && board.sheets() <= 8, "{board:?}");
        }
        assert_eq!(Storyboard::of(1280, 720, 1_500), None);
        let standing = Storyboard::of(720, 1280, 60_000).unwrap();
        assert_eq!((standing.width, standing.height), (90, 160));
    }
}
