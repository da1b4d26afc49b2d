//! The `caption` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "caption")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub recording_id: Uuid,
    /// BCP 47.
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    /// `subtitles` or `captions`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Every piece of text with its times.
    pub cues: Json,
    pub updated_by: Uuid,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
