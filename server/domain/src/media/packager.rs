//! The segment table: which bytes of a rendition's one file answer for which seconds.
//!
//! ffmpeg cuts a rendition and lists the cuts in a playlist of its own; that list is read here
//! once, and forgotten. What is kept is a table of numbers.

use serde::{Deserialize, Serialize};

use super::MediaProblem;

/// One segment of a rendition. Serialised as `[offset, len, duration_us]`: a rendition of an
/// hour has 900 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, u64, u64)", into = "(u64, u64, u64)")]
pub struct Segment {
    /// First byte in the rendition's file.
    pub offset: u64,
    /// Length in bytes.
    pub len: u64,
    /// How long it plays, in microseconds.
    pub duration_us: u64,
}

impl From<(u64, u64, u64)> for Segment {
    fn from((offset, len, duration_us): (u64, u64, u64)) -> Self {
        Self { offset, len, duration_us }
    }
}

impl From<Segment> for (u64, u64, u64) {
    fn from(segment: Segment) -> Self {
        (segment.offset, segment.len, segment.duration_us)
    }
}

/// Where everything is in a rendition's file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SegmentTable {
    /// Offset and length, in bytes, of the initialisation segment that players need first.
    pub init: (u64, u64),
    /// The segments, in order, each directly after the one before.
    pub segments: Vec<Segment>,
    /// How many bytes of each segment, from its beginning, hold its first picture: what a player
    /// fetches while one winds. Empty for sound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<u64>,
}

impl SegmentTable {
    /// Reads the byte ranges of a `single_file` playlist as ffmpeg writes it (RFC 8216 §4.3.2.2,
    /// §4.3.2.5), and checks them against the length of the file they speak of.
    ///
    /// # Errors
    /// [`MediaProblem::Engine`] when the list is incomplete or points outside the file.
    pub fn parse(playlist: &str, file_len: u64) -> Result<Self, MediaProblem> {
        let odd = |line: &str| MediaProblem::Engine(format!("unexpected playlist line: {line}"));
        let mut table = Self::default();
        let mut duration_us = None;
        let mut ended = false;
        for line in playlist.lines().map(str::trim) {
            if let Some(attributes) = line.strip_prefix("#EXT-X-MAP:") {
                let range = attributes.split("BYTERANGE=\"").nth(1).and_then(|rest| rest.split('"').next());
                let (len, offset) = range.and_then(byte_range).ok_or_else(|| odd(line))?;
                table.init = (offset.unwrap_or(0), len);
            } else if let Some(seconds) = line.strip_prefix("#EXTINF:") {
                duration_us = Some(microseconds(seconds.trim_end_matches(',')).ok_or_else(|| odd(line))?);
            } else if let Some(range) = line.strip_prefix("#EXT-X-BYTERANGE:") {
                let (len, offset) = byte_range(range).ok_or_else(|| odd(line))?;
                let next = table.segments.last().map_or(table.init.0 + table.init.1, Segment::end);
                let duration_us = duration_us.take().ok_or_else(|| odd(line))?;
                table.segments.push(Segment { offset: offset.unwrap_or(next), len, duration_us });
            } else if line == "#EXT-X-ENDLIST" {
                ended = true;
            }
        }
        let inside = table.init.1 > 0
            && table.segments.last().is_some_and(|last| last.end() <= file_len)
            && table.segments.windows(2).all(|pair| pair[0].end() <= pair[1].offset);
        if !ended || !inside {
            return Err(MediaProblem::Engine("the rendition's playlist does not fit its file".to_owned()));
        }
        // A cut exactly at the end leaves a last segment of nothing.
        table.segments.retain(|segment| segment.duration_us > 0 && segment.len > 0);
        if table.segments.is_empty() {
            return Err(MediaProblem::NoPictureOrSound);
        }
        Ok(table)
    }

    /// How long the rendition plays, in microseconds.
    #[must_use]
    pub fn duration_us(&self) -> u64 {
        self.segments.iter().map(|segment| segment.duration_us).sum()
    }

    /// The longest segment rounded to the nearest second: RFC 8216 §4.3.3.1.
    #[must_use]
    pub fn target_duration(&self) -> u64 {
        let longest = self.segments.iter().map(|segment| segment.duration_us).max().unwrap_or(0);
        ((longest + 500_000) / 1_000_000).max(1)
    }

