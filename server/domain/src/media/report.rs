//! ffprobe's report, and the rules that turn it into a [`Probe`].
//!
//! The report describes a stranger's file, so every field may be missing, wrong or absurd.

use std::collections::HashMap;

use serde::Deserialize;

use super::probe::{accepts_audio, accepts_video, check_size};
use super::{AudioTrack, FrameRate, MediaProblem, Probe, SourceKind, VideoTrack};

/// Rates that cameras mean when a file averages something close.
const STANDARD_RATES: [(u32, u32); 9] =
    [(24, 1), (25, 1), (30, 1), (50, 1), (60, 1), (24_000, 1001), (30_000, 1001), (60_000, 1001), (48, 1)];

#[derive(Deserialize)]
pub(super) struct Report {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Deserialize, Default)]
struct Format {
    duration: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Deserialize, Default)]
struct Stream {
    index: u32,
    codec_type: Option<String>,
    codec_name: Option<String>,
    codec_tag_string: Option<String>,
    profile: Option<String>,
    pix_fmt: Option<String>,
    level: Option<i32>,
    start_time: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    sample_aspect_ratio: Option<String>,
    field_order: Option<String>,
    color_transfer: Option<String>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    duration: Option<String>,
    bit_rate: Option<String>,
    channels: Option<u32>,
    sample_rate: Option<String>,
    #[serde(default)]
    disposition: HashMap<String, i32>,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Deserialize)]
struct SideData {
    /// Degrees anticlockwise, from the display matrix.
    rotation: Option<f64>,
}

impl Report {
    /// Chooses the tracks and refuses what is not accepted. `duration_ms` is what the file declares.
    pub(super) fn judge(&self, kind: SourceKind) -> Result<Probe, MediaProblem> {
        let video = self.pick("video").map(|stream| self.video(stream)).transpose()?;
        let audio = self.pick("audio").map(audio).transpose()?;
        if video.is_none() && audio.is_none() {
            return Err(MediaProblem::NoPictureOrSound);
        }
        Ok(Probe { kind, duration_ms: self.declared_ms(), video, audio })
    }

    /// The track marked as default, else the first. A cover picture is not a picture track.
    fn pick(&self, codec_type: &str) -> Option<&Stream> {
        let mut tracks = self.streams.iter().filter(|stream| {
            stream.codec_type.as_deref() == Some(codec_type)
                && !stream.marked("attached_pic")
                && !stream.marked("timed_thumbnails")
        });
        let first = tracks.clone().next();
        tracks.find(|stream| stream.marked("default")).or(first)
    }

    /// The shorter of what the container and its tracks declare: an edited file (a trimmed phone
    /// video) keeps the full tracks and plays a part of them.
    fn declared_ms(&self) -> u64 {
        let whole = milliseconds(self.format.duration.as_deref());
        let tracks = self.streams.iter().filter_map(|s| milliseconds(s.duration.as_deref())).max();
        match (whole, tracks) {
            (Some(whole), Some(tracks)) => whole.min(tracks),
            (whole, tracks) => whole.or(tracks).unwrap_or(0),
        }
    }

    fn video(&self, stream: &Stream) -> Result<VideoTrack, MediaProblem> {
        let codec = stream.codec_name.clone().unwrap_or_default();
        if !accepts_video(&codec) {
            return Err(MediaProblem::UnsupportedCodec);
        }
        let (width, height) = display_size(stream);
        check_size(stream.width.unwrap_or(0), stream.height.unwrap_or(0))?;
        check_size(width, height)?;
        // With sound beside it the whole file's rate overstates the picture's: a safe upper bound.
        let bit_rate = number(stream.bit_rate.as_deref()).or_else(|| number(self.format.bit_rate.as_deref()));
        Ok(VideoTrack {
            index: stream.index,
            codec,
            width,
            height,
            frame_rate: frame_rate(stream),
            bit_rate: bit_rate.filter(|rate| *rate > 0),
            interlaced: matches!(stream.field_order.as_deref(), Some("tt" | "bb" | "tb" | "bt")),
            hdr: matches!(stream.color_transfer.as_deref(), Some("smpte2084" | "arib-std-b67")),
            even: stream.avg_frame_rate.is_some() && stream.avg_frame_rate == stream.r_frame_rate,
            plays_as_is: stream.plays_as_is((width, height)),
        })
    }
}

/// The highest level of H.264 that is handed to players as it came: 5.1, as ffprobe writes it.
const LEVEL_MAX: i32 = 51;
/// How far from the file's own beginning a track may begin, in seconds: two pictures of film.
const START_MAX_S: f64 = 0.08;

