//! Captions: what is said in a session, to be read. Reading them from the files that people
//! have, and writing them as WebVTT (W3C, 2019) for players and pages.

use crate::{inventory::choice, text::printable};
use serde::{Deserialize, Serialize};
use std::{fmt::Write, str::FromStr};

choice! {
    /// What a set of timed texts is.
    CaptionKind {
        /// What is said, for who does not know the language.
        Subtitles = "subtitles",
        /// What is said and what is heard besides, for who does not hear it (SDH).
        Captions = "captions",
        /// What each part is called, for who looks for one.
        Chapters = "chapters",
    }
}

/// One piece of text, and when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cue {
    /// From here, in milliseconds.
    pub from_ms: u64,
    /// Until here, in milliseconds.
    pub to_ms: u64,
    /// What is read: lines, in which `<i>`, `<b>`, `<u>` and `<v Name>` may stand.
    pub text: String,
}

/// One set of captions of a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaptionTrack {
    /// BCP 47 tag of what is read: `fr`, `en-CA`.
    pub language: String,
    /// For whom it is written.
    pub kind: CaptionKind,
    /// How many pieces it has.
    pub cues: u32,
}

/// What is wrong with a line of a file of captions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// From 1.
    pub line: u64,
    /// `no_cues`, `not_a_time`, `not_a_cue`, `ends_before_it_begins` or `too_many`.
    pub code: &'static str,
}

/// Most pieces of one set: twelve hours of a quick speaker.
pub const CUES: usize = 20_000;
/// Largest file of captions, in bytes.
pub const BYTES: usize = 2 * 1024 * 1024;

/// Whether a text is a language tag as it stands in playlists and addresses.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && tag.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Reads WebVTT or SubRip, as editors and recorders write them: with or without a byte order
/// mark, hours, numbers and settings. Styles, regions and notes are left out.
///
/// # Errors
/// The first lines that cannot be read; nothing is read in part.
pub fn read(text: &str) -> Result<Vec<Cue>, Vec<Misread>> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut cues = Vec::new();
    let mut wrong = Vec::new();
    let mut lines = (1..).zip(text.split('\n')).peekable();
    while let Some((number, line)) = lines.next() {
        let Some((from, rest)) = line.split_once("-->") else {
            // A block of notes or styles may hold what looks like anything else.
            if ["NOTE", "STYLE", "REGION", "WEBVTT"].iter().any(|word| line.starts_with(word)) {
                while lines.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
            } else if !line.trim().is_empty() && !lines.peek().is_some_and(|(_, next)| next.contains("-->")) {
                // No name of a piece either: a time that was written wrongly, or text that would be lost.
                wrong.push(Misread { line: number, code: "not_a_cue" });
                while lines.next_if(|(_, line)| !line.trim().is_empty() && !line.contains("-->")).is_some() {}
            }
            continue;
        };
        let to = rest.split_whitespace().next().unwrap_or_default();
        let mut words = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| !line.trim().is_empty() && !line.contains("-->")) {
            words.push(line);
        }
        match (time(from.trim()), time(to)) {
            (Some(from_ms), Some(to_ms)) if from_ms < to_ms => {
                let text = clean(&words.join("\n"));
                if !text.is_empty() {
                    cues.push(Cue { from_ms, to_ms, text });
                }
            }
            (Some(_), Some(_)) => wrong.push(Misread { line: number, code: "ends_before_it_begins" }),
            _ => wrong.push(Misread { line: number, code: "not_a_time" }),
        }
        if wrong.len() >= 20 {
            break;
        }
    }
    if cues.len() > CUES {
        wrong.push(Misread { line: 1, code: "too_many" });
    }
    if cues.is_empty() && wrong.iter().all(|wrong| wrong.code == "not_a_cue") {
        wrong = vec![Misread { line: 1, code: "no_cues" }];
    }
    cues.sort_by_key(|cue| (cue.from_ms, cue.to_ms));
    if wrong.is_empty() { Ok(cues) } else { Err(wrong) }
}