    /// Bits per second over the whole rendition.
    #[must_use]
    pub fn average_bandwidth(&self) -> u32 {
        rate(self.segments.iter().map(|segment| segment.len).sum(), self.duration_us())
    }

    /// Peak and average bits per second of the first pictures alone; 0 where they are not known.
    #[must_use]
    pub fn keys_bandwidth(&self) -> (u32, u32) {
        let keys = self.segments.iter().zip(&self.keys);
        let peak = keys.map(|(segment, len)| rate(*len, segment.duration_us)).max().unwrap_or(0);
        (peak, rate(self.keys.iter().sum(), self.duration_us()))
    }

    /// The peak segment bit rate of RFC 8216 §4.1: the largest rate of any run of segments that
    /// lasts between half and one and a half times the target duration.
    #[must_use]
    pub fn bandwidth(&self) -> u32 {
        let target_us = self.target_duration() * 1_000_000;
        let mut peak = 0;
        for first in 0..self.segments.len() {
            let (mut len, mut duration_us) = (0, 0);
            for segment in &self.segments[first..] {
                len += segment.len;
                duration_us += segment.duration_us;
                if duration_us * 2 > target_us * 3 {
                    break;
                }
                if duration_us * 2 >= target_us {
                    peak = peak.max(rate(len, duration_us));
                }
            }
        }
        // A rendition shorter than half a target has no such run.
        peak.max(self.average_bandwidth())
    }
}

impl Segment {
    /// The first byte after this segment.
    fn end(&self) -> u64 {
        self.offset.saturating_add(self.len)
    }
}

fn rate(len: u64, duration_us: u64) -> u32 {
    let bits = u128::from(len) * 8 * 1_000_000 / u128::from(duration_us.max(1));
    u32::try_from(bits).unwrap_or(u32::MAX)
}

/// `length[@offset]`.
fn byte_range(text: &str) -> Option<(u64, Option<u64>)> {
    match text.split_once('@') {
        Some((len, offset)) => Some((len.parse().ok()?, Some(offset.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

/// Decimal seconds to microseconds, without passing through a float.
fn microseconds(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if part.is_empty() || part.len() > 6 {
        return None;
    }
    let part: u64 = format!("{part:0<6}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::{Segment, SegmentTable};

    const LIST: &str = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n\
        #EXT-X-MAP:URI=\"v432.mp4\",BYTERANGE=\"848@0\"\n#EXTINF:4.000000,\n\
        #EXT-X-BYTERANGE:1000@848\nv432.mp4\n#EXTINF:4.010667,\n#EXT-X-BYTERANGE:3000\nv432.mp4\n\
        #EXTINF:0.500000,\n#EXT-X-BYTERANGE:2000@4848\nv432.mp4\n#EXT-X-ENDLIST\n";

    #[test]
    fn ranges_are_read_and_summed() {
        let table = SegmentTable::parse(LIST, 6848).unwrap();
        assert_eq!(table.init, (0, 848));
        assert_eq!(table.segments[1], Segment { offset: 1848, len: 3000, duration_us: 4_010_667 });
        assert_eq!(table.target_duration(), 4);
        assert_eq!(table.duration_us(), 8_510_667);
        assert_eq!(table.average_bandwidth(), 5639);
        // The short last segment counts only together with the one before it.
        assert_eq!(table.bandwidth(), 8867);
    }

    #[test]
    fn a_list_that_does_not_fit_is_refused() {
        assert!(SegmentTable::parse(LIST, 6847).is_err());
        assert!(SegmentTable::parse(LIST.trim_end_matches("#EXT-X-ENDLIST\n"), 6848).is_err());
        assert!(SegmentTable::parse(&LIST.replace("848@0", "8x8@0"), 6848).is_err());
        assert!(SegmentTable::parse("", 0).is_err());
    }

    #[test]
    fn it_is_stored_as_plain_numbers() {
        let table = SegmentTable::parse(LIST, 6848).unwrap();
        let json = serde_json::to_string(&table).unwrap();
        assert!(json.starts_with(r#"{"init":[0,848],"segments":[[848,1000,4000000],"#), "{json}");
        assert_eq!(serde_json::from_str::<SegmentTable>(&json).unwrap(), table);
    }
}
