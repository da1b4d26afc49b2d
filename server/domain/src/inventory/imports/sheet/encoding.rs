//! In which letters a text file is written, and the same file in UTF-8.

use encoding_rs::{Decoder, Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// How much is read at a time, in bytes.
const PIECE: usize = 32 * 1024;

/// Looks at the whole file and says how it is written; nothing where it is no text.
pub(super) fn of(mut file: impl Read) -> io::Result<Option<&'static Encoding>> {
    let mut seen = Seen::default();
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        seen.look(&piece[..read]);
    }
    Ok(seen.verdict())
}

#[derive(Default)]
struct Seen {
    start: Vec<u8>,
    bytes: u64,
    /// Bytes that are nought, at even and at odd places.
    noughts: [u64; 2],
    /// Letters of more than one byte that are UTF-8, and bytes that are not.
    letters: u64,
    strays: u64,
    /// How many continuations of a letter are still to come.
    open: u32,
    /// Bytes that are a French letter in one of the two, and hardly anything in the other.
    windows: u64,
    mac: u64,
}

impl Seen {
    fn look(&mut self, piece: &[u8]) {
        if self.start.is_empty() {
            self.start = piece.iter().copied().take(3).collect();
        }
        for byte in piece {
            if *byte == 0 {
                self.noughts[usize::from(self.bytes % 2 == 1)] += 1;
            }
            self.bytes += 1;
            match *byte {
                0x80..=0xBF if self.open > 0 => {
                    self.open -= 1;
                    self.letters += u64::from(self.open == 0);
                }
                0x00..=0x7F => self.broken_off(),
                0xC2..=0xDF => self.begin(1),
                0xE0..=0xEF => self.begin(2),
                0xF0..=0xF4 => self.begin(3),
                _ => {
                    self.broken_off();
                    self.strays += 1;
                }
            }
            match *byte {
                // à ç é è ê ô î û É ’ on a Macintosh of old
                0x83 | 0x88 | 0x8D | 0x8E | 0x8F | 0x90 | 0x94 | 0x99 | 0x9E | 0xD5 => self.mac += 1,
                // À Ç É È Ê à â ç è é ê ë î ï ô ù û œ ’ on Windows
                0x92 | 0x9C | 0xC0 | 0xC7..=0xCA | 0xE0 | 0xE2 | 0xE7..=0xEB | 0xEE | 0xEF | 0xF4 | 0xF9 | 0xFB => {
                    self.windows += 1;
                }
                _ => {}
            }
        }
    }

    fn begin(&mut self, more: u32) {
        self.broken_off();
        self.open = more;
    }

    fn broken_off(&mut self) {
        self.strays += u64::from(self.open > 0);
        self.open = 0;
    }

    fn verdict(&mut self) -> Option<&'static Encoding> {
        self.broken_off();
        if let Some((encoding, _)) = Encoding::for_bom(&self.start) {
            return Some(encoding);
        }
        let [even, odd] = self.noughts;
        if even + odd > 0 {
            // Every second byte of Latin text in UTF-16 is nought.
            let quarter = self.bytes / 4;
            return match () {
                () if odd > quarter && even < quarter / 4 => Some(UTF_16LE),
                () if even > quarter && odd < quarter / 4 => Some(UTF_16BE),
                () => None,
            };
        }
        if self.strays == 0 || self.letters > self.strays {
            Some(UTF_8)
        } else if self.mac > self.windows {
            Some(MACINTOSH)
        } else {
            Some(WINDOWS_1252)
        }
    }
}

/// The file in UTF-8, each line ended by a line feed alone, the last one too. A byte that is no letter
/// becomes U+FFFD.
pub(super) struct Utf8<R> {
    file: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    /// What is read and not yet asked for.
    ready: Vec<u8>,
    given: usize,
    /// Whether a carriage return came last, whose line feed is not told again.
    returned: bool,
    last: u8,
    over: bool,
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(file: R, encoding: &'static Encoding) -> Self {
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            text: String::with_capacity(4 * PIECE),
            ready: Vec::new(),
            given: 0,
            returned: false,
            last: b'\n',
            over: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.file.read(&mut self.raw)?;
        self.text.clear();
        // Room for three bytes for each, which is the most there can be.
        let (_, _, _) = self.decoder.decode_to_string(&self.raw[..read], &mut self.text, read == 0);
        self.ready.clear();
        self.given = 0;
        for byte in self.text.bytes() {
            match byte {
                b'\n' if self.returned => {}
                b'\r' => self.ready.push(b'\n'),
                other => self.ready.push(other),
            }
            self.returned = byte == b'\r';
        }
        self.last = self.ready.last().copied().unwrap_or(self.last);
        if read == 0 {
            self.over = true;
            if self.last != b'\n' {
                self.ready.push(b'\n');
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.over {
            self.fill()?;
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<String> {
        let encoding = of(bytes).expect("read")?;
        let mut text = String::new();
        Utf8::new(bytes, encoding).read_to_string(&mut text).expect("text");
        Some(text)
    }

    #[test]
    fn what_people_save_is_read() {
        let text = "Titre;Durée\nÉtirements à deux — façon Noël;20\n";
        let utf16 = |mark: &[u16], wide: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16()).flat_map(wide).collect::<Vec<_>>()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf16(&[0xFEFF], u16::to_le_bytes),
            utf16(&[0xFEFF], u16::to_be_bytes),
            utf16(&[], u16::to_le_bytes),
            utf16(&[], u16::to_be_bytes),
            WINDOWS_1252.encode(text).0.into_owned(),
            // As a Macintosh of old wrote it; the crate's encoder leaves it out.
            b"Titre;Dur\x8Ee\r\x83tirements \x88 deux \xD1 fa\x8Don No\x91l;20".to_vec(),
        ] {
            assert_eq!(read(&bytes).as_deref(), Some(text), "{bytes:?}");
        }
    }

    #[test]
    fn a_stray_byte_does_not_change_the_rest() {
        assert_eq!(read("é\u{e8}ê".as_bytes()).as_deref(), Some("éèê\n"));
        assert_eq!(read(b"\xC3\xA9\xC3\xA8 \xE9 \xC3\xAA").as_deref(), Some("éè \u{fffd} ê\n"));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\x00\x00"), None);
    }
}
