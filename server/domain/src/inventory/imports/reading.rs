//! Reading a file from the disk, in a thread of its own: first all of it to see what it is and that it can
//! be read to its end, then batch by batch, as fast as they are written.

use super::{
    read_row::{Row, read_row},
    sheet::{self, HEAD_ROWS, Line},
    table::{self, Mapping, Table, problem},
};
use crate::{Error, Result, inventory::own_columns::OwnColumns};
use contract::{
    inventory::{ImportProblem, ItemFields},
    limits,
};
use sha2::{Digest, Sha256};
use std::{collections::HashSet, path::Path, path::PathBuf, sync::Arc};
use tokio::{
    sync::mpsc::{self, Receiver},
    task::JoinHandle,
};

/// Rows in one transaction: enough to be quick, few enough that nobody waits for the one writer, and few
/// enough that all their cells are values of one statement.
const BATCH: u64 = 500;

/// What a file is.
pub(super) struct Survey {
    /// The first rows: the names of the columns are among them.
    pub first: Vec<Line>,
    /// Where among them the names are.
    pub head: usize,
    /// Rows below the names, at most as many as are read.
    pub rows: u64,
    /// The first line that is too many.
    pub too_many: Option<u64>,
    sparse: bool,
    own: OwnColumns,
}

impl Survey {
    /// The table that it is under a mapping.
    pub(super) fn table(&self, mapping: &Mapping) -> Table {
        let mut table = table::of(&self.first[self.head], mapping, &self.own);
        table.head = self.head + 1;
        table.sparse = self.sparse;
        table
    }
}

/// The keys that a file has named, each by the first half of its SHA-256: sixteen bytes however long it is, and
/// two keys that are taken for one are not met.
#[derive(Default)]
struct Keys(HashSet<[u8; 16]>);

impl Keys {
    /// Whether a key is named for the first time.
    fn is_fresh(&mut self, key: &str) -> bool {
        let sum: [u8; 32] = Sha256::digest(key).into();
        sum.first_chunk().is_none_or(|half| self.0.insert(*half))
    }
}

/// Some rows.
#[derive(Default)]
pub(super) struct Batch {
    pub rows: Vec<Row>,
    pub problems: Vec<ImportProblem>,
    /// How many rows were read for it, those with problems and empty ones included.
    pub read: u64,
}

/// Reads a file to its end and keeps its first rows.
///
/// # Errors
/// The problem with the file as a whole, inside; what broke here, outside.
pub(super) async fn survey(path: PathBuf, mapping: Mapping, own: OwnColumns) -> Result<Result<Survey, ImportProblem>> {
    let read = move || {
        sheet::open(&path, &|line| table::weight(line, &mapping, &own), |sheet| {
            let sparse = sheet.is_sparse();
            let mut survey = Survey { first: Vec::new(), head: 0, rows: 0, too_many: None, sparse, own: own.clone() };
            let (mut lines, mut most) = (0, u64::MAX);
            while let Some(line) = sheet.next()? {
                lines += 1;
                if lines == HEAD_ROWS as u64 + 1 {
                    let head = table::head(&survey.first, &mapping, &own).unwrap_or_default();
                    most = (head + 1 + limits::IMPORT_ROWS) as u64;
                }
                if lines > most {
                    survey.too_many = Some(line.number);
                    break;
                }
                // The names are the last of ten rows at the latest, and examples stand below.
                if survey.first.len() < HEAD_ROWS + 5 {
                    survey.first.push(line);
                }
            }
            survey.head =
                table::head(&survey.first, &mapping, &own).ok_or_else(|| problem(0, "", "empty_table", ""))?;
            survey.rows = (lines - survey.head as u64 - 1).min(limits::IMPORT_ROWS as u64);
            Ok(survey)
        })
    };
    ended(tokio::task::spawn_blocking(read)).await
}

/// Reads the rows below the names, without the first `skip` that were written already. The thread ends when
/// nobody asks for the next batch any more.
pub(super) fn batches(
    path: &Path,
    mapping: Mapping,
    table: Arc<Table>,
    skip: u64,
) -> (Receiver<Batch>, JoinHandle<Result<(), ImportProblem>>) {
    let (to, from) = mpsc::channel(1);
    let path = path.to_owned();
    let read = move || {
        sheet::open(&path, &|line| table::weight(line, &mapping, &table.own), |sheet| {
            for _ in 0..table.head {
                sheet.next()?;
            }
            let mut keys = Keys::default();
            let (mut read, mut over) = (0, false);
            while !over {
                let mut batch = Batch::default();
                while batch.read < BATCH && !over {
                    let line = if read < limits::IMPORT_ROWS as u64 { sheet.next()? } else { None };
                    let Some(line) = line else {
                        over = true;
                        break;
                    };
                    read += 1;
                    let row = taken(&table, &line, &mut keys, &mut batch.problems);
                    if read > skip {
                        batch.read += 1;
                        batch.rows.extend(row);
                    } else {
                        batch.problems.clear();
                    }
                }
                if batch.read > 0 && to.blocking_send(batch).is_err() {
                    break;
                }
            }
            Ok(())
        })
    };
    (from, tokio::task::spawn_blocking(read))
}

/// What a thread that reads a file answers. A file that makes its reader panic is none that can be read.
pub(super) async fn ended<T>(thread: JoinHandle<Result<T, ImportProblem>>) -> Result<Result<T, ImportProblem>> {
    match thread.await {
        Ok(outcome) => Ok(outcome),
        Err(error) if error.is_panic() => Ok(Err(problem(0, "", "not_a_table", ""))),
        Err(error) => Err(Error::internal("reading an import", error)),
    }
}

fn taken(table: &Table, line: &Line, keys: &mut Keys, problems: &mut Vec<ImportProblem>) -> Option<Row> {
    if line.broken {
        problems.push(problem(line.number, "", "unreadable_row", ""));
        return None;
    }
    if line.is_blank() {
        return None;
    }
    match read_row(table, line) {
        Ok(row) => {
            let fresh = row.fields.source_key.as_ref().is_none_or(|key| keys.is_fresh(key));
            if fresh {
                return Some(row);
            }
            let ItemFields { source_key, .. } = row.fields;
            let key = source_key.unwrap_or_default();
            problems.push(problem(line.number, table.name("source_key"), "repeated_key", &key));
        }
        Err(found) => problems.extend(found),
    }
    None
}
