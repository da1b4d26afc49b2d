//! How a decoder is set up: read from what the encoder says, written as the header of a track
//! (ISO/IEC 14496-12).

use super::flv::Unplayable;
use bytes::Bytes;
use h264_reader::{
    avcc::AvcDecoderConfigurationRecord,
    nal::{Nal, RefNal, sps::SeqParameterSet},
};
use mp4_atom::{
    Audio, Avc1, Avcc, Codec, Decode, Dinf, Dref, Encode, Esds, FourCC, Ftyp, Hdlr, Mdhd, Mdia, Minf, Moov, Mp4a, Mvex,
    Mvhd, Smhd, Stbl, Stco, Stsd, Tkhd, Trak, Trex, Url, Visual, Vmhd,
    esds::{DecoderConfig, DecoderSpecific, EsDescriptor, SLConfig},
};

/// Ticks a second of pictures: 90 kHz is a multiple of every common frame rate.
pub(super) const VIDEO_TIMESCALE: u32 = 90_000;
/// The number of a track of pictures in its file, and of a track of sound. They differ, so that a file
/// of both is made by putting their fragments one after the other.
pub(super) const VIDEO_TRACK: u32 = 1;
pub(super) const AUDIO_TRACK: u32 = 2;

/// What one rendition is, until the encoder says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    /// RFC 6381.
    pub codecs: String,
    pub size: Option<(u32, u32)>,
    /// Pictures a second, where the encoder says so.
    pub frame_rate: Option<f64>,
    /// Ticks a second.
    pub timescale: u32,
    /// Ticks of one frame of sound.
    pub frame_ticks: u32,
    /// One frame of silence, where there is sound.
    pub silence: Option<Bytes>,
    /// The header of the track's file.
    pub init: Bytes,
}

/// Reads an AVCDecoderConfigurationRecord.
pub(super) fn video(record: &Bytes) -> Result<Format, Unplayable> {
    let broken = |_| Unplayable::Broken;
    let config = AvcDecoderConfigurationRecord::try_from(&record[..]).map_err(|_| Unplayable::Broken)?;
    let first = config.sequence_parameter_sets().next().and_then(Result::ok).ok_or(Unplayable::Broken)?;
    let set = RefNal::new(first, &[], true);
    let sps = SeqParameterSet::from_bits(set.rbsp_bits()).map_err(|_| Unplayable::Broken)?;
    let (width, height) = sps.pixel_dimensions().map_err(|_| Unplayable::Broken)?;
    let plain = (u16::try_from(width), u16::try_from(height));
    let (Ok(narrow), Ok(low)) = plain else { return Err(Unplayable::Broken) };
    // Players of browsers: 8 bits, 4:2:0.
    if matches!(record[1], 110 | 122 | 244) {
        return Err(Unplayable::VideoCodec);
    }
    let avcc = Avcc::decode_body_of(record)?;
    let sample = Avc1 {
        visual: Visual { data_reference_index: 1, width: narrow, height: low, ..Visual::default() },
        avcc,
        btrt: None,
        colr: None,
        pasp: None,
        taic: None,
        fiel: None,
        spatial: None,
    };
    let header = Header { track: VIDEO_TRACK, timescale: VIDEO_TIMESCALE, codec: sample.into(), size: (narrow, low) };
    Ok(Format {
        codecs: format!("avc1.{:02x}{:02x}{:02x}", record[1], record[2], record[3]),
        size: Some((width, height)),
        frame_rate: sps.fps().filter(|rate| (1.0..=240.0).contains(rate)),
        timescale: VIDEO_TIMESCALE,
        frame_ticks: 0,
        silence: None,
        init: header.written().map_err(broken)?,
    })
}

