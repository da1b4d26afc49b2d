//! Making one item of two: everything that points at one of them points at the other afterwards, in one
//! transaction, and nothing that was written is lost.

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    backlog, catalogue,
    inventory::{self, entity, rows},
    links, sessions, vocabulary,
};
use contract::{
    ItemId,
    duplicates::{MergeItem, merged_fields},
    inventory::ItemDetails,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, Value};
use std::collections::HashSet;

/// Every column that holds an item's id, but for the item's own. A test compares it with the schema: a table
/// that is not here would lose what points at an item that is merged.
pub const LINKS: [(&str, &str); 19] = [
    ("recording", "item_id"),
    ("session", "item_id"),
    ("demand", "item_id"),
    ("item_merged", "item_id"),
    ("item_change", "item_id"),
    ("person_release", "item_id"),
    ("licence", "item_id"),
    ("task", "item_id"),
    ("item_comment", "item_id"),
    ("import_change", "item_id"),
    // At most one of each for an item: the kept item's stays, see `move_single`.
    ("pilot_item", "item_id"),
    ("item_score", "item_id"),
    ("item_rejection", "item_id"),
    ("right_statement", "item_id"),
    // At most one of a kind between two: see `move_links`.
    ("item_link", "item_id"),
    ("item_link", "other_id"),
    // At most one that is under way.
    ("work", "item_id"),
    ("item_distinct", "one_id"),
    ("item_distinct", "other_id"),
];

/// Makes one item of two. The other's id leads to the kept one from then on; what was written on it is kept
/// beside. Recordings, sessions with their histories, pilots and what members asked for go along.
///
/// # Errors
/// [`Error::Invalid`] when both are one; [`Error::Conflict`] with `changed_meanwhile` when either is not what
/// was read, with `links_in_circle` when one leads to the other by links over a third; [`Error::NotFound`] when either is not there.
pub async fn merge(env: &Environment, staff: &Staff, keep: ItemId, merge: &MergeItem) -> Result<ItemDetails> {
    let other = merge.other_id;
    if keep == other {
        return Err(Error::field("other_id", "same_item"));
    }
    let tx = env.db.begin().await?;
    // Everybody takes the rows in the same order, and holds both until the end.
    let mut both = [(keep, merge.version), (other, merge.other_version)];
    both.sort_unstable();
    for (id, version) in both {
        hold(env, &tx, id, version).await?;
    }
    let kept = details(&tx, keep).await?;
    let gone = details(&tx, other).await?;
    // Where both are judged, the kept item's marks stand; the other's are kept with what was written on it.
    let judged = backlog::marks_of_item(&tx, other).await?;
    let offered = sessions::is_published(&tx, keep).await? || sessions::is_published(&tx, other).await?;

    // Of two works under way the kept item's goes on.
    let sql = "DELETE FROM work WHERE item_id = ? AND finished_at IS NULL AND EXISTS
        (SELECT 1 FROM work AS own WHERE own.item_id = ? AND own.finished_at IS NULL)";
    run(env, &tx, sql, [other, keep]).await?;
    for table in [
        "recording",
        "session",
        "demand",
        "item_merged",
        "item_change",
        "person_release",
        "licence",
        "work",
        "task",
        "item_comment",
        "import_change",
    ] {
        run(env, &tx, &format!("UPDATE {table} SET item_id = ? WHERE item_id = ?"), [keep, other]).await?;
    }
    move_single(env, &tx, keep, other).await?;
    move_links(env, &tx, keep, other).await?;
    // Which pairs were told apart says nothing of one that is gone.
    run(env, &tx, "DELETE FROM item_distinct WHERE one_id = ? OR other_id = ?", [other, other]).await?;

    let statement = env.db.statement(
        "INSERT INTO item_merged (gone_id, item_id, source_key, fields, merged_by, merged_at)
         VALUES (?, ?, ?, ?, ?, ?)",
        [
            other.0.into(),
            keep.0.into(),
            gone.fields.source_key.clone().into(),
            serde_json::json!({ "item": gone.fields, "score": judged }).into(),
            staff.id.0.into(),
            env.clock.now_ms().into(),
        ],
    );
    tx.execute_raw(statement).await?;
    entity::Entity::delete_by_id(other.0).exec(&tx).await?;

    let fields = vocabulary::settled(&tx, merged_fields(&kept.fields, &gone.fields)).await?;
    let mut row = rows::row(&fields)?;
    row.id = Set(keep.0);
    row.updated_at = Set(env.clock.now_ms());
    let merged = rows::details(row.update(&tx).await?)?;
    if offered {
        catalogue::changed(env, &tx).await?;
    }
    tx.commit().await?;
    if offered {
        env.catalogue.look_again();
    }
    Ok(merged)
}

