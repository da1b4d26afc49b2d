//! Recordings that can be watched before all of their renditions are made.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // Raised whenever other renditions are offered.
            ("recording", big_integer("media_version").default(0).to_owned()),
            // Since when a rendition is not offered any more; who plays it already goes on.
            ("rendition", big_integer_null("retired_at")),
        ];
        for (table, column) in columns {
            // SQLite commits each statement by itself: this step may have been cut short.
            if !manager.has_column(table, column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new(table)).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        Ok(())
    }
}
