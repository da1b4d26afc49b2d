//! Writing an import's rows into the inventory, batch by batch.

use super::{
    change, entity, mapping,
    read_row::{Row, problems_of},
    reading::{self, Batch, Survey},
    table::{self, Mapping, Table, problem},
};
use crate::{
    Environment, Error, Result, catalogue,
    database::{json, portions, stored},
    duplicates,
    inventory::{changes as log, changes::Author, entity as items, own_columns::OwnColumns, rows},
    jobs::JobError,
    recordings::Scratch,
    vocabulary::Words,
};
use contract::{
    ImportId,
    changes::{ChangeSource, differences},
    imports::ImportColumn,
    inventory::{ImportProblem, ImportReport, ImportState, ItemFields},
    limits,
};
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use std::{collections::HashMap, path::Path, sync::Arc};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// How much of the file is fetched at a time, in bytes.
const CHUNK: u64 = 4 * 1024 * 1024;

/// An import under way.
struct Import {
    report: ImportReport,
    table: Arc<Table>,
    /// The check whose outcome is to be written, and nothing else.
    applies: Option<Uuid>,
}

/// Reads an import to its end, or goes on where a worker stopped.
pub(crate) async fn read(env: &Environment, id: ImportId, lease: Uuid) -> Result<(), JobError> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)? else {
        return Ok(());
    };
    let mut report: ImportReport = stored(row.report)?;
    if matches!(report.state, ImportState::Done | ImportState::Failed) {
        return Ok(());
    }
    let mapping: Mapping = stored(row.mapping)?;
    let scratch = Scratch::new(&env.settings.scratch, lease)?;
    let file = scratch.path().join("table");
    fetch(env, &row.object_key, &file).await?;
    let own = OwnColumns::read(env.db.writer()).await?;
    let survey = match reading::survey(file.clone(), mapping.clone(), own).await? {
        Ok(survey) => survey,
        Err(found) => return Ok(fail(env, report, found).await?),
    };
    let table = begin(env, &mut report, mapping.clone(), &survey).await?;
    if let Some(found) = table::lacks(&table) {
        return Ok(fail(env, report, found).await?);
    }
    let mut import = Import { report, table: Arc::new(table), applies: row.applies };
    let (mut batches, thread) = reading::batches(&file, mapping, import.table.clone(), import.report.read);
    while let Some(batch) = batches.recv().await {
        let tx = env.db.begin().await?;
        // Taken over only when the transaction is: one that fails is tried again from the same row.
        let report = write_batch(env, &tx, &import, batch).await?;
        keep(env, &tx, &report).await?;
        tx.commit().await.map_err(Error::from)?;
        import.report = report;
    }
    match reading::ended(thread).await? {
        Ok(()) => Ok(finish(env, import.report).await?),
        Err(found) => Ok(fail(env, import.report, found).await?),
    }
}

/// The file, on this machine's disk.
async fn fetch(env: &Environment, key: &str, to: &Path) -> Result<()> {
    let key = Key::from(key);
    let size = env.store.head(&key).await?.size;
    let mut file = tokio::fs::File::create(to).await?;
    let mut from = 0;
    while from < size {
        let until = size.min(from + CHUNK);
        file.write_all(&env.store.get_range(&key, from..until).await?).await?;
        from = until;
    }
    Ok(file.flush().await?)
}

