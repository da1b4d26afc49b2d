//! What a file is, by its first bytes alone.
//!
//! A name and a declared type are the sender's claims. The first 4 KiB decide which single
//! demuxer may touch the file; everything else is refused before any program opens it.

use super::{MediaProblem, leaves, office};

/// How many bytes from the start of a file [`sniff`] wants, at most.
pub const SNIFF_BYTES: usize = 4096;

/// A kind of file that can be digitised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// MP4, QuickTime, M4A: phones and most cameras.
    Mov,
    /// Matroska and WebM: screen recorders and browsers.
    Matroska,
    /// MPEG transport stream: camcorders and broadcast.
    MpegTs,
    /// MPEG program stream: DVDs, and camcorders that write them.
    MpegPs,
    /// MPEG audio layer 3.
    Mp3,
    /// AAC in ADTS frames.
    Aac,
    /// RIFF/WAVE.
    Wav,
    /// FLAC.
    Flac,
    /// Ogg (Vorbis, Opus, Theora).
    Ogg,
    /// RIFF/AVI: old camcorders.
    Avi,
    /// A document: its pages are digitised as pictures and text.
    Pdf,
    /// Pictures of pages: one, or the several of a TIFF.
    Picture,
    /// A document of an office program, in a zip archive, in an OLE container or as RTF.
    Office,
}

impl SourceKind {
    /// The demuxer to pin with ffmpeg's `-f`; `None` for what has pages.
    #[must_use]
    pub fn demuxer(self) -> Option<&'static str> {
        Some(match self {
            Self::Mov => "mov",
            Self::Matroska => "matroska",
            Self::MpegTs => "mpegts",
            Self::MpegPs => "mpeg",
            Self::Mp3 => "mp3",
            Self::Aac => "aac",
            Self::Wav => "wav",
            Self::Flac => "flac",
            Self::Ogg => "ogg",
            Self::Avi => "avi",
            Self::Pdf | Self::Picture | Self::Office => return None,
        })
    }

    /// Whether it has pages, and nothing to play.
    #[must_use]
    pub fn has_pages(self) -> bool {
        self.demuxer().is_none()
    }

    /// Whether this container states its duration exactly, so that missing packets mean that the
    /// end is missing. The others state nothing, and ffprobe guesses from the bitrate.
    #[must_use]
    pub(crate) fn states_duration(self) -> bool {
        matches!(self, Self::Mov | Self::Matroska | Self::Wav | Self::Flac | Self::Avi)
    }
}

/// Recognises a file from its first bytes (give it [`SNIFF_BYTES`], or the whole of a shorter file).
///
/// # Errors
/// [`MediaProblem::Empty`] for no bytes, [`MediaProblem::Playlist`] for what names other files,
/// [`MediaProblem::NotMedia`] for the rest.
pub fn sniff(head: &[u8]) -> Result<SourceKind, MediaProblem> {
    if head.is_empty() {
        return Err(MediaProblem::Empty);
    }
    if is_playlist(head) {
        return Err(MediaProblem::Playlist);
    }
    magic(head).ok_or(MediaProblem::NotMedia)
}

/// Playlists are text, and readers forgive leading blanks and a byte-order mark: so must we.
fn is_playlist(head: &[u8]) -> bool {
    const LISTS: [&[u8]; 7] =
        [b"#EXTM3U", b"ffconcat", b"<MPD", b"<?xml", b"<smil", b"<SmoothStreamingMedia", b"[playlist]"];
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"<?xml") {
        // An SVG also opens so; only a manifest is worth the sterner word.
        return contains(text, b"<MPD") || contains(text, b"<smil") || contains(text, b"<SmoothStreaming");
    }
    LISTS.iter().any(|list| text.len() >= list.len() && text[..list.len()].eq_ignore_ascii_case(list))
}

