//! The `extra_field` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "extra_field")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// By it items hold what they do; it never changes.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    pub label: Json,
    pub kind: String,
    /// A list of [`contract::extra_fields::ExtraChoice`].
    pub choices: Json,
    pub position: i32,
    pub version: i64,
    pub created_at: i64,
    pub retired_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
