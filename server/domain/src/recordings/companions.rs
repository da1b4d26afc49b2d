//! Recordings that go with another: a described sound, a sound in another language, somebody who
//! signs. They are uploaded and digitised like any other, and offered with the one they go with.

use super::{cut, details, entity, entity::rendition, there};
use crate::{Environment, Error, Result, accounts::Staff, catalogue, database::code};
use contract::{
    ItemId, RecordingId, captions,
    recordings::{Companion, CompanionRole, RecordingDetails, RecordingState},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The recordings that go with one, in the order they came.
///
/// # Errors
/// Only when the database fails.
pub async fn companions(env: &Environment, _: &Staff, of: RecordingId) -> Result<Vec<RecordingDetails>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::CompanionOf.eq(of.0))
        .filter(entity::Column::DeletedAt.is_null())
        .order_by_asc(entity::Column::Id)
        .all(env.db.reader())
        .await?;
    details(env, rows).await
}

/// Whether a file may be announced as going with another.
pub(super) async fn check(env: &Environment, item: ItemId, companion: &Companion) -> Result<()> {
    let of = there(companion.of).one(env.db.reader()).await?;
    if !of.is_some_and(|row| row.item_id == item.0 && row.companion_of.is_none()) {
        return Err(Error::field("companion", "not_of_this_item"));
    }
    match &companion.language {
        Some(language) if !captions::is_language(language) => Err(Error::field("language", "not_a_language")),
        None if companion.role == CompanionRole::Language => Err(Error::field("language", "required")),
        _ => Ok(()),
    }
}

/// What a row says that its recording goes with.
pub(super) fn of_row(row: &entity::Model) -> Result<Option<Companion>> {
    let (Some(of), Some(role)) = (row.companion_of, &row.companion_role) else { return Ok(None) };
    Ok(Some(Companion { of: RecordingId(of), role: code(role)?, language: row.companion_language.clone() }))
}

/// What can be offered with a recording, each with its renditions.
pub(crate) async fn offered_with(
    env: &Environment,
    recording: RecordingId,
) -> Result<Vec<(Companion, RecordingId, Vec<rendition::Model>)>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::CompanionOf.eq(recording.0))
        .filter(entity::Column::DeletedAt.is_null())
        .filter(entity::Column::State.eq(RecordingState::Ready.code()))
        .order_by_asc(entity::Column::Id)
        .all(env.db.reader())
        .await?;
    let main = there(recording).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let main = cut::of_row(&main)?;
    let mut offered = Vec::with_capacity(rows.len());
    for row in rows {
        // What is not cut like it would tell what was cut away.
        if !cut::in_step(main.as_ref(), &row)? {
            continue;
        }
        let Some(companion) = of_row(&row)? else { continue };
        let renditions = rendition::Entity::find()
            .filter(rendition::Column::RecordingId.eq(row.id))
            .filter(rendition::Column::RetiredAt.is_null())
            .order_by_desc(rendition::Column::Height)
            .all(env.db.reader())
            .await?;
        offered.push((companion, RecordingId(row.id), renditions));
    }
    Ok(offered)
}

/// Has what goes with a recording show the same parts as it does.
pub(super) async fn follow(env: &Environment, tx: &impl ConnectionTrait, of: Option<uuid::Uuid>) -> Result<()> {
    let Some(of) = of else { return Ok(()) };
    let Some(main) = entity::Entity::find_by_id(of).one(tx).await? else { return Ok(()) };
    match cut::of_row(&main)? {
        Some(main) => cut::follow(env, tx, RecordingId(of), &main.kept).await,
        None => Ok(()),
    }
}

/// Says that what is offered with a recording has changed, where `row` goes with one.
pub(super) async fn changed(
    env: &Environment,
    connection: &impl ConnectionTrait,
    of: Option<uuid::Uuid>,
) -> Result<()> {
    let Some(of) = of else { return Ok(()) };
    let statement =
        env.db.statement("UPDATE recording SET media_version = media_version + 1 WHERE id = ?", [of.into()]);
    connection.execute_raw(statement).await?;
    catalogue::changed(env, connection).await
}
