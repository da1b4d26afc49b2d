//! Reading the few ISO/IEC 14496-12 boxes that name a codec.
//!
//! The bytes come from our own encoder, but they are read as if they did not: every length is
//! checked, and anything odd is `None`.

/// Boxes whose content begins with other boxes, and what precedes those (in bytes).
const INTO: [(&[u8; 4], usize); 9] = [
    (b"moov", 0),
    (b"trak", 0),
    (b"mdia", 0),
    (b"minf", 0),
    (b"stbl", 0),
    (b"stsd", 8),
    // Sample entries: 78 bytes of picture description, 28 of sound description.
    (b"avc1", 78),
    (b"av01", 78),
    (b"mp4a", 28),
];

/// The RFC 6381 name of the only track of an initialisation segment (`avc1.64001f`, `av01.0.05M.08`,
/// `mp4a.40.2`).
pub(super) fn codec_string(init: &[u8]) -> Option<String> {
    if let Some(config) = find(init, *b"avcC") {
        // ISO/IEC 14496-15 §5.3.3: version, then profile, compatibility and level.
        let [_, profile, compatible, level] = config.first_chunk::<4>()?;
        return Some(format!("avc1.{profile:02x}{compatible:02x}{level:02x}"));
    }
    if let Some(config) = find(init, *b"av1C") {
        // AV1 in ISO base media §2.3.3 and §5: profile and level, then tier and how many bits a colour has.
        let [_, level, depth] = config.first_chunk::<3>()?;
        let tier = if depth & 0x80 == 0 { 'M' } else { 'H' };
        let bits = match (depth & 0x40, depth & 0x20) {
            (0, _) => 8,
            (_, 0) => 10,
            _ => 12,
        };
        return Some(format!("av01.{}.{:02}{tier}.{bits:02}", level >> 5, level & 0x1F));
    }
    let esds = find(init, *b"esds")?;
    // ISO/IEC 14496-1 §7.2.6: a tree of tagged descriptors after 4 bytes of version and flags.
    let stream = descriptor(esds.get(4..)?, 3)?;
    let flags = *stream.get(2)?;
    // Three optional fields; our encoder writes none, others may.
    let skip = 3
        + if flags & 0x80 == 0 { 0 } else { 2 }
        + if flags & 0x40 == 0 { 0 } else { 1 + usize::from(*stream.get(3)?) }
        + if flags & 0x20 == 0 { 0 } else { 2 };
    let config = descriptor(stream.get(skip..)?, 4)?;
    let object = *config.first()?;
    let specific = descriptor(config.get(13..)?, 5)?;
    // The audio object type is the first 5 bits (ISO/IEC 14496-3 §1.6.2.1); 31 escapes to 6 more.
    let kind = match specific.first()? >> 3 {
        31 => 32 + ((specific.first()? & 7) << 3 | specific.get(1)? >> 5),
        kind => kind,
    };
    Some(format!("mp4a.{object:02x}.{kind}"))
}

/// How many bytes of a segment, from its beginning, it takes to show its first picture: the movie
/// fragment (ISO/IEC 14496-12 §8.8.4) and the first sample after it.
pub(super) fn first_picture_len(segment: &[u8]) -> Option<u64> {
    let mut offset = 0;
    loop {
        let rest = segment.get(offset..)?;
        let size = usize::try_from(u32::from_be_bytes(*rest.first_chunk::<4>()?)).ok()?;
        if rest.get(4..8)? == b"moof" {
            let traf = find_in(rest.get(8..size)?, *b"traf")?;
            let trun = find_in(traf, *b"trun")?;
            let defaults = find_in(traf, *b"tfhd").and_then(default_sample_size);
            let flags = u32::from_be_bytes(*trun.first_chunk::<4>()?) & 0x00FF_FFFF;
            let word = |at: usize| Some(u32::from_be_bytes(*trun.get(at..)?.first_chunk::<4>()?));
            // §8.8.8: version and flags, count, then the fields that the flags announce.
            let mut at = 8;
            let data = if flags & 0x1 == 0 { return None } else { word(at)? };
            at += 4 + if flags & 0x4 == 0 { 0 } else { 4 } + if flags & 0x100 == 0 { 0 } else { 4 };
            let first = if flags & 0x200 == 0 { defaults? } else { word(at)? };
            // Counted from the fragment's own beginning, as `default-base-is-moof` says.
            return u64::try_from(offset).ok()?.checked_add(u64::from(data))?.checked_add(u64::from(first));
        }
        offset = offset.checked_add(size.max(8))?;
    }
}

