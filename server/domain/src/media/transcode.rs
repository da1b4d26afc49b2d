//! Making every rendition of a source in one run: one decoding feeds all the sizes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cage::{Beat, Limits};
use super::loudness::{self, Loudness};
use super::probe::{DECODERS, MAX_PIXELS, MAX_STREAMS};
use super::{Cage, Codec, FrameRate, MediaProblem, Probe, Rung, SegmentTable, VideoTrack};

/// Nominal length of a segment, in seconds: long enough to keep requests few, short enough that
/// a jump lands quickly.
const SEGMENT_SECONDS: u32 = 4;
/// A key picture every so many seconds, at the same instants in every size, so that a player
/// changes size between any two segments.
const KEY_SECONDS: u32 = 2;
/// Up to so many pictures a second, none is stored out of order.
const FEW_PICTURES: f32 = 15.0;
/// Name and bits per second of the sound rendition.
pub(super) const SOUND: (&str, u32) = ("a128", 128_000);

/// One rendition as ffmpeg left it: the file, and the list of its cuts.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) media: PathBuf,
    pub(super) list: PathBuf,
}

/// Where the rendition `name` is written.
pub(super) fn cut(workdir: &Path, name: &str) -> Cut {
    Cut { media: workdir.join(format!("{name}.mp4")), list: workdir.join(format!("{name}.m3u8")) }
}

/// Where a picture is cut into segments.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cuts<'t> {
    /// Every [`SEGMENT_SECONDS`].
    Regular,
    /// Where another rendition is cut.
    As(&'t SegmentTable),
    /// Every so many pictures: all that the encoder for AV1 can be asked for.
    Every(u64),
}

/// What one run makes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work<'w> {
    /// The picture sizes.
    pub rungs: &'w [Rung],
    pub cuts: Cuts<'w>,
    /// Whether sound is made, where there is any.
    pub sound: bool,
    /// What the sound measures, where it is to be brought to a level.
    pub loudness: Option<Loudness>,
    /// Which part of the pictures is made; nothing: all of them.
    pub span: Option<Span>,
    /// Which parts of the sound are made, in seconds; none: all of it.
    pub kept: &'w [(f64, f64)],
}

/// A part of a source, counted in pictures of the rate that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first picture.
    pub first: u64,
    /// How many there are; nothing: all to the end.
    pub count: Option<u64>,
    /// How many before it are decoded and left out: what comes before decides what is seen where a
    /// source has few pictures, or half ones.
    pub lead: u64,
}

/// Makes renditions of `source` in `workdir`; `progress` hears 0 to 1.
pub(super) async fn transcode(
    cage: &Cage,
    probe: &Probe,
    work: Work<'_>,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<(), MediaProblem> {
    if work.rungs.is_empty() && !(work.sound && probe.audio.is_some()) {
        return Ok(());
    }
    let demuxer = probe.kind.demuxer().ok_or(MediaProblem::NotMedia)?;
    let whole_us = probe.duration_ms.max(1) * 1000;
    let mut reached_us = 0;
    let args = arguments(probe, work, demuxer, source, workdir);
    cage.run("ffmpeg", args, limits(probe, work.rungs), Some(source), workdir, &mut |line| match out_time_us(line) {
        Some(us) if us > reached_us => {
            reached_us = us;
            progress((us as f64 / whole_us as f64).clamp(0.0, 1.0) as f32);
            Beat::Alive
        }
        _ => Beat::Silent,
    })
    .await?;
    Ok(())
}

fn arguments(probe: &Probe, work: Work<'_>, demuxer: &str, source: &Path, workdir: &Path) -> Vec<OsString> {
    let mut args = words(&["-v", "error", "-nostdin", "-y", "-progress", "pipe:1"]);
    args.extend(span_of(probe, work));
    // Pictures that change their size on the way are scaled all the same: to set all filters up anew would begin
    // the sound once more as well.
    args.extend(words(&["-reinit_filter:v", "0"]));
    args.extend(input(demuxer, source, DECODERS));
    args.extend(["-filter_complex".into(), graph(probe, work).into()]);
    for (number, rung) in work.rungs.iter().enumerate() {
        args.extend(["-map".into(), format!("[v{number}]").into()]);
        args.extend(picture(rung, work.cuts));
        args.extend(output(workdir, &rung.name, "movflags=+negative_cts_offsets:use_editlist=0", Some(work.cuts)));
    }
    if work.sound && probe.audio.is_some() {
        let (name, bits) = SOUND;
        args.extend(words(&["-map", "[a]", "-c:a", "aac", "-profile:a", "aac_low", "-b:a"]));
        args.push(bits.to_string().into());
        args.extend(output(workdir, name, "movflags=+negative_cts_offsets", None));
    }
    args
}

