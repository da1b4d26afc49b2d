//! What can be watched within seconds: the source's own pictures and sound in new segments,
//! without encoding anything.
//!
//! Where the source fits the ladder, its pictures stay the top rendition for good, and the
//! smaller ones are cut where it can be cut. Where it does not (too many bits, unevenly spaced
//! pictures, cuts too far apart), it is **provisional**: played until the ladder takes its place.

use std::path::Path;
use std::time::Duration;

use super::cage::{Beat, Limits};
use super::engine::{RenditionFile, RenditionKind, rendition};
use super::ladder::{self, Rung};
use super::probe::DECODERS;
use super::transcode::{input, output, words};
use super::{Cage, MediaProblem, Probe, Segment, SegmentTable, SourceKind, VideoTrack};

/// Names of what is played until something better is there.
pub(super) const PROVISIONAL_PICTURE: &str = "q";
pub(super) const PROVISIONAL_SOUND: &str = "aq";
/// The longest segment of a rendition that stays, in microseconds: Apple's authoring
/// specification wants about six seconds (rule 7.5), and a jump lands on a segment's beginning.
const SEGMENT_MAX_US: u64 = 6_100_000;

/// How far the length of a copy may be off, in milliseconds: the last frames of picture and sound.
const OFF_MAX_MS: u64 = 250;
/// Most segments that other renditions are cut after: each is a word of one argument, and Linux takes
/// 128 KiB of it.
const CUTS_MAX: usize = 8_000;

/// What was made without encoding.
#[derive(Debug)]
pub(super) struct Remux {
    pub picture: RenditionFile,
    pub sound: Option<RenditionFile>,
}

/// Makes what can be made of a source without encoding its pictures; nothing, where its pictures
/// do not play everywhere as they are.
pub(super) async fn remux(
    cage: &Cage,
    probe: &Probe,
    source: &Path,
    workdir: &Path,
) -> Result<Option<Remux>, MediaProblem> {
    let (Some(video), Some(demuxer)) = (&probe.video, probe.kind.demuxer()) else { return Ok(None) };
    // The others say nothing of when a picture is shown, which a copy would need to know.
    let timed = matches!(probe.kind, SourceKind::Mov | SourceKind::Matroska | SourceKind::MpegTs);
    if !video.plays_as_is || !timed {
        return Ok(None);
    }
    let mut args = words(&["-v", "error", "-nostdin", "-y", "-progress", "pipe:1"]);
    args.extend(input(demuxer, source, DECODERS));
    args.extend(["-map".into(), format!("0:{}", video.index).into()]);
    args.extend(words(&["-c:v", "copy"]));
    args.extend(output(workdir, PROVISIONAL_PICTURE, "movflags=+negative_cts_offsets:use_editlist=0", None));
    if let Some(audio) = &probe.audio {
        args.extend(["-map".into(), format!("0:{}", audio.index).into()]);
        if audio.plays_as_is {
            args.extend(words(&["-c:a", "copy"]));
        } else {
            // Quick rather than good: it is heard for some minutes.
            args.extend(words(&["-ac", "2", "-ar", "48000", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "128k"]));
        }
        args.extend(output(workdir, PROVISIONAL_SOUND, "movflags=+negative_cts_offsets", None));
    }
    let seconds = probe.duration_ms / 1000 + 1;
    let bytes = tokio::fs::metadata(source).await.map_or(0, |metadata| metadata.len());
    let limits = Limits {
        memory_bytes: 4 << 30,
        file_bytes: bytes + bytes / 8 + (64 << 20),
        wall: Duration::from_secs(seconds.max(60)),
        stall: Some(Duration::from_secs(60)),
    };
    cage.run("ffmpeg", args, limits, Some(source), workdir, &mut |_| Beat::Alive).await?;
    let mut picture = rendition(workdir, PROVISIONAL_PICTURE, RenditionKind::Video).await?;
    picture.width = Some(video.width);
    picture.height = Some(video.height);
    picture.frame_rate = Some(video.frame_rate.per_second());
    let sound = match &probe.audio {
        Some(_) => Some(rendition(workdir, PROVISIONAL_SOUND, RenditionKind::Audio).await?),
        None => None,
    };
    let whole = std::iter::once(&picture).chain(&sound).all(|made| lasts(made, probe.duration_ms));
    if !whole || picture.table.segments.iter().any(|segment| unwieldy(*segment)) {
        return Ok(None);
    }
    if let Some(top) = ladder::ladder(probe).first()
        && fits(video, top, &picture.table)
    {
        picture.name.clone_from(&top.name);
    }
    Ok(Some(Remux { picture, sound }))
}

/// Whether a copy is as long as what is to be seen. A film that was trimmed without encoding keeps
/// what was cut away, and a copy would show it.
fn lasts(made: &RenditionFile, duration_ms: u64) -> bool {
    (made.table.duration_us() / 1000).abs_diff(duration_ms) <= OFF_MAX_MS
}

/// Whether a segment is more than a server should hold in memory for each of those who play it.
fn unwieldy(segment: Segment) -> bool {
    segment.duration_us > 20_000_000 || segment.len > 64 << 20
}

/// Whether the source's own pictures can stand at the top of the ladder.
fn fits(video: &VideoTrack, top: &Rung, table: &SegmentTable) -> bool {
    let usual = u64::from(ladder::usual_rate(top.size));
    video.even
        && table.segments.len() <= CUTS_MAX
        // Not made smaller, slower or even-sided by the ladder.
        && (video.width, video.height) == (top.width, top.height)
        && video.frame_rate == top.frame_rate
        && table.segments.iter().all(|segment| segment.duration_us <= SEGMENT_MAX_US)
        // What comes so near to the ladder's rate gains little from losing quality once more.
        && u64::from(table.average_bandwidth()) <= usual * 5 / 4
        && u64::from(table.bandwidth()) <= usual * 2
}

#[cfg(test)]
mod tests {
    use super::fits;
    use crate::media::{FrameRate, Probe, Segment, SegmentTable, SourceKind, VideoTrack, ladder};

    fn source(even: bool) -> VideoTrack {
        let frame_rate = FrameRate { num: 25, den: 1 };
        VideoTrack {
            index: 0,
            codec: "h264".into(),
            width: 1280,
            height: 720,
            frame_rate,
            bit_rate: None,
            interlaced: false,
            hdr: false,
            even,
            plays_as_is: true,
        }
    }

    fn table(seconds: u64, bits: u64) -> SegmentTable {
        let len = seconds * bits / 8;
        let segment = |number| Segment { offset: 1000 + number * len, len, duration_us: seconds * 1_000_000 };
        SegmentTable { init: (0, 1000), segments: (0..5).map(segment).collect(), keys: Vec::new() }
    }

    #[test]
    fn what_stays_at_the_top_is_even_lean_and_cut_often_enough() {
        let fits = |video: &VideoTrack, table: &SegmentTable| {
            let probe = Probe { kind: SourceKind::Mov, duration_ms: 10_000, video: Some(video.clone()), audio: None };
            fits(video, &ladder(&probe)[0], table)
        };
        assert!(fits(&source(true), &table(4, 2_400_000)));
        assert!(!fits(&source(true), &table(4, 6_000_000)), "too many bits");
        assert!(!fits(&source(true), &table(10, 2_400_000)), "cut too seldom");
        assert!(!fits(&source(false), &table(4, 2_400_000)), "uneven");
        let odd = VideoTrack { width: 1281, ..source(true) };
        assert!(!fits(&odd, &table(4, 2_400_000)), "odd sides");
    }
}
