//! Publishing is a step like the others, and who publishes has done it: nobody has to say so a second time.

use super::{
    moves::{close, open_next},
    rows::{STANDING, find, may, note, set},
};
use crate::{Environment, Result, accounts::Staff};
use contract::{ItemId, TaskId, work::TaskState};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// The step that is done by publishing, as [`contract::work::proposed`] calls it.
const STEP: &str = "publish";

/// Does the step of publishing for who publishes a session of an item, in their transaction, where the work on it
/// has come that far. Whoever had claimed it has it no more; one that only managers do waits for a manager.
///
/// It is called before the item's row is held: who does a step holds the two in this order.
pub(crate) async fn published(env: &Environment, staff: &Staff, tx: &DatabaseTransaction, item: ItemId) -> Result<()> {
    // Held until the end, so that nobody claims it or lets it go meanwhile.
    let hold = format!("UPDATE task SET position = position WHERE item_id = ? AND step = ? AND {STANDING}");
    if !set(env, tx, &hold, [item.0.into(), STEP.into()]).await? {
        return Ok(());
    }
    let sql = format!("SELECT id FROM task WHERE item_id = ? AND step = ? AND {STANDING}");
    let Some(row) = tx.query_one_raw(env.db.statement(&sql, [item.0.into(), STEP.into()])).await? else {
        return Ok(());
    };
    let task = find(env, tx, TaskId(row.try_get("", "id")?)).await?;
    if !may(staff, task.who) {
        return Ok(());
    }
    let sql = "UPDATE task SET state = 'done', claimed_by = ?, handed_back_for = NULL, blocked_for = NULL, since = ?
        WHERE id = ?";
    set(env, tx, sql, [staff.id.0.into(), env.clock.now_ms().into(), task.id.0.into()]).await?;
    note(env, tx, staff, (task.id, task.work_id), (task.state, TaskState::Done), None).await?;
    if !open_next(env, staff, tx, &task).await? {
        close(env, tx, task.work_id).await?;
    }
    Ok(())
}