impl Stream {
    /// See [`VideoTrack::plays_as_is`].
    fn plays_as_is(&self, shown: (u32, u32)) -> bool {
        let turned = self.side_data_list.iter().any(|data| data.rotation.is_some_and(|turn| turn.abs() > 1.0));
        self.codec_name.as_deref() == Some("h264")
            // Set up anew among the pictures, which a copy would say nothing of.
            && self.codec_tag_string.as_deref() != Some("avc3")
            && matches!(self.profile.as_deref(), Some("Constrained Baseline" | "Baseline" | "Main" | "High"))
            && matches!(self.pix_fmt.as_deref(), Some("yuv420p" | "yuvj420p"))
            && self.level.is_some_and(|level| (1..=LEVEL_MAX).contains(&level))
            && matches!(self.field_order.as_deref(), None | Some("progressive" | "unknown"))
            && !turned
            && Some(shown.0) == self.width
            && self.begins_with_the_file()
    }

    fn begins_with_the_file(&self) -> bool {
        let start = self.start_time.as_deref().and_then(|text| text.parse::<f64>().ok());
        start.is_none_or(|start| start.abs() <= START_MAX_S)
    }

    fn marked(&self, disposition: &str) -> bool {
        self.disposition.get(disposition).is_some_and(|mark| *mark != 0)
    }
}

fn audio(stream: &Stream) -> Result<AudioTrack, MediaProblem> {
    let codec = stream.codec_name.clone().unwrap_or_default();
    if !accepts_audio(&codec) {
        return Err(MediaProblem::UnsupportedCodec);
    }
    let sample_rate = number(stream.sample_rate.as_deref()).and_then(|rate| u32::try_from(rate).ok());
    Ok(AudioTrack {
        index: stream.index,
        codec,
        channels: stream.channels.unwrap_or(0),
        sample_rate: sample_rate.unwrap_or(0),
        plays_as_is: stream.codec_name.as_deref() == Some("aac")
            && stream.profile.as_deref() == Some("LC")
            && matches!(stream.channels, Some(1 | 2))
            && matches!(sample_rate, Some(44_100 | 48_000))
            && stream.begins_with_the_file(),
    })
}

/// Stored pixels to pixels on screen: stretched by the sample aspect ratio, then turned.
fn display_size(stream: &Stream) -> (u32, u32) {
    let (width, height) = (stream.width.unwrap_or(0), stream.height.unwrap_or(0));
    let aspect = stream.sample_aspect_ratio.as_deref().and_then(|text| fraction(text, ':'));
    let stretched = match aspect {
        // Ratios beyond 4 are damage, not lenses.
        Some((num, den)) if num <= 4 * den && den <= 4 * num => {
            u32::try_from((u64::from(width) * u64::from(num) + u64::from(den) / 2) / u64::from(den)).unwrap_or(width)
        }
        _ => width,
    };
    let turn = stream.side_data_list.iter().find_map(|data| data.rotation).unwrap_or(0.0);
    let quarter_turns = (turn / 90.0).round() as i64;
    if quarter_turns % 2 == 0 { (stretched, height) } else { (height, stretched) }
}

fn frame_rate(stream: &Stream) -> FrameRate {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| fraction(text, '/'));
    let (num, den) = read(&stream.avg_frame_rate).or_else(|| read(&stream.r_frame_rate)).unwrap_or((25, 1));
    let rate = f64::from(num) / f64::from(den);
    let standard = STANDARD_RATES
        .into_iter()
        .map(|(num, den)| FrameRate { num, den })
        .find(|known| (f64::from(known.per_second()) - rate).abs() < rate * 0.0005);
    standard.unwrap_or_else(|| {
        // Phones average odd fractions with huge terms; a thousandth is finer than anybody sees.
        let thousandths = (rate * 1000.0).clamp(100.0, 240_000.0) as u32;
        let shared = [1000, 500, 250, 200, 125, 100, 50, 25, 20, 10, 8, 5, 4, 2]
            .into_iter()
            .find(|divisor| thousandths.is_multiple_of(*divisor))
            .unwrap_or(1);
        FrameRate { num: thousandths / shared, den: 1000 / shared }
    })
}

/// Two positive numbers with a sign between them; `0/0` is how ffprobe says that it does not know.
fn fraction(text: &str, sign: char) -> Option<(u32, u32)> {
    let (num, den) = text.split_once(sign)?;
    let (num, den) = (num.parse().ok()?, den.parse().ok()?);
    (num > 0 && den > 0).then_some((num, den))
}