/// From where to where the source is read.
fn span_of(probe: &Probe, work: Work<'_>) -> Vec<OsString> {
    // A file whose index lies about its length must not be worked on for ever.
    let whole = probe.duration_ms / 1000 + 10;
    let (Some(span), Some(top)) = (work.span, work.rungs.first()) else {
        return vec!["-t".into(), whole.to_string().into()];
    };
    let FrameRate { num, den } = top.frame_rate;
    let seconds = |pictures: f64| pictures * f64::from(den) / f64::from(num.max(1));
    let mut args = Vec::new();
    let from = span.first.saturating_sub(span.lead);
    if from > 0 {
        // A quarter of a picture early: times are rounded, and the one that is meant must not be missed.
        args.extend(["-ss".into(), format!("{:.6}", seconds(from as f64 - 0.25)).into()]);
    }
    // A second more than is kept, so that the last picture is known to last.
    let length = span.count.map_or(whole as f64, |count| seconds((span.first - from + count) as f64) + 1.0);
    args.extend(["-t".into(), format!("{length:.6}").into()]);
    args
}

/// The filters: each stream is brought to start at zero, evenly spaced, then shared out.
fn graph(probe: &Probe, work: Work<'_>) -> String {
    let mut chains = Vec::new();
    if let (Some(video), Some(top)) = (&probe.video, work.rungs.first()) {
        let rate = top.frame_rate;
        let mut chain = format!("[0:{}]", video.index);
        if video.interlaced {
            chain.push_str("bwdif=mode=send_frame:deint=interlaced,");
        }
        chain.push_str(&format!("fps=fps={}/{}:start_time=0,", rate.num, rate.den));
        if let Some(Span { first, count, lead }) = work.span {
            let from = lead.min(first);
            let until = count.map(|count| format!(":end_frame={}", from + count)).unwrap_or_default();
            chain.push_str(&format!("trim=start_frame={from}{until},setpts=PTS-STARTPTS,"));
        }
        chain.push_str(colours(video));
        let shares: String = (0..work.rungs.len()).map(|number| format!("[s{number}]")).collect();
        chains.push(format!("{chain}split={}{shares}", work.rungs.len()));
        for (number, rung) in work.rungs.iter().enumerate() {
            let Rung { width, height, .. } = rung;
            chains.push(format!("[s{number}]scale={width}:{height}:flags=bicubic,setsar=1,format=yuv420p[v{number}]"));
        }
    }
    if let Some(audio) = probe.audio.as_ref().filter(|_| work.sound) {
        let level = work.loudness.map(|loudness| format!(",{loudness}")).unwrap_or_default();
        // An encoder fills its last frame up, which at a telephone's rate is an eighth of a second.
        let (seconds, ms) = (probe.duration_ms / 1000, probe.duration_ms % 1000);
        let whole = format!("{}{level},atrim=end={seconds}.{ms:03}", loudness::evened(audio));
        chains.push(if work.kept.is_empty() { whole + "[a]" } else { whole + &parts(work.kept) });
    }
    chains.join(";")
}

/// The rest of a chain that keeps some parts of a sound, one after the other.
fn parts(kept: &[(f64, f64)]) -> String {
    let labels = |sign: char| (0..kept.len()).map(|number| format!("[{sign}{number}]")).collect::<String>();
    let mut chains = vec![format!(",asplit={}{}", kept.len(), labels('k'))];
    for (number, (from, to)) in kept.iter().enumerate() {
        chains.push(format!("[k{number}]atrim=start={from:.6}:end={to:.6},asetpts=PTS-STARTPTS[j{number}]"));
    }
    chains.push(format!("{}concat=n={}:v=0:a=1[a]", labels('j'), kept.len()));
    chains.join(";")
}

/// Brings high dynamic range down to what every screen shows; costs nothing for other sources.
pub(super) fn colours(video: &VideoTrack) -> &'static str {
    if video.hdr {
        "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,\
         zscale=t=bt709:m=bt709:r=tv,format=yuv420p,"
    } else {
        ""
    }
}

fn picture(rung: &Rung, cuts: Cuts<'_>) -> Vec<OsString> {
    match rung.codec {
        Codec::H264 => in_h264(rung, cuts),
        Codec::Av1 => in_av1(rung, cuts),
    }
}

/// The preset takes about twice as long as the other encoder's; the quality is what that one's 23 looks like.
fn in_av1(rung: &Rung, cuts: Cuts<'_>) -> Vec<OsString> {
    let FrameRate { num, den } = rung.frame_rate;
    let every = match cuts {
        Cuts::Every(pictures) => pictures,
        Cuts::Regular | Cuts::As(_) => u64::from(KEY_SECONDS * num).div_ceil(u64::from(den.max(1))),
    };
    let mut args = words(&["-c:v", "libsvtav1", "-preset", "10", "-crf", "38", "-g"]);
    args.push(every.max(1).to_string().into());
    // No key picture where the scene changes; the most bits are given in thousands.
    let most = rung.bitrate / 1000;
    args.extend(["-svtav1-params".into(), format!("scd=0:mbr={most}:lp={}", threads().min(4)).into()]);
    args
}