/// Settles which column is which, the first time the file is read: as was said with it, or else as was said
/// of a file with the same columns before.
async fn begin(env: &Environment, report: &mut ImportReport, said: Mapping, survey: &Survey) -> Result<Table> {
    if report.state != ImportState::Received {
        return Ok(survey.table(&said));
    }
    let remembered = match said.is_empty() {
        true => mapping::remembered(env, &table::fingerprint(&survey.table(&said).names)).await?,
        false => None,
    };
    report.remembered = remembered.is_some();
    let table = survey.table(&remembered.unwrap_or(said));
    let columns: Vec<ImportColumn> = table.described(&survey.first[survey.head + 1..]);
    report.unread = columns.iter().filter(|column| column.column.is_none()).map(|column| column.name.clone()).collect();
    report.rows = survey.rows;
    report.state = ImportState::Reading;
    if let Some(line) = survey.too_many {
        note(report, problem(line, "", "too_many_rows", ""));
    }
    let statement = env.db.statement(
        "UPDATE import SET state = ?, report = ?, mapping = ?, columns = ? WHERE id = ?",
        [
            report.state.code().into(),
            json(report)?.into(),
            json(&table.mapping())?.into(),
            json(&columns)?.into(),
            report.id.0.into(),
        ],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(table)
}

async fn write_batch(
    env: &Environment,
    tx: &DatabaseTransaction,
    import: &Import,
    mut batch: Batch,
) -> Result<ImportReport> {
    // A value may have been taken away since the file was begun: nothing is to hold one that is no more.
    let own = OwnColumns::held(tx).await?;
    if own != import.table.own {
        let problems = &mut batch.problems;
        batch.rows.retain_mut(|row| row.read_own(&import.table, &own).map_err(|found| problems.extend(found)).is_ok());
    }
    let words = Words::of(tx, batch.rows.iter().flat_map(|row| &row.fields.tags)).await?;
    batch.rows.iter_mut().for_each(|row| row.settle(&words));
    let mut report = import.report.clone();
    let known = Known::of(tx, &batch.rows).await?;
    let checked = match import.applies {
        Some(check) => Some(change::of_lines(tx, check, &batch.rows).await?),
        None => None,
    };
    let keys: Vec<String> = batch.rows.iter().filter_map(|row| row.fields.source_key.clone()).collect();
    let merged = duplicates::gone_keys(env, tx, &keys).await?;
    let mut problems = batch.problems;
    let (mut fresh, mut changed, mut told, mut entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let author = Author { by: None, source: ChangeSource::Import, bulk: None };
    let now = env.clock.now_ms();
    for row in &batch.rows {
        let item = match known.item(row) {
            Ok(item) => item,
            Err(found) => {
                problems.push(problem(row.line, import.table.name(found.column), found.code, &found.found));
                continue;
            }
        };
        let expected = checked.as_ref().map(|checked| checked.get(&row.line));
        let meanwhile =
            || problem(row.line, "", "changed_meanwhile", row.fields.source_key.as_deref().unwrap_or_default());
        let Some(item) = item else {
            // It is another item now, which this row does not speak of.
            if row.fields.source_key.as_ref().is_some_and(|key| merged.contains(key)) {
                report.unchanged += 1;
            } else if !row.lacking.is_empty() {
                problems.extend(row.lacking.iter().cloned());
            } else if expected.is_some_and(|expected| expected.is_none_or(|change| change.item_id.is_some())) {
                problems.push(meanwhile());
            } else {
                report.created += 1;
                told.push(change::fresh(report.id, row.line));
                fresh.push(new_row(env, now, &row.anew())?);
            }
            continue;
        };
        let before = rows::details(item.clone())?;
        let (fields, changes) = row.onto(&before.fields);
        if changes.is_empty() {
            report.unchanged += 1;
            continue;
        }
        let found = problems_of(&import.table, row.line, &fields);
        let as_checked = |expected: Option<&change::Model>| {
            expected.is_some_and(|change| change.item_id == Some(item.id) && change.version == Some(item.version))
        };
        if !found.is_empty() {
            problems.extend(found);
        } else if expected.is_some_and(|expected| !as_checked(expected)) {
            problems.push(meanwhile());
        } else {
            report.changed += 1;
            let shown = report.changed <= limits::IMPORT_CHANGES as u64;
            told.push(change::of_item(report.id, row.line, &before, shown.then_some(changes))?);
            let differences = differences(&before.fields, &fields);
            entries.extend(log::entry(env, before.id, before.version + 1, &differences, author)?);
            changed.push(rows::over(item.clone(), now, &fields)?);
        }
    }
    // By line, as people read them; what is wrong with one row stays in the order of its columns.
    problems.sort_by_key(|problem| problem.line);
    problems.into_iter().for_each(|found| note(&mut report, found));
    report.read += batch.read;
    if report.check_only {
        change::keep(tx, told).await?;
    } else {
        put(tx, fresh, changed).await?;
        log::told(tx, entries).await?;
    }
    Ok(report)
}

/// The items that a batch is about.
struct Known {
    by_id: HashMap<Uuid, items::Model>,
    by_key: HashMap<String, items::Model>,
}

/// Why no item can be told from a row.
struct Unknown {
    column: &'static str,
    code: &'static str,
    found: String,
}

impl Known {
    /// Two questions for all of them. Nobody else changes them until they are written (`FOR UPDATE`, which
    /// SQLite does not need: there the transaction is the only one that writes).
    async fn of(tx: &DatabaseTransaction, batch: &[Row]) -> Result<Self> {
        let ids: Vec<_> = batch.iter().filter_map(|row| row.id.map(|id| id.0)).collect();
        let keys: Vec<_> = batch.iter().filter_map(|row| row.fields.source_key.clone()).collect();
        let (mut by_id, mut by_key) = (HashMap::new(), HashMap::new());
        if !ids.is_empty() {
            let found = items::Entity::find().filter(items::Column::Id.is_in(ids)).lock_exclusive().all(tx).await?;
            by_id.extend(found.into_iter().map(|item| (item.id, item)));
        }
        if !keys.is_empty() {
            let found =
                items::Entity::find().filter(items::Column::SourceKey.is_in(keys)).lock_exclusive().all(tx).await?;
            by_key.extend(found.into_iter().map(|item| (item.source_key.clone().unwrap_or_default(), item)));
        }
        Ok(Self { by_id, by_key })
    }

    fn item(&self, row: &Row) -> Result<Option<&items::Model>, Unknown> {
        let keyed = row.fields.source_key.as_ref().and_then(|key| self.by_key.get(key));
        let Some(id) = row.id else { return Ok(keyed) };
        let Some(named) = self.by_id.get(&id.0) else {
            return Err(Unknown { column: crate::inventory::columns::ID, code: "unknown_id", found: id.to_string() });
        };
        if keyed.is_some_and(|keyed| keyed.id != named.id) {
            let found = row.fields.source_key.clone().unwrap_or_default();
            return Err(Unknown { column: "source_key", code: "taken", found });
        }
        Ok(Some(named))
    }
}

fn new_row(env: &Environment, now: i64, fields: &ItemFields) -> Result<items::ActiveModel> {
    let mut row = rows::row(fields)?;
    row.id = Set(env.new_id());
    row.version = Set(1);
    row.created_at = Set(now);
    row.updated_at = Set(now);
    Ok(row)
}

/// Writes a batch in a few statements for what is new and a few for what changes.
async fn put(tx: &DatabaseTransaction, fresh: Vec<items::ActiveModel>, changed: Vec<items::ActiveModel>) -> Result<()> {
    for some in portions(fresh) {
        items::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    rows::overwrite(tx, changed).await
}

async fn finish(env: &Environment, mut report: ImportReport) -> Result<()> {
    report.state = ImportState::Done;
    let tx = env.db.begin().await?;
    keep(env, &tx, &report).await?;
    let written = !report.check_only && report.created + report.changed > 0;
    if written {
        catalogue::changed(env, &tx).await?;
    }
    tx.commit().await?;
    if written {
        env.catalogue.look_again();
    }
    Ok(())
}

/// Says why a file is not read.
async fn fail(env: &Environment, mut report: ImportReport, found: ImportProblem) -> Result<()> {
    report.state = ImportState::Failed;
    note(&mut report, found);
    keep(env, env.db.writer(), &report).await
}

/// An import that cannot be read to its end says so, with how far it came.
pub(crate) async fn give_up(env: &Environment, id: ImportId) -> Result<()> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(env.db.writer()).await? else { return Ok(()) };
    let report: ImportReport = stored(row.report)?;
    if report.state == ImportState::Done {
        return Ok(());
    }
    fail(env, report, problem(0, "", "interrupted", "")).await
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
