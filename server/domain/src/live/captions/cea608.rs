//! Line-21 captions (CEA-608-E), channel 1: pairs of bytes in, what was said out. Pure.
//!
//! Pop-on captions are said when they are shown. Roll-up and paint-on captions grow letter by letter: a
//! line of them is said when it is whole, when the next begins, or when nothing has come for a while, and
//! its time is that of its first letter. Colours and places are left to the reader.

use std::collections::BTreeMap;

/// A line that grows is taken for whole after so long without a letter, in milliseconds.
const IDLE_MS: u64 = 2_500;
/// Columns and rows of the screen for which these captions were made.
const COLUMNS: usize = 32;

/// What was said, and when, in the milliseconds that came with the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub at_ms: u64,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    /// Nothing yet, or text that is no captions.
    #[default]
    Other,
    PopOn,
    /// Roll-up or paint-on.
    Growing,
}

type Row = [char; COLUMNS];
const EMPTY: Row = [' '; COLUMNS];

/// A decoder of one stream of pairs.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    mode: Mode,
    /// Whether what comes is for channel 1.
    is_ours: bool,
    /// The control pair that came last: it is sent twice, and counts once.
    last: Option<[u8; 2]>,
    /// What will pop on, row by row.
    memory: BTreeMap<u8, Row>,
    row: u8,
    column: usize,
    line: Option<Line>,
}

/// The line that grows.
#[derive(Debug)]
struct Line {
    cells: Row,
    began_ms: u64,
    changed_ms: u64,
}

impl Decoder {
    /// Takes in a pair of bytes as it was sent, with its parity. One that arrived damaged is left out.
    pub fn take(&mut self, at_ms: u64, pair: [u8; 2], out: &mut Vec<Said>) {
        self.wait(at_ms, out);
        if pair.iter().any(|byte| byte.count_ones().is_multiple_of(2)) {
            return;
        }
        let [first, second] = pair.map(|byte| byte & 0x7F);
        if first < 0x10 {
            return;
        }
        if first >= 0x20 {
            self.last = None;
            for byte in [first, second].into_iter().filter(|byte| *byte >= 0x20) {
                self.write(at_ms, basic(byte));
            }
            return;
        }
        if self.last == Some([first, second]) {
            self.last = None;
            return;
        }
        self.last = Some([first, second]);
        self.is_ours = first < 0x18;
        if self.is_ours && second >= 0x20 {
            self.control(at_ms, first, second, out);
        }
    }

    /// Nothing has come up to here.
    pub fn wait(&mut self, at_ms: u64, out: &mut Vec<Said>) {
        if self.line.as_ref().is_some_and(|line| at_ms > line.changed_ms + IDLE_MS) {
            self.say_line(out);
        }
    }

    fn control(&mut self, at_ms: u64, first: u8, second: u8, out: &mut Vec<Said>) {
        match (first, second) {
            (0x11, 0x30..=0x3F) => self.write(at_ms, SPECIAL[usize::from(second - 0x30)]),
            // Takes the place of the plainer letter that came before, for older receivers.
            (0x12 | 0x13, 0x20..=0x3F) => {
                self.back();
                let letters = if first == 0x12 { WEST } else { NORTH };
                self.write(at_ms, letters[usize::from(second - 0x20)]);
            }
            // A change of colour or of slant takes a column.
            (0x11, 0x20..=0x2F) => self.write(at_ms, ' '),
            (0x14 | 0x15, 0x20..=0x2F) => self.command(at_ms, second, out),
            (0x17, 0x21..=0x23) => self.column = (self.column + usize::from(second - 0x20)).min(COLUMNS - 1),
            (_, 0x40..) => self.place(first, second, out),
            _ => {}
        }
    }

    fn command(&mut self, at_ms: u64, code: u8, out: &mut Vec<Said>) {
        match code {
            // Resume caption loading: pop-on.
            0x20 => {
                self.say_line(out);
                self.mode = Mode::PopOn;
            }
            0x21 => self.back(),
            // Delete to the end of the row.
            0x24 => {
                let from = self.column;
                if let Some(cells) = self.cells(at_ms) {
                    cells[from..].fill(' ');
                }
            }
            // Roll-up of two, three or four rows; and resume direct captioning: paint-on.
            0x25..=0x27 | 0x29 if self.mode == Mode::Growing => {}
            0x25..=0x27 | 0x29 => {
                self.mode = Mode::Growing;
                self.memory.clear();
                (self.line, self.column) = (None, 0);
            }
            // Text that is no captions.
            0x2A | 0x2B => {
                self.say_line(out);
                self.mode = Mode::Other;
            }
            // Erase what is shown, and carriage return: what stands there is whole.
            0x2C => self.say_line(out),
            0x2D if self.mode == Mode::Growing => {
                self.say_line(out);
                self.column = 0;
            }
            // Erase what will be shown.
            0x2E => self.memory.clear(),
            // End of caption: what was written is shown.
            0x2F => {
                self.say_line(out);
                self.mode = Mode::PopOn;
                let rows = std::mem::take(&mut self.memory);
                let lines: Vec<String> = rows.values().map(|row| read(row)).filter(|line| !line.is_empty()).collect();
                if !lines.is_empty() {
                    out.push(Said { at_ms, text: lines.join(" ") });
                }
            }
            _ => {}
        }
    }

