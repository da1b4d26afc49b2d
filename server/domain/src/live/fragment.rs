//! Fragments: a few samples with their times and sizes before them (ISO/IEC 14496-12, 8.8), the form in
//! which players take in what is live.

use bytes::Bytes;
use mp4_atom::{Encode, Mfhd, Moof, Tfdt, Tfhd, Traf, Trun, TrunEntry};

/// One picture or one frame of sound, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sample {
    /// When it is decoded, in ticks of its track from the beginning of the session.
    pub at: u64,
    pub ticks: u32,
    /// How much later it is shown, in ticks.
    pub shift: i32,
    /// Whether one can begin with it.
    pub is_key: bool,
    pub data: Bytes,
}

/// A sample on which others depend and that depends on none, and one that depends on others
/// (ISO/IEC 14496-12, 8.8.3.1).
const KEY: u32 = 0x0200_0000;
const NO_KEY: u32 = 0x0101_0000;
/// A box's length and name.
const BOX_HEAD: usize = 8;
/// Where the number of the format stands in a fragment that [`written`] made: after the heads of moof,
/// mfhd (with its body), traf and tfhd, tfhd's flags and the track.
const FORMAT_AT: usize = BOX_HEAD + 16 + BOX_HEAD + BOX_HEAD + 4 + 4;

/// Writes samples that follow each other as one fragment of a track.
pub(super) fn written(track: u32, number: u32, samples: &[Sample]) -> mp4_atom::Result<Bytes> {
    let bytes: usize = samples.iter().map(|sample| sample.data.len()).sum();
    let entries = samples.iter().map(|sample| TrunEntry {
        duration: Some(sample.ticks),
        size: u32::try_from(sample.data.len()).ok(),
        flags: Some(if sample.is_key { KEY } else { NO_KEY }),
        cts: Some(i64::from(sample.shift)),
    });
    let mut moof = Moof {
        mfhd: Mfhd { sequence_number: number },
        traf: vec![Traf {
            tfhd: Tfhd {
                track_id: track,
                sample_description_index: Some(1),
                default_base_is_moof: true,
                ..Tfhd::default()
            },
            tfdt: Some(Tfdt { base_media_decode_time: samples.first().map_or(0, |sample| sample.at) }),
            trun: vec![Trun { data_offset: Some(0), samples: entries.collect::<Vec<_>>().into() }],
            ..Traf::default()
        }],
    };
    let mut out = Vec::with_capacity(bytes + 256 + 16 * samples.len());
    moof.encode(&mut out)?;
    // Known only now: the samples lie behind the heads of both boxes.
    moof.traf[0].trun[0].data_offset = i32::try_from(out.len() + BOX_HEAD).ok();
    out.clear();
    moof.encode(&mut out)?;
    let size = u32::try_from(bytes + BOX_HEAD).map_err(|_| mp4_atom::Error::OutOfBounds)?;
    out.extend_from_slice(&size.to_be_bytes());
    out.extend_from_slice(b"mdat");
    for sample in samples {
        out.extend_from_slice(&sample.data);
    }
    Ok(out.into())
}

/// Says in every fragment of a segment which of its track's formats it is in, counted from 0.
pub(super) fn in_format(segment: &mut [u8], format: u32) {
    for (from, until, name) in boxes(segment) {
        if &name == b"moof" && until - from >= FORMAT_AT + 4 {
            segment[from + FORMAT_AT..from + FORMAT_AT + 4].copy_from_slice(&(format + 1).to_be_bytes());
        }
    }
}

/// How much of a file that was cut off is whole fragments, in bytes.
pub(super) fn whole(segment: &[u8]) -> usize {
    boxes(segment).filter(|(_, _, name)| name == b"mdat").map(|(_, until, _)| until).last().unwrap_or_default()
}

/// When a segment begins and how long it is, in ticks.
pub(super) fn times(segment: &[u8]) -> Option<(u64, u64)> {
    use mp4_atom::Decode;
    let (mut begins, mut ticks) = (None, 0);
    for (from, until, name) in boxes(segment) {
        if &name == b"moof" {
            let moof = Moof::decode(&mut &segment[from..until]).ok()?;
            let traf = moof.traf.first()?;
            begins = begins.or(traf.tfdt.as_ref().map(|tfdt| tfdt.base_media_decode_time));
            let durations = traf.trun.iter().flat_map(|run| run.samples.iter()).filter_map(|sample| sample.duration);
            ticks += durations.map(u64::from).sum::<u64>();
        }
    }
    Some((begins?, ticks))
}

/// The boxes at the top that are there as a whole: from where to where, and which.
fn boxes(segment: &[u8]) -> impl Iterator<Item = (usize, usize, [u8; 4])> + use<> {
    let mut list = Vec::new();
    let mut from = 0;
    while let Some(head) = segment.get(from..from + BOX_HEAD) {
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let until = from.saturating_add(size);
        if size < BOX_HEAD || until > segment.len() {
            break;
        }
        list.push((from, until, [head[4], head[5], head[6], head[7]]));
        from = until;
    }
    list.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mp4_atom::Decode;

    fn samples() -> Vec<Sample> {
        let sample = |index: u64| Sample {
            at: 9_000 + index * 3_000,
            ticks: 3_000,
            shift: if index == 1 { -3_000 } else { 0 },
            is_key: index == 0,
            data: Bytes::from(vec![index as u8; 5]),
        };
        (0..3).map(sample).collect()
    }

    #[test]
    fn a_fragment_says_where_its_samples_lie_and_when_they_are() {
        let bytes = written(1, 7, &samples()).unwrap();
        let moof = Moof::decode(&mut &bytes[..]).unwrap();
        let run = &moof.traf[0].trun[0];
        let at = run.data_offset.unwrap() as usize;
        assert_eq!(&bytes[at..], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
        assert_eq!(run.samples.get(1).unwrap().cts, Some(-3_000));
        assert_eq!(times(&bytes), Some((9_000, 9_000)));
        assert_eq!(whole(&bytes), bytes.len());
        assert_eq!(whole(&bytes[..bytes.len() - 1]), 0);
    }

    #[test]
    fn the_number_of_the_format_is_where_it_is_said_to_be() {
        let mut bytes = [written(2, 1, &samples()).unwrap(), written(2, 2, &samples()).unwrap()].concat();
        in_format(&mut bytes, 3);
        let first = Moof::decode(&mut &bytes[..]).unwrap();
        assert_eq!(first.traf[0].tfhd.sample_description_index, Some(4));
        assert_eq!((first.traf[0].tfhd.track_id, first.mfhd.sequence_number), (2, 1));
        let second = boxes(&bytes).nth(2).unwrap().0;
        assert_eq!(Moof::decode(&mut &bytes[second..]).unwrap().traf[0].tfhd.sample_description_index, Some(4));
    }
}
