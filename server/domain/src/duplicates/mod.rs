//! Two items may be one, written down twice: by two centres, or by two imports. Likely pairs are found
//! without comparing every item with every other (`alike.rs`); staff say that they are not the same, which is
//! remembered, or make one of them (`merge.rs`).

mod alike;
mod merge;

pub(crate) use merge::gone_keys;
pub use merge::{LINKS, merge, merged_into};

use crate::{Environment, Error, Result, accounts::Staff, database::stored, inventory};
use alike::{Candidate, Pair};
use contract::{
    ItemId, LangMap,
    duplicates::{DuplicatePair, Likeness, PAIRS_SHOWN},
    text::folded,
};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    title: JsonValue,
    instructor: Option<String>,
    duration_minutes: Option<i32>,
}

/// Pairs of items that may be the same one, the likeliest first; at most [`PAIRS_SHOWN`].
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Staff) -> Result<Vec<DuplicatePair>> {
    let distinct = distinct(env).await?;
    let mut pairs = same_file(env).await?;
    let candidates = candidates(env).await?;
    // Thousands of titles take a while; other requests are answered meanwhile.
    let alike = tokio::task::spawn_blocking(move || alike::pairs(&candidates));
    pairs.extend(alike.await.map_err(|error| Error::internal("comparing items", error))?);
    let mut seen = HashSet::new();
    pairs.retain(|pair| !distinct.contains(&(pair.one, pair.other)) && seen.insert((pair.one, pair.other)));
    pairs.truncate(PAIRS_SHOWN);
    let ids: Vec<Uuid> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    let items: HashMap<_, _> = inventory::with_ids(env.db.reader(), &ids).await?;
    let shown = |pair: Pair| {
        let (one, other) = (items.get(&pair.one)?.clone(), items.get(&pair.other)?.clone());
        Some(DuplicatePair { one, other, likeness: pair.likeness })
    };
    Ok(pairs.into_iter().filter_map(shown).collect())
}

/// Says that two items are not the same, so that they are not listed again.
///
/// # Errors
/// [`Error::Invalid`] when both are one; [`Error::NotFound`] when either is not there.
pub async fn not_the_same(env: &Environment, staff: &Staff, one: ItemId, other: ItemId) -> Result<()> {
    if one == other {
        return Err(Error::field("other_id", "same_item"));
    }
    let (one, other) = (one.min(other), one.max(other));
    let statement = env.db.statement(
        "INSERT INTO item_distinct (one_id, other_id, said_by, said_at)
         SELECT one.id, other.id, ?, ? FROM item AS one, item AS other WHERE one.id = ? AND other.id = ?
         ON CONFLICT (one_id, other_id) DO UPDATE SET said_at = excluded.said_at",
        [staff.id.0.into(), env.clock.now_ms().into(), one.0.into(), other.0.into()],
    );
    match env.db.writer().execute_raw(statement).await?.rows_affected() {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

async fn distinct(env: &Environment) -> Result<HashSet<(Uuid, Uuid)>> {
    let statement = env.db.statement("SELECT one_id, other_id FROM item_distinct", []);
    let rows = env.db.reader().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get("", "one_id")?, row.try_get("", "other_id")?))).collect()
}

/// Items for which the same bytes came.
async fn same_file(env: &Environment) -> Result<Vec<Pair>> {
    let sql = format!(
        "SELECT DISTINCT mine.item_id AS one, theirs.item_id AS other
         FROM recording AS mine
         JOIN stored_object AS my_file ON my_file.object_key = mine.original_key
         JOIN stored_object AS their_file ON their_file.sha256 = my_file.sha256 AND their_file.size = my_file.size
         JOIN recording AS theirs ON theirs.original_key = their_file.object_key
         WHERE mine.item_id < theirs.item_id AND mine.deleted_at IS NULL AND theirs.deleted_at IS NULL
         ORDER BY one, other LIMIT {}",
        4 * PAIRS_SHOWN
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [])).await?;
    let pair = |row: &sea_orm::QueryResult| -> Result<Pair> {
        Ok(Pair { one: row.try_get("", "one")?, other: row.try_get("", "other")?, likeness: Likeness::SameFile })
    };
    rows.iter().map(pair).collect()
}

async fn candidates(env: &Environment) -> Result<Vec<Candidate>> {
    let statement = env.db.statement("SELECT id, kind, title, instructor, duration_minutes FROM item ORDER BY id", []);
    let rows = env.db.reader().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            let row = Row::from_query_result(row, "")?;
            let title: LangMap = stored(row.title)?;
            let instructor = row.instructor.map(|name| folded(&name));
            Ok(Candidate::new(row.id, row.kind, title.0.values(), instructor, row.duration_minutes))
        })
        .collect()
}