    /// A preamble: which row is written from here on, and from which column.
    fn place(&mut self, first: u8, second: u8, out: &mut Vec<Said>) {
        let low = u8::from(second & 0x20 != 0);
        let row = match first & 0x07 {
            0 => 11,
            1 => 1 + low,
            2 => 3 + low,
            3 => 12 + low,
            4 => 14 + low,
            5 => 5 + low,
            6 => 7 + low,
            _ => 9 + low,
        };
        if self.mode == Mode::Growing && row != self.row {
            self.say_line(out);
        }
        self.row = row;
        self.column = if second & 0x10 != 0 { usize::from((second >> 1) & 0x07) * 4 } else { 0 };
    }

    /// The row that is written, where there is one.
    fn cells(&mut self, at_ms: u64) -> Option<&mut Row> {
        match self.mode {
            Mode::Other => None,
            Mode::PopOn => Some(self.memory.entry(self.row).or_insert(EMPTY)),
            Mode::Growing => {
                let line = self.line.get_or_insert(Line { cells: EMPTY, began_ms: at_ms, changed_ms: at_ms });
                line.changed_ms = at_ms;
                Some(&mut line.cells)
            }
        }
    }

    fn write(&mut self, at_ms: u64, letter: char) {
        if !self.is_ours {
            return;
        }
        let column = self.column;
        if let Some(cells) = self.cells(at_ms) {
            cells[column] = letter;
            self.column = (column + 1).min(COLUMNS - 1);
        }
    }

    fn back(&mut self) {
        self.column = self.column.saturating_sub(1);
        let (column, row) = (self.column, self.row);
        match (self.mode, &mut self.line) {
            (Mode::PopOn, _) => {
                self.memory.entry(row).or_insert(EMPTY)[column] = ' ';
            }
            (Mode::Growing, Some(line)) => line.cells[column] = ' ',
            _ => {}
        }
    }

    /// The line that grew is whole.
    fn say_line(&mut self, out: &mut Vec<Said>) {
        let Some(line) = self.line.take() else { return };
        let text = read(&line.cells);
        if !text.is_empty() {
            out.push(Said { at_ms: line.began_ms, text });
        }
        self.column = 0;
    }
}

