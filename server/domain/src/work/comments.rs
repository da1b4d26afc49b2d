//! What people say about an item, and who is to read it.

use super::{
    mentions::{Called, called},
    rows::{colleague, plain},
};
use crate::{Environment, Result, accounts::Staff, clock::moment, database::stored, inventory};
use contract::{
    CommentId, ItemId, MemberId,
    work::{COMMENT_CHARS, COMMENTS_SHOWN, Colleague, Comment, NotCalled},
};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Value};
use uuid::Uuid;

/// How many colleagues can be mentioned; no organisation of this kind has more.
const COLLEAGUES: usize = 500;

#[derive(FromQueryResult)]
struct CommentRow {
    id: Uuid,
    item_id: Uuid,
    title: JsonValue,
    created_at: i64,
    member_id: Option<Uuid>,
    name: Option<String>,
    text: String,
    unread: Option<i64>,
}

/// The comment, its writer, and whether it is unread by the member whose id is the first value.
const SELECT: &str = "SELECT item_comment.id, item_comment.item_id, item.title, item_comment.created_at,
        item_comment.member_id, member.name, item_comment.text,
        CASE WHEN comment_mention.member_id IS NULL THEN NULL ELSE CAST(1 AS BIGINT) END AS unread
    FROM item_comment JOIN item ON item.id = item_comment.item_id
    LEFT JOIN member ON member.id = item_comment.member_id
    LEFT JOIN comment_mention ON comment_mention.comment_id = item_comment.id
        AND comment_mention.member_id = ? AND comment_mention.seen_at IS NULL";

/// The latest comments on an item, the oldest of them first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such item.
pub async fn comments(env: &Environment, staff: &Staff, item: ItemId) -> Result<Vec<Comment>> {
    inventory::get(env, staff, item).await?;
    let sql = format!("{SELECT} WHERE item_comment.item_id = ? ORDER BY item_comment.id DESC LIMIT {COMMENTS_SHOWN}");
    let mut found = read(env, &sql, [staff.id.0.into(), item.0.into()]).await?;
    found.reverse();
    Ok(found)
}

/// The comments that mention somebody who has not said that they have seen them, the latest first.
///
/// # Errors
/// Only when the database fails.
pub async fn unread(env: &Environment, staff: &Staff) -> Result<Vec<Comment>> {
    let sql = format!(
        "{SELECT} WHERE comment_mention.member_id IS NOT NULL ORDER BY item_comment.id DESC LIMIT {COMMENTS_SHOWN}"
    );
    read(env, &sql, [staff.id.0.into()]).await
}

async fn read<const N: usize>(env: &Environment, sql: &str, values: [Value; N]) -> Result<Vec<Comment>> {
    let rows = env.db.reader().query_all_raw(env.db.statement(sql, values)).await?;
    rows.iter().map(|row| seen(CommentRow::from_query_result(row, "")?)).collect()
}

fn seen(row: CommentRow) -> Result<Comment> {
    Ok(Comment {
        id: CommentId(row.id),
        item_id: ItemId(row.item_id),
        title: stored(row.title)?,
        at: moment(row.created_at),
        by: colleague(row.member_id, row.name),
        text: row.text,
        unread: row.unread.is_some(),
        not_called: Vec::new(),
    })
}

/// Writes a comment on an item. Whom it mentions finds it among their tasks until they have seen it; a name that
/// leads to nobody keeps nothing back, and is told.
///
/// # Errors
/// [`Error::Invalid`] when the text is none, or too long; [`Error::NotFound`].
pub async fn comment(env: &Environment, staff: &Staff, item: ItemId, text: &str) -> Result<Comment> {
    let text = plain("text", text, COMMENT_CHARS)?;
    let title = inventory::get(env, staff, item).await?.fields.title;
    let colleagues = who_can_be_mentioned(env, staff).await?;
    let id = env.new_id();
    let now = env.clock.now_ms();
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "INSERT INTO item_comment (id, item_id, member_id, text, created_at) VALUES (?, ?, ?, ?, ?)",
        [id.into(), item.0.into(), staff.id.0.into(), text.clone().into(), now.into()],
    );
    tx.execute_raw(statement).await?;
    let Called { members, not_called } = called(&text, &colleagues);
    for MemberId(member) in members.into_iter().filter(|id| *id != staff.id) {
        let statement = env
            .db
            .statement("INSERT INTO comment_mention (comment_id, member_id) VALUES (?, ?)", [id.into(), member.into()]);
        tx.execute_raw(statement).await?;
    }
    tx.commit().await?;
    let by = Some(Colleague { id: staff.id, name: staff.name.clone() });
    Ok(Comment { id: CommentId(id), item_id: item, title, at: moment(now), by, text, unread: false, not_called })
}

/// The names in what was written that lead to nobody.
pub fn not_called(text: &str, colleagues: &[Colleague]) -> Vec<NotCalled> {
    called(text, colleagues).not_called
}

/// Notes that somebody has seen all comments on an item that mention them.
///
/// # Errors
/// Only when the database fails.
pub async fn mark_seen(env: &Environment, staff: &Staff, item: ItemId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE comment_mention SET seen_at = ? WHERE member_id = ? AND seen_at IS NULL
            AND comment_id IN (SELECT id FROM item_comment WHERE item_id = ?)",
        [env.clock.now_ms().into(), staff.id.0.into(), item.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// The colleagues who can be mentioned, by name: everyone who works for the organisation.
///
/// # Errors
/// Only when the database fails.
pub async fn who_can_be_mentioned(env: &Environment, _: &Staff) -> Result<Vec<Colleague>> {
    let sql = format!(
        "SELECT id, name FROM member WHERE active = ? AND role <> 'member' ORDER BY name, id LIMIT {COLLEAGUES}"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [true.into()])).await?;
    rows.iter()
        .map(|row| Ok(Colleague { id: MemberId(row.try_get("", "id")?), name: row.try_get("", "name")? }))
        .collect()
}
