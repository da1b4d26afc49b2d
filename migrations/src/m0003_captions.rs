//! Captions, the pictures that stand for moments of a recording, and taking a recording away.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let caption = Table::create()
            .table(Alias::new("caption"))
            .if_not_exists()
            .col(uuid("recording_id"))
            .col(string("language"))
            .col(string("kind"))
            .col(json_binary("cues"))
            .col(uuid("updated_by"))
            .col(big_integer("updated_at"))
            .primary_key(
                Index::create().col(Alias::new("recording_id")).col(Alias::new("language")).col(Alias::new("kind")),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(Alias::new("caption"), Alias::new("recording_id"))
                    .to(Alias::new("recording"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(caption).await?;
        let columns = [
            // How the sheets of small pictures are laid out; absent where there are none.
            json_binary_null("storyboard"),
            // Since when a recording is taken away.
            big_integer_null("deleted_at"),
        ];
        for column in columns {
            if !manager.has_column("recording", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("recording")).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        Ok(())
    }
}
