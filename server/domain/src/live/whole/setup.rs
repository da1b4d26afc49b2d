//! What stands before the segments of a session in one file, and before its key pictures where they were set up
//! anew on the way.

use crate::live::{
    format::{self, Format},
    fragment,
};
use bytes::Bytes;
use mp4_atom::{Avc3, Codec, Decode, Encode, Error, Ftyp, Moov, Result, Trak};

/// How pictures and sound are set up in one file.
#[derive(Debug)]
pub(super) struct Setup {
    /// What comes before everything else.
    pub header: Bytes,
    /// What stands before key pictures, by format; nothing where all are set up alike.
    sets: Vec<Bytes>,
}

impl Setup {
    pub fn new(pictures: &[Format], sound: Option<&Format>) -> Result<Self> {
        let (mut tracks, mut sets) = (Vec::new(), Vec::new());
        if let Some(first) = pictures.first() {
            let mut track = track_of(&first.init)?;
            if differ(pictures) {
                sets = pictures.iter().map(|format| sets_of(&track_of(&format.init)?)).collect::<Result<_>>()?;
                for codec in &mut track.mdia.minf.stbl.stsd.codecs {
                    *codec = with_sets_inside(codec);
                }
            }
            tracks.push(track);
        }
        if let Some(sound) = sound {
            tracks.push(track_of(&sound.init)?);
        }
        let mut header = Vec::with_capacity(2048);
        format::brands().encode(&mut header)?;
        format::movie(tracks).encode(&mut header)?;
        Ok(Self { header: header.into(), sets })
    }

    /// A segment of pictures as it goes into the file.
    pub fn pictures(&self, format: usize, segment: Bytes) -> Result<Bytes> {
        let Some(set) = self.sets.get(format) else { return Ok(segment) };
        let mut whole = Vec::with_capacity(segment.len() + 1024);
        for (number, mut samples) in fragment::read(&segment)? {
            for sample in samples.iter_mut().filter(|sample| sample.is_key) {
                sample.data = [&set[..], &sample.data].concat().into();
            }
            whole.extend_from_slice(&fragment::written(format::VIDEO_TRACK, number, &samples)?);
        }
        Ok(whole.into())
    }
}

/// Whether formats differ in what decoders are set up with.
pub(super) fn differ(formats: &[Format]) -> bool {
    formats.windows(2).any(|pair| pair[0].init != pair[1].init)
}

fn track_of(init: &[u8]) -> Result<Trak> {
    let mut rest = init;
    Ftyp::decode(&mut rest)?;
    Moov::decode(&mut rest)?.trak.into_iter().next().ok_or(Error::OutOfBounds)
}

/// What a decoder of H.264 is set up with, as it stands among pictures.
fn sets_of(track: &Trak) -> Result<Bytes> {
    let Some(Codec::Avc1(sample)) = track.mdia.minf.stbl.stsd.codecs.first() else { return Err(Error::OutOfBounds) };
    let config = &sample.avcc;
    let mut out = Vec::new();
    for set in config.sequence_parameter_sets.iter().chain(&config.picture_parameter_sets) {
        let length = u32::try_from(set.len()).map_err(|_| Error::OutOfBounds)?.to_be_bytes();
        let bytes = usize::from(config.length_size).clamp(1, length.len());
        out.extend_from_slice(&length[length.len() - bytes..]);
        out.extend_from_slice(set);
    }
    Ok(out.into())
}

fn with_sets_inside(codec: &Codec) -> Codec {
    match codec.clone() {
        Codec::Avc1(sample) => Codec::Avc3(Avc3 {
            visual: sample.visual,
            avcc: sample.avcc,
            btrt: None,
            colr: None,
            pasp: None,
            taic: None,
            fiel: None,
            spatial: None,
        }),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::fragment::Sample;

    fn picture(level: u8) -> Format {
        // 640x360, as x264 describes it.
        let mut sps = vec![
            0x67, 0x64, 0x00, 0x1E, 0xAC, 0xD9, 0x40, 0xA0, 0x2F, 0xF9, 0x70, 0x11, 0x00, 0x00, 0x03, 0x00, 0x01, 0x00,
            0x00, 0x03, 0x00, 0x3C, 0x0F, 0x16, 0x2D, 0x96,
        ];
        sps[3] = level;
        let pps = [0x68, 0xEB, 0xE3, 0xCB, 0x22, 0xC0];
        let record = [&[1, 0x64, 0, level, 0xFF, 0xE1, 0, 26][..], &sps, &[1, 0, 6], &pps].concat();
        format::video(&record.into()).unwrap()
    }

    fn segment() -> Bytes {
        let sample = |at, is_key| Sample { at, ticks: 3_000, shift: 0, is_key, data: Bytes::from_static(&[9; 5]) };
        fragment::written(format::VIDEO_TRACK, 4, &[sample(3_000, true), sample(6_000, false)]).unwrap()
    }

    #[test]
    fn what_never_changed_stays_as_it_was_sent() {
        let sound = format::audio(&Bytes::from_static(&[0x11, 0x90])).unwrap();
        let setup = Setup::new(&[picture(0x1E), picture(0x1E)], Some(&sound)).unwrap();
        assert_eq!(setup.pictures(1, segment()).unwrap(), segment());
        let mut header = &setup.header[..];
        Ftyp::decode(&mut header).unwrap();
        let movie = Moov::decode(&mut header).unwrap();
        assert_eq!(movie.trak.iter().map(|track| track.tkhd.track_id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(movie.mvex.unwrap().trex.len(), 2);
        assert!(setup.header.windows(4).any(|name| name == b"avc1"));
    }

    #[test]
    fn pictures_that_were_set_up_anew_say_so_at_every_key_picture() {
        let setup = Setup::new(&[picture(0x1E), picture(0x1F), picture(0x1E)], None).unwrap();
        assert!(setup.header.windows(4).any(|name| name == b"avc3"));
        for (format, level) in [(0, 0x1E), (1, 0x1F), (2, 0x1E)] {
            let bytes = setup.pictures(format, segment()).unwrap();
            let (number, samples) = fragment::read(&bytes).unwrap().remove(0);
            assert_eq!((number, samples.len()), (4, 2));
            assert_eq!(samples[0].data[..8], [0, 0, 0, 26, 0x67, 0x64, 0, level]);
            assert_eq!(samples[0].data.len(), 4 + 26 + 4 + 6 + 5);
            assert_eq!((samples[1].at, &samples[1].data[..]), (6_000, &[9; 5][..]));
        }
    }
}
