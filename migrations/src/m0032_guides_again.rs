//! Guides that are read again and whose pages change: when each was read, how far reading it has come, and what is
//! shown of it in which order.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // When its pages were last read to the end, whatever was found.
            big_integer_null("read_at"),
            // How much of it is read, while that is asked for or under way.
            double_null("reading"),
            // What is shown, where that is not what it came with.
            json_binary_null("leaves"),
        ];
        for column in columns {
            if !manager.has_column("recording", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("recording")).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        // What says something was read. The others are read once more by themselves.
        let read = "UPDATE recording SET read_at = updated_at
                    WHERE read_at IS NULL AND id IN (SELECT recording_id FROM guide_page)";
        manager.get_connection().execute_unprepared(read).await?;
        Ok(())
    }
}