/// Units of time per second of the only track of an initialisation segment (ISO/IEC 14496-12 §8.4.2).
pub(super) fn timescale(init: &[u8]) -> Option<u32> {
    let header = find(init, *b"mdhd")?;
    // Two moments come first, of 8 bytes each in version 1.
    let at = if *header.first()? == 1 { 20 } else { 12 };
    Some(u32::from_be_bytes(*header.get(at..)?.first_chunk::<4>()?))
}

/// Moves a segment by so many units of its track's time, and numbers its fragments from
/// `sequence` on; returns the number of the next. Nothing else in it says when it is.
pub(super) fn shift(segment: &mut [u8], by: i64, sequence: u32) -> Option<u32> {
    let mut next = sequence;
    let mut at = 0;
    while at < segment.len() {
        let size = usize::try_from(u32::from_be_bytes(*segment.get(at..)?.first_chunk::<4>()?)).ok()?;
        let end = at.checked_add(size.max(8)).filter(|end| *end <= segment.len())?;
        let name: [u8; 4] = *segment.get(at + 4..)?.first_chunk()?;
        let content = segment.get_mut(at + 8..end)?;
        match &name {
            // §8.16.3: the earliest moment, after a version, an id and units of time.
            b"sidx" => add(content, 12, by)?,
            b"moof" => {
                shift_fragment(content, by, next)?;
                next = next.checked_add(1)?;
            }
            _ => {}
        }
        at = end;
    }
    Some(next)
}

fn shift_fragment(mut boxes: &mut [u8], by: i64, sequence: u32) -> Option<()> {
    while !boxes.is_empty() {
        let size = usize::try_from(u32::from_be_bytes(*boxes.first_chunk::<4>()?)).ok()?;
        if size < 8 || size > boxes.len() {
            return None;
        }
        let (this, rest) = boxes.split_at_mut(size);
        let name: [u8; 4] = *this.get(4..)?.first_chunk()?;
        let content = this.get_mut(8..)?;
        match &name {
            // §8.8.5: a number, after version and flags.
            b"mfhd" => content.get_mut(4..8)?.copy_from_slice(&sequence.to_be_bytes()),
            b"traf" => shift_fragment(content, by, sequence)?,
            // §8.8.12: when its first sample is decoded.
            b"tfdt" => add(content, 4, by)?,
            _ => {}
        }
        boxes = rest;
    }
    Some(())
}

/// Adds to a number that is of 8 bytes where the box is of version 1, else of 4.
fn add(content: &mut [u8], at: usize, by: i64) -> Option<()> {
    if *content.first()? == 1 {
        let field = content.get_mut(at..at + 8)?;
        let moved = u64::from_be_bytes(*field.first_chunk()?).checked_add_signed(by)?;
        field.copy_from_slice(&moved.to_be_bytes());
    } else {
        let field = content.get_mut(at..at + 4)?;
        let moved = u32::from_be_bytes(*field.first_chunk()?).checked_add_signed(i32::try_from(by).ok()?)?;
        field.copy_from_slice(&moved.to_be_bytes());
    }
    Some(())
}

/// §8.8.7: the size of every sample, where all are of one size.
fn default_sample_size(tfhd: &[u8]) -> Option<u32> {
    let flags = u32::from_be_bytes(*tfhd.first_chunk::<4>()?) & 0x00FF_FFFF;
    let before = [(0x1, 8), (0x2, 4), (0x8, 4)];
    let skip: usize = before.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, size)| size).sum();
    if flags & 0x10 == 0 {
        return None;
    }
    Some(u32::from_be_bytes(*tfhd.get(8 + skip..)?.first_chunk::<4>()?))
}

/// The content of the first box of this name among those that follow each other here.
fn find_in(mut bytes: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    while let (Some(size), Some(name)) = (bytes.first_chunk::<4>(), bytes.get(4..8)) {
        let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
        let content = bytes.get(8..size)?;
        if name == wanted {
            return Some(content);
        }
        bytes = bytes.get(size..)?;
    }
    None
}

fn find(mut bytes: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    while let (Some(size), Some(name)) = (bytes.first_chunk::<4>(), bytes.get(4..8)) {
        let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
        let content = bytes.get(8..size)?;
        if name == wanted {
            return Some(content);
        }
        if let Some((_, skip)) = INTO.iter().find(|(into, _)| name == *into)
            && let Some(found) = find(content.get(*skip..)?, wanted)
        {
            return Some(found);
        }
        bytes = bytes.get(size..)?;
    }
    None
}

