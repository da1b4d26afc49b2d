//! Why a letter with an invitation came back.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.has_column("pilot_invitation", "bounce").await? {
            return Ok(());
        }
        let bounce = string_null("bounce").take();
        manager.alter_table(Table::alter().table(Alias::new("pilot_invitation")).add_column(bounce).to_owned()).await
    }
}
