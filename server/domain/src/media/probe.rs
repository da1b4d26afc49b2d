//! What a source holds: read by a caged ffprobe, judged by rules.

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cage::{Beat, Limits};
use super::report::Report;
use super::{Cage, MediaProblem, SourceKind, transcode};

/// The longest recording accepted, in milliseconds: twelve hours, a day of a conference.
pub const MAX_DURATION_MS: u64 = 12 * 3600 * 1000;
/// The most pixels in one picture: 4096 x 2160, the largest that cameras of this trade make.
pub const MAX_PIXELS: u64 = 4096 * 2160;
/// The most tracks in one file. Real ones hold under ten; thousands are an attack on memory.
pub const MAX_STREAMS: u32 = 32;
/// The smallest side that is still a picture, in pixels.
const MIN_SIDE: u32 = 16;

/// How much longer than declared a track may be by its last frame alone, in milliseconds.
const FILLED_UP_MS: u64 = 150;

/// Picture codecs accepted, by ffprobe's names. A codec few people use is a decoder few people
/// have attacked in public: it is not on the list.
const VIDEO_CODECS: [&str; 13] = [
    "h264",
    "hevc",
    "vp8",
    "vp9",
    "av1",
    "mpeg4",
    "mpeg2video",
    "mpeg1video",
    "mjpeg",
    "prores",
    "dnxhd",
    "h263",
    "theora",
];
/// Sound codecs accepted, by ffprobe's names; plain PCM comes in a few dozen layouts, all simple.
const AUDIO_CODECS: [&str; 12] =
    ["aac", "mp3", "mp2", "opus", "vorbis", "flac", "alac", "ac3", "eac3", "amr_nb", "amr_wb", "wmav2"];
/// The decoders that ffmpeg may open for the codecs above.
pub(super) const DECODERS: &str = "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,\
mpeg4,mpeg2video,mpeg1video,mjpeg,prores,dnxhd,h263,theora,aac,mp3float,mp3,mp2float,mp2,opus,\
libopus,vorbis,libvorbis,flac,alac,ac3,eac3,amrnb,amrwb,wmav2,pcm_s16le,pcm_s16be,pcm_s24le,\
pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw,\
pcm_bluray,pcm_dvd";
/// What ffprobe must be able to open besides, or it gives up on a whole file for a cover picture
/// or a subtitle track that is never used.
const BESIDES: &str = ",png,mov_text,subrip,srt,ass,ssa,webvtt,text,cc_dec,dvdsub,pgssub,dvbsub";

/// Pictures per second, as a fraction: 29.97 is really 30000/1001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameRate {
    /// Pictures...
    pub num: u32,
    /// ...in so many seconds; never 0.
    pub den: u32,
}

impl FrameRate {
    /// Pictures per second.
    #[must_use]
    pub fn per_second(self) -> f32 {
        (f64::from(self.num) / f64::from(self.den.max(1))) as f32
    }
}

/// The picture track to digitise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoTrack {
    /// The track's number in the file.
    pub index: u32,
    /// ffprobe's name of the codec.
    pub codec: String,
    /// Width on screen in square pixels, after rotation.
    pub width: u32,
    /// Height on screen in square pixels, after rotation.
    pub height: u32,
    /// Average pictures per second.
    pub frame_rate: FrameRate,
    /// Bits per second, where the file says.
    pub bit_rate: Option<u64>,
    /// Half-pictures that must be woven together.
    pub interlaced: bool,
    /// High dynamic range (PQ or HLG), which plain screens show grey unless it is mapped.
    pub hdr: bool,
    /// Whether the pictures are evenly spaced. What counts them by the clock, as phones and
    /// meeting recorders do, is not.
    pub even: bool,
    /// Whether every browser plays these very pictures: H.264 of eight bits up to level 5.1, upright,
    /// of square pixels, and beginning with the file.
    pub plays_as_is: bool,
}

/// The sound track to digitise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioTrack {
    /// The track's number in the file.
    pub index: u32,
    /// ffprobe's name of the codec.
    pub codec: String,
    /// Channels: 1 mono, 2 stereo, 6 surround.
    pub channels: u32,
    /// Samples per second.
    pub sample_rate: u32,
    /// Whether every browser plays these very samples: AAC-LC, at most stereo.
    pub plays_as_is: bool,
}

/// What a source holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What kind of file it is.
    pub kind: SourceKind,
    /// How long it plays, in milliseconds; 0 for a document.
    pub duration_ms: u64,
    /// Its picture, unless it is sound alone.
    pub video: Option<VideoTrack>,
    /// Its sound, if any.
    pub audio: Option<AudioTrack>,
}

/// Describes a source. Reads the whole file once, without decoding it, to learn its true length.
///
/// # Errors
/// The file's faults, and those of [`Cage::run`].
pub async fn probe(cage: &Cage, kind: SourceKind, source: &Path, workdir: &Path) -> Result<Probe, MediaProblem> {
    let Some(demuxer) = kind.demuxer() else {
        return Err(MediaProblem::NoPictureOrSound);
    };
    let mut json = String::new();
    let mut args =
        transcode::words(&["-v", "error", "-print_format", "json=compact=1", "-show_format", "-show_streams"]);
    args.extend(transcode::input(demuxer, source, &[DECODERS, BESIDES].concat()));
    cage.run("ffprobe", args, limits(), Some(source), workdir, &mut |line| {
        json.push_str(line);
        json.push('\n');
        Beat::Alive
    })
    .await?;
    let report = serde_json::from_str::<Report>(&json)
        .map_err(|error| MediaProblem::Engine(format!("ffprobe's report: {error}")))?;
    let mut probe = report.judge(kind)?;
    let measured_ms = measure(cage, &probe, demuxer, source, workdir).await?;
    let rate = probe.video.as_ref().map_or(25.0, |video| video.frame_rate.per_second());
    probe.duration_ms = true_length(kind, probe.duration_ms, measured_ms, rate)?;
    Ok(probe)
}

