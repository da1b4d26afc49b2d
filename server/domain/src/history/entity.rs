//! The `history` table: one line per member and session.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Uuid,
    /// What was seen, as ranges of milliseconds.
    pub ranges: Json,
    /// Length of `ranges`.
    pub unique_ms: i64,
    /// What was played, replays counted again.
    pub watched_ms: i64,
    /// What was reported beyond what can have been played.
    pub disputed_ms: i64,
    /// Where to resume; never counted.
    pub position_ms: i64,
    pub internal: bool,
    pub started_at: i64,
    pub last_at: i64,
    pub completed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
