//! What the organisation asks for before it publishes, kind by kind.

use super::entity::demand;
use crate::{
    Environment, Result,
    accounts::{Manager, Staff},
    database::code,
};
use contract::{inventory::Kind, rights::KindDemands};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

/// What is asked of every kind, in the order of kinds.
///
/// # Errors
/// Only when the database fails.
pub async fn demands(env: &Environment, _: &Staff) -> Result<Vec<KindDemands>> {
    let mut all = Vec::with_capacity(Kind::ALL.len());
    for kind in Kind::ALL {
        all.push(of_kind(env.db.reader(), *kind).await?);
    }
    Ok(all)
}

/// Asks this of the kinds named, from now on: what is published already stays.
///
/// # Errors
/// Only when the database fails.
pub async fn demand(env: &Environment, manager: &Manager, asked: &[KindDemands]) -> Result<Vec<KindDemands>> {
    let tx = env.db.begin().await?;
    for asked in asked {
        let row = demand::ActiveModel {
            kind: Set(asked.kind.code().to_owned()),
            releases: Set(asked.releases.code().to_owned()),
            music: Set(asked.music.code().to_owned()),
            statement: Set(asked.statement.code().to_owned()),
        };
        let anew = OnConflict::column(demand::Column::Kind)
            .update_columns([demand::Column::Releases, demand::Column::Music, demand::Column::Statement])
            .to_owned();
        demand::Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    demands(env, &manager.staff()?).await
}

pub(super) async fn of_kind(connection: &impl ConnectionTrait, kind: Kind) -> Result<KindDemands> {
    let row = demand::Entity::find_by_id(kind.code().to_owned()).one(connection).await?;
    let Some(row) = row else { return Ok(KindDemands::usual(kind)) };
    Ok(KindDemands { kind, releases: code(&row.releases)?, music: code(&row.music)?, statement: code(&row.statement)? })
}
