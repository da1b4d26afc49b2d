//! Choosing what is digitised, and saying why something is not.

use crate::{Environment, Error, Result, accounts::Staff, clock::moment, database::code, inventory::entity};
use contract::{
    ItemId, Timestamp,
    backlog::{AT_A_TIME, Moved},
    demand::REASON_CHARS,
    inventory::ItemStatus,
    problem::FieldProblem,
    text::printable,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

/// Chooses items to be digitised. What is chosen already, in work or offered stays as it is.
///
/// # Errors
/// [`Error::Invalid`] when no item is named, or too many.
pub async fn select(env: &Environment, _: &Staff, items: &[ItemId]) -> Result<Moved> {
    let from = [ItemStatus::Identified, ItemStatus::Assessed];
    let tx = env.db.begin().await?;
    let moved = move_all(env, &tx, items, &from, ItemStatus::Selected).await?;
    tx.commit().await?;
    Ok(moved)
}

/// Does not keep items, and says why. What is in work or offered stays as it is.
///
/// # Errors
/// [`Error::Invalid`] when no item is named, or too many, or no reason is given.
pub async fn reject(env: &Environment, staff: &Staff, items: &[ItemId], reason: &str) -> Result<Moved> {
    let reason = reason_of(reason)?;
    let from = [ItemStatus::Identified, ItemStatus::Assessed, ItemStatus::Selected];
    let tx = env.db.begin().await?;
    let moved = move_all(env, &tx, items, &from, ItemStatus::Rejected).await?;
    for id in &moved.moved {
        let statement = env.db.statement(
            "INSERT INTO item_rejection (item_id, reason, rejected_by, rejected_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (item_id) DO UPDATE SET reason = excluded.reason, rejected_by = excluded.rejected_by,
                 rejected_at = excluded.rejected_at",
            [id.0.into(), reason.clone().into(), staff.id.0.into(), env.clock.now_ms().into()],
        );
        tx.execute_raw(statement).await?;
    }
    tx.commit().await?;
    Ok(moved)
}

/// A reason as it is kept.
pub(crate) fn reason_of(text: &str) -> Result<String> {
    let text = printable(text).trim().to_owned();
    if text.is_empty() {
        Err(Error::field("reason", "required"))
    } else if text.chars().count() > REASON_CHARS {
        Err(Error::Invalid(vec![FieldProblem::new("reason", "too_long").with("max", REASON_CHARS)]))
    } else {
        Ok(text)
    }
}

async fn move_all(
    env: &Environment,
    tx: &DatabaseTransaction,
    items: &[ItemId],
    from: &[ItemStatus],
    to: ItemStatus,
) -> Result<Moved> {
    if items.is_empty() {
        return Err(Error::field("item_ids", "nothing_chosen"));
    }
    if items.len() > AT_A_TIME {
        return Err(Error::Invalid(vec![FieldProblem::new("item_ids", "too_many").with("max", AT_A_TIME)]));
    }
    let mut items = items.to_vec();
    // Everybody takes the rows in the same order.
    items.sort_unstable();
    items.dedup();
    let places = vec!["?"; from.len()].join(", ");
    let sql = format!(
        "UPDATE item SET status = ?, version = version + 1, updated_at = ? WHERE id = ? AND status IN ({places})"
    );
    let mut done = Moved::default();
    for id in items {
        let mut values = vec![to.code().into(), env.clock.now_ms().into(), id.0.into()];
        values.extend(from.iter().map(|status| status.code().into()));
        let moved = tx.execute_raw(env.db.statement(&sql, values)).await?.rows_affected() > 0;
        let ids = if moved { &mut done.moved } else { &mut done.left };
        ids.push(id);
    }
    Ok(done)
}

/// Why an item was not kept, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The reason.
    pub reason: String,
    /// When it was given.
    pub at: Timestamp,
}

/// Why an item is not kept, where it is not.
///
/// # Errors
/// [`Error::NotFound`] when there is no such item.
pub async fn rejection(env: &Environment, _: &Staff, id: ItemId) -> Result<Option<Rejection>> {
    let item = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    if code::<ItemStatus>(&item.status)? != ItemStatus::Rejected {
        return Ok(None);
    }
    let statement = env.db.statement("SELECT reason, rejected_at FROM item_rejection WHERE item_id = ?", [id.0.into()]);
    let Some(row) = env.db.reader().query_one_raw(statement).await? else { return Ok(None) };
    Ok(Some(Rejection { reason: row.try_get("", "reason")?, at: moment(row.try_get("", "rejected_at")?) }))
}