/// How far the packets of the chosen tracks reach, in milliseconds.
async fn measure(
    cage: &Cage,
    probe: &Probe,
    demuxer: &str,
    source: &Path,
    workdir: &Path,
) -> Result<u64, MediaProblem> {
    let mut args = transcode::words(&["-v", "error", "-nostdin", "-progress", "pipe:1"]);
    args.extend(transcode::input(demuxer, source, DECODERS));
    let tracks = [probe.video.as_ref().map(|v| v.index), probe.audio.as_ref().map(|a| a.index)];
    for track in tracks.into_iter().flatten() {
        args.extend(["-map".into(), format!("0:{track}").into()]);
    }
    args.extend(transcode::words(&["-c", "copy", "-f", "null", "-"]));
    let mut reached_us = 0;
    cage.run("ffmpeg", args, limits(), Some(source), workdir, &mut |line| match transcode::out_time_us(line) {
        Some(us) if us > reached_us => {
            reached_us = us;
            Beat::Alive
        }
        _ => Beat::Silent,
    })
    .await?;
    Ok(reached_us / 1000)
}

/// The length to believe: what is declared, provided that what could be read is not much less
/// (a twentieth, two seconds or a quarter for tracks that end unevenly, and the pictures that are
/// stored out of order); what could be read, where nothing exact is declared.
fn true_length(kind: SourceKind, declared_ms: u64, measured_ms: u64, rate: f32) -> Result<u64, MediaProblem> {
    let reordered_ms = (4000.0 / rate.max(0.1)) as u64;
    let slack = (declared_ms / 20).max(2000.min(declared_ms / 4)) + reordered_ms;
    let length_ms = match measured_ms.saturating_sub(declared_ms) {
        _ if !kind.states_duration() => measured_ms,
        // The last frame of a telephone's sound is filled up with an eighth of a second of nothing.
        ..=FILLED_UP_MS if declared_ms > 0 => declared_ms,
        _ => declared_ms.max(measured_ms),
    };
    match measured_ms {
        0 => Err(MediaProblem::NoPictureOrSound),
        _ if length_ms > measured_ms.saturating_add(slack) => Err(MediaProblem::Truncated),
        _ if length_ms > MAX_DURATION_MS => Err(MediaProblem::TooLong),
        _ => Ok(length_ms),
    }
}

/// Reading alone is quick; a file that is not read in ten minutes is built not to be.
fn limits() -> Limits {
    Limits {
        memory_bytes: 2 << 30,
        file_bytes: 1 << 20,
        wall: Duration::from_secs(600),
        stall: Some(Duration::from_secs(60)),
    }
}

pub(super) fn accepts_video(codec: &str) -> bool {
    VIDEO_CODECS.contains(&codec)
}

pub(super) fn accepts_audio(codec: &str) -> bool {
    AUDIO_CODECS.contains(&codec) || (codec.starts_with("pcm_") && DECODERS.contains(codec))
}

pub(super) fn check_size(width: u32, height: u32) -> Result<(), MediaProblem> {
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(MediaProblem::TooLarge);
    }
    if width.min(height) < MIN_SIDE {
        return Err(MediaProblem::NoPictureOrSound);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MAX_DURATION_MS, MediaProblem, SourceKind, true_length};

    #[test]
    fn a_missing_end_is_seen_only_where_a_length_is_declared() {
        let mov = |declared, measured| true_length(SourceKind::Mov, declared, measured, 25.0);
        assert_eq!(mov(60_000, 58_500), Ok(60_000));
        assert_eq!(mov(60_000, 40_000), Err(MediaProblem::Truncated));
        assert_eq!(mov(4_000, 2_000), Err(MediaProblem::Truncated));
        assert_eq!(mov(4_000, 3_100), Ok(4_000));
        assert_eq!(mov(4_000, 4_117), Ok(4_000));
        assert_eq!(mov(4_000, 5_000), Ok(5_000));
        assert_eq!(true_length(SourceKind::Matroska, 0, 40_000, 25.0), Ok(40_000));
        assert_eq!(true_length(SourceKind::Mp3, 60_000, 40_000, 25.0), Ok(40_000));
        // One picture a second: the last ones are stored early.
        assert_eq!(true_length(SourceKind::Mov, 20_000, 16_500, 1.0), Ok(20_000));
    }

    #[test]
    fn what_could_be_read_is_what_counts() {
        let long = true_length(SourceKind::Mov, 5_000, MAX_DURATION_MS + 1, 25.0);
        assert_eq!(long, Err(MediaProblem::TooLong));
        let nothing = true_length(SourceKind::Mov, 500, 0, 25.0);
        assert_eq!(nothing, Err(MediaProblem::NoPictureOrSound));
    }
}