/// The content of the descriptor `tag` that must come first; its length is written in 7-bit bytes.
fn descriptor(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    if *bytes.first()? != tag {
        return None;
    }
    let mut length = 0_usize;
    for (position, byte) in bytes.iter().enumerate().skip(1).take(4) {
        length = length << 7 | usize::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return bytes.get(position + 1..position + 1 + length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{codec_string, first_picture_len, shift};

    fn boxed(name: &[u8; 4], before: usize, content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(8 + before + content.len()).unwrap();
        [&size.to_be_bytes()[..], name, &vec![0; before], content].concat()
    }

    fn init(entry: &[u8]) -> Vec<u8> {
        let mut inner = boxed(b"stsd", 8, entry);
        for name in [b"stbl", b"minf", b"mdia", b"trak", b"moov"] {
            inner = boxed(name, 0, &inner);
        }
        [boxed(b"ftyp", 0, b"iso5"), inner].concat()
    }

    #[test]
    fn the_names_of_our_codecs() {
        let modern = init(&boxed(b"av01", 78, &boxed(b"av1C", 0, &[0x81, 0x05, 0x0D, 0])));
        assert_eq!(codec_string(&modern).as_deref(), Some("av01.0.05M.08"));
        let deep = init(&boxed(b"av01", 78, &boxed(b"av1C", 0, &[0x81, 0x2D, 0xCD, 0])));
        assert_eq!(codec_string(&deep).as_deref(), Some("av01.1.13H.10"));
        let picture = init(&boxed(b"avc1", 78, &boxed(b"avcC", 0, &[1, 0x64, 0, 0x1F, 0xFF])));
        assert_eq!(codec_string(&picture).as_deref(), Some("avc1.64001f"));
        let specific = [5, 2, 0x11, 0x90];
        let config = [&[4, 17, 0x40][..], &[0; 12], &specific].concat();
        let stream = [&[3, 0x80, 0x80, 22, 0, 1, 0][..], &config].concat();
        let esds = boxed(b"esds", 4, &stream);
        let sound = init(&boxed(b"mp4a", 28, &esds));
        assert_eq!(codec_string(&sound).as_deref(), Some("mp4a.40.2"));
    }

    #[test]
    fn the_first_picture_ends_where_its_sample_does() {
        // Flags: data offset, then size and duration of each sample; two samples.
        let trun = [&[0, 0, 3, 1][..], &[0, 0, 0, 2], &[0, 0, 0, 100], &[0, 0, 2, 0], &[0, 0, 1, 0]].concat();
        let traf = [boxed(b"tfhd", 0, &[0, 2, 0, 0, 0, 0, 0, 1]), boxed(b"trun", 0, &trun)].concat();
        let moof = boxed(b"moof", 0, &[boxed(b"mfhd", 0, &[0; 8]), boxed(b"traf", 0, &traf)].concat());
        assert_eq!(first_picture_len(&moof), Some(100 + 256));
        let behind = [boxed(b"styp", 0, b"msdh"), moof.clone()].concat();
        assert_eq!(first_picture_len(&behind), Some(12 + 100 + 256));
        for end in 0..moof.len() {
            assert_eq!(first_picture_len(&moof[..end]), None);
        }
    }

    #[test]
    fn a_segment_is_moved_and_numbered() {
        let fragment = |time: &[u8], number: u8| {
            let traf = [boxed(b"tfhd", 0, &[0; 8]), boxed(b"tfdt", 0, time)].concat();
            boxed(b"moof", 0, &[boxed(b"mfhd", 4, &[0, 0, 0, number]), boxed(b"traf", 0, &traf)].concat())
        };
        let long = |value: u8| [&[1, 0, 0, 0][..], &[0, 0, 0, 0, 0, 0, 0, value]].concat();
        let short = |value: u8| vec![0, 0, 0, 0, 0, 0, 0, value];
        let index =
            |value: u8| boxed(b"sidx", 0, &[&[1, 0, 0, 0][..], &[0; 8], &[0, 0, 0, 0, 0, 0, 0, value]].concat());
        let mut segment =
            [index(5), fragment(&long(5), 1), boxed(b"mdat", 0, b"moof"), fragment(&short(9), 2)].concat();
        let moved =
            [index(105), fragment(&long(105), 7), boxed(b"mdat", 0, b"moof"), fragment(&short(109), 8)].concat();
        assert_eq!(shift(&mut segment, 100, 7), Some(9));
        assert_eq!(segment, moved);
        for end in 1..segment.len() {
            let _maybe = shift(&mut segment[..end].to_vec(), 1, 1);
        }
    }

    #[test]
    fn damage_is_none_and_never_a_panic() {
        let whole = init(&boxed(b"avc1", 78, &boxed(b"avcC", 0, &[1, 0x64, 0, 0x1F])));
        for end in 0..whole.len() {
            let _maybe = codec_string(&whole[..end]);
            let mut bent = whole.clone();
            bent[end] ^= 0xFF;
            let _maybe = codec_string(&bent);
        }
        assert_eq!(codec_string(b""), None);
    }
}
