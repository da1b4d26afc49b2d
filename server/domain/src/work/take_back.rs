//! Taking back work that was started on many items: all that nobody has touched since.

use super::entity::{task, work, work_start};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::{code, stored},
    inventory::entity as items,
};
use contract::{
    BulkId, ItemId,
    inventory::ItemStatus,
    work::{KeptWork, StartUndone},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JsonValue, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Works taken back by one statement.
const BATCH: usize = 500;

/// Each work of a start, and whether somebody has touched it. The first step opens by itself; every other move is
/// somebody's.
const WORKS: &str = "SELECT work.id, work.item_id, work.status_before, item.title,
        CASE WHEN work.finished_at IS NOT NULL OR EXISTS
                (SELECT 1 FROM task_move WHERE task_move.work_id = work.id AND task_move.from_state <> 'locked')
            THEN 'step'
            WHEN EXISTS (SELECT 1 FROM item_comment
                WHERE item_comment.item_id = work.item_id AND item_comment.created_at >= work.started_at)
            THEN 'comment' END AS why
    FROM work JOIN item ON item.id = work.item_id WHERE work.start_id = ?";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    item_id: Uuid,
    status_before: Option<String>,
    title: JsonValue,
    why: Option<String>,
}

impl Row {
    fn kept(self, why: &str) -> Result<KeptWork> {
        Ok(KeptWork { id: ItemId(self.item_id), title: stored(self.title)?, why: code(why)? })
    }
}

/// Takes back the work that was started on many items. Where somebody has claimed or done a step since, or written
/// about the item, it goes on.
///
/// # Errors
/// [`Error::Conflict`] with `undone_already`; [`Error::NotFound`].
pub async fn take_back(env: &Environment, _: &Staff, start: BulkId) -> Result<StartUndone> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE work_start SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
        [env.clock.now_ms().into(), start.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        let known = work_start::Entity::find_by_id(start.0).count(&tx).await? > 0;
        return Err(if known { Error::Conflict("undone_already") } else { Error::NotFound });
    }
    hold_items(&tx, start).await?;
    hold(&tx, start).await?;
    let rows = tx.query_all_raw(env.db.statement(&format!("{WORKS} ORDER BY work.id"), [start.0.into()])).await?;
    let mut undone = StartUndone::default();
    let mut untouched = Vec::new();
    for row in &rows {
        let mut row = Row::from_query_result(row, "")?;
        match row.why.take() {
            Some(why) => undone.kept.push(row.kept(&why)?),
            None => untouched.push(row),
        }
    }
    for some in untouched.chunks(BATCH) {
        put_back(env, &tx, some).await?;
        let works = some.iter().map(|row| row.id);
        // Its steps and their log go with it.
        let gone = work::Entity::delete_many().filter(work::Column::Id.is_in(works)).exec(&tx).await?;
        undone.taken_back += gone.rows_affected;
    }
    tx.commit().await?;
    Ok(undone)
}

/// Holds the items, in the order in which everybody does who changes many.
async fn hold_items<C: ConnectionTrait>(tx: &C, start: BulkId) -> Result<()> {
    let of_works = Query::select()
        .column(work::Column::ItemId)
        .from(work::Entity)
        .and_where(work::Column::StartId.eq(start.0))
        .to_owned();
    let _: Vec<Uuid> = items::Entity::find()
        .select_only()
        .column(items::Column::Id)
        .filter(items::Column::Id.in_subquery(of_works))
        .order_by_asc(items::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(())
}

/// Holds the first step of each work, so that nobody claims one while it is taken back. In the order in which
/// several are claimed, so that neither waits for the other for ever.
async fn hold<C: ConnectionTrait>(tx: &C, start: BulkId) -> Result<()> {
    let works = Query::select()
        .column(work::Column::Id)
        .from(work::Entity)
        .and_where(work::Column::StartId.eq(start.0))
        .to_owned();
    let _: Vec<Uuid> = task::Entity::find()
        .select_only()
        .column(task::Column::Id)
        .filter(task::Column::WorkId.in_subquery(works))
        .filter(task::Column::Position.eq(0))
        .order_by_asc(task::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(())
}

/// Puts items back to where they stood before, but for those that somebody has moved on meanwhile.
async fn put_back<C: ConnectionTrait>(env: &Environment, tx: &C, works: &[Row]) -> Result<()> {
    let mut stood: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for row in works {
        if let Some(status) = &row.status_before {
            stood.entry(status).or_default().push(row.item_id);
        }
    }
    for (status, back) in stood {
        items::Entity::update_many()
            .col_expr(items::Column::Status, Expr::value(status))
            .col_expr(items::Column::Version, Expr::col(items::Column::Version).add(1))
            .col_expr(items::Column::UpdatedAt, Expr::value(env.clock.now_ms()))
            .filter(items::Column::Id.is_in(back))
            .filter(items::Column::Status.eq(ItemStatus::InWork.code()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The work of a start that goes on because somebody has touched it: the first `most`.
///
/// # Errors
/// Only when the database fails.
pub async fn kept(env: &Environment, _: &Staff, start: BulkId, most: u64) -> Result<Vec<KeptWork>> {
    let sql = format!("SELECT * FROM ({WORKS}) AS works WHERE why IS NOT NULL ORDER BY id LIMIT {most}");
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [start.0.into()])).await?;
    let kept = |row| {
        let mut row = Row::from_query_result(row, "")?;
        let why = row.why.take().unwrap_or_default();
        row.kept(&why)
    };
    rows.iter().map(kept).collect()
}