/// `hh:mm:ss.mmm`, without hours, or with SubRip's comma.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis: u64 = format!("{fraction:0<3}")[..3].parse().ok()?;
    let parts: Vec<u64> = clock.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 && hours < 1000 => {
            hours * 3600 + minutes * 60 + seconds
        }
        _ => return None,
    };
    seconds.checked_mul(1000)?.checked_add(millis)
}

/// The text with the tags that are known; whatever else looks like one is written as it is read.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = printable(text.trim());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(['<', '&', '>']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(end) = rest.find('>').filter(|_| rest.starts_with('<'))
            && is_known(&rest[1..end])
        {
            out.push_str(&rest[..=end]);
            rest = &rest[end + 1..];
        } else if rest.starts_with('&')
            && ["&amp;", "&lt;", "&gt;", "&nbsp;", "&lrm;", "&rlm;"].iter().any(|known| rest.starts_with(known))
        {
            out.push('&');
            rest = &rest[1..];
        } else {
            out.push_str(match rest.as_bytes()[0] {
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&amp;",
            });
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn is_known(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split([' ', '.']).next().unwrap_or_default();
    matches!(name, "i" | "b" | "u") && !tag.contains(' ') || (name == "v" && !tag.contains('<'))
}

/// The words alone, as a page shows them.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            '\n' if !inside => out.push(' '),
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")];
    entities.iter().fold(out, |text, (entity, meant)| text.replace(entity, meant))
}

/// A whole file of WebVTT.
pub fn write(cues: &[Cue]) -> String {
    let mut text = String::from("WEBVTT\n");
    put(&mut text, cues.iter());
    text
}

/// How long a segment of captions is, in milliseconds.
pub const SEGMENT_MS: u64 = 60_000;

/// How many segments captions of a recording of this length have.
pub fn segments(duration_ms: u64) -> u64 {
    duration_ms.div_ceil(SEGMENT_MS).max(1)
}

/// One segment for a player (RFC 8216, 3.5): every piece that is shown in it, also those that
/// began before. Media time and its clock are one here, since our media begin at zero.
pub fn segment(cues: &[Cue], number: u64) -> String {
    let (from, to) = (number * SEGMENT_MS, (number + 1) * SEGMENT_MS);
    let mut text = String::from("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n");
    put(&mut text, cues.iter().filter(|cue| cue.from_ms < to && cue.to_ms > from));
    text
}

fn put<'c>(out: &mut String, cues: impl Iterator<Item = &'c Cue>) {
    for cue in cues {
        // Writing into a String cannot fail.
        let _always = writeln!(out, "\n{} --> {}\n{}", clock(cue.from_ms), clock(cue.to_ms), cue.text);
    }
}

