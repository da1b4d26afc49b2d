//! The board: what stands at each step, for how long, and where it stands longest.

use super::{
    rows::{COLUMNS, FROM, STANDING, TaskRow},
    tasks,
};
use crate::{Environment, Result, accounts::Staff};
use contract::{
    LangMap,
    work::{Board, CARDS, Column, Task},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

/// Where a task stands in its column.
#[derive(FromQueryResult)]
struct Place {
    place: i64,
    total: i64,
    overdue: i64,
}

/// All work that is under way, a column per step. Two queries, however much there is; the columns are those
/// of the steps as they are now, and any at which older work still stands.
///
/// # Errors
/// Only when the database fails.
pub async fn board(env: &Environment, _: &Staff) -> Result<Board> {
    let now = env.clock.now_ms();
    let steps = tasks::in_order(env).await?;
    // The oldest cards of each column, and the one or two in its middle, whose age is the median.
    let sql = format!(
        "SELECT {COLUMNS}, ranked.place, ranked.total, ranked.overdue FROM (
            SELECT id, ROW_NUMBER() OVER (PARTITION BY step ORDER BY opened_at, id) AS place,
                COUNT(*) OVER (PARTITION BY step) AS total,
                COUNT(CASE WHEN due_at < ? THEN 1 END) OVER (PARTITION BY step) AS overdue
            FROM task WHERE {STANDING}
         ) AS ranked JOIN {FROM_RANKED}
         WHERE ranked.place <= {CARDS}
            OR ranked.place IN ((ranked.total + 1) / 2, (ranked.total + 2) / 2)
         ORDER BY task.step, ranked.place",
        FROM_RANKED = FROM.replacen("task JOIN item", "task ON task.id = ranked.id JOIN item", 1),
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [now.into()])).await?;
    let mut columns: Vec<Column> = steps.into_iter().map(|(step, name)| empty(step, name)).collect();
    let mut middles: Vec<Vec<i64>> = vec![Vec::new(); columns.len()];
    for row in &rows {
        let place = Place::from_query_result(row, "")?;
        let row = TaskRow::of(row)?;
        let age = now - row.opened_at.unwrap_or(now);
        let task = row.seen(now)?;
        let at = columns.iter().position(|column| column.step == task.step).unwrap_or_else(|| {
            columns.push(empty(task.step.clone(), task.name.clone()));
            middles.push(Vec::new());
            columns.len() - 1
        });
        let (Some(column), Some(middle)) = (columns.get_mut(at), middles.get_mut(at)) else { continue };
        stand(column, &place, age, task);
        if is_middle(&place) {
            middle.push(age);
        }
    }
    for (column, middle) in columns.iter_mut().zip(middles) {
        let count = i64::try_from(middle.len()).unwrap_or(1).max(1);
        column.median_s = (!middle.is_empty()).then(|| seconds(middle.iter().sum::<i64>() / count));
    }
    let bottleneck = Board::narrowest(&columns).map(|column| column.step.clone());
    Ok(Board { columns, bottleneck })
}

fn empty(step: String, name: LangMap) -> Column {
    Column { step, name, count: 0, overdue: 0, oldest_s: None, median_s: None, cards: Vec::new() }
}

fn is_middle(place: &Place) -> bool {
    [i64::midpoint(place.total, 1), i64::midpoint(place.total, 2)].contains(&place.place)
}

fn stand(column: &mut Column, place: &Place, age: i64, task: Task) {
    column.count = u64::try_from(place.total).unwrap_or_default();
    column.overdue = u64::try_from(place.overdue).unwrap_or_default();
    if place.place == 1 {
        column.oldest_s = Some(seconds(age));
    }
    if column.cards.len() < CARDS {
        column.cards.push(task);
    }
}

fn seconds(milliseconds: i64) -> u64 {
    u64::try_from(milliseconds / 1000).unwrap_or_default()
}
