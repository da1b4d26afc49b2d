//! Finding items, for staff.

use super::{entity, rows};
use crate::{Environment, Error, Result, accounts::Staff};
use contract::{
    Page,
    inventory::{ItemDetails, ItemSearch},
    limits,
    text::folded,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The items that match, the newest first.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn search(env: &Environment, _: &Staff, search: &ItemSearch) -> Result<Page<ItemDetails>> {
    let limit = search.limit.unwrap_or(50).clamp(1, limits::PAGE_MAX);
    let matching = matching(search);
    let total = entity::Entity::find().filter(matching.clone()).count(env.db.reader()).await?;

    let mut page =
        entity::Entity::find().filter(matching).order_by_desc(entity::Column::Id).limit(u64::from(limit) + 1);
    if let Some(cursor) = search.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        let last = Uuid::parse_str(cursor).map_err(|_| Error::field("cursor", "not_a_cursor"))?;
        page = page.filter(entity::Column::Id.lt(last));
    }
    let mut found = page.all(env.db.reader()).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|row| row.id.to_string());
    let items = found.into_iter().map(rows::details).collect::<Result<_>>()?;
    Ok(Page { items, next, total: Some(total) })
}

/// What a search asks for, whatever the page.
pub(crate) fn matching(search: &ItemSearch) -> Condition {
    let mut matching = Condition::all();
    for word in folded(search.q.as_deref().unwrap_or_default()).split_whitespace() {
        matching = matching.add(entity::Column::SearchText.contains(word));
    }
    if let Some(kind) = search.kind {
        matching = matching.add(entity::Column::Kind.eq(kind.code()));
    }
    if let Some(status) = search.status {
        matching = matching.add(entity::Column::Status.eq(status.code()));
    }
    if let Some(tag) = search.tag.as_deref().filter(|tag| !tag.trim().is_empty()) {
        matching = matching.add(entity::Column::TagText.contains(format!("|{}|", folded(tag.trim()))));
    }
    matching
}
