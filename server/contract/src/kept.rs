//! What is shown of a recording where some of it was cut away: parts of the file as it came, in order.

use crate::captions::Cue;
use serde::{Deserialize, Serialize};

/// The shortest part that is kept, in milliseconds: less is a slip of the hand.
pub const SHORTEST_MS: u64 = 1_000;
/// Most parts of one recording.
pub const PARTS: usize = 100;

/// `[from, to)` in milliseconds of the file as it came, in order and apart from each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct KeptParts(Vec<(u64, u64)>);

impl KeptParts {
    /// Parts of a file that is `whole_ms` long, or why they are none: `no_parts`, `too_many`,
    /// `not_in_order`, `part_too_short`, `after_the_end` or `all_of_it`.
    ///
    /// # Errors
    /// The code.
    pub fn new(parts: Vec<(u64, u64)>, whole_ms: u64) -> Result<Self, &'static str> {
        // Half a second past the end is what a person writes who means the end.
        let parts: Vec<(u64, u64)> = parts
            .into_iter()
            .map(|(from, to)| (from, if to > whole_ms && to <= whole_ms + 1_000 { whole_ms } else { to }))
            .collect();
        let short = |(from, to): &(u64, u64)| to.saturating_sub(*from) < SHORTEST_MS;
        match &parts[..] {
            [] => Err("no_parts"),
            parts if parts.len() > PARTS => Err("too_many"),
            parts if parts.iter().any(|(from, to)| from >= to) => Err("not_in_order"),
            parts if parts.windows(2).any(|pair| pair[0].1 > pair[1].0) => Err("not_in_order"),
            parts if parts.iter().any(short) => Err("part_too_short"),
            parts if parts.iter().any(|(_, to)| *to > whole_ms) => Err("after_the_end"),
            [(0, to)] if *to == whole_ms => Err("all_of_it"),
            _ => Ok(Self(parts)),
        }
    }

    /// The same parts of something that goes along and is `length_ms` long; nothing where none of it is
    /// kept.
    pub fn within(&self, length_ms: u64) -> Option<Self> {
        let parts = self.iter().map(|(from, to)| (from, to.min(length_ms)));
        let parts: Vec<_> = parts.filter(|(from, to)| to.saturating_sub(*from) >= SHORTEST_MS).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// Reads a part a line, `0:12 - 14:30`, as a person writes them; the line that cannot be read, from 1.
    ///
    /// # Errors
    /// The number of the line.
    pub fn read(text: &str) -> Result<Vec<(u64, u64)>, usize> {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(number, line)| part(line).ok_or(number)).collect()
    }

    /// The parts, as a person writes them.
    pub fn write(&self) -> String {
        self.0.iter().map(|(from, to)| format!("{} - {}\n", clock(*from), clock(*to))).collect()
    }

    /// The parts, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().copied()
    }

    /// How long what is shown lasts, in milliseconds.
    pub fn shown_ms(&self) -> u64 {
        self.iter().map(|(from, to)| to - from).sum()
    }

    /// Texts of the file as it came, at the times at which they are shown; what was cut away with its
    /// part is left out.
    pub fn shown(&self, cues: &[Cue]) -> Vec<Cue> {
        let mut shown = Vec::new();
        let mut begins = 0;
        for (from, to) in self.iter() {
            for cue in cues.iter().filter(|cue| cue.from_ms < to && cue.to_ms > from) {
                let moved = |at: u64| begins + at.clamp(from, to) - from;
                shown.push(Cue { from_ms: moved(cue.from_ms), to_ms: moved(cue.to_ms), text: cue.text.clone() });
            }
            begins += to - from;
        }
        shown
    }

    /// Texts at the times at which they are shown, put back to where they are in the file as it came;
    /// `before` is what was there, of which stays what is not shown.
    pub fn put_back(&self, shown: &[Cue], before: &[Cue]) -> Vec<Cue> {
        let hidden = |cue: &&Cue| !self.iter().any(|(from, to)| cue.from_ms < to && cue.to_ms > from);
        let mut cues: Vec<Cue> = before.iter().filter(hidden).cloned().collect();
        let whole = |at: u64, is_end: bool| {
            let mut begins = 0;
            let mut last = at;
            for (from, to) in self.iter() {
                let length = to - from;
                let inside = if is_end { at <= begins + length } else { at < begins + length };
                last = to;
                if inside {
                    return from + at.saturating_sub(begins);
                }
                begins += length;
            }
            last
        };
        cues.extend(shown.iter().map(|cue| {
            let from_ms = whole(cue.from_ms, false);
            Cue { from_ms, to_ms: whole(cue.to_ms, true).max(from_ms + 1), text: cue.text.clone() }
        }));
        cues.sort_by_key(|cue| (cue.from_ms, cue.to_ms));
        cues
    }
}

