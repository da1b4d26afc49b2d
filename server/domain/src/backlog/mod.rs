//! The backlog is what the organisation knows and does not offer yet, in the order in which it is worth
//! digitising.
//!
//! Staff judge value, ease and cost; what members ask for counts by itself; managers say how much each part
//! weighs. The formula is one pure function (`contract::backlog::score`), asked for every entry whenever the
//! list is read (`rank.rs`): no stored score can be out of date.

mod choose;
mod entity;
mod rank;
mod weights;

pub(crate) use choose::reason_of;
pub use choose::{Rejection, reject, rejection, select};
pub(crate) use rank::marks_of_item;
pub use rank::{centres, entry, list};
pub use weights::{set_weights, weights};

use crate::{Environment, Error, Result, accounts::Staff, inventory};
use contract::{
    ItemId,
    backlog::{BacklogEntry, Marks, ScoreItem},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};

/// Judges an item. One that nobody had assessed is assessed once every part is judged.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile` when somebody else
/// judged it since it was read; [`Error::NotFound`].
pub async fn score_item(env: &Environment, staff: &Staff, id: ItemId, score: &ScoreItem) -> Result<BacklogEntry> {
    let marks = score.marks.clone().tidy();
    let problems = marks.problems();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let tx = env.db.begin().await?;
    if inventory::entity::Entity::find_by_id(id.0).one(&tx).await?.is_none() {
        return Err(Error::NotFound);
    }
    if !write(env, &tx, staff, id, &marks, score.based_on).await? {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    if marks.are_whole() {
        let statement = env.db.statement(
            "UPDATE item SET status = 'assessed', version = version + 1, updated_at = ?
             WHERE id = ? AND status = 'identified'",
            [env.clock.now_ms().into(), id.0.into()],
        );
        tx.execute_raw(statement).await?;
    }
    tx.commit().await?;
    entry(env, staff, id).await
}

/// Whether the judgement that this one is based on was still the last.
async fn write(
    env: &Environment,
    tx: &DatabaseTransaction,
    staff: &Staff,
    id: ItemId,
    marks: &Marks,
    based_on: i64,
) -> Result<bool> {
    let mark = |mark: Option<u32>| mark.and_then(|mark| i32::try_from(mark).ok());
    let mut row = entity::ActiveModel {
        value: Set(mark(marks.value)),
        ease: Set(mark(marks.ease)),
        cost: Set(mark(marks.cost)),
        value_note: Set(marks.value_note.clone()),
        ease_note: Set(marks.ease_note.clone()),
        cost_note: Set(marks.cost_note.clone()),
        version: Set(based_on.saturating_add(1)),
        scored_by: Set(staff.id.0),
        scored_at: Set(env.clock.now_ms()),
        ..Default::default()
    };
    let done = if based_on == 0 {
        row.item_id = Set(id.0);
        let first = OnConflict::column(entity::Column::ItemId).do_nothing().to_owned();
        entity::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await?
    } else {
        let same = entity::Entity::update_many()
            .set(row)
            .filter(entity::Column::ItemId.eq(id.0))
            .filter(entity::Column::Version.eq(based_on));
        same.exec(tx).await?.rows_affected
    };
    Ok(done > 0)
}