/// Reads an AudioSpecificConfig.
pub(super) fn audio(config: &Bytes) -> Result<Format, Unplayable> {
    const RATES: [u32; 13] =
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
    if config.len() < 2 {
        return Err(Unplayable::Broken);
    }
    let object = config[0] >> 3;
    // AAC-LC, and LC with the high frequencies or the stereo described beside it.
    if !matches!(object, 2 | 5 | 29) {
        return Err(Unplayable::AudioCodec);
    }
    let index = ((config[0] & 0x07) << 1) | (config[1] >> 7);
    let timescale = *RATES.get(usize::from(index)).ok_or(Unplayable::Broken)?;
    let channels = (config[1] >> 3) & 0x0F;
    if !(1..=7).contains(&channels) {
        return Err(Unplayable::Broken);
    }
    let specific = DecoderSpecific { profile: object, freq_index: index, chan_conf: channels, raw: config.to_vec() };
    let sample = Mp4a {
        audio: Audio {
            data_reference_index: 1,
            channel_count: u16::from(channels),
            sample_size: 16,
            sample_rate: u16::try_from(timescale).unwrap_or_default().into(),
        },
        esds: Esds {
            es_desc: EsDescriptor {
                es_id: 1,
                depends_on_es_id: None,
                url: None,
                ocr_es_id: None,
                stream_priority: 0,
                // 0x40: MPEG-4 audio; 5: an audio stream (ISO/IEC 14496-1).
                dec_config: DecoderConfig {
                    object_type_indication: 0x40,
                    stream_type: 5,
                    dec_specific: Some(specific),
                    ..DecoderConfig::default()
                },
                sl_config: SLConfig {},
            },
        },
        btrt: None,
        taic: None,
    };
    let header = Header { track: AUDIO_TRACK, timescale, codec: sample.into(), size: (0, 0) };
    Ok(Format {
        codecs: format!("mp4a.40.{object}"),
        size: None,
        frame_rate: None,
        timescale,
        frame_ticks: 1024,
        silence: silence(object, channels),
        init: header.written().map_err(|_| Unplayable::Broken)?,
    })
}

/// A frame of AAC-LC in which nothing is heard.
fn silence(object: u8, channels: u8) -> Option<Bytes> {
    match (object, channels) {
        (2, 1) => Some(Bytes::from_static(&[0x00, 0xC8, 0x00, 0x80, 0x23, 0x80])),
        (2, 2) => Some(Bytes::from_static(&[0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80])),
        _ => None,
    }
}

trait OfRecord: Sized {
    fn decode_body_of(record: &Bytes) -> Result<Self, Unplayable>;
}

impl OfRecord for Avcc {
    fn decode_body_of(record: &Bytes) -> Result<Self, Unplayable> {
        use mp4_atom::Atom;
        Self::decode_body(&mut &record[..]).map_err(|_| Unplayable::Broken)
    }
}

/// The header of a file of one track whose fragments follow.
struct Header {
    track: u32,
    timescale: u32,
    codec: Codec,
    size: (u16, u16),
}

impl Header {
    fn written(self) -> mp4_atom::Result<Bytes> {
        let mut out = Vec::with_capacity(1024);
        brands().encode(&mut out)?;
        movie(vec![self.into_track()]).encode(&mut out)?;
        Ok(out.into())
    }

    fn into_track(self) -> Trak {
        let is_video = self.size.0 > 0;
        let codecs = vec![self.codec];
        Trak {
            tkhd: Tkhd {
                track_id: self.track,
                enabled: true,
                in_movie: true,
                volume: if is_video { 0 } else { 1 }.into(),
                width: self.size.0.into(),
                height: self.size.1.into(),
                ..Tkhd::default()
            },
            mdia: Mdia {
                mdhd: Mdhd { timescale: self.timescale, language: "und".into(), ..Mdhd::default() },
                hdlr: Hdlr {
                    handler: FourCC::new(if is_video { b"vide" } else { b"soun" }),
                    name: if is_video { "Video" } else { "Sound" }.into(),
                },
                minf: Minf {
                    vmhd: is_video.then(Vmhd::default),
                    smhd: (!is_video).then(Smhd::default),
                    dinf: Dinf { dref: Dref { entries: vec![Url::default().into()] } },
                    stbl: Stbl { stsd: Stsd { codecs }, stco: Some(Stco::default()), ..Stbl::default() },
                    ..Minf::default()
                },
            },
            ..Trak::default()
        }
    }
}

