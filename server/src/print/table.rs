//! A table on paper, with a bar in each line where there is one.

use super::{
    face::Face,
    paper::{ACCENT, FAINT, INK, MARGIN, MEASURE, Paper, QUIET, WIDTH},
};
use app::pilots::uptake::{Line, Sheet};

/// The size of the letters.
const SIZE: f32 = 8.5;
/// From one line of letters to the next.
const LEADING: f32 = 10.5;
/// What is left free between columns, and below a line.
const GAP: f32 = 10.0;
/// How wide the names of lines may be at the most, in points.
const NAMES: f32 = 190.0;
/// How wide a cell may be before it goes on in the next line.
const CELL: f32 = 130.0;
/// How many columns of figures stand side by side; more stand below, after the names once more.
const COLUMNS: usize = 7;

/// Where everything of a table stands.
struct Plan {
    names: f32,
    /// How wide the bars are; nothing where there are none.
    bars: Option<f32>,
    columns: Vec<f32>,
}

/// Writes the table, with the lengths of the bars of its lines.
pub(super) fn write(paper: &mut Paper, sheet: &Sheet, bars: Option<&[Option<f64>]>) {
    let figures = sheet.columns.len().saturating_sub(1);
    for from in (0..figures).step_by(COLUMNS) {
        let columns = from..(from + COLUMNS).min(figures);
        let heads: Vec<&str> = columns.clone().filter_map(|at| sheet.columns.get(at + 1)).map(String::as_str).collect();
        let cells = |line: &Line| -> Vec<String> {
            columns.clone().map(|at| line.cells.get(at).cloned().unwrap_or_default()).collect()
        };
        let lines: Vec<(String, Vec<String>)> =
            sheet.lines.iter().map(|line| (line.name.clone(), cells(line))).collect();
        let plan = plan(&lines, &heads, bars.is_some() && from == 0);
        let first = sheet.columns.first().map(String::as_str).unwrap_or_default();
        head(paper, &plan, first, &heads);
        for (at, (name, cells)) in lines.iter().enumerate() {
            let bar = bars.and_then(|bars| bars.get(at).copied());
            let rows = rows(&plan, name, cells);
            let height = rows as f32 * LEADING + 5.0;
            if paper.keep(height) {
                head(paper, &plan, first, &heads);
            }
            line(paper, &plan, (name, cells), bar, height);
        }
        paper.space(GAP);
    }
}

fn plan(lines: &[(String, Vec<String>)], heads: &[&str], bars: bool) -> Plan {
    let columns: Vec<f32> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let words = head.split(' ').map(|word| Face::Bold.width(word, SIZE));
            let cells = lines.iter().filter_map(|(_, cells)| cells.get(at)).map(|cell| Face::Regular.width(cell, SIZE));
            words.chain(cells).fold(24.0, f32::max).min(CELL)
        })
        .collect();
    let taken: f32 = columns.iter().map(|width| width + GAP).sum();
    let longest = lines.iter().map(|(name, _)| Face::Bold.width(name, SIZE)).fold(60.0, f32::max);
    let names = longest.min(NAMES).min(MEASURE - taken).max(60.0);
    let rest = MEASURE - taken - names - GAP;
    Plan { names, bars: (bars && rest > 30.0).then_some(rest), columns }
}

fn rows(plan: &Plan, name: &str, cells: &[String]) -> usize {
    let names = Face::Bold.lines(name, SIZE, plan.names).len();
    let cells = cells.iter().zip(&plan.columns).map(|(cell, width)| Face::Regular.lines(cell, SIZE, *width).len());
    cells.fold(names.max(1), usize::max)
}

fn head(paper: &mut Paper, plan: &Plan, first: &str, heads: &[&str]) {
    let wrapped: Vec<Vec<String>> =
        heads.iter().zip(&plan.columns).map(|(head, width)| Face::Bold.lines(head, SIZE, *width)).collect();
    let rows = wrapped.iter().map(Vec::len).fold(1, usize::max);
    paper.keep(rows as f32 * LEADING + 24.0);
    let bottom = paper.top - rows as f32 * LEADING;
    paper.words(Face::Bold, SIZE, QUIET, (MARGIN, bottom + 3.0), first);
    for (lines, right) in wrapped.iter().zip(rights(plan)) {
        for (up, line) in lines.iter().rev().enumerate() {
            paper.words_before(Face::Bold, SIZE, QUIET, (right, bottom + 3.0 + up as f32 * LEADING), line);
        }
    }
    paper.top = bottom - 2.0;
    paper.strokes(QUIET, 0.75, &[(MARGIN, paper.top), (WIDTH - MARGIN, paper.top)]);
    paper.space(2.0);
}

/// Where each column of figures ends.
fn rights(plan: &Plan) -> Vec<f32> {
    let mut right = WIDTH - MARGIN;
    let mut rights: Vec<f32> = plan
        .columns
        .iter()
        .rev()
        .map(|width| {
            let end = right;
            right -= width + GAP;
            end
        })
        .collect();
    rights.reverse();
    rights
}

fn line(paper: &mut Paper, plan: &Plan, (name, cells): (&str, &[String]), bar: Option<Option<f64>>, height: f32) {
    let baseline = |row: usize, top: f32| top - (row + 1) as f32 * LEADING + 2.0;
    let top = paper.top - 1.0;
    for (row, words) in Face::Bold.lines(name, SIZE, plan.names).iter().enumerate() {
        paper.words(Face::Bold, SIZE, INK, (MARGIN, baseline(row, top)), words);
    }
    for ((cell, width), right) in cells.iter().zip(&plan.columns).zip(rights(plan)) {
        for (row, words) in Face::Regular.lines(cell, SIZE, *width).iter().enumerate() {
            paper.words_before(Face::Regular, SIZE, INK, (right, baseline(row, top)), words);
        }
    }
    if let Some((width, length)) = plan.bars.zip(bar) {
        let corner = (MARGIN + plan.names + GAP, baseline(0, top) - 1.5);
        match length {
            Some(length) => {
                paper.fill(FAINT, corner, (width, 8.5));
                paper.fill(ACCENT, corner, (width * length.clamp(0.0, 1.0) as f32, 8.5));
            }
            None => paper.outline(corner, (width, 8.5)),
        }
    }
    paper.space(height);
    paper.strokes(FAINT, 0.5, &[(MARGIN, paper.top), (WIDTH - MARGIN, paper.top)]);
}
