//! The table `pilot_person`: what each person of a large pilot did, as of when it was last counted.

use super::deeds::Deeds;
use crate::{Environment, Result};
use contract::PilotId;
use futures::TryStreamExt;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How long before the moment of the last count somebody's doing may have begun to be written without that
/// count having seen it, in milliseconds: no request takes so long, and no two clocks are so far apart.
const OVERLAP_MS: i64 = 120_000;

/// What is kept of one person.
pub(super) struct Kept {
    /// As of which invitation.
    pub(super) invited_at: i64,
    pub(super) deeds: Deeds,
}

/// What is kept of a pilot, by member.
pub(super) async fn all(env: &Environment, id: PilotId) -> Result<HashMap<Uuid, Kept>> {
    let rows = row::Entity::find()
        .select_only()
        .columns([row::Column::MemberId, row::Column::InvitedAt, row::Column::Deeds])
        .filter(row::Column::PilotId.eq(id.0))
        .into_tuple::<(Uuid, i64, String)>();
    let mut rows = rows.stream(env.db.reader()).await?;
    let mut kept = HashMap::new();
    while let Some((member, invited_at, deeds)) = rows.try_next().await? {
        kept.insert(member, Kept { invited_at, deeds: serde_json::from_str(&deeds)? });
    }
    Ok(kept)
}

/// Keeps what these did.
pub(super) async fn keep<'a>(
    env: &Environment,
    id: PilotId,
    people: impl Iterator<Item = (Uuid, i64, &'a Deeds)>,
) -> Result<()> {
    let rows = people.map(|(member, invited_at, deeds)| {
        Ok(row::ActiveModel {
            pilot_id: Set(id.0),
            member_id: Set(member),
            invited_at: Set(invited_at),
            deeds: Set(serde_json::to_string(deeds)?),
        })
    });
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let newer = OnConflict::columns([row::Column::PilotId, row::Column::MemberId])
        .update_columns([row::Column::InvitedAt, row::Column::Deeds])
        .to_owned();
    row::Entity::insert_many(rows).on_conflict(newer).exec_without_returning(env.db.writer()).await?;
    Ok(())
}

/// Forgets what is kept of a pilot.
pub(super) async fn drop(connection: &impl ConnectionTrait, id: PilotId) -> Result<()> {
    row::Entity::delete_many().filter(row::Column::PilotId.eq(id.0)).exec(connection).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Touched {
    member_id: Uuid,
}

/// Who may have done something since the count of that moment, or had it forgotten.
pub(super) async fn touched(env: &Environment, id: PilotId, as_of: i64) -> Result<HashSet<Uuid>> {
    let since = as_of - OVERLAP_MS;
    let statement = env.db.statement(include_str!("touched.sql"), [id.0.into(), since.into(), since.into()]);
    let rows = Touched::find_by_statement(statement).all(env.db.reader()).await?;
    Ok(rows.into_iter().map(|row| row.member_id).collect())
}

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pilot_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        /// When the invitation was sent since which deeds count.
        pub invited_at: i64,
        /// [`super::Deeds`]: never shown as they are.
        #[sea_orm(column_type = "Text")]
        pub deeds: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