/// Beyond a few threads per size, encoders gain little and spend memory.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).clamp(1, 8)
}

fn in_h264(rung: &Rung, cuts: Cuts<'_>) -> Vec<OsString> {
    // The main profile for the small sizes, which are what old boxes and phones fall back to.
    // The level is x264's choice: the least that the size, the rate and the buffer allow.
    let profile = if rung.size > 480 { "high" } else { "main" };
    let mut args = words(&["-c:v", "libx264", "-preset", "veryfast", "-profile:v", profile, "-crf", "23"]);
    args.extend(["-maxrate".into(), rung.bitrate.to_string().into()]);
    args.extend(["-bufsize".into(), (u64::from(rung.bitrate) * 2).to_string().into()]);
    // Pictures that wait for later ones are shown two too late by some players; where there are few of
    // them, that is seen, and little is saved by them.
    if rung.frame_rate.per_second() <= FEW_PICTURES {
        args.extend(words(&["-bf", "0"]));
    }
    let keys = match cuts {
        Cuts::Regular => format!("expr:gte(t,n_forced*{KEY_SECONDS})"),
        Cuts::As(table) => times(table),
        Cuts::Every(pictures) => format!("expr:not(mod(n,{}))", pictures.max(1)),
    };
    args.extend(["-force_key_frames".into(), keys.into()]);
    // No key picture besides those: sizes are changed where all of them have one.
    args.extend(words(&["-g", "100000", "-sc_threshold", "0", "-threads"]));
    args.push(threads().to_string().into());
    args
}

/// When the segments of a rendition begin, in seconds, as `-force_key_frames` reads it.
fn times(table: &SegmentTable) -> String {
    let mut at_us = 0;
    let beginnings = table.segments.iter().map(|segment| {
        // A little early: times of pictures are fractions, and one that is rounded up would name the next.
        let early_us = u64::saturating_sub(at_us, 1_000);
        let begins = format!("{}.{:06}", early_us / 1_000_000, early_us % 1_000_000);
        at_us += segment.duration_us;
        begins
    });
    beginnings.collect::<Vec<_>>().join(",")
}

/// A single fragmented file, with nothing in it that the source's author did not mean to show.
pub(super) fn output(workdir: &Path, name: &str, format_options: &str, cuts: Option<Cuts<'_>>) -> Vec<OsString> {
    let Cut { media, list } = cut(workdir, name);
    let mut args = words(&[
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
        "-flags:a",
        "+bitexact",
        "-max_muxing_queue_size",
        "4096",
        "-f",
        "hls",
        "-hls_time",
    ]);
    args.push(match cuts {
        // At every key picture, since there is one wherever it is to be cut.
        Some(Cuts::As(_) | Cuts::Every(_)) => "0.1".into(),
        Some(Cuts::Regular) | None => SEGMENT_SECONDS.to_string().into(),
    });
    args.extend(words(&[
        "-hls_playlist_type",
        "vod",
        "-hls_segment_type",
        "fmp4",
        "-hls_flags",
        "single_file+independent_segments",
        "-hls_segment_options",
        format_options,
        "-hls_segment_filename",
    ]));
    args.extend([media.into(), list.into()]);
    args
}

/// The options that name a source: the demuxer is pinned, nothing but that file can be opened,
/// and whatever it declares is bounded.
pub(super) fn input(demuxer: &str, source: &Path, decoders: &str) -> Vec<OsString> {
    input_of(demuxer, source, decoders, MAX_PIXELS)
}

/// The same for what may have other than the pixels of a film.
pub(super) fn input_of(demuxer: &str, source: &Path, decoders: &str, most_pixels: u64) -> Vec<OsString> {
    let (streams, pixels) = (MAX_STREAMS.to_string(), most_pixels.to_string());
    let mut args = words(&[
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        demuxer,
        "-codec_whitelist",
        decoders,
        "-max_streams",
        &streams,
        "-max_pixels",
        &pixels,
        "-analyzeduration",
        "10M",
        "-probesize",
        "20M",
        "-f",
        demuxer,
        "-i",
    ]);
    // With the protocol spelt out, no path can be taken for another protocol's address.
    let mut address = OsString::from("file:");
    address.push(source);
    args.push(address);
    args
}

pub(super) fn words(list: &[&str]) -> Vec<OsString> {
    list.iter().map(OsString::from).collect()
}