fn number(text: Option<&str>) -> Option<u64> {
    text?.parse().ok()
}

fn milliseconds(text: Option<&str>) -> Option<u64> {
    let seconds: f64 = text?.parse().ok()?;
    (seconds.is_finite() && seconds > 0.0).then_some((seconds * 1000.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::{FrameRate, MediaProblem, Report, SourceKind};

    fn judge(streams: &str) -> Result<super::Probe, MediaProblem> {
        let json = format!(r#"{{"streams":[{streams}],"format":{{"duration":"10.5","bit_rate":"900000"}}}}"#);
        serde_json::from_str::<Report>(&json).unwrap().judge(SourceKind::Mov)
    }

    #[test]
    fn a_phone_held_upright_is_portrait() {
        let probe = judge(
            r#"{"index":0,"codec_type":"video","codec_name":"hevc","width":1920,"height":1080,
            "avg_frame_rate":"2997000/100003","color_transfer":"arib-std-b67",
            "side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}]}"#,
        )
        .unwrap();
        let video = probe.video.unwrap();
        assert_eq!((video.width, video.height), (1080, 1920));
        assert_eq!(video.frame_rate, FrameRate { num: 30_000, den: 1001 });
        assert_eq!((video.hdr, video.bit_rate, probe.duration_ms), (true, Some(900_000), 10_500));
    }

    #[test]
    fn only_what_every_browser_plays_is_passed_on_as_it_came() {
        let plays = |change: (&str, &str)| {
            let stream = r#"{"index":0,"codec_type":"video","codec_name":"h264","profile":"High","pix_fmt":"yuv420p",
                "level":40,"width":1280,"height":720,"avg_frame_rate":"25/1","r_frame_rate":"25/1",
                "field_order":"progressive","start_time":"0.000000","sample_aspect_ratio":"1:1"}"#;
            assert!(stream.contains(change.0), "{}", change.0);
            judge(&stream.replace(change.0, change.1)).unwrap().video.unwrap().plays_as_is
        };
        assert!(plays(("h264", "h264")));
        for change in [
            ("h264", "hevc"),
            (r#""index":0"#, r#""index":0,"codec_tag_string":"avc3""#),
            ("High", "High 10"),
            ("yuv420p", "yuv422p"),
            (r#""level":40"#, r#""level":52"#),
            ("progressive", "tt"),
            ("0.000000", "1.500000"),
            ("1:1", "64:45"),
            (r#""index":0"#, r#""index":0,"side_data_list":[{"rotation":-90}]"#),
        ] {
            assert!(!plays(change), "{change:?}");
        }
    }

    #[test]
    fn pixels_that_are_not_square_are_stretched() {
        let probe = judge(
            r#"{"index":0,"codec_type":"video","codec_name":"mpeg2video","width":720,"height":576,
            "sample_aspect_ratio":"64:45","avg_frame_rate":"25/1","field_order":"tt"}"#,
        )
        .unwrap();
        let video = probe.video.unwrap();
        assert_eq!((video.width, video.height, video.interlaced), (1024, 576, true));
    }

    #[test]
    fn a_cover_is_not_a_picture_track() {
        let cover = r#"{"index":0,"codec_type":"video","codec_name":"png","width":9000,"height":9000,
            "disposition":{"attached_pic":1}}"#;
        let song = r#"{"index":1,"codec_type":"audio","codec_name":"mp3","channels":2,"sample_rate":"44100"}"#;
        let probe = judge(&format!("{cover},{song}")).unwrap();
        assert!(probe.video.is_none());
        assert_eq!(probe.audio.unwrap().sample_rate, 44_100);
        assert_eq!(judge(cover), Err(MediaProblem::NoPictureOrSound));
    }

    #[test]
    fn what_is_refused() {
        let video = |codec: &str, size: u32| {
            format!(r#"{{"index":0,"codec_type":"video","codec_name":"{codec}","width":{size},"height":{size}}}"#)
        };
        assert_eq!(judge(&video("magicyuv", 100)), Err(MediaProblem::UnsupportedCodec));
        assert_eq!(judge(&video("h264", 65_535)), Err(MediaProblem::TooLarge));
        assert_eq!(judge(&video("h264", 1)), Err(MediaProblem::NoPictureOrSound));
        assert_eq!(judge(r#"{"index":0,"codec_type":"data"}"#), Err(MediaProblem::NoPictureOrSound));
    }
}
