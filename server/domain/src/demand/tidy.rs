//! Texts that too few people wrote are forgotten, and so are searches that no figure counts any more.

use super::{DAY_MS, day, searches};
use crate::{Environment, Result};
use contract::demand::{FORGOTTEN_AFTER_DAYS, KEPT_FROM_MEMBERS, SHOWN_FROM_SEARCHES};
use sea_orm::ConnectionTrait;

/// Forgets what is old enough. A request that staff have not answered is never forgotten.
pub(crate) async fn tidy(env: &Environment) -> Result<()> {
    searches::settle(env).await?;
    let now = env.clock.now_ms();
    let before = now - FORGOTTEN_AFTER_DAYS * DAY_MS;
    let from = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let statement = env.db.statement(
        "DELETE FROM demand WHERE last_at < ? AND COALESCE(decided_at, 0) < ? AND state <> 'linked'
         AND (SELECT COUNT(DISTINCT member_id) FROM demand_request WHERE demand_request.demand_id = demand.id) < ?
         AND (SELECT COALESCE(SUM(searches), 0) FROM demand_search WHERE demand_search.demand_id = demand.id) < ?
         AND NOT (state = 'open'
             AND EXISTS (SELECT 1 FROM demand_request WHERE demand_request.demand_id = demand.id))",
        [before.into(), before.into(), from(KEPT_FROM_MEMBERS).into(), from(SHOWN_FROM_SEARCHES).into()],
    );
    env.db.writer().execute_raw(statement).await?;
    let statement = env.db.statement("DELETE FROM demand_search WHERE day < ?", [(day(now) - 400).into()]);
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
