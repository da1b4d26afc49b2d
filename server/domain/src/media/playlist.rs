//! The playlists that players read, written from what was measured (RFC 8216).
//!
//! Addresses are relative and made of names and numbers only: `v720/index.m3u8`, then beside it
//! `init.mp4`, `0.m4s`, `1.m4s`... Whoever serves them puts what it likes in front.

use std::fmt::Write;

use contract::captions::{SEGMENT_MS, segments};

use super::SegmentTable;
use super::engine::RenditionKind;

/// The group that every picture rendition takes its sound from.
const SOUND: &str = "sound";
/// What a player should begin with before it knows the connection, in bits per second: Apple's
/// authoring specification, rule 1.32.
const FIRST_BANDWIDTH: u32 = 2_000_000;

/// What a multivariant playlist says about one rendition.
#[derive(Debug, Clone, PartialEq)]
pub struct RenditionInfo {
    /// Its name, and the directory of its playlist: `v720`, `a128`.
    pub name: String,
    /// Picture or sound.
    pub kind: RenditionKind,
    /// Width in pixels, for a picture.
    pub width: Option<u32>,
    /// Height in pixels, for a picture.
    pub height: Option<u32>,
    /// Pictures per second, for a picture.
    pub frame_rate: Option<f32>,
    /// RFC 6381 codec name.
    pub codecs: String,
    /// Peak bits per second, as measured.
    pub bandwidth: u32,
    /// Average bits per second, as measured.
    pub average_bandwidth: u32,
    /// BCP 47 language of a sound rendition, where it is known.
    pub language: Option<String>,
    /// How a sound is called in a player's menu, where its language is known.
    pub label: Option<String>,
    /// Whether a sound describes what is seen (Apple's authoring specification, 4.4).
    pub describes_picture: bool,
    /// Peak and average bits per second of its first pictures alone, as measured; 0 where they are
    /// not known.
    pub keys_bandwidth: (u32, u32),
}

impl RenditionInfo {
    /// Whether some players cannot play it.
    fn is_modern(&self) -> bool {
        self.codecs.starts_with("av01.")
    }
}

/// What a multivariant playlist says about one set of captions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptionInfo {
    /// The directory of its playlist: `t-fr`.
    pub name: String,
    /// BCP 47 tag.
    pub language: String,
    /// How people call the language, in itself: `Français`.
    pub label: String,
    /// Whether what is heard besides speech is written too (Apple's authoring specification, 4.5).
    pub describes_sound: bool,
}

/// The group that every picture rendition takes its captions from.
const TEXT: &str = "text";

/// The playlist that offers every rendition: players choose by what the connection bears.
#[must_use]
pub fn multivariant(renditions: &[RenditionInfo], captions: &[CaptionInfo]) -> String {
    let kind = |kind: RenditionKind| move |rendition: &&RenditionInfo| rendition.kind == kind;
    let (mut modern, mut pictures): (Vec<&RenditionInfo>, Vec<_>) =
        renditions.iter().filter(kind(RenditionKind::Video)).partition(|picture| picture.is_modern());
    if pictures.is_empty() {
        pictures = std::mem::take(&mut modern);
    }
    let sounds: Vec<&RenditionInfo> = renditions.iter().filter(kind(RenditionKind::Audio)).collect();
    let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    if pictures.is_empty() {
        captions.iter().for_each(|set| subtitles(&mut text, set));
        for sound in sounds {
            variant(&mut text, sound, &[], captions);
        }
        return text;
    }
    for (position, sound) in sounds.iter().enumerate() {
        let default = if position == 0 { "YES" } else { "NO" };
        let language = sound.language.as_deref().filter(|tag| is_language(tag));
        let name = plain(sound.label.as_deref().or(language).unwrap_or(&sound.name));
        put(
            &mut text,
            format_args!(
                "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{SOUND}\",NAME=\"{name}\",DEFAULT={default},AUTOSELECT=YES,CHANNELS=\"2\""
            ),
        );
        if let Some(tag) = language {
            put(&mut text, format_args!(",LANGUAGE=\"{tag}\""));
        }
        if sound.describes_picture {
            text.push_str(",CHARACTERISTICS=\"public.accessibility.describes-video\"");
        }
        put(&mut text, format_args!(",URI=\"{}/index.m3u8\"\n", sound.name));
    }
    captions.iter().for_each(|set| subtitles(&mut text, set));
    pictures.sort_by_key(|picture| picture.bandwidth);
    // The first is where a player begins; the rest is in order.
    let first = pictures.iter().rposition(|picture| picture.average_bandwidth <= FIRST_BANDWIDTH);
    let first = pictures.remove(first.unwrap_or(0));
    modern.sort_by_key(|picture| picture.bandwidth);
    // What every player plays comes first; those that play what is written with less choose it by its name.
    let all: Vec<&RenditionInfo> = std::iter::once(first).chain(pictures).chain(modern).collect();
    for picture in &all {
        variant(&mut text, picture, &sounds, captions);
    }
    // Apple's authoring specification, 6.1: pictures alone, for winding.
    let (modern, usual): (Vec<_>, Vec<_>) = renditions.iter().partition(|rendition| rendition.is_modern());
    for picture in usual.into_iter().chain(modern).filter(|rendition| rendition.keys_bandwidth.0 > 0) {
        let (peak, average) = picture.keys_bandwidth;
        put(&mut text, format_args!("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average}"));
        put(&mut text, format_args!(",CODECS=\"{}\"", picture.codecs));
        if let (Some(width), Some(height)) = (picture.width, picture.height) {
            put(&mut text, format_args!(",RESOLUTION={width}x{height}"));
        }
        put(&mut text, format_args!(",URI=\"{}/keys.m3u8\"\n", picture.name));
    }
    text
}

