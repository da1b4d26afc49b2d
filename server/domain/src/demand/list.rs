//! What is asked for, as staff see it.

use super::{DAY_MS, day, searches};
use crate::{
    Environment, Result,
    accounts::Staff,
    clock::moment,
    database::{code, stored},
};
use contract::{
    DemandId, ItemId,
    demand::{DEMANDS_SHOWN, Demand, DemandList, DemandState, SHOWN_FROM_SEARCHES},
};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// So many notes stand beside a demand.
const NOTES: usize = 5;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    words: String,
    state: String,
    item_id: Option<Uuid>,
    item_title: Option<JsonValue>,
    reason: Option<String>,
    last_at: i64,
    members: i64,
    last_30_days: i64,
    last_90_days: i64,
}

/// Whether the words may be shown: somebody wrote them to staff, or enough people looked for them. Takes
/// [`SHOWN_FROM_SEARCHES`].
const SHOWN: &str = "(EXISTS (SELECT 1 FROM demand_request WHERE demand_request.demand_id = demand.id)
    OR (SELECT COALESCE(SUM(searches), 0) FROM demand_search WHERE demand_search.demand_id = demand.id) >= ?)";

/// Requests since a moment and searches after a day.
const SINCE: &str = "((SELECT COUNT(*) FROM demand_request
        WHERE demand_request.demand_id = demand.id AND demand_request.created_at > ?)
    + (SELECT COALESCE(SUM(searches), 0) FROM demand_search
        WHERE demand_search.demand_id = demand.id AND demand_search.day > ?))";

/// The demands in a state, those most asked for first. Words that were only looked for, and seldom, are
/// counted and not shown.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Staff, state: DemandState) -> Result<DemandList> {
    searches::settle(env).await?;
    let now = env.clock.now_ms();
    let sql = format!(
        "SELECT demand.id, demand.words, demand.state, demand.item_id, item.title AS item_title, demand.reason,
                demand.last_at,
                (SELECT COUNT(DISTINCT member_id) FROM demand_request
                 WHERE demand_request.demand_id = demand.id) AS members,
                CAST({SINCE} AS BIGINT) AS last_30_days, CAST({SINCE} AS BIGINT) AS last_90_days
         FROM demand LEFT JOIN item ON item.id = demand.item_id
         WHERE demand.state = ? AND {SHOWN}
         ORDER BY last_90_days DESC, demand.last_at DESC, demand.id LIMIT {DEMANDS_SHOWN}"
    );
    let mut values: Vec<Value> = Vec::new();
    for days in [30, 90] {
        values.push((now - i64::from(days) * DAY_MS).into());
        values.push((day(now) - days).into());
    }
    values.extend([state.code().into(), shown_from()]);
    let found = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    let rows: Vec<Row> = found.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let mut notes = notes(env, rows.iter().map(|row| row.id).collect()).await?;
    let items = rows.into_iter().map(|row| demand(row, &mut notes)).collect::<Result<_>>()?;
    let (hidden_texts, hidden_searches) =
        if state == DemandState::Open { hidden(env, day(now) - 90).await? } else { (0, 0) };
    Ok(DemandList { items, hidden_texts, hidden_searches })
}

fn shown_from() -> Value {
    i64::try_from(SHOWN_FROM_SEARCHES).unwrap_or(i64::MAX).into()
}

fn demand(row: Row, notes: &mut HashMap<Uuid, Vec<String>>) -> Result<Demand> {
    Ok(Demand {
        id: DemandId(row.id),
        words: row.words,
        state: code(&row.state)?,
        item_id: row.item_id.map(ItemId),
        item_title: row.item_title.map(stored).transpose()?,
        reason: row.reason,
        members: row.members.unsigned_abs(),
        last_30_days: row.last_30_days.unsigned_abs(),
        last_90_days: row.last_90_days.unsigned_abs(),
        notes: notes.remove(&row.id).unwrap_or_default(),
        last_at: moment(row.last_at),
    })
}

async fn notes(env: &Environment, of: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<String>>> {
    let mut notes: HashMap<Uuid, Vec<String>> = HashMap::new();
    if of.is_empty() {
        return Ok(notes);
    }
    let sql = format!(
        "SELECT demand_id, note FROM demand_request WHERE note <> '' AND demand_id IN ({})
         ORDER BY created_at DESC",
        vec!["?"; of.len()].join(", ")
    );
    let statement = env.db.statement(&sql, of.into_iter().map(Value::from));
    for row in env.db.reader().query_all_raw(statement).await? {
        let of_demand = notes.entry(row.try_get("", "demand_id")?).or_default();
        if of_demand.len() < NOTES {
            of_demand.push(row.try_get("", "note")?);
        }
    }
    Ok(notes)
}

/// How many open demands are not shown, and the searches that they are made of.
async fn hidden(env: &Environment, after: i32) -> Result<(u64, u64)> {
    let sql = format!(
        "SELECT COUNT(DISTINCT demand.id) AS texts, COALESCE(SUM(demand_search.searches), 0) AS searches
         FROM demand JOIN demand_search ON demand_search.demand_id = demand.id
         WHERE demand.state = 'open' AND demand_search.day > ? AND NOT {SHOWN}"
    );
    let row = env.db.reader().query_one_raw(env.db.statement(&sql, [after.into(), shown_from()])).await?;
    let Some(row) = row else { return Ok((0, 0)) };
    let (texts, searches): (i64, i64) = (row.try_get("", "texts")?, row.try_get("", "searches")?);
    Ok((texts.unsigned_abs(), searches.unsigned_abs()))
}