fn magic(head: &[u8]) -> Option<SourceKind> {
    let at = |offset: usize, bytes: &[u8]| head.get(offset..offset + bytes.len()) == Some(bytes);
    if at(0, b"%PDF-") {
        return Some(SourceKind::Pdf);
    }
    if leaves::is_leaf(head) {
        return Some(SourceKind::Picture);
    }
    if office::is_document(head) {
        return Some(SourceKind::Office);
    }
    if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) && (contains(head, b"matroska") || contains(head, b"webm")) {
        return Some(SourceKind::Matroska);
    }
    if at(0, b"RIFF") {
        // RIFF also carries web pictures and animated cursors.
        return match head.get(8..12) {
            Some(b"WAVE") => Some(SourceKind::Wav),
            Some(b"AVI ") => Some(SourceKind::Avi),
            _ => None,
        };
    }
    if at(0, b"fLaC") {
        return Some(SourceKind::Flac);
    }
    if at(0, b"OggS") {
        return Some(SourceKind::Ogg);
    }
    if at(4, b"ftyp") {
        // The same container holds still pictures (HEIC, AVIF).
        let still = matches!(head.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"msf1" | b"avif"));
        return (!still).then_some(SourceKind::Mov);
    }
    // QuickTime files older than `ftyp`, and cameras that put the index or padding first.
    if [b"moov", b"mdat", b"wide", b"free", b"skip"].iter().any(|name| at(4, *name)) && is_box(head) {
        return Some(SourceKind::Mov);
    }
    if is_transport_stream(head) {
        return Some(SourceKind::MpegTs);
    }
    // A pack header (ISO/IEC 13818-1 §2.5.3.3) of MPEG-2 or, with other marker bits, of MPEG-1.
    if at(0, &[0, 0, 1, 0xBA]) && head.get(4).is_some_and(|next| next >> 6 == 0b01 || next >> 4 == 0b0010) {
        return Some(SourceKind::MpegPs);
    }
    if at(0, b"ID3") {
        // The tag may be larger than what we see (cover art), so what follows it is taken on trust;
        // the pinned demuxer refuses it if it lies.
        let after = id3_length(head)?;
        return match head.get(after..) {
            Some(rest) if adts(rest) => Some(SourceKind::Aac),
            Some(rest) if rest.starts_with(b"fLaC") => Some(SourceKind::Flac),
            Some(rest) if rest.len() >= 4 && !mpeg_audio(rest) => None,
            _ => Some(SourceKind::Mp3),
        };
    }
    if adts(head) {
        return Some(SourceKind::Aac);
    }
    mpeg_audio(head).then_some(SourceKind::Mp3)
}

/// A plausible first box: 8 bytes at least, or the two special sizes of ISO/IEC 14496-12 §4.2.
fn is_box(head: &[u8]) -> bool {
    head.first_chunk::<4>().is_some_and(|size| !matches!(u32::from_be_bytes(*size), 2..=7))
}

/// Sync bytes every 188 bytes (ISO/IEC 13818-1), or every 192 with a time code in front (AVCHD).
fn is_transport_stream(head: &[u8]) -> bool {
    let synced = |first: usize, packet: usize| (0..4).all(|n| head.get(first + n * packet) == Some(&0x47));
    synced(0, 188) || synced(4, 192)
}

/// Two ADTS headers in a row: 12 sync bits, layer 00 (ISO/IEC 14496-3 §1.A.2.2), a length that
/// leads to the next.
fn adts(head: &[u8]) -> bool {
    let frame = |bytes: &[u8]| -> Option<usize> {
        let h = bytes.first_chunk::<7>()?;
        let sync = h[0] == 0xFF && h[1] & 0xF6 == 0xF0 && (h[2] >> 2) & 0x0F < 13;
        let length = (usize::from(h[3] & 3) << 11) | (usize::from(h[4]) << 3) | usize::from(h[5] >> 5);
        (sync && length >= 7).then_some(length)
    };
    frame(head).is_some_and(|length| head.get(length..).is_some_and(|next| frame(next).is_some()))
}

/// An MPEG-1/2/2.5 layer III header: sync, legal version, bitrate and sampling rate.
fn mpeg_audio(head: &[u8]) -> bool {
    head.first_chunk::<4>().is_some_and(|h| {
        h[0] == 0xFF
            && h[1] & 0xE6 == 0xE2
            && h[1] & 0x18 != 0x08
            && !matches!(h[2] >> 4, 0 | 15)
            && (h[2] >> 2) & 3 != 3
    })
}

