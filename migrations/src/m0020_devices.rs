//! On what kind of device a session is watched.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.has_column("watch", "device").await? {
            return Ok(());
        }
        // What was watched before is on no device that anybody knows.
        let device = string_null("device").take();
        manager.alter_table(Table::alter().table(Alias::new("watch")).add_column(device).to_owned()).await
    }
}
