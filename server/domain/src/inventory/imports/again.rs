//! Reading the same file again: with other columns, or to write what a check of it found.

use super::{CHECK_MS, File, entity, mapping, plan, table};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::stored,
    inventory::{columns::heads, own_columns::OwnColumns},
};
use contract::{
    ImportId,
    imports::ImportColumn,
    inventory::{ImportReport, ImportState},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::BTreeMap;

/// Reads an import's file once more with these of its columns as these of ours, an empty name leaving one
/// out, and remembers that for files with the same columns.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] with `not_read_yet` while the file's columns are not known;
/// [`Error::Invalid`] naming `columns` where one of ours is named twice, is not known or is missing.
pub async fn map(
    env: &Environment,
    staff: &Staff,
    id: ImportId,
    said: BTreeMap<String, String>,
    check_only: bool,
) -> Result<ImportId> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let Some(columns) = row.columns else { return Err(Error::Conflict("not_read_yet")) };
    let columns: Vec<ImportColumn> = stored(columns)?;
    let own = OwnColumns::read(env.db.reader()).await?;
    let mut named = Vec::new();
    for ours in said.values().filter(|ours| !ours.is_empty()) {
        if !heads().any(|known| known == ours) && !own.codes().any(|known| known == ours) {
            return Err(Error::field("columns", "unknown_column"));
        }
        if named.contains(&ours.as_str()) {
            return Err(Error::field("columns", "column_twice"));
        }
        named.push(ours);
    }
    if !named.contains(&"kind") {
        return Err(Error::field("columns", "no_kind_column"));
    }
    if !named.contains(&"title_fr") && !named.contains(&"title_en") {
        return Err(Error::field("columns", "no_title_column"));
    }
    // Every column of the file has its place in what is remembered: what is not said is left out.
    let of = |column: ImportColumn| (said.get(&column.name).cloned().unwrap_or_default(), column.name);
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let mapping: BTreeMap<String, String> = columns.into_iter().map(of).map(|(ours, theirs)| (theirs, ours)).collect();
    let file = File { filename: row.filename, key: row.object_key, mapping };
    let new = ImportId(env.new_id());
    let tx = env.db.begin().await?;
    mapping::remember(&tx, &table::fingerprint(&names), &file.mapping, staff.id.0, env.clock.now_ms()).await?;
    plan(env, &tx, staff, new, file, check_only, None).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(new)
}

/// Writes what a check found, exactly: rows whose items have changed since are refused and reported. Asked
/// for again, it is still done once.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] with `not_checked` where it was no check or is not done, and
/// `check_expired` where it was more than a month ago.
pub async fn apply(env: &Environment, staff: &Staff, id: ImportId) -> Result<ImportId> {
    let tx = env.db.begin().await?;
    let row = entity::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    if let Some(done) = row.applied_by {
        return Ok(ImportId(done));
    }
    let report: ImportReport = stored(row.report)?;
    if !row.check_only || report.state != ImportState::Done {
        return Err(Error::Conflict("not_checked"));
    }
    if row.created_at < env.clock.now_ms() - CHECK_MS {
        return Err(Error::Conflict("check_expired"));
    }
    let new = ImportId(env.new_id());
    let statement = env
        .db
        .statement("UPDATE import SET applied_by = ? WHERE id = ? AND applied_by IS NULL", [new.0.into(), id.0.into()]);
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        // Somebody pressed the same button in the same moment, and theirs is being written.
        return Err(Error::Conflict("changed_meanwhile"));
    }
    let mapping = stored(row.mapping)?;
    plan(env, &tx, staff, new, File { filename: row.filename, key: row.object_key, mapping }, false, Some(id)).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(new)
}
