//! Writing releases down.

use super::{entity::release, rules, today};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    database::code,
    inventory,
    jobs::{self, Job},
};
use contract::{
    ItemId, ReleaseId,
    rights::{Release, ReleaseFields, ReleaseState},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

/// Writes down a person who is filmed.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::NotFound`] when there is no such item.
pub async fn add_release(env: &Environment, staff: &Staff, item: ItemId, fields: ReleaseFields) -> Result<Release> {
    let (fields, today) = (accepted(env, fields)?, today(env));
    inventory::get(env, staff, item).await?;
    let now = env.clock.now_ms();
    let tx = env.db.begin().await?;
    let row = release::ActiveModel {
        id: Set(env.new_id()),
        item_id: Set(item.0),
        withdrawn_on: Set(None),
        withdrawn_reason: Set(None),
        withdrawn_by: Set(None),
        created_by: Set(staff.id.0),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..written(fields)
    };
    let release = of_row(row.insert(&tx).await?, &today)?;
    watch_if_over(env, &tx, release.state == ReleaseState::Ended).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(release)
}

/// One release.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn release(env: &Environment, _: &Staff, id: ReleaseId) -> Result<Release> {
    find(env, env.db.writer(), id).await
}

/// Changes a release as a whole, based on the version that the writer had before their eyes.
///
/// # Errors
/// [`Error::Conflict`] with `changed_meanwhile` when someone else was faster; [`Error::Invalid`] naming the
/// fields; [`Error::NotFound`].
pub async fn change_release(
    env: &Environment,
    _: &Staff,
    id: ReleaseId,
    based_on: i64,
    fields: ReleaseFields,
) -> Result<Release> {
    let fields = accepted(env, fields)?;
    let tx = env.db.begin().await?;
    let row = release::ActiveModel {
        version: Set(based_on.saturating_add(1)),
        updated_at: Set(env.clock.now_ms()),
        ..written(fields)
    };
    let done = release::Entity::update_many()
        .set(row)
        .filter(release::Column::Id.eq(id.0))
        .filter(release::Column::Version.eq(based_on))
        .exec(&tx)
        .await?;
    let release = find(env, &tx, id).await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    watch_if_over(env, &tx, release.state == ReleaseState::Ended).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(release)
}

/// What has ended already takes its sessions out at once rather than within the hour.
pub(super) async fn watch_if_over(env: &Environment, tx: &DatabaseTransaction, over: bool) -> Result<()> {
    if over {
        jobs::enqueue(env, tx, &Job::WatchRights).await?;
    }
    Ok(())
}

fn accepted(env: &Environment, fields: ReleaseFields) -> Result<ReleaseFields> {
    let fields = fields.tidy();
    let problems = fields.problems(&today(env));
    if problems.is_empty() { Ok(fields) } else { Err(Error::Invalid(problems)) }
}

fn written(fields: ReleaseFields) -> release::ActiveModel {
    release::ActiveModel {
        name: Set(fields.name),
        minor: Set(fields.minor),
        guardian: Set(fields.guardian),
        allows: Set(fields.allows.code().to_owned()),
        signed_on: Set(fields.signed_on),
        expires_on: Set(fields.expires_on),
        seen: Set(fields.seen),
        note: Set(fields.note),
        ..Default::default()
    }
}

pub(super) async fn find(env: &Environment, connection: &impl ConnectionTrait, id: ReleaseId) -> Result<Release> {
    let row = release::Entity::find_by_id(id.0).one(connection).await?.ok_or(Error::NotFound)?;
    of_row(row, &today(env))
}

pub(super) fn of_row(row: release::Model, today: &str) -> Result<Release> {
    let fields = ReleaseFields {
        name: row.name,
        minor: row.minor,
        guardian: row.guardian,
        allows: code(&row.allows)?,
        signed_on: row.signed_on,
        expires_on: row.expires_on,
        seen: row.seen,
        note: row.note,
    };
    Ok(Release {
        id: ReleaseId(row.id),
        item_id: ItemId(row.item_id),
        state: rules::release_state(&fields, row.withdrawn_on.is_some(), today),
        fields,
        withdrawn_on: row.withdrawn_on,
        withdrawn_reason: row.withdrawn_reason,
        version: row.version,
    })
}
