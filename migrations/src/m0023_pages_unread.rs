//! How many pages of a guide are pictures whose words could not be read.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.has_column("recording", "pages_unread").await? {
            return Ok(());
        }
        let column = integer("pages_unread").default(0).to_owned();
        manager.alter_table(Table::alter().table(Alias::new("recording")).add_column(column).to_owned()).await
    }
}
