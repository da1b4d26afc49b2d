//! Reading an import's rows into the inventory, batch by batch.

use super::{
    entity,
    read_row::{Row, read_row},
    table::{self, Table, problem},
};
use crate::{
    Environment, Error, Result, catalogue,
    database::{json, stored},
    duplicates,
    inventory::{entity as items, insert, rows},
    jobs::JobError,
};
use contract::{
    ImportId,
    inventory::{ImportProblem, ImportReport, ImportState},
    limits,
};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Rows in one transaction: enough to be quick, few enough that nobody waits for the one writer.
const BATCH: usize = 500;

/// Reads an import to its end, or goes on where a worker stopped.
pub(crate) async fn read(env: &Environment, id: ImportId) -> Result<(), JobError> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)? else {
        return Ok(());
    };
    let mut report: ImportReport = stored(row.report)?;
    if matches!(report.state, ImportState::Done | ImportState::Failed) {
        return Ok(());
    }
    let mapping: BTreeMap<String, String> = stored(row.mapping)?;
    let file = env.store.get(&Path::from(row.object_key)).await.map_err(Error::from)?;
    let bytes = file.bytes().await.map_err(Error::from)?;
    let table = match table::open(&bytes, &mapping) {
        Ok(table) => table,
        Err(found) => {
            report.state = ImportState::Failed;
            note(&mut report, found);
            return Ok(keep(env, env.db.writer(), &report).await?);
        }
    };
    report.state = ImportState::Reading;
    let mut keys = HashSet::new();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(table.separator).flexible(true).from_reader(table.text.as_bytes());
    let mut records = reader.records();
    let mut lines = Lines::of(table.text);
    for _ in 0..report.read {
        // A key that an earlier worker read may come once more further down.
        let read = records.next();
        let key = read.and_then(|record| record.ok()?.get(*table.columns.get("source_key")?).map(str::to_owned));
        keys.extend(key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()));
    }
    loop {
        let mut batch = Vec::new();
        let mut read = 0;
        for record in records.by_ref().take(BATCH) {
            read += 1;
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = lines.at(error.position());
                    note(&mut report, problem(line, "", "unreadable_row", ""));
                    continue;
                }
            };
            let line = lines.at(record.position());
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match read_row(&table, line, &record) {
                Ok(row) => {
                    let fresh = row.fields.source_key.as_ref().is_none_or(|key| keys.insert(key.clone()));
                    if fresh {
                        batch.push(row);
                    } else {
                        let key = row.fields.source_key.unwrap_or_default();
                        note(&mut report, problem(line, "source_key", "repeated_key", &key));
                    }
                }
                Err(found) => found.into_iter().for_each(|found| note(&mut report, found)),
            }
        }
        if read == 0 {
            break;
        }
        if report.read >= limits::IMPORT_ROWS as u64 {
            note(&mut report, problem(lines.line, "", "too_many_rows", ""));
            break;
        }
        report.read += read;
        let tx = env.db.begin().await?;
        write_batch(env, &tx, &table, batch, &mut report).await?;
        keep(env, &tx, &report).await?;
        tx.commit().await.map_err(Error::from)?;
    }
    report.state = ImportState::Done;
    let tx = env.db.begin().await?;
    keep(env, &tx, &report).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await.map_err(Error::from)?;
    env.catalogue.look_again();
    Ok(())
}

async fn write_batch<C: ConnectionTrait>(
    env: &Environment,
    tx: &C,
    table: &Table<'_>,
    batch: Vec<Row>,
    report: &mut ImportReport,
) -> Result<()> {
    let ids: Vec<_> = batch.iter().filter_map(|row| row.id.map(|id| id.0)).collect();
    let keys: Vec<_> = batch.iter().filter_map(|row| row.fields.source_key.clone()).collect();
    let mut by_id = HashMap::new();
    let mut by_key = HashMap::new();
    let merged = duplicates::gone_keys(env, tx, &keys).await?;
    for item in items::Entity::find().filter(items::Column::Id.is_in(ids)).all(tx).await? {
        by_id.insert(item.id, item);
    }
    for item in items::Entity::find().filter(items::Column::SourceKey.is_in(keys)).all(tx).await? {
        by_key.insert(item.source_key.clone().unwrap_or_default(), item);
    }
    for row in batch {
        let named = row.id.map(|id| (id, by_id.get(&id.0)));
        let keyed = row.fields.source_key.as_ref().and_then(|key| by_key.get(key));
        let known = match (named, keyed) {
            (Some((id, None)), _) => {
                note(report, problem(row.line, "id", "unknown_id", &id.to_string()));
                continue;
            }
            (Some((_, Some(named))), Some(keyed)) if named.id != keyed.id => {
                let key = row.fields.source_key.as_deref().unwrap_or_default();
                note(report, problem(row.line, "source_key", "taken", key));
                continue;
            }
            (Some((_, named)), _) => named,
            (None, keyed) => keyed,
        };
        let Some(known) = known else {
            // It is another item now, which this row does not speak of.
            if row.fields.source_key.as_ref().is_some_and(|key| merged.contains(key)) {
                report.unchanged += 1;
                continue;
            }
            report.created += 1;
            if !report.check_only {
                insert(env, tx, &row.anew()).await?;
            }
            continue;
        };
        let before = rows::details(known.clone())?.fields;
        let fields = row.onto(&before, table);
        if before == fields {
            report.unchanged += 1;
            continue;
        }
        report.changed += 1;
        if !report.check_only {
            let mut change = rows::row(&fields)?;
            change.id = Set(known.id);
            change.version = Set(known.version + 1);
            change.updated_at = Set(env.clock.now_ms());
            change.update(tx).await?;
        }
    }
    Ok(())
}

/// An import that cannot be read to its end says so, with how far it came.
pub(crate) async fn give_up(env: &Environment, id: ImportId) -> Result<()> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(env.db.writer()).await? else { return Ok(()) };
    let mut report: ImportReport = stored(row.report)?;
    if report.state != ImportState::Done {
        report.state = ImportState::Failed;
        note(&mut report, problem(0, "", "interrupted", ""));
        keep(env, env.db.writer(), &report).await?;
    }
    Ok(())
}

/// Says in which line of the file a record begins. The reader's own count is taken before the
/// second half of a CRLF, which is what spreadsheets write, and then is one too small.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), byte: 0, line: 1 }
    }

    /// Records are asked for in the file's order, so every byte is looked at once.
    fn at(&mut self, position: Option<&csv::Position>) -> u64 {
        let begins = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        while let Some(byte) = self.text.get(self.byte)
            && (self.byte < begins || matches!(byte, b'\r' | b'\n'))
        {
            self.line += u64::from(*byte == b'\n');
            self.byte += 1;
        }
        self.line
    }
}

fn note(report: &mut ImportReport, problem: ImportProblem) {
    report.problem_count += 1;
    if report.problems.len() < limits::IMPORT_PROBLEMS {
        report.problems.push(problem);
    }
}

async fn keep<C: ConnectionTrait>(env: &Environment, connection: &C, report: &ImportReport) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE import SET state = ?, report = ? WHERE id = ?",
        [report.state.code().into(), json(report)?.into(), report.id.0.into()],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}
