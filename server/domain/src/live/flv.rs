//! Reading what encoders send: the bodies of FLV tags (Adobe, Video File Format Specification 10.1,
//! annex E.4), as RTMP carries them.

use bytes::{Buf, Bytes};

/// One tag, as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Pictures or sound.
    pub kind: TagKind,
    /// The encoder's clock, in milliseconds; it runs over after 49 days.
    pub at_ms: u32,
    /// The body.
    pub body: Bytes,
}

/// What a tag carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// Pictures.
    Video,
    /// Sound.
    Audio,
}

/// What was read from a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// How H.264 is set up from here on: an AVCDecoderConfigurationRecord (ISO/IEC 14496-15).
    VideoFormat(Bytes),
    /// One picture; shown `shift_ms` after it is decoded.
    Picture { shift_ms: i32, is_key: bool, data: Bytes },
    /// How AAC is set up from here on: an AudioSpecificConfig (ISO/IEC 14496-3).
    AudioFormat(Bytes),
    /// One frame of AAC.
    Sound(Bytes),
    /// Nothing to keep: an end of sequence, a command, a tag without a body.
    Nothing,
}

/// Why nothing can be done with what is sent; the code of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unplayable {
    /// The picture is not H.264.
    #[error("video_codec")]
    VideoCodec,
    /// The sound is not AAC.
    #[error("audio_codec")]
    AudioCodec,
    /// There is no picture in a session that had one.
    #[error("no_picture")]
    NoPicture,
    /// It is not what it says that it is.
    #[error("broken")]
    Broken,
}

const AVC: u8 = 7;
const AAC: u8 = 10;
/// Enhanced RTMP (Veovera, 2024) marks its video by this bit and its sound by this format.
const ENHANCED_VIDEO: u8 = 0x80;
const ENHANCED_AUDIO: u8 = 9;

/// Reads one tag.
pub(super) fn read(tag: &Tag) -> Result<Piece, Unplayable> {
    let mut body = tag.body.clone();
    if body.is_empty() {
        return Ok(Piece::Nothing);
    }
    match tag.kind {
        TagKind::Video => video(&mut body),
        TagKind::Audio => audio(&mut body),
    }
}

fn video(body: &mut Bytes) -> Result<Piece, Unplayable> {
    let first = body.get_u8();
    if first & ENHANCED_VIDEO != 0 {
        return enhanced_video(first, body);
    }
    let frame = first >> 4;
    if frame == 5 {
        return Ok(Piece::Nothing);
    }
    if first & 0x0F != AVC {
        return Err(Unplayable::VideoCodec);
    }
    if body.len() < 4 {
        return Err(Unplayable::Broken);
    }
    let packet = body.get_u8();
    let shift_ms = signed24(body);
    Ok(match packet {
        0 => Piece::VideoFormat(body.clone()),
        1 if body.is_empty() => Piece::Nothing,
        1 => Piece::Picture { shift_ms, is_key: frame == 1 || frame == 4, data: body.clone() },
        _ => Piece::Nothing,
    })
}

/// H.264 in the newer wrapping is as welcome as in the older one; every other codec is refused.
fn enhanced_video(first: u8, body: &mut Bytes) -> Result<Piece, Unplayable> {
    let (frame, packet) = ((first >> 4) & 0x07, first & 0x0F);
    if body.len() < 4 {
        return Err(Unplayable::Broken);
    }
    if &body.split_to(4)[..] != b"avc1" {
        return Err(Unplayable::VideoCodec);
    }
    let is_key = frame == 1 || frame == 4;
    match packet {
        0 => Ok(Piece::VideoFormat(body.clone())),
        1 if body.len() >= 3 => {
            let shift_ms = signed24(body);
            Ok(Piece::Picture { shift_ms, is_key, data: body.clone() })
        }
        1 => Err(Unplayable::Broken),
        3 if !body.is_empty() => Ok(Piece::Picture { shift_ms: 0, is_key, data: body.clone() }),
        _ => Ok(Piece::Nothing),
    }
}

fn audio(body: &mut Bytes) -> Result<Piece, Unplayable> {
    let first = body.get_u8();
    if first >> 4 == ENHANCED_AUDIO {
        if body.len() < 4 {
            return Err(Unplayable::Broken);
        }
        let is_aac = &body.split_to(4)[..] == b"mp4a";
        return match (is_aac, first & 0x0F) {
            (false, _) => Err(Unplayable::AudioCodec),
            (true, 0) => Ok(Piece::AudioFormat(body.clone())),
            (true, 1) if !body.is_empty() => Ok(Piece::Sound(body.clone())),
            (true, _) => Ok(Piece::Nothing),
        };
    }
    if first >> 4 != AAC {
        return Err(Unplayable::AudioCodec);
    }
    if body.is_empty() {
        return Ok(Piece::Nothing);
    }
    let packet = body.get_u8();
    Ok(match packet {
        0 => Piece::AudioFormat(body.clone()),
        1 if !body.is_empty() => Piece::Sound(body.clone()),
        _ => Piece::Nothing,
    })
}

fn signed24(body: &mut Bytes) -> i32 {
    let high = i32::from(body.get_i8()) << 16;
    high | i32::from(body.get_u16())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(kind: TagKind, body: &[u8]) -> Tag {
        Tag { kind, at_ms: 0, body: Bytes::copy_from_slice(body) }
    }

    #[test]
    fn pictures_tell_when_they_are_shown_and_whether_one_can_begin_there() {
        let read = |body: &[u8]| read(&tag(TagKind::Video, body));
        assert_eq!(read(&[0x17, 0, 0, 0, 0, 1, 2]), Ok(Piece::VideoFormat(Bytes::from_static(&[1, 2]))));
        let picture = Piece::Picture { shift_ms: -2, is_key: false, data: Bytes::from_static(&[9]) };
        assert_eq!(read(&[0x27, 1, 0xFF, 0xFF, 0xFE, 9]), Ok(picture));
        let key = Piece::Picture { shift_ms: 66, is_key: true, data: Bytes::from_static(&[9]) };
        assert_eq!(read(&[0x17, 1, 0, 0, 66, 9]), Ok(key.clone()));
        assert_eq!(read(&[0x91, b'a', b'v', b'c', b'1', 0, 0, 66, 9]), Ok(key));
    }

    #[test]
    fn what_browsers_do_not_play_is_refused_by_name() {
        assert_eq!(read(&tag(TagKind::Video, &[0x90, b'h', b'v', b'c', b'1', 1])), Err(Unplayable::VideoCodec));
        assert_eq!(read(&tag(TagKind::Video, &[0x12, 0, 0])), Err(Unplayable::VideoCodec));
        assert_eq!(read(&tag(TagKind::Audio, &[0x2F, 0, 0])), Err(Unplayable::AudioCodec));
        assert_eq!(read(&tag(TagKind::Audio, &[0x91, b'O', b'p', b'u', b's', 0])), Err(Unplayable::AudioCodec));
    }

    proptest! {
        #[test]
        fn nothing_that_arrives_can_break_it(video in any::<bool>(), body in prop::collection::vec(any::<u8>(), 0..64)) {
            let kind = if video { TagKind::Video } else { TagKind::Audio };
            let _ = read(&tag(kind, &body));
        }
    }
}
