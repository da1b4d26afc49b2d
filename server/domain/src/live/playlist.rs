//! Playlists of what is live: low-latency HLS (RFC 8216bis), written so that players without low
//! latency find an ordinary live playlist in them, and a recording's once it is over.

use super::{
    broadcast::{Rendition, Segment},
    cutter::{Promise, Track},
};
use std::fmt::Write as _;

/// Parts are listed for so many target durations before the end: whoever joins needs no older ones.
const PARTS_FOR: u64 = 3;
/// Delta updates leave out what is older than so many target durations (at least 6: 4.4.3.8).
const SKIP_FOR: u64 = 6;
/// How far from the end one plays: three parts or three segments (4.4.3.8; Apple 14.3).
const HOLD_BACK: f64 = 3.0;

/// Writes the playlist of one rendition; `short` leaves out what the reader has already.
pub(super) fn media(rendition: &Rendition, others: &[Report], promise: Promise, is_over: bool, short: bool) -> String {
    let target_s = promise.target_ms.div_ceil(1000);
    let part_s = f64::from(promise.part_ms) / 1000.0;
    let mut text = String::with_capacity(512 + rendition.history.len());
    // Writing into a String cannot fail.
    let _ = write!(text, "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:{target_s}\n");
    if is_over {
        text.push_str("#EXT-X-PLAYLIST-TYPE:VOD\n");
    } else {
        let _ = write!(
            text,
            "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={:.3},HOLD-BACK={:.1},CAN-SKIP-UNTIL={:.1}\n\
             #EXT-X-PART-INF:PART-TARGET={part_s:.3}\n",
            part_s * HOLD_BACK,
            f64::from(target_s) * HOLD_BACK,
            u64::from(target_s) as f64 * SKIP_FOR as f64,
        );
    }
    text.push_str("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n");
    let closed = rendition.segments.iter().filter(|segment| segment.is_closed).count();
    let skipped = if short && !is_over { skippable(rendition, closed, u64::from(target_s) * SKIP_FOR) } else { 0 };
    if skipped > 0 {
        let _ = writeln!(text, "#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}");
    }
    let with_parts = if is_over { closed } else { recent(rendition, u64::from(target_s) * PARTS_FOR) };
    let mut from = skipped;
    if skipped == 0 && rendition.in_history <= with_parts {
        text.push_str(&rendition.history);
        from = rendition.in_history;
    }
    for (index, segment) in rendition.segments.iter().enumerate().skip(from) {
        let before = index.checked_sub(1).and_then(|before| rendition.segments.get(before));
        lines(&mut text, rendition, before, segment, index >= with_parts);
    }
    if is_over {
        text.push_str("#EXT-X-ENDLIST\n");
        return text;
    }
    let (number, part) = rendition.next();
    let _ = writeln!(text, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{}-{number}.{part}.m4s\"", rendition.epoch);
    for report in others {
        let _ = write!(
            text,
            "#EXT-X-RENDITION-REPORT:URI=\"../{}/index.m3u8\",LAST-MSN={}",
            report.track.name(),
            report.number
        );
        let _ = report.part.map(|part| write!(text, ",LAST-PART={part}"));
        text.push('\n');
    }
    text
}

/// How far another rendition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Report {
    pub track: Track,
    pub number: u32,
    pub part: Option<u32>,
}

/// What is said of one segment. `history` holds the same of all older ones.
pub(super) fn lines(
    text: &mut String,
    rendition: &Rendition,
    before: Option<&Segment>,
    segment: &Segment,
    with_parts: bool,
) {
    let nothing_yet = segment.parts.is_empty() && !segment.is_closed;
    if nothing_yet {
        return;
    }
    let timescale = rendition.timescale_of(segment) as f64;
    if segment.is_new && before.is_some() {
        text.push_str("#EXT-X-DISCONTINUITY\n");
    }
    if before.is_none_or(|before| before.format != segment.format) {
        let _ = writeln!(text, "#EXT-X-MAP:URI=\"{}.mp4\"", segment.format);
    }
    let _ = writeln!(text, "#EXT-X-PROGRAM-DATE-TIME:{}", moment(segment.at_ms));
    let name = format_args!("{}-{}", segment.epoch, segment.number).to_string();
    if with_parts {
        for (index, part) in segment.parts.iter().enumerate() {
            let _ =
                write!(text, "#EXT-X-PART:DURATION={:.5},URI=\"{name}.{index}.m4s\"", part.ticks as f64 / timescale);
            text.push_str(if part.is_key { ",INDEPENDENT=YES\n" } else { "\n" });
        }
    }
    if segment.is_closed {
        if segment.is_gap {
            text.push_str("#EXT-X-GAP\n");
        }
        let _ = writeln!(text, "#EXTINF:{:.5},\n{name}.m4s", rendition.seconds(segment));
    }
}