fn clock(ms: u64) -> String {
    let (s, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{ms:03}", s / 3600, s / 60 % 60, s % 60)
}

/// The same pieces for a recording of which `[from_ms, to_ms)` is left, moved to its new
/// beginning; those outside are gone.
pub fn retimed(cues: &[Cue], from_ms: u64, to_ms: u64) -> Vec<Cue> {
    let kept = cues.iter().filter(|cue| cue.to_ms > from_ms && cue.from_ms < to_ms);
    kept.map(|cue| Cue {
        from_ms: cue.from_ms.max(from_ms) - from_ms,
        to_ms: cue.to_ms.min(to_ms) - from_ms,
        text: cue.text.clone(),
    })
    .collect()
}

/// How a language is called by those who speak it; its tag where that is not known here.
#[must_use]
pub fn language_label(tag: &str) -> String {
    let name = match tag.split('-').next().unwrap_or_default() {
        "fr" => "Français",
        "en" => "English",
        "es" => "Español",
        "pt" => "Português",
        "ar" => "العربية",
        "zh" => "中文",
        "ht" => "Kreyòl ayisyen",
        _ => tag,
    };
    // No two of a group may be called the same (RFC 8216, 4.3.4.1.1).
    if tag.contains('-') && name != tag { format!("{name} ({tag})") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(from_ms: u64, to_ms: u64, text: &str) -> Cue {
        Cue { from_ms, to_ms, text: text.into() }
    }

    #[test]
    fn both_formats_are_read_as_people_have_them() {
        let vtt = "\u{feff}WEBVTT - cours\nKind: captions\n\nNOTE\n00:00 --> rien\n\nintro\n00:01.000 --> 00:03.500 align:start\n\
                   <v Léa>Bonjour</v> à <i>tous</i>\n\n01:00:00.000 --> 01:00:02.000\nFin\n";
        let expected = [cue(1_000, 3_500, "<v Léa>Bonjour</v> à <i>tous</i>"), cue(3_600_000, 3_602_000, "Fin")];
        assert_eq!(read(vtt).unwrap(), expected);
        let srt =
            "1\r\n00:00:01,000 --> 00:00:02,5\r\nUn\r\ndeux\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTrois\r\n";
        assert_eq!(read(srt).unwrap(), [cue(1_000, 2_500, "Un\ndeux"), cue(3_000, 4_000, "Trois")]);
        assert_eq!(read(&write(&expected)).unwrap(), expected, "what is written is read back");
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let code = |text: &str| read(text).unwrap_err().into_iter().map(|m| (m.line, m.code)).collect::<Vec<_>>();
        assert_eq!(code("Bonjour, je suis un texte."), [(1, "no_cues")]);
        assert_eq!(code(""), [(1, "no_cues")]);
        assert_eq!(
            code("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n\n00:aa.000 --> 00:01.000\nB\n\n00:61.000 --> 02:00.000\nC"),
            [(3, "ends_before_it_begins"), (6, "not_a_time"), (9, "not_a_time")]
        );
    }

    #[test]
    fn no_line_is_lost_in_silence() {
        let text =
            "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:03.000 -> 00:04.000\nB\n\nfin\n00:05.000 --> 00:06.000\nC";
        let wrong = read(text).unwrap_err();
        assert_eq!(wrong, [Misread { line: 6, code: "not_a_cue" }]);
        assert_eq!(read(&text.replace("->", "-->").replace("--->", "-->")).unwrap().len(), 3);
    }

    #[test]
    fn nothing_in_a_text_runs_or_breaks_out() {
        let read =
            read("WEBVTT\n\n00:01.000 --> 00:02.000\n<script>a</script> 1 < 2 & 3 <img src=x onerror=y> &amp;\u{0}")
                .unwrap();
        assert_eq!(read[0].text, "&lt;script&gt;a&lt;/script&gt; 1 &lt; 2 &amp; 3 &lt;img src=x onerror=y&gt; &amp;");
        assert_eq!(plain(&read[0].text), "<script>a</script> 1 < 2 & 3 <img src=x onerror=y> &");
        assert_eq!(plain("<v Léa>Bonjour</v>\nà tous"), "Bonjour à tous");
    }

    #[test]
    fn a_segment_holds_what_is_shown_in_it() {
        let cues = [cue(0, 5_000, "a"), cue(58_000, 62_000, "b"), cue(61_000, 63_000, "c")];
        let texts = |number| {
            let text = segment(&cues, number);
            assert!(text.starts_with("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n"), "{text}");
            super::read(&text).unwrap().into_iter().map(|cue| cue.text).collect::<String>()
        };
        assert_eq!((texts(0), texts(1)), ("ab".into(), "bc".into()));
        assert_eq!([segments(0), segments(60_000), segments(60_001)], [1, 1, 2]);
    }

    #[test]
    fn after_a_trim_they_follow() {
        let cues = [cue(0, 5_000, "a"), cue(9_000, 12_000, "b"), cue(20_000, 21_000, "c")];
        assert_eq!(retimed(&cues, 10_000, 20_000), [cue(0, 2_000, "b")]);
    }

    #[test]
    fn languages() {
        assert!(["fr", "en-CA", "fra", "zh-Hant-TW"].iter().all(|tag| is_language(tag)));
        assert!(!["", "f", "FR", "fr_CA", "fr-", "fr/..", "français"].iter().any(|tag| is_language(tag)));
    }
}
