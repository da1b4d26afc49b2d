//! The `member` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Trimmed and in lower case; unique.
    pub email: String,
    pub name: String,
    pub role: String,
    pub locale: String,
    /// Turned off when a membership ends: the account keeps its history but cannot be used.
    pub active: bool,
    /// PHC string; absent where signing in is done elsewhere.
    pub password_hash: Option<String>,
    pub last_sign_in_at: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