fn read(cells: &[char]) -> String {
    let text: String = cells.iter().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters that are not where ASCII has them.
fn basic(byte: u8) -> char {
    match byte {
        0x27 => '’',
        0x2A => 'á',
        0x5C => 'é',
        0x5E => 'í',
        0x5F => 'ó',
        0x60 => 'ú',
        0x7B => 'ç',
        0x7C => '÷',
        0x7D => 'Ñ',
        0x7E => 'ñ',
        0x7F => '█',
        byte => char::from(byte),
    }
}

const SPECIAL: [char; 16] = ['®', '°', '½', '¿', '™', '¢', '£', '♪', 'à', ' ', 'è', 'â', 'ê', 'î', 'ô', 'û'];
/// Spanish, French and signs.
const WEST: [char; 32] = [
    'Á', 'É', 'Ó', 'Ú', 'Ü', 'ü', '‘', '¡', '*', '’', '—', '©', '℠', '•', '“', '”', 'À', 'Â', 'Ç', 'È', 'Ê', 'Ë', 'ë',
    'Î', 'Ï', 'ï', 'Ô', 'Ù', 'ù', 'Û', '«', '»',
];
/// Portuguese, German and Danish.
const NORTH: [char; 32] = [
    'Ã', 'ã', 'Í', 'Ì', 'ì', 'Ò', 'ò', 'Õ', 'õ', '{', '}', '\\', '^', '_', '|', '~', 'Ä', 'ä', 'Ö', 'ö', 'ß', '¥', '¤',
    '│', 'Å', 'å', 'Ø', 'ø', '┌', '┐', '└', '┘',
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A byte with its parity.
    fn odd(byte: u8) -> u8 {
        if byte.count_ones().is_multiple_of(2) { byte | 0x80 } else { byte }
    }

    /// Sends pairs a thirtieth of a second apart.
    struct Wire {
        decoder: Decoder,
        at_ms: u64,
        out: Vec<Said>,
    }

    impl Wire {
        fn new() -> Self {
            Self { decoder: Decoder::default(), at_ms: 0, out: Vec::new() }
        }

        fn pair(&mut self, first: u8, second: u8) -> &mut Self {
            self.decoder.take(self.at_ms, [odd(first), odd(second)], &mut self.out);
            self.at_ms += 33;
            self
        }

        /// A control pair, twice, as it is sent.
        fn control(&mut self, first: u8, second: u8) -> &mut Self {
            self.pair(first, second).pair(first, second)
        }

        fn text(&mut self, text: &str) -> &mut Self {
            for pair in text.as_bytes().chunks(2) {
                self.pair(pair[0], pair.get(1).copied().unwrap_or(0));
            }
            self
        }

        fn said(&mut self) -> Vec<String> {
            self.out.drain(..).map(|said| said.text).collect()
        }
    }

    #[test]
    fn what_pops_on_is_said_when_it_is_shown() {
        let mut wire = Wire::new();
        wire.control(0x14, 0x20).control(0x14, 0x2E).control(0x14, 0x40).text("PLIEZ ");
        wire.control(0x14, 0x60).text("LES GENOUX");
        assert_eq!(wire.said(), [""; 0]);
        let shown_at = wire.at_ms;
        wire.control(0x14, 0x2F);
        assert_eq!(wire.out, [Said { at_ms: shown_at, text: "PLIEZ LES GENOUX".into() }]);
        wire.said();
        wire.control(0x14, 0x2C).control(0x14, 0x2F);
        assert_eq!(wire.said(), [""; 0], "what was shown is not shown again");
    }

    #[test]
    fn lines_that_roll_up_are_said_when_they_are_whole_at_the_time_of_their_first_letter() {
        let mut wire = Wire::new();
        wire.control(0x14, 0x25).control(0x14, 0x2D).control(0x14, 0x70);
        let first = wire.at_ms;
        wire.text("INSPIREZ").control(0x14, 0x2D);
        assert_eq!(wire.out, [Said { at_ms: first, text: "INSPIREZ".into() }]);
        wire.said();
        wire.text("SOUFFLEZ").control(0x14, 0x2C);
        assert_eq!(wire.said(), ["SOUFFLEZ"]);
        // Nobody says that it is over.
        wire.text("ENCORE");
        wire.at_ms += 3_000;
        wire.pair(0, 0);
        assert_eq!(wire.said(), ["ENCORE"]);
    }

    #[test]
    fn what_is_painted_on_is_said_row_by_row() {
        let mut wire = Wire::new();
        wire.control(0x14, 0x29).control(0x14, 0x40).text("BRAS").control(0x14, 0x60).text("JAMBES");
        assert_eq!(wire.said(), ["BRAS"]);
        wire.control(0x14, 0x20);
        assert_eq!(wire.said(), ["JAMBES"]);
    }

    #[test]
    fn letters_of_french_are_read() {
        let mut wire = Wire::new();
        wire.control(0x14, 0x20);
        // é is among the plain ones, è, ê and à are special, É and Ç come over a plainer letter.
        wire.pair(0x5C, 0x20).pair(0x11, 0x3A).pair(0x11, 0x3C).pair(0x20, 0).pair(0x11, 0x38).pair(0x20, b'E');
        wire.pair(0x12, 0x21).pair(b'C', 0).pair(0x12, 0x32).pair(b'A', 0).pair(0x13, 0x30).control(0x14, 0x2F);
        assert_eq!(wire.said(), ["é èê à ÉÇÄ"]);
    }

    #[test]
    fn mistakes_are_taken_back_and_noise_is_left_out() {
        let mut wire = Wire::new();
        wire.control(0x14, 0x25).text("GAUCHX").control(0x14, 0x21).text("E ");
        // Damaged on the way; the other channel; its letters.
        wire.decoder.take(wire.at_ms, *b"AB", &mut wire.out);
        wire.control(0x1C, 0x25).text("NOT OURS");
        wire.control(0x14, 0x25).text("DROITE").control(0x14, 0x2D);
        assert_eq!(wire.said(), ["GAUCHE DROITE"]);
    }

    #[test]
    fn text_that_is_no_captions_is_not_said() {
        let mut wire = Wire::new();
        wire.text("BEFORE ANYTHING").control(0x14, 0x2A).text("SCORES").control(0x14, 0x2D).control(0x14, 0x2F);
        assert_eq!(wire.said(), [""; 0]);
    }

    proptest! {
        #[test]
        fn nothing_that_arrives_can_break_it(pairs in prop::collection::vec(any::<[u8; 2]>(), 0..200)) {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            for (at, pair) in pairs.into_iter().enumerate() {
                decoder.take(at as u64 * 33, pair.map(odd), &mut out);
            }
            prop_assert!(out.iter().all(|said| !said.text.is_empty()));
        }
    }
}
