//! The `item_score` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_score")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    /// From 1 to 5, as are ease and cost.
    pub value: Option<i32>,
    pub ease: Option<i32>,
    pub cost: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub value_note: String,
    #[sea_orm(column_type = "Text")]
    pub ease_note: String,
    #[sea_orm(column_type = "Text")]
    pub cost_note: String,
    /// Counts every judgement.
    pub version: i64,
    pub scored_by: Uuid,
    pub scored_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
