//! Fragments: a few samples with their times and sizes before them (ISO/IEC 14496-12, 8.8), the form in
//! which players take in what is live.

use bytes::Bytes;
use mp4_atom::{Decode, Encode, Mfhd, Moof, Tfdt, Tfhd, Traf, Trun, TrunEntry};

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

/// Reads what [`written`] wrote: every fragment's number and samples.
pub(super) fn read(segment: &Bytes) -> mp4_atom::Result<Vec<(u32, Vec<Sample>)>> {
    let mut found = Vec::new();
    let mut before = None;
    for (from, until, name) in boxes(segment) {
        if &name == b"moof" {
            before = Some(Moof::decode(&mut &segment[from..until])?);
        }
        let Some(moof) = before.take_if(|_| &name == b"mdat") else { continue };
        let traf = moof.traf.first().ok_or(mp4_atom::Error::OutOfBounds)?;
        let mut at = traf.tfdt.as_ref().map_or(0, |tfdt| tfdt.base_media_decode_time);
        let mut data = segment.slice(from + BOX_HEAD..until);
        let mut samples = Vec::new();
        for entry in traf.trun.iter().flat_map(|run| run.samples.iter()) {
            let size = entry.size.unwrap_or_default() as usize;
            if size > data.len() {
                return Err(mp4_atom::Error::OutOfBounds);
            }
            let ticks = entry.duration.unwrap_or_default();
            let shift = entry.cts.and_then(|cts| i32::try_from(cts).ok()).unwrap_or_default();
            let is_key = entry.flags == Some(KEY);
            samples.push(Sample { at, ticks, shift, is_key, data: data.split_to(size) });
            at += u64::from(ticks);
        }
        found.push((moof.mfhd.sequence_number, samples));
    }
    Ok(found)
}

/// How much of a file that was cut off is whole fragments, in bytes.
pub(super) fn whole(segment: &[u8]) -> usize {
    boxes(segment).filter(|(_, _, name)| name == b"mdat").map(|(_, until, _)| until).last().unwrap_or_default()
}

/// When a segment begins and how long it is, in ticks.
pub(super) fn times(segment: &[u8]) -> Option<(u64, u64)> {
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
    fn what_was_written_can_be_read() {
        let later = samples().into_iter().map(|sample| Sample { at: sample.at + (1 << 32), ..sample }).collect();
        let both = [(1, samples()), (2, later)];
        let bytes = both.iter().map(|(number, samples)| written(2, *number, samples).unwrap()).collect::<Vec<_>>();
        assert_eq!(read(&bytes.concat().into()).unwrap(), both);
        assert_eq!(times(&bytes[1]), Some((9_000 + (1 << 32), 9_000)), "after thirteen hours as well");
    }
}
