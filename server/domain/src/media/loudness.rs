//! Every session as loud as the next: -16 LUFS (EBU R 128 measures it; Apple's authoring
//! specification, rule 2.18, asks for one level).
//!
//! Loudness is measured over the whole recording first, so that afterwards one gain is enough:
//! what was quiet beside something loud stays quiet beside it.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::cage::{Beat, Limits};
use super::probe::DECODERS;
use super::transcode::{input, out_time_us, words};
use super::{AudioTrack, Cage, MediaProblem, Probe};

/// Loudness to reach in LUFS, highest peak in dBTP, and range in LU.
const TARGET: &str = "I=-16:TP=-1.5:LRA=11";
/// Below this, in LUFS, there is nothing but the room's own noise, and raising it helps nobody.
const FAINTEST: f64 = -50.0;

/// What a sound track measures, in the terms of ffmpeg's `loudnorm`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Loudness {
    integrated: f64,
    peak: f64,
    range: f64,
    threshold: f64,
    offset: f64,
}

/// `loudnorm` writes its numbers as text.
#[derive(Deserialize)]
struct Report {
    input_i: String,
    input_tp: String,
    input_lra: String,
    input_thresh: String,
    target_offset: String,
}

/// The filters that bring any sound to start at zero without gaps, in stereo: gaps become
/// silence, and surround is folded with ffmpeg's own matrix.
pub(super) fn evened(audio: &AudioTrack) -> String {
    format!("[0:{}]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo", audio.index)
}

/// Listens to the whole recording. Nothing where there is nothing to bring to a level.
pub(super) async fn measure(
    cage: &Cage,
    probe: &Probe,
    source: &Path,
    workdir: &Path,
) -> Result<Option<Loudness>, MediaProblem> {
    let (Some(audio), Some(demuxer)) = (&probe.audio, probe.kind.demuxer()) else { return Ok(None) };
    let mut args = words(&["-v", "info", "-hide_banner", "-nostats", "-nostdin", "-progress", "pipe:1"]);
    args.extend(["-t".into(), (probe.duration_ms / 1000 + 10).to_string().into()]);
    args.extend(words(&["-vn"]));
    args.extend(input(demuxer, source, DECODERS));
    let graph = format!("{},loudnorm={TARGET}:print_format=json[a]", evened(audio));
    args.extend(["-filter_complex".into(), graph.into()]);
    args.extend(words(&["-map", "[a]", "-f", "null", "-"]));
    let limits = Limits {
        memory_bytes: 4 << 30,
        file_bytes: 1 << 20,
        wall: Duration::from_secs((probe.duration_ms / 1000).max(60)),
        stall: Some(Duration::from_secs(60)),
    };
    let mut reached = 0;
    let output = cage
        .run("ffmpeg", args, limits, Some(source), workdir, &mut |line| match out_time_us(line) {
            Some(us) if us > reached => {
                reached = us;
                Beat::Alive
            }
            _ => Beat::Silent,
        })
        .await?;
    Ok(read(&output.log))
}

/// The report is the last thing that is said.
fn read(log: &str) -> Option<Loudness> {
    let report = &log[log.rfind('{')?..=log.rfind('}')?];
    let report: Report = serde_json::from_str(report).ok()?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let measured = Loudness {
        integrated: number(&report.input_i)?,
        peak: number(&report.input_tp)?,
        range: number(&report.input_lra)?,
        threshold: number(&report.input_thresh)?,
        offset: number(&report.target_offset)?,
    };
    (measured.integrated > FAINTEST).then_some(measured)
}

impl fmt::Display for Loudness {
    /// The filter that brings what was measured to the level.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { integrated, peak, range, threshold, offset } = self;
        write!(
            f,
            "loudnorm={TARGET}:measured_I={integrated:.2}:measured_TP={peak:.2}:measured_LRA={range:.2}:\
             measured_thresh={threshold:.2}:offset={offset:.2}:linear=true,aresample=48000,\
             aformat=sample_fmts=fltp:channel_layouts=stereo"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const LOG: &str = "[Parsed_loudnorm_2 @ 0x1] \n{\n\t\"input_i\" : \"-27.61\",\n\t\"input_tp\" : \"-4.47\",\n\t\
        \"input_lra\" : \"18.06\",\n\t\"input_thresh\" : \"-39.20\",\n\t\"output_i\" : \"-16.58\",\n\t\
        \"output_tp\" : \"-1.50\",\n\t\"output_lra\" : \"14.78\",\n\t\"output_thresh\" : \"-27.71\",\n\t\
        \"normalization_type\" : \"dynamic\",\n\t\"target_offset\" : \"0.58\"\n}\nvideo:0kB\n";

    #[test]
    fn what_is_measured_is_what_the_filter_is_told() {
        let filter = read(LOG).unwrap().to_string();
        assert!(filter.contains("measured_I=-27.61:measured_TP=-4.47:measured_LRA=18.06:measured_thresh=-39.20"));
        assert!(filter.contains("offset=0.58:linear=true"), "{filter}");
    }

    #[test]
    fn silence_is_left_alone() {
        assert_eq!(read(&LOG.replace("-27.61", "-inf")), None);
        assert_eq!(read(&LOG.replace("-27.61", "-62.00")), None);
        assert_eq!(read("nothing was said"), None);
    }
}
