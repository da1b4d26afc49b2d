//! The backlog in its order.

use super::{entity, weights};
use crate::{Environment, Error, Result, accounts::Staff, demand, inventory};
use contract::{
    ItemId,
    backlog::{Backlog, BacklogEntry, BacklogSearch, IN_BACKLOG, Marks, Weights, score},
    inventory::{ItemDetails, ItemFields},
    limits,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Value};
use std::{cmp::Reverse, collections::HashMap};
use uuid::Uuid;

/// What a place follows from.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    value: Option<i32>,
    ease: Option<i32>,
    cost: Option<i32>,
    asked: i64,
}

impl Row {
    fn asked(&self) -> u64 {
        self.asked.unsigned_abs()
    }

    /// Higher goes first: by score, those without one after all others, then by how much it is asked for,
    /// then the newest. No two items have the same place, so that a page begins where another ended.
    fn place(&self, weights: &Weights) -> Place {
        let marks = Marks { value: mark(self.value), ease: mark(self.ease), cost: mark(self.cost), ..Marks::default() };
        // Of numbers that are not negative, the greater has the greater bits.
        let score = score(&marks, self.asked(), weights).map_or(0, |score| score.to_bits() + 1);
        Place(score, self.asked(), self.id)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64, u64, Uuid);

impl Place {
    fn write(self) -> String {
        format!("{:x}.{:x}.{}", self.0, self.1, self.2.simple())
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let place = Self(
            u64::from_str_radix(parts.next()?, 16).ok()?,
            u64::from_str_radix(parts.next()?, 16).ok()?,
            Uuid::parse_str(parts.next()?).ok()?,
        );
        parts.next().is_none().then_some(place)
    }
}

fn mark(stored: Option<i32>) -> Option<u32> {
    stored.and_then(|mark| u32::try_from(mark).ok())
}

/// The backlog, or what of it is asked for, the highest score first.
///
/// Every entry's parts are read and ranked here, some forty bytes each: the order follows from a formula
/// whose weights change, and from what members ask for.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave, or the status is not one of the
/// backlog's.
pub async fn list(env: &Environment, _: &Staff, search: &BacklogSearch) -> Result<Backlog> {
    if search.status.is_some_and(|status| !IN_BACKLOG.contains(&status)) {
        return Err(Error::field("status", "unknown"));
    }
    let after = match search.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => Some(Place::read(cursor).ok_or_else(|| Error::field("cursor", "not_a_cursor"))?),
        None => None,
    };
    let weights = weights::current(env).await?.weights;
    let mut rows: Vec<(Place, Row)> =
        rows(env, search).await?.into_iter().map(|row| (row.place(&weights), row)).collect();
    let total = rows.len() as u64;
    rows.retain(|(place, _)| after.is_none_or(|after| *place < after));
    rows.sort_unstable_by_key(|(place, _)| Reverse(*place));
    let limit = search.limit.unwrap_or(50).clamp(1, limits::PAGE_MAX) as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(place, _)| place.write());
    let items = entries(env, rows.into_iter().map(|(_, row)| (row.id, row.asked())).collect(), &weights).await?;
    Ok(Backlog { items, next, total, weights })
}