/// The length of a leading ID3v2 tag, whose size is written in 7-bit bytes.
fn id3_length(head: &[u8]) -> Option<usize> {
    let size = head.get(6..10)?;
    size.iter()
        .all(|byte| byte & 0x80 == 0)
        .then(|| 10 + size.iter().fold(0_usize, |sum, byte| (sum << 7) | usize::from(*byte)))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::{MediaProblem, SourceKind, sniff};

    #[test]
    fn what_is_accepted() {
        let mut ts = vec![0_u8; 188 * 4];
        let mut avchd = vec![0_u8; 192 * 4];
        for n in 0..4 {
            ts[n * 188] = 0x47;
            avchd[n * 192 + 4] = 0x47;
        }
        let adts = [0xFF, 0xF1, 0x50, 0x80, 0x00, 0xFF, 0xFC].repeat(2);
        let mut odt = b"PK\x03\x04".to_vec();
        odt.resize(26, 0);
        let docx = [&odt[..], b"\x13\0\0\0[Content_Types].xml<?xml"].concat();
        odt.extend(b"\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.textPK");
        let cases: [(&[u8], SourceKind); 23] = [
            (b"\0\0\0\x20ftypisom\0\0\x02\0", SourceKind::Mov),
            (b"\0\0\0\x14ftypqt  ", SourceKind::Mov),
            (b"\0\0\0\x08wide\0\0\0\x08mdat", SourceKind::Mov),
            (b"\x1A\x45\xDF\xA3\x01\0\0\0\0\0\0\x23\x42\x82\x88matroska", SourceKind::Matroska),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm", SourceKind::Matroska),
            (&ts, SourceKind::MpegTs),
            (&avchd, SourceKind::MpegTs),
            (b"\xFF\xFB\x90\x64\0\0", SourceKind::Mp3),
            (b"ID3\x04\0\0\0\0\x10\0....", SourceKind::Mp3),
            (&adts, SourceKind::Aac),
            (b"RIFF\x24\0\0\0WAVEfmt ", SourceKind::Wav),
            (b"fLaC\0\0\0\x22", SourceKind::Flac),
            (b"OggS\0\x02", SourceKind::Ogg),
            (b"RIFF\x24\0\0\0AVI LIST", SourceKind::Avi),
            (b"%PDF-1.7\n", SourceKind::Pdf),
            (b"\x89PNG\r\n\x1a\n", SourceKind::Picture),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", SourceKind::Picture),
            (b"RIFF\x24\0\0\0WEBPVP8 ", SourceKind::Picture),
            (b"MM\0\x2A\0\0\0\x08", SourceKind::Picture),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", SourceKind::Office),
            (b"{\\rtf1\\ansi", SourceKind::Office),
            (&docx, SourceKind::Office),
            (&odt, SourceKind::Office),
        ];
        for (head, kind) in cases {
            assert_eq!(sniff(head), Ok(kind), "{:?}", head.get(..12));
        }
    }

    #[test]
    fn what_is_refused() {
        let mut book = b"PK\x03\x04".to_vec();
        book.resize(26, 0);
        book.extend(b"\x08\0\0\0mimetypeapplication/epub+zip");
        let cases: [(&[u8], MediaProblem); 19] = [
            (b"", MediaProblem::Empty),
            (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd", MediaProblem::Playlist),
            (b"\xEF\xBB\xBF#EXTM3U\n", MediaProblem::Playlist),
            (b"\n\n  #extm3u\n", MediaProblem::Playlist),
            (b"ffconcat version 1.0\nfile /etc/passwd", MediaProblem::Playlist),
            (b"<MPD xmlns='urn:mpeg:dash'>", MediaProblem::Playlist),
            (b"<?xml version='1.0'?><MPD>", MediaProblem::Playlist),
            (b"[playlist]\nFile1=http://127.0.0.1/", MediaProblem::Playlist),
            (b"<?xml version='1.0'?><svg onload='x()'>", MediaProblem::NotMedia),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", MediaProblem::NotMedia),
            (b"<!doctype html><script>1</script>", MediaProblem::NotMedia),
            (b"RIFF", MediaProblem::NotMedia),
            (b"GIF89a<html>", MediaProblem::NotMedia),
            (b"PK\x03\x04", MediaProblem::NotMedia),
            (&book, MediaProblem::NotMedia),
            (b"\0\0\0\x1CftypavifXXXX", MediaProblem::NotMedia),
            (b"\0\0\0\x1Cftypheic", MediaProblem::NotMedia),
            (b"Bonjour, ceci est du texte.", MediaProblem::NotMedia),
            (b"\x7FELF\x02\x01\x01", MediaProblem::NotMedia),
        ];
        for (head, problem) in cases {
            assert_eq!(sniff(head), Err(problem), "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        // xorshift64: the same bytes on every run, so a failure can be found again.
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let starts: [&[u8]; 8] =
            [b"", b"RIFF", b"ID3", b"\xFF", b"\xFF\xF1", b"\0\0\0\0mdat", b"\x1A\x45\xDF\xA3", b"<?xml"];
        for round in 0..40_000_usize {
            let mut head = starts[round % starts.len()].to_vec();
            for _ in 0..round % 97 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                head.extend_from_slice(&state.to_le_bytes()[..1 + round % 8]);
            }
            let _kind = sniff(&head);
        }
    }
}