/// The position in a line of `-progress`. (`out_time_ms` holds microseconds too, by an old mistake
/// that ffmpeg keeps.)
pub(super) fn out_time_us(line: &str) -> Option<u64> {
    line.strip_prefix("out_time_us=")?.parse().ok()
}

/// Eight times as long as it plays is what the slowest machine worth having needs, and four times that
/// where nobody waits for it; the largest file is what the ladder allows, twice over.
fn limits(probe: &Probe, rungs: &[Rung]) -> Limits {
    let seconds = probe.duration_ms / 1000 + 1;
    let bits = rungs.iter().map(|rung| u64::from(rung.bitrate)).max().unwrap_or(0).max(1_000_000);
    let patience = if rungs.iter().any(|rung| rung.codec == Codec::Av1) { 4 } else { 1 };
    Limits {
        memory_bytes: 8 << 30,
        file_bytes: bits / 8 * seconds * 2 + (64 << 20),
        wall: Duration::from_secs((seconds * 8).max(60) * patience),
        stall: Some(Duration::from_secs(60 * patience)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cuts, Probe, Work, arguments, out_time_us};
    use crate::media::{AudioTrack, FrameRate, Segment, SegmentTable, SourceKind, VideoTrack, ladder};
    use std::path::Path;

    #[test]
    fn one_run_makes_everything() {
        let video = VideoTrack {
            index: 1,
            codec: "h264".into(),
            width: 640,
            height: 480,
            frame_rate: FrameRate { num: 30_000, den: 1001 },
            bit_rate: None,
            interlaced: true,
            hdr: false,
            even: true,
            plays_as_is: false,
        };
        let audio = AudioTrack { index: 0, codec: "aac".into(), channels: 6, sample_rate: 44_100, plays_as_is: false };
        let probe = Probe { kind: SourceKind::Mov, duration_ms: 10_000, video: Some(video), audio: Some(audio) };
        let rungs = ladder(&probe);
        let line = |work| {
            let args = arguments(&probe, work, "mov", Path::new("/s"), Path::new("/w"));
            args.join(" ".as_ref()).into_string().unwrap()
        };
        let all = Work { rungs: &rungs, cuts: Cuts::Regular, sound: true, loudness: None, span: None, kept: &[] };
        let line_of_all = line(all);
        assert!(line_of_all.contains(
            "[0:1]bwdif=mode=send_frame:deint=interlaced,fps=fps=30000/1001:start_time=0,split=3[s0][s1][s2];"
        ));
        assert!(line_of_all.contains("-f mov -i file:/s -filter_complex"));
        assert!(line_of_all.contains("[0:0]aresample"));
        assert_eq!(line_of_all.matches("-f hls").count(), 4);
        assert_eq!(line_of_all.matches("-map_metadata -1 -map_chapters -1").count(), 4);

        let segments = [(0, 1, 5_000_000), (1, 1, 2_500_000), (2, 1, 1_000_000)].map(Segment::from).to_vec();
        let table = SegmentTable { init: (0, 0), segments, keys: Vec::new() };
        let lesser = line(Work { rungs: &rungs[1..], cuts: Cuts::As(&table), sound: false, ..all });
        assert!(lesser.contains("-force_key_frames 0.000000,4.999000,7.499000 "), "{lesser}");
        let span = Some(super::Span { first: 3597, count: Some(100), lead: 60 });
        let part = line(Work { sound: false, span, ..all });
        assert!(part.contains("-ss 118.009558 -t 6.338667 "), "{part}");
        assert!(part.contains("start_time=0,trim=start_frame=60:end_frame=160,setpts=PTS-STARTPTS,"), "{part}");
        let begin =
            line(Work { sound: false, span: Some(super::Span { first: 0, count: Some(100), lead: 60 }), ..all });
        assert!(!begin.contains("-ss") && begin.contains("trim=start_frame=0:end_frame=100"), "{begin}");
        assert!(lesser.matches("-f hls").count() == 2 && !lesser.contains("aresample"), "{lesser}");
        let modern = [rungs[0].in_av1()];
        let evenly = line(Work { rungs: &modern, cuts: Cuts::Every(120), sound: false, ..all });
        assert!(evenly.contains("-c:v libsvtav1 -preset 10 -crf 38 -g 120 -svtav1-params scd=0:mbr="), "{evenly}");
        assert!(evenly.contains("-hls_time 0.1 ") && evenly.contains("/w/av1-480.mp4"), "{evenly}");
    }

    #[test]
    fn positions_are_read_and_the_unknown_ignored() {
        assert_eq!(out_time_us("out_time_us=4000000"), Some(4_000_000));
        assert_eq!(out_time_us("out_time_us=N/A"), None);
        assert_eq!(out_time_us("out_time_ms=4000000"), None);
    }
}
