//! A workbook of a spreadsheet program (XLSX). Everything in it is unpacked once for nothing, within
//! limits and against its sums, before any of it is believed.

use super::{COLUMNS_MOST, HEAD_ROWS, Line, Sheet, unreadable, whole};
use calamine::{Cell, DataRef, Dimensions, Reader, Xlsx, XlsxCellReader};
use contract::inventory::ImportProblem;
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};
use zip::ZipArchive;

/// The most that a workbook may hold once it is unpacked, in bytes: a hundred thousand rows of long
/// descriptions take half of it.
const UNPACKED_MOST: u64 = 400 * 1024 * 1024;
/// The most of it that may be texts which its cells share, in bytes: these are held in memory.
const SHARED_MOST: u64 = 96 * 1024 * 1024;
/// How much smaller than its content a file may be, where the content is more than `RATIO_FROM` bytes.
/// Tables shrink to a tenth, those with one value over and over to a hundredth.
const RATIO_MOST: u64 = 200;
const RATIO_FROM: u64 = 16 * 1024 * 1024;
/// Files in a workbook, sheets and areas of merged cells that are looked at.
const FILES_MOST: usize = 4_000;
const SHEETS_MOST: usize = 50;
const MERGED_MOST: usize = 20_000;

type Book = Xlsx<BufReader<File>>;

/// Calls `with` with the rows of the first sheet that has names of our columns, or else of the first that
/// has any row.
pub(super) fn read<T>(
    path: &Path,
    knows: &dyn Fn(&Line) -> usize,
    with: impl FnOnce(&mut dyn Sheet) -> Result<T, ImportProblem>,
) -> Result<T, ImportProblem> {
    unpack_for_nothing(path)?;
    let file = File::open(path).map_err(|_| unreadable())?;
    let mut book: Book = Xlsx::new(BufReader::new(file)).map_err(|_| unreadable())?;
    let name = chosen(&mut book, knows)?;
    let mut merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
    merged.truncate(MERGED_MOST);
    let cells = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    with(&mut Workbook::new(cells, merged))
}

/// Unpacks all of it, keeping nothing: the sizes that a file declares are only what it declares.
fn unpack_for_nothing(path: &Path) -> Result<(), ImportProblem> {
    let file = File::open(path).map_err(|_| unreadable())?;
    let packed = file.metadata().map_err(|_| unreadable())?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| unreadable())?;
    if archive.len() > FILES_MOST {
        return Err(whole("unpacks_too_large"));
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(unreadable());
    }
    let mut unpacked = 0;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_| unreadable())?;
        let most = if entry.name().map_err(|_| unreadable())?.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            SHARED_MOST
        } else {
            UNPACKED_MOST
        };
        let most = most.min(UNPACKED_MOST - unpacked);
        let count = io::copy(&mut entry.take(most + 1), &mut io::sink()).map_err(|_| unreadable())?;
        unpacked += count;
        if count > most || (unpacked > RATIO_FROM && unpacked / packed.max(1) > RATIO_MOST) {
            return Err(whole("unpacks_too_large"));
        }
    }
    Ok(())
}

/// The sheet to read.
fn chosen(book: &mut Book, knows: &dyn Fn(&Line) -> usize) -> Result<String, ImportProblem> {
    let mut names = book.sheet_names();
    names.truncate(SHEETS_MOST);
    let mut any = None;
    for name in names {
        // A sheet may be a chart.
        let Ok(cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Workbook::new(cells, Vec::new());
        for _ in 0..HEAD_ROWS {
            let Some(line) = sheet.next()? else { break };
            if knows(&line) > 0 {
                return Ok(name);
            }
            any.get_or_insert_with(|| name.clone());
        }
    }
    any.ok_or_else(|| whole("empty_table"))
}

struct Workbook<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// The first cell of the row after the one that was asked for.
    ahead: Option<Cell<DataRef<'a>>>,
    /// Whether the last cell was read: the reader must not be asked again.
    ended: bool,
    /// Areas of merged cells that begin in a row to come, by that row.
    to_come: VecDeque<Dimensions>,
    /// Those that reach into the rows that are read now, with what stands in them.
    reaching: Vec<(Dimensions, String)>,
}

impl<'a> Workbook<'a> {
    fn new(cells: XlsxCellReader<'a, BufReader<File>>, mut merged: Vec<Dimensions>) -> Self {
        // A title above the table spans columns, a value down the table spans rows; only these are
        // repeated.
        merged.retain(|area| area.end.0 > area.start.0);
        merged.sort_by_key(|area| area.start);
        Self { cells, ahead: None, ended: false, to_come: merged.into(), reaching: Vec::new() }
    }

    fn next_cell(&mut self) -> Result<Option<Cell<DataRef<'a>>>, ImportProblem> {
        match self.ahead.take() {
            Some(cell) => Ok(Some(cell)),
            None if self.ended => Ok(None),
            None => {
                let cell = self.cells.next_cell().map_err(|_| unreadable())?;
                self.ended = cell.is_none();
                Ok(cell)
            }
        }
    }

    /// What was written once over several rows is said by each of them.
    fn repeat_merged(&mut self, row: u32, cells: &mut Vec<String>) {
        while let Some(area) = self.to_come.front().filter(|area| area.start.0 <= row).copied() {
            self.to_come.pop_front();
            if area.start.0 == row {
                let text = cells.get(area.start.1 as usize).cloned().unwrap_or_default();
                self.reaching.push((area, text));
            }
        }
        self.reaching.retain(|(area, _)| area.end.0 >= row);
        for (area, text) in self.reaching.iter().filter(|(area, text)| area.start.0 < row && !text.is_empty()) {
            let place = area.start.1 as usize;
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            if cells[place].is_empty() {
                cells[place].clone_from(text);
            }
        }
    }
}

impl Sheet for Workbook<'_> {
    fn next(&mut self) -> Result<Option<Line>, ImportProblem> {
        let mut row: Option<u32> = None;
        let mut cells: Vec<String> = Vec::new();
        while let Some(cell) = self.next_cell()? {
            let (at, column) = cell.get_position();
            if row.is_some_and(|row| row != at) {
                self.ahead = Some(cell);
                break;
            }
            row = Some(at);
            let place = column as usize;
            if place >= COLUMNS_MOST {
                continue;
            }
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            cells[place] = text(cell.get_value());
        }
        let Some(row) = row else { return Ok(None) };
        self.repeat_merged(row, &mut cells);
        Ok(Some(Line::checked(u64::from(row) + 1, cells)))
    }
}

/// A number without what is left of a computation: 0.1 + 0.2 is 0.3 to whoever reads the sheet. Large ones have no
/// room for such.
fn rounded(number: f64) -> f64 {
    if number.abs() < 1e9 { (number * 1e6).round() / 1e6 } else { number }
}

/// A cell as a person would have typed it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Spreadsheets keep every number as one with a fraction.
        DataRef::Float(number) => rounded(*number).to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(answer) => answer.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // `#N/A` is no value.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