/// RFC 3339 with milliseconds.
fn moment(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// So many whole segments before the open one have their parts listed.
const WHOLE_WITH_PARTS: usize = 2;

/// From which segment on parts are listed: of the open one and the last two before it, and of none that
/// lies further back than so many seconds.
pub(super) fn recent(rendition: &Rendition, seconds: u64) -> usize {
    let mut left = seconds as f64;
    let (mut from, mut whole) = (rendition.segments.len(), 0);
    for (index, segment) in rendition.segments.iter().enumerate().rev() {
        // One that was opened a moment ago has none yet, and hides none of those before it.
        if !segment.is_closed && segment.parts.is_empty() {
            continue;
        }
        whole += usize::from(segment.is_closed);
        let lasts = rendition.seconds(segment);
        if segment.parts.is_empty() || whole > WHOLE_WITH_PARTS || lasts > left {
            break;
        }
        left -= lasts;
        from = index;
    }
    from
}

/// How many whole segments at the beginning are older than so many seconds.
fn skippable(rendition: &Rendition, closed: usize, seconds: u64) -> usize {
    let mut left = seconds as f64;
    for index in (0..closed).rev() {
        left -= rendition.seconds(&rendition.segments[index]);
        if left < 0.0 {
            return index;
        }
    }
    0
}

/// Writes the playlist of captions: a segment for every whole one of the picture, at the same moments.
pub(super) fn captions(rendition: &Rendition, promise: Promise, is_over: bool, short: bool) -> String {
    let target_s = promise.target_ms.div_ceil(1000);
    let mut text = String::with_capacity(512 + rendition.segments.len() * 80);
    // Writing into a String cannot fail.
    let _ = write!(text, "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:{target_s}\n");
    if is_over {
        text.push_str("#EXT-X-PLAYLIST-TYPE:VOD\n");
    } else {
        let _ = writeln!(
            text,
            "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK={:.1},CAN-SKIP-UNTIL={:.1}",
            f64::from(target_s) * HOLD_BACK,
            u64::from(target_s) as f64 * SKIP_FOR as f64,
        );
    }
    text.push_str("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n");
    let closed = rendition.segments.iter().filter(|segment| segment.is_closed).count();
    let skipped = if short && !is_over { skippable(rendition, closed, u64::from(target_s) * SKIP_FOR) } else { 0 };
    if skipped > 0 {
        let _ = writeln!(text, "#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}");
    }
    for segment in rendition.segments.iter().skip(skipped).filter(|segment| segment.is_closed) {
        if segment.is_new && segment.number > 0 {
            text.push_str("#EXT-X-DISCONTINUITY\n");
        }
        let _ = write!(
            text,
            "#EXT-X-PROGRAM-DATE-TIME:{}\n#EXTINF:{:.5},\n{}.vtt\n",
            moment(segment.at_ms),
            rendition.seconds(segment),
            segment.number
        );
    }
    if is_over {
        text.push_str("#EXT-X-ENDLIST\n");
    }
    text
}

/// What a rendition is, for the playlist of all of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Described {
    pub track: Track,
    pub codecs: String,
    pub size: Option<(u32, u32)>,
    pub frame_rate: Option<f64>,
    /// Bits a second: the most in one segment, and over all.
    pub peak: u64,
    pub average: u64,
}

/// Writes the playlist of all renditions, with captions in these languages; says whether one can begin with every
/// segment.
pub(super) fn multivariant(renditions: &[Described], captions: &[String], is_independent: bool) -> String {
    let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:9\n");
    if is_independent {
        text.push_str("#EXT-X-INDEPENDENT-SEGMENTS\n");
    }
    let sound = renditions.iter().find(|rendition| rendition.track == Track::Sound);
    let picture = renditions.iter().find(|rendition| rendition.track == Track::Picture);
    let Some(shown) = picture.or(sound) else { return text };
    let beside = picture.and(sound);
    if beside.is_some() {
        text.push_str(
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"1\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"live/a/index.m3u8\"\n",
        );
    }
    for language in captions {
        let label = contract::captions::language_label(language);
        let _ = writeln!(
            text,
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"t\",NAME=\"{label} (CC)\",LANGUAGE=\"{language}\",DEFAULT=NO,\
             AUTOSELECT=YES,FORCED=NO,CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog\",\
             URI=\"live/t-{language}/index.m3u8\"",
        );
    }
    let subtitles = if captions.is_empty() { "" } else { ",SUBTITLES=\"t\"" };
    let smaller = renditions.iter().find(|rendition| rendition.track == Track::Smaller);
    for shown in [Some(shown), smaller.filter(|_| picture.is_some())].into_iter().flatten() {
        variant(&mut text, shown, beside, subtitles);
    }
    // For whoever only listens, and for connections that carry no more.
    if let Some(beside) = beside {
        let (peak, average) = (beside.peak.max(1) * 11 / 10, beside.average.max(1));
        let _ = write!(
            text,
            "#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average},CODECS=\"{}\",AUDIO=\"a\"{subtitles}\nlive/a/index.m3u8\n",
            beside.codecs
        );
    }
    text
}

/// One of the pictures with the sound beside it, or the sound alone.
fn variant(text: &mut String, shown: &Described, beside: Option<&Described>, subtitles: &str) {
    let (mut peak, mut average, mut codecs) = (shown.peak, shown.average, shown.codecs.clone());
    if let Some(beside) = beside {
        peak += beside.peak;
        average += beside.average;
        codecs = format!("{codecs},{}", beside.codecs);
    }
    // A tenth of room: what comes is not known yet (Apple 1.29 allows a quarter).
    let _ = write!(
        text,
        "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{codecs}\"",
        peak.max(1) * 11 / 10,
        average.max(1)
    );
    if let Some((width, height)) = shown.size {
        let _ = write!(text, ",RESOLUTION={width}x{height}");
    }
    if let Some(rate) = shown.frame_rate {
        let _ = write!(text, ",FRAME-RATE={rate:.3}");
    }
    if beside.is_some() {
        text.push_str(",AUDIO=\"a\"");
    }
    let _ = write!(text, "{subtitles}\nlive/{}/index.m3u8\n", shown.track.name());
}
