//! Finding items, for staff.

use super::{entity, rows, views};
use crate::{Environment, Error, Result, accounts::Staff, extra_fields, vocabulary};
use contract::{
    Page,
    inventory::{ItemDetails, ItemOrder, ItemSearch},
    limits,
    text::folded,
};
use futures::future::try_join;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

/// How many words of tags are looked for in one group.
const WORDS_TOGETHER: usize = 100;

/// The items that match, in the order that was asked for.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn search(env: &Environment, _: &Staff, search: &ItemSearch) -> Result<Page<ItemDetails>> {
    let limit = search.limit.unwrap_or(50).clamp(1, limits::PAGE_MAX);
    let matching = matching(env, env.db.reader(), search).await?;
    let all = entity::Entity::find().filter(matching.clone());
    let mut page = entity::Entity::find().filter(matching).limit(u64::from(limit) + 1);
    let order = search.sort.unwrap_or(ItemOrder::New);
    page = match order {
        ItemOrder::New => page,
        ItemOrder::Changed => page.order_by_desc(entity::Column::UpdatedAt),
        ItemOrder::Title => page.order_by_asc(entity::Column::TitleKey),
    };
    page = match order {
        ItemOrder::Title => page.order_by_asc(entity::Column::Id),
        ItemOrder::New | ItemOrder::Changed => page.order_by_desc(entity::Column::Id),
    };
    if let Some(cursor) = search.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        page = page.filter(beyond(order, cursor).ok_or_else(|| Error::field("cursor", "not_a_cursor"))?);
    }
    // Looking for words reads every row for the one, and may for the other: at once, then.
    let (total, mut found) = try_join(all.count(env.db.reader()), page.all(env.db.reader())).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|row| cursor(order, row));
    let items = found.into_iter().map(rows::details).collect::<Result<_>>()?;
    Ok(Page { items, next, total: Some(total) })
}

/// What all words and filters ask for, without order or place. A tag stands for those under it as well.
pub(super) async fn matching<C: ConnectionTrait>(
    env: &Environment,
    connection: &C,
    search: &ItemSearch,
) -> Result<Condition> {
    let mut matching = Condition::all();
    for word in folded(search.q.as_deref().unwrap_or_default()).split_whitespace() {
        matching = matching.add(holding(connection.get_database_backend(), word));
    }
    if let Some(kind) = search.kind {
        matching = matching.add(entity::Column::Kind.eq(kind.code()));
    }
    if let Some(status) = search.status {
        matching = matching.add(entity::Column::Status.eq(status.code()));
    }
    if let Some(tag) = search.tag.as_deref().filter(|tag| !tag.trim().is_empty()) {
        let words = vocabulary::below(env, connection, tag).await?;
        let holds = |word: &String| entity::Column::TagText.contains(format!("|{word}|"));
        // In groups: SQLite takes a condition that is a thousand deep for too large.
        let group = |words: &[String]| words.iter().fold(Condition::any(), |any, word| any.add(holds(word)));
        matching =
            matching.add(words.chunks(WORDS_TOGETHER).fold(Condition::any(), |any, words| any.add(group(words))));
    }
    if let Some(centre) = search.centre.as_deref().map(str::trim).filter(|centre| !centre.is_empty()) {
        matching = matching.add(entity::Column::Centre.eq(centre));
    }
    if !search.extras.is_empty() {
        matching = matching.add(extra_fields::holding(connection, &search.extras).await?);
    }
    if let Some(view) = search.view {
        matching = matching.add(views::condition(env.clock.now_ms(), view));
    }
    Ok(matching)
}

/// Items whose words hold this one. Both are folded, so that capitals need no second look, which SQLite's `LIKE`
/// takes at every letter.
fn holding(database: DbBackend, word: &str) -> SimpleExpr {
    match database {
        DbBackend::Sqlite => Expr::cust_with_values(r#"instr("item"."search_text", ?) > 0"#, [word]),
        _ => entity::Column::SearchText.contains(word),
    }
}

/// The place of a row in an order: what it is ordered by, and its id where others are alike.
fn cursor(order: ItemOrder, row: &entity::Model) -> String {
    match order {
        ItemOrder::New => row.id.to_string(),
        ItemOrder::Changed => format!("{}~{}", row.id, row.updated_at),
        ItemOrder::Title => format!("{}~{}", row.id, row.title_key.as_deref().unwrap_or_default()),
    }
}

/// What comes after a place; nothing where it is none.
fn beyond(order: ItemOrder, cursor: &str) -> Option<Condition> {
    let (id, value) = cursor.split_once('~').unwrap_or((cursor, ""));
    let id = Uuid::parse_str(id).ok()?;
    let after = |further: SimpleExpr, equal: SimpleExpr, next: SimpleExpr| {
        Condition::any().add(further).add(Condition::all().add(equal).add(next))
    };
    let (changed, title) = (entity::Column::UpdatedAt, entity::Column::TitleKey);
    Some(match order {
        ItemOrder::New => Condition::all().add(entity::Column::Id.lt(id)),
        ItemOrder::Changed => {
            let at: i64 = value.parse().ok()?;
            after(changed.lt(at), changed.eq(at), entity::Column::Id.lt(id))
        }
        ItemOrder::Title => after(title.gt(value), title.eq(value), entity::Column::Id.gt(id)),
    })
}
