//! A text file with a sign between its cells.

use super::{COLUMNS_MOST, HEAD_ROWS, Line, Sheet, encoding, encoding::Utf8, unreadable};
use contract::inventory::ImportProblem;
use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

/// Signs that are met between cells.
const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of the file is looked at for that sign, in bytes.
const HEAD_BYTES: u64 = 64 * 1024;

pub(super) struct Separated {
    rows: csv::Reader<Utf8<BufReader<File>>>,
    record: csv::StringRecord,
    /// Lines that were taken off before the reader began to count.
    before: u64,
}

impl Separated {
    pub(super) fn open(path: &Path, knows: &dyn Fn(&Line) -> usize) -> Result<Self, ImportProblem> {
        let failed = |_: io::Error| unreadable();
        let encoding = encoding::of(BufReader::new(File::open(path).map_err(failed)?)).map_err(failed)?;
        let encoding = encoding.ok_or_else(unreadable)?;
        let text = || File::open(path).map(|file| Utf8::new(BufReader::new(file), encoding));
        let mut head = String::new();
        // A letter may be cut off where the head ends.
        let mut bytes = Vec::new();
        text().and_then(|text| text.take(HEAD_BYTES).read_to_end(&mut bytes)).map_err(failed)?;
        head.push_str(&String::from_utf8_lossy(&bytes));
        // Excel names the sign in a line of its own, when it is asked to.
        let told = head.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
        let told = told.and_then(|(sign, _)| sign.bytes().next().filter(|_| sign.len() == 1));
        let before = u64::from(told.is_some());
        let body = if before > 0 { head.split_once('\n').map_or("", |(_, body)| body) } else { &head };
        let sign = told.unwrap_or_else(|| likeliest(body, knows));
        let mut text = text().map_err(failed)?;
        if before > 0 {
            let mut first = [0; 6];
            text.read_exact(&mut first).map_err(failed)?;
        }
        Ok(Self { rows: reader(sign).from_reader(text), record: csv::StringRecord::new(), before })
    }
}

fn reader(sign: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(sign).flexible(true).has_headers(false);
    builder
}

/// The sign under which the first rows look most like a table: one of them names the most of our
/// columns, or else has the most cells.
fn likeliest(head: &str, knows: &dyn Fn(&Line) -> usize) -> u8 {
    let weigh = |sign: u8| {
        let mut rows = reader(sign).from_reader(head.as_bytes()).into_records().take(HEAD_ROWS);
        rows.by_ref().filter_map(Result::ok).fold((0, 0), |best, row| {
            let line = Line { number: 0, cells: row.iter().map(ToOwned::to_owned).collect(), broken: false };
            best.max((knows(&line), line.cells.len()))
        })
    };
    // Of several that are as likely the first.
    SIGNS.into_iter().rev().max_by_key(|sign| weigh(*sign)).unwrap_or(b',')
}

impl Sheet for Separated {
    fn next(&mut self) -> Result<Option<Line>, ImportProblem> {
        match self.rows.read_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => {
                // Where the reader stands now, less the line ends of the row: where it says that the row
                // began is before the empty lines that it passed over. The last row may have no end.
                let within: u64 = self.record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count() as u64;
                let ended = self.rows.position().line().saturating_sub(1 + within);
                let begun = self.record.position().map_or(0, csv::Position::line);
                let number = ended.max(begun) + self.before;
                let cells = self.record.iter().take(COLUMNS_MOST).map(ToOwned::to_owned).collect();
                Ok(Some(Line::checked(number, cells)))
            }
            // What is no UTF-8 was replaced, and rows may be of any length: the disk is in the way.
            Err(_) => Err(unreadable()),
        }
    }
}
