//! Links between items: what is part of what, what says the same in another language, what was made from what.
//! A link is written once and read from both of its ends.

mod entity;

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::{code, stored},
    inventory::{self, entity as item},
};
use contract::{
    ItemId, LinkId,
    links::{ItemLink, LINKS_MOST, LinkKind, NewItemLink},
    text::printable,
};
use entity as row;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    FromQueryResult, JsonValue, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    kind: String,
    backwards: i32,
    item_id: Uuid,
    title: JsonValue,
}

/// Both databases run it as it stands. Values: the item, twice.
const LINES: &str = "
    SELECT item_link.id AS id, item_link.kind AS kind, 0 AS backwards, item.id AS item_id, item.title AS title
    FROM item_link JOIN item ON item.id = item_link.other_id WHERE item_link.item_id = ?
    UNION ALL
    SELECT item_link.id AS id, item_link.kind AS kind, 1 AS backwards, item.id AS item_id, item.title AS title
    FROM item_link JOIN item ON item.id = item_link.item_id WHERE item_link.other_id = ?
    ORDER BY 3, 2, 1";

/// Whether one walks from the one item to the other by links of a kind. Values: where one begins, the kind, and
/// where one may not come. `UNION` walks every way once, so that it ends whatever was written before.
const WALK: &str = "
    WITH RECURSIVE beyond (id) AS (
        SELECT other_id FROM item_link WHERE item_id = ? AND kind = ?
        UNION
        SELECT item_link.other_id FROM item_link JOIN beyond ON item_link.item_id = beyond.id WHERE item_link.kind = ?
    )
    SELECT 1 FROM beyond WHERE id = ? LIMIT 1";

/// Every link of an item: those that it has to others, then those that others have to it.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, id: ItemId) -> Result<Vec<ItemLink>> {
    let statement = env.db.statement(LINES, [id.0.into(), id.0.into()]);
    let lines = Line::find_by_statement(statement).all(env.db.reader()).await?;
    let link = |line: Line| {
        Ok(ItemLink {
            id: LinkId(line.id),
            kind: code(&line.kind)?,
            backwards: line.backwards != 0,
            item_id: ItemId(line.item_id),
            title: stored(line.title)?,
        })
    };
    lines.into_iter().map(link).collect()
}

/// Links an item to another.
///
/// # Errors
/// [`Error::Invalid`] at `other`: `unknown_item`, `same_item`, `linked_already`, `link_in_circle` when the other
/// is already so to this one, by however many steps, or `links_full`; [`Error::NotFound`].
pub async fn link(env: &Environment, staff: &Staff, id: ItemId, new: &NewItemLink) -> Result<ItemLink> {
    inventory::get(env, staff, id).await?;
    let tx = env.db.begin().await?;
    // One link at a time: two that are each right could be a circle together. The row is the vocabulary's, whose
    // changes also take it before any item.
    tx.execute_raw(env.db.statement("UPDATE vocabulary_revision SET revision = revision WHERE id = 1", [])).await?;
    let other = found(&tx, &new.other).await?.ok_or_else(|| Error::field("other", "unknown_item"))?;
    if other == id {
        return Err(Error::field("other", "same_item"));
    }
    accepted(env, &tx, id, new.kind, other).await?;
    let link = row::ActiveModel {
        id: Set(env.new_id()),
        item_id: Set(id.0),
        kind: Set(new.kind.code().to_owned()),
        other_id: Set(other.0),
        member_id: Set(Some(staff.id.0)),
        at: Set(env.clock.now_ms()),
    };
    let written = link.insert(&tx).await?;
    tx.commit().await?;
    let links = of_item(env, staff, id).await?;
    links.into_iter().find(|link| link.id.0 == written.id).ok_or(Error::NotFound)
}

/// Takes a link of an item away, from whichever of its ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn unlink(env: &Environment, _: &Staff, id: ItemId, link: LinkId) -> Result<()> {
    let either = Condition::any().add(row::Column::ItemId.eq(id.0)).add(row::Column::OtherId.eq(id.0));
    let gone =
        row::Entity::delete_many().filter(row::Column::Id.eq(link.0)).filter(either).exec(env.db.writer()).await?;
    if gone.rows_affected == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Whether links of one kind lead from either of two items to the other: made into one, it would be in a circle.
pub(crate) async fn lead_around(
    env: &Environment,
    tx: &DatabaseTransaction,
    one: ItemId,
    other: ItemId,
) -> Result<bool> {
    for kind in LinkKind::ALL {
        if leads(env, tx, one, *kind, other).await? || leads(env, tx, other, *kind, one).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn leads(env: &Environment, tx: &DatabaseTransaction, from: ItemId, kind: LinkKind, to: ItemId) -> Result<bool> {
    let values = [from.0.into(), kind.code().into(), kind.code().into(), to.0.into()];
    Ok(tx.query_one_raw(env.db.statement(WALK, values)).await?.is_some())
}

/// The item that somebody means by an id, an address or a key.
async fn found(tx: &DatabaseTransaction, text: &str) -> Result<Option<ItemId>> {
    let text = printable(text);
    let text = text.trim();
    let id = text.split(['/', '?', '#']).find_map(|piece| Uuid::parse_str(piece).ok());
    let meant = match id {
        Some(id) => item::Column::Id.eq(id),
        None => item::Column::SourceKey.eq(text),
    };
    Ok(item::Entity::find().filter(meant).one(tx).await?.map(|row| ItemId(row.id)))
}

async fn accepted(
    env: &Environment,
    tx: &DatabaseTransaction,
    id: ItemId,
    kind: LinkKind,
    other: ItemId,
) -> Result<()> {
    let either = Condition::any().add(row::Column::ItemId.eq(id.0)).add(row::Column::OtherId.eq(id.0));
    if row::Entity::find().filter(either).count(tx).await? >= LINKS_MOST as u64 {
        return Err(Error::field("other", "links_full"));
    }
    let same = row::Entity::find()
        .filter(row::Column::ItemId.eq(id.0))
        .filter(row::Column::Kind.eq(kind.code()))
        .filter(row::Column::OtherId.eq(other.0));
    if same.count(tx).await? > 0 {
        return Err(Error::field("other", "linked_already"));
    }
    if leads(env, tx, other, kind, id).await? {
        return Err(Error::field("other", "link_in_circle"));
    }
    Ok(())
}