fn subtitles(text: &mut String, set: &CaptionInfo) {
    if !is_language(&set.language) {
        return;
    }
    let label = plain(&set.label);
    put(
        text,
        format_args!(
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"{TEXT}\",NAME=\"{label}\",LANGUAGE=\"{}\",DEFAULT=NO,\
             AUTOSELECT=YES,FORCED=NO",
            set.language
        ),
    );
    if set.describes_sound {
        text.push_str(
            ",CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound\"",
        );
    }
    put(text, format_args!(",URI=\"{}/index.m3u8\"\n", set.name));
}

fn variant(text: &mut String, rendition: &RenditionInfo, sounds: &[&RenditionInfo], captions: &[CaptionInfo]) {
    let peak = sounds.iter().map(|sound| sound.bandwidth).max().unwrap_or(0);
    let average = sounds.iter().map(|sound| sound.average_bandwidth).max().unwrap_or(0);
    let mut codecs = rendition.codecs.clone();
    for sound in sounds {
        if !codecs.split(',').any(|codec| codec == sound.codecs) {
            put(&mut codecs, format_args!(",{}", sound.codecs));
        }
    }
    put(
        text,
        format_args!(
            "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{codecs}\"",
            rendition.bandwidth.saturating_add(peak),
            rendition.average_bandwidth.saturating_add(average),
        ),
    );
    if let (Some(width), Some(height)) = (rendition.width, rendition.height) {
        put(text, format_args!(",RESOLUTION={width}x{height}"));
    }
    if let Some(rate) = rendition.frame_rate {
        put(text, format_args!(",FRAME-RATE={rate:.3}"));
    }
    if !sounds.is_empty() {
        put(text, format_args!(",AUDIO=\"{SOUND}\""));
    }
    if captions.iter().any(|set| is_language(&set.language)) {
        put(text, format_args!(",SUBTITLES=\"{TEXT}\""));
    }
    put(text, format_args!("\n{}/index.m3u8\n", rendition.name));
}

/// The playlist of one rendition.
#[must_use]
pub fn media_playlist(table: &SegmentTable) -> String {
    let mut text = String::with_capacity(160 + table.segments.len() * 32);
    put(
        &mut text,
        format_args!(
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:0\n\
         #EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"init.mp4\"\n",
            table.target_duration(),
        ),
    );
    for (number, segment) in table.segments.iter().enumerate() {
        let (seconds, rest) = (segment.duration_us / 1_000_000, segment.duration_us % 1_000_000);
        put(&mut text, format_args!("#EXTINF:{seconds}.{rest:06},\n{number}.m4s\n"));
    }
    text.push_str("#EXT-X-ENDLIST\n");
    text
}

/// The same, for players that fetch the rendition's one file at `address` by ranges of its bytes.
#[must_use]
pub fn direct_playlist(table: &SegmentTable, address: &str) -> String {
    let mut text = String::with_capacity(400 + table.segments.len() * (64 + address.len()));
    let (offset, len) = table.init;
    put(
        &mut text,
        format_args!(
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:0\n\
             #EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n\
             #EXT-X-MAP:URI=\"{address}\",BYTERANGE=\"{len}@{offset}\"\n",
            table.target_duration(),
        ),
    );
    for segment in &table.segments {
        let (seconds, rest) = (segment.duration_us / 1_000_000, segment.duration_us % 1_000_000);
        put(
            &mut text,
            format_args!(
                "#EXTINF:{seconds}.{rest:06},\n#EXT-X-BYTERANGE:{}@{}\n{address}\n",
                segment.len, segment.offset
            ),
        );
    }
    text.push_str("#EXT-X-ENDLIST\n");
    text
}

