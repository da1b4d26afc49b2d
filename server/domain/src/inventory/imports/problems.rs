//! The problems of an import as a table that a spreadsheet opens.

use crate::{Error, Result, inventory::cells::harmless};
use contract::inventory::ImportReport;

/// What is wrong with a file, a row for each problem, under these names for line, column, value and
/// problem. The report's problems have their sentences already.
///
/// # Errors
/// Only when there is no memory to write it to.
pub fn problems_csv(report: &ImportReport, heads: [&str; 4]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Error::internal("writing CSV", error);
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(heads).map_err(failed)?;
    for problem in &report.problems {
        let line = if problem.line == 0 { String::new() } else { problem.line.to_string() };
        let cells = [line, problem.column.clone(), problem.found.clone(), problem.problem.clone()];
        writer.write_record(cells.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::internal("writing CSV", error))
}
