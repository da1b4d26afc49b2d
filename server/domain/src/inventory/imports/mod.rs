//! An import is one reading of a table into the inventory: kept as a file, read by a job, and
//! reported on by line.
//!
//! Rows are written in batches. Each batch and how far it reached are one transaction, so that a
//! worker that dies goes on where it stopped. Items are recognised by the source's own key:
//! importing the same file again changes nothing.

mod entity;
mod read_row;
mod table;
mod write;

pub(crate) use write::{give_up, read};

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::{json, stored},
    jobs::{self, Job},
};
use bytes::Bytes;
use contract::{
    ImportId,
    inventory::{ImportReport, ImportState},
    limits,
};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// A table to be read into the inventory.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// The file's name on the sender's machine, for people to recognise it.
    pub filename: String,
    /// The file.
    pub bytes: Bytes,
    /// Whether only to report what would happen.
    pub check_only: bool,
    /// Names of the file's columns that differ from ours: theirs to ours.
    pub mapping: BTreeMap<String, String>,
}

/// Keeps the file and plans its reading.
///
/// # Errors
/// [`Error::Invalid`] when the file is empty or too large, before anything is kept.
pub async fn begin(env: &Environment, staff: &Staff, new: NewImport) -> Result<ImportId> {
    if new.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::field("file", "empty_file"));
    }
    if new.bytes.len() > limits::IMPORT_BYTES {
        return Err(Error::field("file", "file_too_large"));
    }
    let id = ImportId(env.new_id());
    let key = format!("imports/{id}/source");
    env.store.put(&Path::from(key.as_str()), new.bytes.into()).await?;
    let report = ImportReport {
        id,
        filename: new.filename.chars().filter(|c| !c.is_control()).take(limits::SHORT_TEXT_CHARS).collect(),
        check_only: new.check_only,
        state: ImportState::Received,
        read: 0,
        created: 0,
        changed: 0,
        unchanged: 0,
        problems: Vec::new(),
        problem_count: 0,
    };
    let tx = env.db.begin().await?;
    entity::ActiveModel {
        id: Set(id.0),
        filename: Set(report.filename.clone()),
        object_key: Set(key),
        mapping: Set(json(&new.mapping)?),
        check_only: Set(new.check_only),
        state: Set(report.state.code().to_owned()),
        report: Set(json(&report)?),
        created_by: Set(staff.id.0),
        created_at: Set(env.clock.now_ms()),
    }
    .insert(&tx)
    .await?;
    jobs::enqueue(env, &tx, &Job::ReadImport { import: id }).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(id)
}

/// How an import goes, or went.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: ImportId) -> Result<ImportReport> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    stored(row.report)
}

/// The latest imports.
///
/// # Errors
/// Only when the database fails.
pub async fn recent(env: &Environment, _: &Staff) -> Result<Vec<ImportReport>> {
    let rows = entity::Entity::find().order_by_desc(entity::Column::Id).limit(20).all(env.db.reader()).await?;
    rows.into_iter().map(|row| stored(row.report)).collect()
}
