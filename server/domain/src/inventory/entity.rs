//! The `item` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub title: Json,
    pub description: Json,
    pub tags: Json,
    pub level: String,
    pub duration_minutes: Option<i32>,
    pub equipment: Json,
    pub language: Option<String>,
    pub instructor: Option<String>,
    pub centre: Option<String>,
    pub status: String,
    pub source_key: Option<String>,
    /// Everything that can be searched for, folded.
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    /// The tags, folded, each between bars: `|souffle|matin|`.
    #[sea_orm(column_type = "Text")]
    pub tag_text: String,
    /// How one takes part and where it lies; see `particulars.rs`.
    pub particulars: Option<Json>,
    /// The title, folded, to sort by.
    pub title_key: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
