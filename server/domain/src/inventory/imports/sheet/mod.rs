//! A file as rows of cells, whatever it was written with. Each kind of file is read from the disk,
//! a row at a time: how much memory that takes does not follow from how large the file is.

mod encoding;
mod records;
mod separated;
mod workbook;

use contract::inventory::ImportProblem;
use std::{fs::File, io::Read, path::Path};

/// Rows among which the names of columns are looked for: people write a title above their tables.
pub(super) const HEAD_ROWS: usize = 10;
/// Columns of a table that are looked at.
pub(super) const COLUMNS_MOST: usize = 512;
/// The longest cell that is taken, in bytes: four for each letter of the longest text. What is longer is
/// a table whose quotes are not closed.
const CELL_BYTES: usize = 4 * contract::limits::DESCRIPTION_CHARS;

/// One row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Where it begins in the file, the first line being 1.
    pub number: u64,
    pub cells: Vec<String>,
    /// Whether it can be read at all.
    pub broken: bool,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        !self.broken && self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The row, or that it cannot be read.
    fn checked(number: u64, cells: Vec<String>) -> Self {
        let broken = cells.iter().any(|cell| cell.len() > CELL_BYTES);
        Self { number, cells: if broken { Vec::new() } else { cells }, broken }
    }
}

/// A file that is read row by row.
pub(super) trait Sheet {
    /// The next row; nothing at the end.
    ///
    /// # Errors
    /// Why the file cannot be read on.
    fn next(&mut self) -> Result<Option<Line>, ImportProblem>;

    /// Whether an empty cell says nothing, rather than that there is nothing.
    fn is_sparse(&self) -> bool {
        false
    }
}

/// Calls `with` with the file's rows, from the first. `knows` says how much a row looks like names of
/// columns, by which the sign between cells is found.
///
/// # Errors
/// Why the file as a whole cannot be read, or what `with` answers.
pub(super) fn open<T>(
    path: &Path,
    knows: &dyn Fn(&Line) -> usize,
    with: impl FnOnce(&mut dyn Sheet) -> Result<T, ImportProblem>,
) -> Result<T, ImportProblem> {
    let mut head = [0; 4096];
    let read = File::open(path).and_then(|file| file.take(4096).read(&mut head)).map_err(|_| unreadable())?;
    let head = &head[..read];
    if head.starts_with(b"PK\x03\x04") {
        workbook::read(path, knows, with)
    } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Err(whole("old_workbook"))
    } else if records::is_one(head) {
        with(&mut records::Records::open(path)?)
    } else {
        with(&mut separated::Separated::open(path, knows)?)
    }
}

/// A problem with the file as a whole.
fn whole(code: &str) -> ImportProblem {
    super::table::problem(0, "", code, "")
}

fn unreadable() -> ImportProblem {
    whole("not_a_table")
}