async fn rows(env: &Environment, search: &BacklogSearch) -> Result<Vec<Row>> {
    let mut sql = format!(
        "SELECT item.id, item_score.value, item_score.ease, item_score.cost, COALESCE(asked_for.asked, 0) AS asked
         FROM item
         LEFT JOIN item_score ON item_score.item_id = item.id
         LEFT JOIN ({}) AS asked_for ON asked_for.item_id = item.id
         WHERE ",
        demand::ASKED
    );
    let mut values: Vec<Value> = demand::asked_values(env);
    match search.status {
        Some(status) => {
            sql += "item.status = ?";
            values.push(status.code().into());
        }
        None => {
            sql += "item.status IN (?, ?, ?, ?)";
            values.extend(IN_BACKLOG.map(|status| status.code().into()));
        }
    }
    if let Some(kind) = search.kind {
        sql += " AND item.kind = ?";
        values.push(kind.code().into());
    }
    if let Some(centre) = search.centre.as_deref().map(str::trim).filter(|centre| !centre.is_empty()) {
        sql += " AND item.centre = ?";
        values.push(centre.into());
    }
    if search.unscored == Some(true) {
        sql += " AND (item_score.value IS NULL OR item_score.ease IS NULL OR item_score.cost IS NULL)";
    }
    let found = env.db.reader().query_all_raw(env.db.statement(&sql, values)).await?;
    Ok(found.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// One item, wherever it stands, with what its place follows from.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn entry(env: &Environment, _: &Staff, id: ItemId) -> Result<BacklogEntry> {
    let asked = demand::asked_of_item(env, id).await?;
    let weights = weights::current(env).await?.weights;
    entries(env, vec![(id.0, asked)], &weights).await?.pop().ok_or(Error::NotFound)
}

/// The centres that items of the backlog come from, for the filter.
///
/// # Errors
/// Only when the database fails.
pub async fn centres(env: &Environment, _: &Staff) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT centre FROM item
        WHERE centre IS NOT NULL AND status IN (?, ?, ?, ?) ORDER BY centre LIMIT 200";
    let values: [Value; 4] = IN_BACKLOG.map(|status| status.code().into());
    let rows = env.db.reader().query_all_raw(env.db.statement(sql, values)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "centre")).collect::<Result<_, _>>()?)
}

/// These items in this order; one that was removed meanwhile is left out.
async fn entries(env: &Environment, chosen: Vec<(Uuid, u64)>, weights: &Weights) -> Result<Vec<BacklogEntry>> {
    let ids: Vec<Uuid> = chosen.iter().map(|(id, _)| *id).collect();
    let mut items = inventory::with_ids(env.db.reader(), &ids).await?;
    let scored = entity::Entity::find().filter(entity::Column::ItemId.is_in(ids)).all(env.db.reader()).await?;
    let mut scores: HashMap<Uuid, entity::Model> = scored.into_iter().map(|row| (row.item_id, row)).collect();
    let entry = |(id, asked): (Uuid, u64)| {
        let item: ItemDetails = items.remove(&id)?;
        let (marks, marks_version) = scores.remove(&id).map_or_else(Default::default, marks_of);
        let score = score(&marks, asked, weights);
        Some(BacklogEntry { missing: missing(&item.fields), item, marks, marks_version, asked, score })
    };
    Ok(chosen.into_iter().filter_map(entry).collect())
}

/// How an item is judged, where it is.
pub(crate) async fn marks_of_item(connection: &impl ConnectionTrait, id: ItemId) -> Result<Option<Marks>> {
    Ok(entity::Entity::find_by_id(id.0).one(connection).await?.map(|row| marks_of(row).0))
}

fn marks_of(row: entity::Model) -> (Marks, i64) {
    let marks = Marks {
        value: mark(row.value),
        ease: mark(row.ease),
        cost: mark(row.cost),
        value_note: row.value_note,
        ease_note: row.ease_note,
        cost_note: row.cost_note,
    };
    (marks, row.version)
}

fn missing(fields: &ItemFields) -> Vec<String> {
    [
        ("description", fields.description.is_empty()),
        ("duration_minutes", fields.duration_minutes.is_none()),
        ("language", fields.language.is_none()),
        ("instructor", fields.instructor.is_none()),
        ("centre", fields.centre.is_none()),
    ]
    .into_iter()
    .filter(|(_, missing)| *missing)
    .map(|(name, _)| name.to_owned())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_and_read_again() {
        let place = Place(6.0_f64.to_bits() + 1, 12, Uuid::from_u128(7));
        assert_eq!(Place::read(&place.write()), Some(place));
        for wrong in ["", "1", "1.2", "x.1.00000000000000000000000000000007", "1.2.3", "1.2.3.4"] {
            assert_eq!(Place::read(wrong), None, "{wrong}");
        }
        assert!(Place(6.1_f64.to_bits(), 0, Uuid::nil()) > Place(6.0_f64.to_bits(), 9, Uuid::max()));
    }
}
