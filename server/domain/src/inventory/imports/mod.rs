//! An import is one reading of a table into the inventory: kept as a file, read by a job, and
//! reported on by line.
//!
//! Rows are written in batches. Each batch and how far it reached are one transaction, so that a
//! worker that dies goes on where it stopped. Items are recognised by the source's own key:
//! importing the same file again changes nothing.
//!
//! A check is an import that writes nothing but what it would change. Applying it reads the same file again
//! and writes exactly that: a row whose item has changed since is refused.

mod again;
mod change;
mod entity;
mod guess;
mod incoming;
mod mapping;
mod problems;
mod read_row;
mod reading;
pub(super) mod sheet;
mod table;
mod write;

pub use again::{apply, map};
pub use change::changes;
pub use incoming::{Incoming, Kept};
pub use problems::problems_csv;
pub(crate) use write::{give_up, read};

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::{json, stored},
    jobs::{self, Job},
};
use contract::{
    ImportId,
    imports::ImportColumn,
    inventory::{ImportReport, ImportState},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// For how long what a check found can be applied, in milliseconds: a month.
const CHECK_MS: i64 = 30 * 24 * 3_600_000;

/// A table to be read into the inventory.
#[derive(Debug)]
pub struct NewImport {
    /// The file.
    pub file: Kept,
    /// Whether only to report what would happen.
    pub check_only: bool,
    /// Names of the file's columns that differ from ours: theirs to ours, an empty name leaving one out.
    pub mapping: BTreeMap<String, String>,
}

/// Plans the reading of a file that is kept.
///
/// # Errors
/// Only when the database fails.
pub async fn begin(env: &Environment, staff: &Staff, new: NewImport) -> Result<ImportId> {
    let Kept { id, filename, key } = new.file;
    let file = File { filename, key: key.clone(), mapping: new.mapping };
    let tx = env.db.begin().await?;
    if let Err(error) = plan(env, &tx, staff, id, file, new.check_only, None).await {
        Kept { id, filename: String::new(), key }.forget(env).await;
        return Err(error);
    }
    tx.commit().await?;
    env.bell.ring();
    Ok(id)
}

/// A file that is kept, and how its columns are to be read.
struct File {
    filename: String,
    key: String,
    mapping: BTreeMap<String, String>,
}

/// Writes an import down, with its job.
async fn plan(
    env: &Environment,
    tx: &DatabaseTransaction,
    staff: &Staff,
    id: ImportId,
    file: File,
    check_only: bool,
    applies: Option<ImportId>,
) -> Result<()> {
    let report = ImportReport {
        id,
        filename: file.filename,
        check_only,
        state: ImportState::Received,
        read: 0,
        created: 0,
        changed: 0,
        unchanged: 0,
        problems: Vec::new(),
        problem_count: 0,
        rows: 0,
        unread: Vec::new(),
        remembered: false,
        applies,
        applied_by: None,
    };
    entity::ActiveModel {
        id: Set(id.0),
        filename: Set(report.filename.clone()),
        object_key: Set(file.key),
        mapping: Set(json(&file.mapping)?),
        check_only: Set(check_only),
        state: Set(report.state.code().to_owned()),
        report: Set(json(&report)?),
        created_by: Set(staff.id.0),
        created_at: Set(env.clock.now_ms()),
        columns: Set(None),
        applies: Set(applies.map(|check| check.0)),
        applied_by: Set(None),
    }
    .insert(tx)
    .await?;
    jobs::enqueue(env, tx, &Job::ReadImport { import: id }).await?;
    Ok(())
}

/// How an import goes, or went.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: ImportId) -> Result<ImportReport> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    report(row)
}

fn report(row: entity::Model) -> Result<ImportReport> {
    let report: ImportReport = stored(row.report)?;
    Ok(ImportReport { applied_by: row.applied_by.map(ImportId), ..report })
}

/// The columns of an import's file, with what stands in them and what they are read as; none as long as the
/// file has not been read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn columns(env: &Environment, _: &Staff, id: ImportId) -> Result<Vec<ImportColumn>> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    row.columns.map_or_else(|| Ok(Vec::new()), stored)
}

/// The latest imports.
///
/// # Errors
/// Only when the database fails.
pub async fn recent(env: &Environment, _: &Staff) -> Result<Vec<ImportReport>> {
    let rows = entity::Entity::find().order_by_desc(entity::Column::Id).limit(20).all(env.db.reader()).await?;
    rows.into_iter().map(report).collect()
}

/// Forgets what is of no use any more.
pub(crate) async fn tidy(env: &Environment) -> Result<()> {
    change::forget(env, env.clock.now_ms() - CHECK_MS).await
}
