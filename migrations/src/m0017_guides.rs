//! What guides say: the words of each page, and whether members may take the document along.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_recording(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(Alias::new(name))
        .if_not_exists()
        .col(uuid("recording_id"))
        .foreign_key(
            ForeignKey::create()
                .from(Alias::new(name), Alias::new("recording_id"))
                .to(Alias::new("recording"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let pages = of_recording("guide_page")
            .col(integer("page"))
            .col(text("text"))
            .primary_key(Index::create().col(Alias::new("recording_id")).col(Alias::new("page")))
            .to_owned();
        manager.create_table(pages).await?;
        let words = of_recording("guide_words")
            .col(text("words"))
            .primary_key(Index::create().col(Alias::new("recording_id")))
            .to_owned();
        manager.create_table(words).await?;
        let columns = [
            // Pages of the document that were not made pictures of.
            integer("pages_left_out").default(0).to_owned(),
            boolean("may_download").default(false).to_owned(),
        ];
        for column in columns {
            if !manager.has_column("recording", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("recording")).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        // Whoever could take a guide along before still can.
        let kept = "UPDATE recording SET may_download = TRUE WHERE pages > 0";
        manager.get_connection().execute_unprepared(kept).await?;
        Ok(())
    }
}
