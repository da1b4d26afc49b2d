//! Work that was started on many items at once, so that it can be taken back.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("work_start"))
            .if_not_exists()
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(big_integer("items"))
            .col(big_integer("at"))
            .col(big_integer_null("undone_at"))
            .to_owned();
        manager.create_table(table).await?;
        // With which others it was started, and where the item stood before; of work on one item, neither.
        for mut column in [uuid_null("start_id"), string_null("status_before")] {
            if !manager.has_column("work", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("work")).add_column(column.take()).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        let index = "CREATE INDEX IF NOT EXISTS work_of_start ON work (start_id, id) WHERE start_id IS NOT NULL";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