/// The playlist of the first pictures of a rendition's segments (RFC 8216 §4.3.3.6).
#[must_use]
pub fn keys_playlist(table: &SegmentTable) -> String {
    let mut text = String::with_capacity(200 + table.segments.len() * 64);
    put(
        &mut text,
        format_args!(
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:0\n\
             #EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP:URI=\"init.mp4\"\n",
            table.target_duration(),
        ),
    );
    for (number, (segment, len)) in table.segments.iter().zip(&table.keys).enumerate() {
        let (seconds, rest) = (segment.duration_us / 1_000_000, segment.duration_us % 1_000_000);
        put(&mut text, format_args!("#EXTINF:{seconds}.{rest:06},\n#EXT-X-BYTERANGE:{len}@0\n{number}.m4s\n"));
    }
    text.push_str("#EXT-X-ENDLIST\n");
    text
}

/// The playlist of one set of captions, as long as what it goes with (Apple's authoring
/// specification, 5.3).
#[must_use]
pub fn captions_playlist(duration_ms: u64) -> String {
    let longest = SEGMENT_MS.min(duration_ms.max(1)).div_ceil(1000);
    let mut text = String::new();
    put(
        &mut text,
        format_args!(
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{longest}\n#EXT-X-MEDIA-SEQUENCE:0\n\
             #EXT-X-PLAYLIST-TYPE:VOD\n"
        ),
    );
    for number in 0..segments(duration_ms) {
        let length = (duration_ms - (number * SEGMENT_MS).min(duration_ms)).min(SEGMENT_MS);
        put(&mut text, format_args!("#EXTINF:{}.{:03},\n{number}.vtt\n", length / 1000, length % 1000));
    }
    text.push_str("#EXT-X-ENDLIST\n");
    text
}

/// A name without what could close the quotes that it stands between.
fn plain(label: &str) -> String {
    label.chars().filter(|c| !matches!(c, '"' | '\n' | '\r')).collect()
}

/// A tag goes between quotes in a playlist, so it holds nothing that could close them.
fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _always = text.write_fmt(words);
}

#[cfg(test)]
mod tests {
    use super::{
        CaptionInfo, RenditionInfo, RenditionKind, SegmentTable, captions_playlist, keys_playlist, media_playlist,
        multivariant,
    };
    use crate::media::Segment;

    fn picture(height: u32, bandwidth: u32) -> RenditionInfo {
        RenditionInfo {
            name: format!("v{height}"),
            kind: RenditionKind::Video,
            width: Some(height * 16 / 9),
            height: Some(height),
            frame_rate: Some(25.0),
            codecs: "avc1.64001f".into(),
            bandwidth,
            average_bandwidth: bandwidth / 2,
            language: None,
            label: None,
            describes_picture: false,
            keys_bandwidth: (0, 0),
        }
    }

    fn sound(language: Option<&str>) -> RenditionInfo {
        RenditionInfo {
            name: "a128".into(),
            kind: RenditionKind::Audio,
            width: None,
            height: None,
            frame_rate: None,
            codecs: "mp4a.40.2".into(),
            bandwidth: 130_000,
            average_bandwidth: 128_000,
            language: language.map(Into::into),
            label: None,
            describes_picture: false,
            keys_bandwidth: (0, 0),
        }
    }

