//! Stretches of renditions one after the other, in one file: what was encoded with the same settings
//! fits together once each stretch is moved to where it belongs.

use std::path::PathBuf;

use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::transcode::Cut;
use super::{FrameRate, MediaProblem, SegmentTable, boxes};

/// How far the length of a stretch may be off, in microseconds: lists are rounded.
const OFF_MAX_US: u64 = 2_000;

/// Some segments of a file, and where they go; counted in pictures.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// The file.
    pub media: PathBuf,
    /// Its initialisation segment, and the segments that are meant.
    pub table: SegmentTable,
    /// The number of the first picture in its own file.
    pub first: u64,
    /// The number that it gets.
    pub at: u64,
    /// How many there are, where that is known before.
    pub count: Option<u64>,
}

impl Stretch {
    /// All of a file that ffmpeg has just written.
    pub(super) async fn of(Cut { media, list }: Cut, at: u64, count: Option<u64>) -> Result<Self, MediaProblem> {
        let length = made(tokio::fs::metadata(&media).await)?.len();
        let table = SegmentTable::parse(&made(tokio::fs::read_to_string(&list).await)?, length)?;
        Ok(Self { media, table, first: 0, at, count })
    }
}

/// Writes the stretches into `whole`, with the list that ffmpeg would have written; nothing where they
/// do not fit together.
pub(super) async fn join(stretches: &[Stretch], rate: FrameRate, whole: &Cut) -> Result<Option<()>, MediaProblem> {
    let mut out = tokio::io::BufWriter::with_capacity(1 << 20, made(tokio::fs::File::create(&whole.media).await)?);
    let mut list = String::from("#EXTM3U\n");
    let mut head: Option<(Vec<u8>, u64)> = None;
    let (mut offset, mut sequence) = (0_u64, 1_u32);
    for Stretch { media, table, first, at, count } in stretches {
        let mut file = made(tokio::fs::File::open(media).await)?;
        let init = read(&mut file, table.init.0, table.init.1).await?;
        match &head {
            None => {
                let Some(units) = boxes::timescale(&init) else { return Ok(None) };
                made(out.write_all(&init).await)?;
                offset = init.len() as u64;
                list.push_str(&format!("#EXT-X-MAP:URI=\"v\",BYTERANGE=\"{offset}@0\"\n"));
                head = Some((init, u64::from(units)));
            }
            Some((first, _)) if *first != init => return Ok(None),
            Some(_) => {}
        }
        let units = head.as_ref().map_or(0, |(_, units)| *units);
        let (Some(from), Some(to)) = (ticks(*first, units, rate), ticks(*at, units, rate)) else { return Ok(None) };
        if count.is_some_and(|count| !lasts(table, count, rate)) {
            return Ok(None);
        }
        for segment in &table.segments {
            let mut bytes = read(&mut file, segment.offset, segment.len).await?;
            let Some(next) = boxes::shift(&mut bytes, to - from, sequence) else { return Ok(None) };
            sequence = next;
            made(out.write_all(&bytes).await)?;
            let (seconds, rest) = (segment.duration_us / 1_000_000, segment.duration_us % 1_000_000);
            list.push_str(&format!("#EXTINF:{seconds}.{rest:06},\n#EXT-X-BYTERANGE:{}@{offset}\nv\n", segment.len));
            offset += segment.len;
        }
    }
    made(out.flush().await)?;
    list.push_str("#EXT-X-ENDLIST\n");
    made(tokio::fs::write(&whole.list, list).await)?;
    Ok(Some(()))
}

/// So many pictures in units of a track's time; nothing where that is no whole number.
fn ticks(pictures: u64, units: u64, rate: FrameRate) -> Option<i64> {
    let ticks = pictures.checked_mul(units)?.checked_mul(u64::from(rate.den))?;
    let whole = ticks.is_multiple_of(u64::from(rate.num)).then(|| ticks / u64::from(rate.num))?;
    i64::try_from(whole).ok()
}

fn lasts(table: &SegmentTable, pictures: u64, rate: FrameRate) -> bool {
    let wanted = pictures.saturating_mul(1_000_000 * u64::from(rate.den)) / u64::from(rate.num.max(1));
    table.duration_us().abs_diff(wanted) <= OFF_MAX_US
}

async fn read(file: &mut tokio::fs::File, offset: u64, len: u64) -> Result<Vec<u8>, MediaProblem> {
    made(file.seek(std::io::SeekFrom::Start(offset)).await)?;
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
    made(file.take(len).read_to_end(&mut bytes).await)?;
    Ok(bytes)
}

pub(super) fn made<T>(outcome: std::io::Result<T>) -> Result<T, MediaProblem> {
    outcome.map_err(|error| MediaProblem::io("joining pieces", &error))
}

#[cfg(test)]
mod tests {
    use super::{FrameRate, ticks};

    #[test]
    fn a_picture_begins_at_a_whole_unit_or_nowhere() {
        assert_eq!(ticks(3597, 30_000, FrameRate { num: 30_000, den: 1001 }), Some(3597 * 1001));
        assert_eq!(ticks(1, 90_000, FrameRate { num: 7, den: 1 }), None);
    }
}
