//! Demand is what members ask for, and what they look for without finding it.
//!
//! A request is a member's own; it is written to staff, who read it as it is. A search is nobody's: it is
//! counted by its words and day alone (`searches.rs`), and its words are shown only once they were looked for
//! often enough not to name anybody. Staff answer a demand with an item, or dismiss it; whoever asked is told
//! on their first page when a session of that item can be attended.

mod answer;
mod list;
mod request;
mod searches;
mod tidy;

pub use answer::{answered, dismiss, link, make_item, put_away, reopen};
pub use list::list;
pub use request::request;
pub(crate) use searches::Unfound;
pub use searches::searched;
pub(crate) use tidy::tidy;

use crate::{Environment, Result, clock::DAY_MS};
use contract::ItemId;
use sea_orm::{ConnectionTrait, Value};

/// Days since 1970 UTC.
fn day(ms: i64) -> i32 {
    i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX)
}

/// How much each item is asked for: every request for it, and the searches of the last ninety days. Takes
/// [`asked_values`].
pub(crate) const ASKED: &str = "SELECT item_id, CAST(SUM(asked) AS BIGINT) AS asked FROM (
        SELECT demand.item_id AS item_id, COUNT(*) AS asked FROM demand
        JOIN demand_request ON demand_request.demand_id = demand.id
        WHERE demand.state = 'linked' GROUP BY demand.item_id
        UNION ALL
        SELECT demand.item_id AS item_id, SUM(demand_search.searches) AS asked FROM demand
        JOIN demand_search ON demand_search.demand_id = demand.id
        WHERE demand.state = 'linked' AND demand_search.day > ? GROUP BY demand.item_id
    ) AS each_kind GROUP BY item_id";

/// What stands for the question mark of [`ASKED`].
pub(crate) fn asked_values(env: &Environment) -> Vec<Value> {
    vec![(day(env.clock.now_ms()) - 90).into()]
}

/// How much one item is asked for.
pub(crate) async fn asked_of_item(env: &Environment, id: ItemId) -> Result<u64> {
    let sql = format!("SELECT asked FROM ({ASKED}) AS asked_for WHERE item_id = ?");
    let mut values = asked_values(env);
    values.push(id.0.into());
    let row = env.db.reader().query_one_raw(env.db.statement(&sql, values)).await?;
    let asked: Option<i64> = row.map(|row| row.try_get("", "asked")).transpose()?;
    Ok(asked.unwrap_or_default().unsigned_abs())
}
