//! For which beginning a member asked to be reminded, and which one they were told of since: a session that is
//! moved is told of.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [big_integer_null("asked_for"), big_integer_null("moved_for")] {
            if !manager.has_column("reminder", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("reminder")).add_column(column.take()).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        // Whoever asked before knows of the time that it has now.
        let known = "UPDATE reminder SET asked_for = (SELECT live.starts_at FROM live
                     WHERE live.session_id = reminder.session_id) WHERE asked_for IS NULL";
        manager.get_connection().execute_unprepared(known).await?;
        Ok(())
    }
}