    #[test]
    fn picture_and_sound() {
        let text = multivariant(
            &[picture(1080, 5_000_000), picture(720, 3_000_000), picture(360, 700_000), sound(Some("fr"))],
            &[],
        );
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "#EXTM3U",
                "#EXT-X-VERSION:7",
                "#EXT-X-INDEPENDENT-SEGMENTS",
                "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"fr\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",LANGUAGE=\"fr\",URI=\"a128/index.m3u8\"",
                "#EXT-X-STREAM-INF:BANDWIDTH=3130000,AVERAGE-BANDWIDTH=1628000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO=\"sound\"",
                "v720/index.m3u8",
                "#EXT-X-STREAM-INF:BANDWIDTH=830000,AVERAGE-BANDWIDTH=478000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO=\"sound\"",
                "v360/index.m3u8",
                "#EXT-X-STREAM-INF:BANDWIDTH=5130000,AVERAGE-BANDWIDTH=2628000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1920x1080,FRAME-RATE=25.000,AUDIO=\"sound\"",
                "v1080/index.m3u8",
            ]
        );
    }

    #[test]
    fn sound_alone_is_a_variant_and_silence_has_no_group() {
        let text = multivariant(&[sound(None)], &[]);
        assert!(text.ends_with("CODECS=\"mp4a.40.2\"\na128/index.m3u8\n") && !text.contains("AUDIO="));
        assert!(!multivariant(&[picture(720, 1)], &[]).contains("AUDIO"));
    }

    #[test]
    fn a_described_sound_is_told_apart() {
        let described = RenditionInfo {
            name: "x1-a128".into(),
            label: Some("Français (audio\"description)".into()),
            describes_picture: true,
            ..sound(Some("fr"))
        };
        let text = multivariant(&[picture(720, 1), sound(Some("fr")), described], &[]);
        assert!(
            text.contains(
                "NAME=\"Français (audiodescription)\",DEFAULT=NO,AUTOSELECT=YES,CHANNELS=\"2\",LANGUAGE=\"fr\",\
             CHARACTERISTICS=\"public.accessibility.describes-video\",URI=\"x1-a128/index.m3u8\"\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_language_cannot_break_out_of_its_quotes() {
        let text = multivariant(&[picture(720, 1), sound(Some("fr\"\n#EXT-X-KEY:"))], &[]);
        assert!(!text.contains("KEY") && text.contains("NAME=\"a128\""));
    }

    #[test]
    fn a_rendition() {
        let segments = [(848, 10, 4_000_000), (858, 10, 4_010_667)].map(Segment::from).to_vec();
        let text = media_playlist(&SegmentTable { init: (0, 848), segments, keys: Vec::new() });
        assert!(text.contains("#EXT-X-TARGETDURATION:4\n"));
        assert!(text.ends_with("#EXTINF:4.000000,\n0.m4s\n#EXTINF:4.010667,\n1.m4s\n#EXT-X-ENDLIST\n"));
    }

    #[test]
    fn captions_are_offered_with_every_picture() {
        let set = |language: &str, describes_sound| CaptionInfo {
            name: format!("t-{language}"),
            language: language.into(),
            label: "Fran\"çais".into(),
            describes_sound,
        };
        let text = multivariant(&[picture(720, 1), picture(360, 1)], &[set("fr", true), set("en\n", false)]);
        assert!(text.contains(
            "TYPE=SUBTITLES,GROUP-ID=\"text\",NAME=\"Français\",LANGUAGE=\"fr\",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,\
             CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,"
        ));
        assert!(text.contains("URI=\"t-fr/index.m3u8\"\n") && !text.contains("t-en"), "{text}");
        assert_eq!(text.matches(",SUBTITLES=\"text\"").count(), 2);
        let list = captions_playlist(130_500);
        assert!(list.contains("#EXTINF:60.000,\n1.vtt\n#EXTINF:10.500,\n2.vtt\n#EXT-X-ENDLIST"), "{list}");
        assert!(captions_playlist(5_000).contains("TARGETDURATION:5\n"));
    }

    #[test]
    fn what_some_players_cannot_play_comes_last() {
        let modern = |height, bandwidth| RenditionInfo {
            name: format!("av1-{height}"),
            codecs: "av01.0.05M.08".into(),
            ..picture(height, bandwidth)
        };
        let offered = [modern(720, 1_800_000), picture(720, 3_000_000), modern(360, 300_000), picture(360, 700_000)];
        let text = multivariant(&offered, &[]);
        let names: Vec<_> = text.lines().filter_map(|line| line.strip_suffix("/index.m3u8")).collect();
        assert_eq!(names, ["v720", "v360", "av1-360", "av1-720"]);
        assert!(text.contains("AVERAGE-BANDWIDTH=900000,CODECS=\"av01.0.05M.08\",RESOLUTION=1280x720"), "{text}");
    }

    #[test]
    fn pictures_alone_for_winding() {
        let segments = [(848, 1000, 4_000_000), (1848, 900, 4_000_000)].map(Segment::from).to_vec();
        let table = SegmentTable { init: (0, 848), segments, keys: vec![300, 250] };
        let list = keys_playlist(&table);
        assert!(list.contains("#EXT-X-I-FRAMES-ONLY\n") && list.contains("#EXT-X-BYTERANGE:250@0\n1.m4s\n"), "{list}");
        let offered = multivariant(&[RenditionInfo { keys_bandwidth: (600, 500), ..picture(720, 1) }], &[]);
        assert!(offered.contains("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=600,AVERAGE-BANDWIDTH=500,"), "{offered}");
        assert!(offered.contains("RESOLUTION=1280x720,URI=\"v720/keys.m3u8\"\n"), "{offered}");
    }
}
