//! Live captions: what is said in a live session, written down by somebody while it is said, or sent
//! along by the encoder. They are shown while it lasts, and become the captions of its recording.

use crate::{LangMap, LiveCaptionId, MemberId, Timestamp, captions::Cue, lives::LiveNote};
use serde::{Deserialize, Serialize};

/// The longest line, in characters: two lines on the picture.
pub const LINE_CHARS: usize = 160;
/// How many lines are told at a time: the latest.
pub const LINES_SHOWN: usize = 100;
/// How many languages one session has at most.
pub const LANGUAGES: usize = 8;

/// How long somebody takes to understand what is said before the first key is pressed, in milliseconds.
const HEARD_MS: u64 = 1_500;
/// How long a key takes whoever types quickly, in milliseconds.
const KEY_MS: u64 = 120;
/// A line that was typed is never put further back than this, in milliseconds.
const LATE_MS: u64 = 9_000;

/// One line as its readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveCaption {
    /// Its id; lines stand in the order of their ids.
    pub id: LiveCaptionId,
    /// BCP 47 tag of what is read.
    pub language: String,
    /// What was said.
    pub text: String,
    /// When it was said, in milliseconds of the session's own time: from its first picture, without the
    /// time in which nothing was sent.
    pub said_ms: u64,
    /// Whether the encoder sent it along, rather than somebody wrote it.
    pub from_encoder: bool,
    /// When it was written.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// What is written down of a session now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveCaptions {
    /// The languages that players are offered, in the order in which they came.
    pub languages: Vec<String>,
    /// The latest lines, the oldest first.
    pub items: Vec<LiveCaption>,
}

/// A line that somebody has typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLiveCaption {
    /// BCP 47 tag of what is read: `fr`, `en-CA`.
    pub language: String,
    /// 1 to 160 characters.
    pub text: String,
}

/// Somebody who may write down what is said in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Captioner {
    /// The member.
    pub member_id: MemberId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What somebody at a caption desk is told of the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Captioned {
    /// What it is called.
    pub title: LangMap,
    /// BCP 47 tag of the language in which it is given, where its item names one.
    pub language: Option<String>,
    /// When it is, and where it stands.
    pub note: LiveNote,
}

/// How long before it was sent a line was said, in milliseconds: it is heard first, then typed. What is
/// read live is shown when it is sent, since it is not there before; in the recording it is put back by
/// this, to where it was said.
#[must_use]
pub fn typing_ms(text: &str) -> u64 {
    (HEARD_MS + text.chars().count() as u64 * KEY_MS).min(LATE_MS)
}

/// How long a line stays, in milliseconds: as long as a slow reader takes. At least two segments, so that
/// whoever fetches captions by segments has it in the one that follows at the latest.
#[must_use]
pub fn reading_ms(text: &str) -> u64 {
    (1_200 + text.chars().count() as u64 * 65).clamp(3_000, 7_000)
}

/// Plain words as the text of a cue: nothing in them is a tag.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Lines at the times at which they were said, as the captions of a recording: in order, and none over the
/// next. A line stays until the next one or as long as one reads it.
#[must_use]
pub fn settled(mut lines: Vec<(u64, String)>) -> Vec<Cue> {
    lines.sort_by_key(|(at, _)| *at);
    let mut cues: Vec<Cue> = Vec::with_capacity(lines.len());
    for (from_ms, text) in lines {
        // Two that were sent at once follow each other.
        let from_ms = match cues.last_mut() {
            Some(before) if from_ms < before.from_ms + SHORTEST_MS => {
                before.to_ms = before.to_ms.min(before.from_ms + SHORTEST_MS);
                before.to_ms
            }
            Some(before) => {
                before.to_ms = before.to_ms.min(from_ms);
                from_ms
            }
            None => from_ms,
        };
        cues.push(Cue { from_ms, to_ms: from_ms + reading_ms(&text), text: escaped(&text) });
    }
    cues
}

/// No cue of a recording is shorter, in milliseconds.
const SHORTEST_MS: u64 = 800;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_was_said_before_it_was_typed() {
        assert_eq!(typing_ms(""), 1_500);
        assert_eq!(typing_ms("Pliez les genoux"), 1_500 + 16 * 120);
        assert_eq!(typing_ms(&"x".repeat(LINE_CHARS)), 9_000);
    }

    #[test]
    fn a_line_stays_as_long_as_one_reads_it() {
        assert_eq!(reading_ms("Oui"), 3_000);
        assert_eq!(reading_ms(&"x".repeat(60)), 5_100);
        assert_eq!(reading_ms(&"x".repeat(LINE_CHARS)), 7_000);
    }

    #[test]
    fn captions_of_a_recording_follow_one_another() {
        let lines = [(9_000, "c"), (1_000, "a < b"), (2_500, "b"), (9_100, "d")];
        let cues = settled(lines.map(|(at, text)| (at, text.to_owned())).to_vec());
        let seen: Vec<_> = cues.iter().map(|cue| (cue.from_ms, cue.to_ms, &*cue.text)).collect();
        assert_eq!(seen, [(1_000, 2_500, "a &lt; b"), (2_500, 5_500, "b"), (9_000, 9_800, "c"), (9_800, 12_800, "d"),]);
        assert_eq!(crate::captions::read(&crate::captions::write(&cues)).unwrap(), cues, "as files they are read back");
    }
}