/// `0:12 - 14:30`; the sign between them may be any dash or an arrow.
fn part(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->").or_else(|| line.split_once(['-', '–', '—', '→']))?;
    Some((moment(from)?, moment(to)?))
}

/// `1:02:03.5`, `2:03` or `12`, in milliseconds.
fn moment(text: &str) -> Option<u64> {
    let text = text.trim().replace(',', ".");
    let mut ms = 0_u64;
    let mut fields = text.split(':').peekable();
    while let Some(field) = fields.next() {
        if fields.peek().is_some() {
            ms = ms.checked_add(field.parse::<u64>().ok()?)?.checked_mul(60)?;
        } else {
            let (whole, part) = field.split_once('.').unwrap_or((field, "0"));
            let part = part.get(..3).unwrap_or(part);
            let thousandths: u64 = format!("{part:0<3}").parse().ok()?;
            ms = ms.checked_add(whole.parse::<u64>().ok()?)?.checked_mul(1000)?.checked_add(thousandths)?;
        }
    }
    Some(ms)
}

fn clock(ms: u64) -> String {
    let (s, ms) = (ms / 1000, ms % 1000);
    let part = if ms > 0 { format!(".{ms:03}") } else { String::new() };
    match (s / 3600, s / 60 % 60, s % 60) {
        (0, minutes, seconds) => format!("{minutes}:{seconds:02}{part}"),
        (hours, minutes, seconds) => format!("{hours}:{minutes:02}:{seconds:02}{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cue(from_ms: u64, to_ms: u64) -> Cue {
        Cue { from_ms, to_ms, text: format!("{from_ms}") }
    }

    #[test]
    fn parts_are_read_as_people_write_them() {
        let read = KeptParts::read("0:12 - 14:30\n\n1:00:00.5 → 1:02:03\n90 – 120");
        assert_eq!(read, Ok(vec![(12_000, 870_000), (3_600_500, 3_723_000), (90_000, 120_000)]));
        assert_eq!(KeptParts::read("0:12 - 0:30\nle reste"), Err(2));
        let kept = KeptParts::new(vec![(12_000, 870_000), (3_600_500, 3_723_000)], 4_000_000).unwrap();
        assert_eq!(kept.write(), "0:12 - 14:30\n1:00:00.500 - 1:02:03\n");
    }

    #[test]
    fn what_cannot_be_meant_says_why() {
        for (parts, code) in [
            (vec![], "no_parts"),
            (vec![(5_000, 4_000)], "not_in_order"),
            (vec![(0, 9_000), (8_000, 10_000)], "not_in_order"),
            (vec![(0, 500)], "part_too_short"),
            (vec![(0, 70_000)], "after_the_end"),
            (vec![(0, 60_500)], "all_of_it"),
        ] {
            assert_eq!(KeptParts::new(parts, 60_000), Err(code));
        }
    }

    #[test]
    fn texts_move_with_their_parts_and_nothing_is_lost() {
        let kept = KeptParts::new(vec![(10_000, 20_000), (40_000, 50_000)], 60_000).unwrap();
        let whole = [cue(0, 5_000), cue(12_000, 14_000), cue(19_000, 21_000), cue(45_000, 46_000)];
        let shown = kept.shown(&whole);
        let times: Vec<_> = shown.iter().map(|cue| (cue.from_ms, cue.to_ms)).collect();
        assert_eq!(times, [(2_000, 4_000), (9_000, 10_000), (15_000, 16_000)]);
        let back = kept.put_back(&shown, &whole);
        let times: Vec<_> = back.iter().map(|cue| (cue.from_ms, cue.to_ms)).collect();
        assert_eq!(times, [(0, 5_000), (12_000, 14_000), (19_000, 20_000), (45_000, 46_000)]);
    }

    proptest! {
        #[test]
        fn what_is_shown_and_put_back_is_shown_the_same(starts in prop::collection::vec(0_u64..100, 1..40)) {
            let kept = KeptParts::new(vec![(7_000, 31_000), (31_000, 55_000), (80_000, 99_000)], 200_000).unwrap();
            let whole: Vec<Cue> = starts.iter().map(|start| cue(start * 1_000, start * 1_000 + 900)).collect();
            let shown = kept.shown(&whole);
            let mut again = kept.shown(&kept.put_back(&shown, &whole));
            let mut shown = shown;
            for list in [&mut shown, &mut again] {
                list.sort_by(|a, b| (a.from_ms, a.to_ms, &a.text).cmp(&(b.from_ms, b.to_ms, &b.text)));
            }
            prop_assert_eq!(shown, again);
        }
    }
}
