//! Which sessions were taken out for want of rights, and why.

use super::entity::effect;
use crate::{
    Environment, Result,
    accounts::Staff,
    clock::moment,
    database::{code, stored},
};
use contract::{
    ItemId, LicenceId, ReleaseId, SessionId,
    rights::{EffectReason, RightEffect},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, JsonValue, Value};
use uuid::Uuid;

/// For how long they are listed, in milliseconds.
const LISTED_MS: i64 = 90 * 24 * 3_600_000;

/// The right that a session was taken out for.
pub(super) struct For {
    pub release: Option<Uuid>,
    pub licence: Option<Uuid>,
    pub name: String,
    pub reason: EffectReason,
}

/// Notes why a session was taken out, in the transaction that does.
pub(super) async fn note(
    env: &Environment,
    connection: &impl ConnectionTrait,
    session: SessionId,
    right: &For,
) -> Result<()> {
    let row = effect::ActiveModel {
        id: Set(env.new_id()),
        session_id: Set(session.0),
        release_id: Set(right.release),
        licence_id: Set(right.licence),
        name: Set(right.name.clone()),
        reason: Set(right.reason.code().to_owned()),
        made_at: Set(env.clock.now_ms()),
    };
    effect::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    session_id: Uuid,
    item_id: Uuid,
    title: JsonValue,
    reason: String,
    release_id: Option<Uuid>,
    licence_id: Option<Uuid>,
    name: String,
    made_at: i64,
}

/// The sessions that were taken out in the last three months, the latest first.
///
/// # Errors
/// Only when the database fails.
pub async fn effects(env: &Environment, _: &Staff) -> Result<Vec<RightEffect>> {
    since(env, "made_at > ?", (env.clock.now_ms() - LISTED_MS).into()).await
}

pub(super) async fn of_item(env: &Environment, item: ItemId) -> Result<Vec<RightEffect>> {
    since(env, "session.item_id = ?", item.0.into()).await
}

async fn since(env: &Environment, condition: &str, value: Value) -> Result<Vec<RightEffect>> {
    let sql = format!(
        "SELECT right_effect.session_id, session.item_id, item.title, right_effect.reason, right_effect.release_id,
                right_effect.licence_id, right_effect.name, right_effect.made_at
         FROM right_effect JOIN session ON session.id = right_effect.session_id
         JOIN item ON item.id = session.item_id
         WHERE {condition} ORDER BY right_effect.id DESC LIMIT 500"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [value])).await?;
    let all = rows.iter().map(|row| {
        let row = Row::from_query_result(row, "")?;
        Ok(RightEffect {
            session_id: SessionId(row.session_id),
            item_id: ItemId(row.item_id),
            title: stored(row.title)?,
            reason: code(&row.reason)?,
            release_id: row.release_id.map(ReleaseId),
            licence_id: row.licence_id.map(LicenceId),
            name: row.name,
            at: moment(row.made_at),
        })
    });
    all.collect()
}
