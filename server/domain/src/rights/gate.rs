//! The gate that every session passes on its way into the catalogue.

pub(crate) use super::rules::Showing;

use super::{
    demands,
    entity::{licence, release, statement},
    licences, releases,
    rules::Known,
    today,
};
use crate::{Environment, Error, Result, accounts::Staff, database::code};
use contract::{
    ItemId,
    rights::{Lack, Statement},
    sessions::Audience,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// Lets an item be shown, in the transaction that shows it, or says what keeps it back.
///
/// # Errors
/// [`Error::Conflict`] with the code of what stops it first, see [`contract::rights::Lacking`].
pub(crate) async fn allow(
    env: &Environment,
    connection: &impl ConnectionTrait,
    item: ItemId,
    showing: Showing,
) -> Result<()> {
    hold(env, connection, item).await?;
    let lacks = known(env, connection, item).await?.lacks(showing);
    match lacks.into_iter().find(|lack| lack.blocks) {
        Some(lack) => Err(Error::Conflict(lack.what.code())),
        None => Ok(()),
    }
}

/// What is missing for members, or for anybody, to watch a recording of an item, where it may be published all the
/// same: who publishes is asked first. Nothing where all is well, nor where something stops it, since publishing
/// says that itself.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn advised(env: &Environment, _: &Staff, item: ItemId, audience: Audience) -> Result<Vec<Lack>> {
    let lacks = known(env, env.db.reader(), item).await?.lacks(Showing { audience, live: false, replay: true });
    Ok(if lacks.iter().any(|lack| lack.blocks) { Vec::new() } else { lacks })
}

/// Holds what is written down until the transaction ends: who withdraws a release at the same moment comes
/// before, and it is seen here, or after, and finds the session published.
async fn hold(env: &Environment, connection: &impl ConnectionTrait, item: ItemId) -> Result<()> {
    for table in ["person_release", "licence"] {
        let sql = format!("UPDATE {table} SET version = version WHERE item_id = ?");
        connection.execute_raw(env.db.statement(&sql, [item.0.into()])).await?;
    }
    Ok(())
}

/// What is known of an item's rights today.
pub(super) async fn known(env: &Environment, connection: &impl ConnectionTrait, item: ItemId) -> Result<Known> {
    let kind = env.db.statement("SELECT kind FROM item WHERE id = ?", [item.0.into()]);
    let kind: String = connection.query_one_raw(kind).await?.ok_or(Error::NotFound)?.try_get("", "kind")?;
    let today = today(env);
    let said = statement::Entity::find_by_id(item.0).one(connection).await?;
    let releases = release::Entity::find()
        .filter(release::Column::ItemId.eq(item.0))
        .order_by_asc(release::Column::Id)
        .all(connection)
        .await?;
    let licences = licence::Entity::find()
        .filter(licence::Column::ItemId.eq(item.0))
        .order_by_asc(licence::Column::Id)
        .all(connection)
        .await?;
    Ok(Known {
        demands: demands::of_kind(connection, code(&kind)?).await?,
        statement: said.map_or_else(Statement::default, |row| Statement {
            nobody_recognisable: row.nobody_recognisable,
            no_music: row.no_music,
            licence: row.licence,
        }),
        releases: releases.into_iter().map(|row| releases::of_row(row, &today)).collect::<Result<_>>()?,
        licences: licences.into_iter().map(|row| licences::of_row(row, &today)).collect::<Result<_>>()?,
    })
}
