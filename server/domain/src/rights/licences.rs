//! Writing licences down.

use super::{entity::licence, releases::watch_if_over, rules, today};
use crate::{Environment, Error, Result, accounts::Staff, database::code, inventory};
use contract::{
    ItemId, LicenceId,
    rights::{Licence, LicenceFields, LicenceState},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Writes down a work that an item uses.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::NotFound`] when there is no such item.
pub async fn add_licence(env: &Environment, staff: &Staff, item: ItemId, fields: LicenceFields) -> Result<Licence> {
    let fields = accepted(fields)?;
    inventory::get(env, staff, item).await?;
    let now = env.clock.now_ms();
    let tx = env.db.begin().await?;
    let row = licence::ActiveModel {
        id: Set(env.new_id()),
        item_id: Set(item.0),
        created_by: Set(staff.id.0),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..written(fields)
    };
    let licence = of_row(row.insert(&tx).await?, &today(env))?;
    watch_if_over(env, &tx, licence.state == LicenceState::Ended).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(licence)
}

/// One licence.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn licence(env: &Environment, _: &Staff, id: LicenceId) -> Result<Licence> {
    find(env, env.db.writer(), id).await
}

/// Changes a licence as a whole, based on the version that the writer had before their eyes.
///
/// # Errors
/// [`Error::Conflict`] with `changed_meanwhile` when someone else was faster; [`Error::Invalid`] naming the
/// fields; [`Error::NotFound`].
pub async fn change_licence(
    env: &Environment,
    _: &Staff,
    id: LicenceId,
    based_on: i64,
    fields: LicenceFields,
) -> Result<Licence> {
    let fields = accepted(fields)?;
    let tx = env.db.begin().await?;
    let row = licence::ActiveModel {
        version: Set(based_on.saturating_add(1)),
        updated_at: Set(env.clock.now_ms()),
        ..written(fields)
    };
    let done = licence::Entity::update_many()
        .set(row)
        .filter(licence::Column::Id.eq(id.0))
        .filter(licence::Column::Version.eq(based_on))
        .exec(&tx)
        .await?;
    let licence = find(env, &tx, id).await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    watch_if_over(env, &tx, licence.state == LicenceState::Ended).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(licence)
}

/// Takes away a work that the item does not use after all, or no longer.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_licence(env: &Environment, _: &Staff, id: LicenceId) -> Result<()> {
    match licence::Entity::delete_by_id(id.0).exec(env.db.writer()).await?.rows_affected {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

fn accepted(fields: LicenceFields) -> Result<LicenceFields> {
    let fields = fields.tidy();
    let problems = fields.problems();
    if problems.is_empty() { Ok(fields) } else { Err(Error::Invalid(problems)) }
}

fn written(fields: LicenceFields) -> licence::ActiveModel {
    licence::ActiveModel {
        subject: Set(fields.subject.code().to_owned()),
        title: Set(fields.title),
        holder: Set(fields.holder),
        licence: Set(fields.licence),
        kind: Set(fields.kind.code().to_owned()),
        ends_on: Set(fields.ends_on),
        covers_live: Set(fields.covers_live),
        covers_replay: Set(fields.covers_replay),
        ..Default::default()
    }
}

async fn find(env: &Environment, connection: &impl ConnectionTrait, id: LicenceId) -> Result<Licence> {
    let row = licence::Entity::find_by_id(id.0).one(connection).await?.ok_or(Error::NotFound)?;
    of_row(row, &today(env))
}

pub(super) fn of_row(row: licence::Model, today: &str) -> Result<Licence> {
    let fields = LicenceFields {
        subject: code(&row.subject)?,
        title: row.title,
        holder: row.holder,
        licence: row.licence,
        kind: code(&row.kind)?,
        ends_on: row.ends_on,
        covers_live: row.covers_live,
        covers_replay: row.covers_replay,
    };
    Ok(Licence {
        id: LicenceId(row.id),
        item_id: ItemId(row.item_id),
        state: rules::licence_state(&fields, today),
        fields,
        version: row.version,
    })
}