/// What a file says first that it is.
pub(super) fn brands() -> Ftyp {
    let compatible_brands = [b"iso6", b"cmfc", b"mp41"].map(FourCC::new).to_vec();
    Ftyp { major_brand: FourCC::new(b"iso6"), minor_version: 0, compatible_brands }
}

/// What a file says of its tracks, whose fragments follow.
pub(super) fn movie(tracks: Vec<Trak>) -> Moov {
    let numbers = tracks.iter().map(|track| track.tkhd.track_id);
    let trex = numbers.clone().map(|track_id| Trex {
        track_id,
        default_sample_description_index: 1,
        default_sample_duration: 0,
        default_sample_size: 0,
        default_sample_flags: 0,
    });
    let trex = trex.collect();
    let next_track_id = numbers.max().map_or(AUDIO_TRACK, |last| last.max(AUDIO_TRACK)) + 1;
    Moov {
        mvhd: Mvhd { timescale: 1000, next_track_id, ..Mvhd::default() },
        meta: None,
        mvex: Some(Mvex { mehd: None, trex }),
        trak: tracks,
        udta: None,
        ainf: None,
    }
}

/// A frame in which nothing is heard, for a track whose header was written earlier.
pub(super) fn silence_of(init: &[u8]) -> Option<Bytes> {
    let mut rest = init;
    Ftyp::decode(&mut rest).ok()?;
    let movie = Moov::decode(&mut rest).ok()?;
    let Codec::Mp4a(sample) = movie.trak.first()?.mdia.minf.stbl.stsd.codecs.first()? else { return None };
    let specific = sample.esds.es_desc.dec_config.dec_specific.as_ref()?;
    silence(specific.profile, specific.chan_conf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_is_described_as_the_encoder_does() {
        let format = audio(&Bytes::from_static(&[0x11, 0x90])).unwrap();
        assert_eq!((format.codecs.as_str(), format.timescale, format.frame_ticks), ("mp4a.40.2", 48_000, 1024));
        assert_eq!(silence_of(&format.init), format.silence);
        assert_eq!(audio(&Bytes::from_static(&[0x11])), Err(Unplayable::Broken));
        // AAC of another profile than browsers play.
        assert_eq!(audio(&Bytes::from_static(&[0x09, 0x90])), Err(Unplayable::AudioCodec));
    }

    #[test]
    fn pictures_are_as_large_as_their_parameter_set_says() {
        // 640x360, as x264 describes it.
        let sps = [
            0x67, 0x64, 0x00, 0x1E, 0xAC, 0xD9, 0x40, 0xA0, 0x2F, 0xF9, 0x70, 0x11, 0x00, 0x00, 0x03, 0x00, 0x01, 0x00,
            0x00, 0x03, 0x00, 0x3C, 0x0F, 0x16, 0x2D, 0x96,
        ];
        let pps = [0x68, 0xEB, 0xE3, 0xCB, 0x22, 0xC0];
        let mut record = vec![1, 0x64, 0x00, 0x1E, 0xFF, 0xE1, 0, sps.len() as u8];
        record.extend(sps);
        record.extend([1, 0, pps.len() as u8]);
        record.extend(pps);
        let format = video(&Bytes::from(record.clone())).unwrap();
        assert_eq!((format.codecs.as_str(), format.size), ("avc1.64001e", Some((640, 360))));
        for cut in 0..record.len() {
            let _ = video(&Bytes::copy_from_slice(&record[..cut]));
        }
    }
}