/// Holds an item's row until the transaction ends, and counts the change.
async fn hold(env: &Environment, tx: &DatabaseTransaction, id: ItemId, version: i64) -> Result<()> {
    let statement = env
        .db
        .statement("UPDATE item SET version = version + 1 WHERE id = ? AND version = ?", [id.0.into(), version.into()]);
    if tx.execute_raw(statement).await?.rows_affected() > 0 {
        return Ok(());
    }
    let known = entity::Entity::find_by_id(id.0).one(tx).await?.is_some();
    Err(if known { Error::Conflict("changed_meanwhile") } else { Error::NotFound })
}

async fn details(tx: &DatabaseTransaction, id: ItemId) -> Result<ItemDetails> {
    inventory::with_ids(tx, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)
}

/// What an item has at most one of: the other's comes where the kept item has none.
async fn move_single(env: &Environment, tx: &DatabaseTransaction, keep: ItemId, other: ItemId) -> Result<()> {
    let sql = "UPDATE pilot_item SET item_id = ? WHERE item_id = ?
        AND pilot_id NOT IN (SELECT pilot_id FROM pilot_item WHERE item_id = ?)";
    run(env, tx, sql, [keep, other, keep]).await?;
    run(env, tx, "DELETE FROM pilot_item WHERE item_id = ?", [other]).await?;
    for table in ["item_score", "item_rejection", "right_statement"] {
        let sql = format!(
            "UPDATE {table} SET item_id = ? WHERE item_id = ? AND NOT EXISTS
             (SELECT 1 FROM {table} AS own WHERE own.item_id = ?)"
        );
        run(env, tx, &sql, [keep, other, keep]).await?;
        run(env, tx, &format!("DELETE FROM {table} WHERE item_id = ?"), [other]).await?;
    }
    Ok(())
}

/// What an item is to others and they to it; but nothing is anything to itself, nor twice the same, nor in a
/// circle.
async fn move_links(env: &Environment, tx: &DatabaseTransaction, keep: ItemId, other: ItemId) -> Result<()> {
    let between = "DELETE FROM item_link WHERE (item_id = ? AND other_id = ?) OR (item_id = ? AND other_id = ?)";
    run(env, tx, between, [keep, other, other, keep]).await?;
    if links::lead_around(env, tx, keep, other).await? {
        return Err(Error::Conflict("links_in_circle"));
    }
    for (near, far) in [("item_id", "other_id"), ("other_id", "item_id")] {
        let sql = format!(
            "UPDATE item_link SET {near} = ? WHERE {near} = ? AND {far} <> ? AND NOT EXISTS
             (SELECT 1 FROM item_link AS own
              WHERE own.{near} = ? AND own.kind = item_link.kind AND own.{far} = item_link.{far})"
        );
        run(env, tx, &sql, [keep, other, keep, keep]).await?;
    }
    run(env, tx, "DELETE FROM item_link WHERE item_id = ? OR other_id = ?", [other, other]).await
}

async fn run<const N: usize>(env: &Environment, tx: &DatabaseTransaction, sql: &str, ids: [ItemId; N]) -> Result<()> {
    tx.execute_raw(env.db.statement(sql, ids.map(|id| Value::from(id.0)))).await?;
    Ok(())
}

/// Which item an id leads to that was merged into it.
///
/// # Errors
/// Only when the database fails.
pub async fn merged_into(env: &Environment, _: &Staff, id: ItemId) -> Result<Option<ItemId>> {
    let statement = env.db.statement("SELECT item_id FROM item_merged WHERE gone_id = ?", [id.0.into()]);
    let row = env.db.reader().query_one_raw(statement).await?;
    row.map(|row| Ok(ItemId(row.try_get("", "item_id")?))).transpose()
}

/// Which of these keys of a source belong to items that were merged: an import that brings one again does not
/// make the item anew.
pub(crate) async fn gone_keys<C: ConnectionTrait>(
    env: &Environment,
    connection: &C,
    keys: &[String],
) -> Result<HashSet<String>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = format!("SELECT source_key FROM item_merged WHERE source_key IN ({})", vec!["?"; keys.len()].join(", "));
    let statement = env.db.statement(&sql, keys.iter().map(|key| key.clone().into()));
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get("", "source_key")?)).collect()
}
