//! The `job` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: Json,
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// Lower goes first.
    pub priority: i32,
    pub attempts: i32,
    /// Not before this moment.
    pub run_at: i64,
    /// Until when the holder of `lease` is believed to be alive.
    pub lease_until: Option<i64>,
    /// Changes with every claim, so that a worker that was thought dead cannot write any more.
    pub lease: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_problem: Option<String>,
    pub created_at: i64,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
