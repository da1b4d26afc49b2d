//! What is stored of recordings, uploads in several strands, and recordings that go with another.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn tables() -> [TableCreateStatement; 3] {
    [
        // What lies in the store, with its sum as it was when it was written.
        table("stored_object")
            .col(string("object_key").primary_key())
            .col(uuid("recording_id"))
            .col(big_integer("size"))
            .col(string("sha256"))
            .col(big_integer("checked_at"))
            .col(string_null("fault"))
            .to_owned(),
        // One strand of a file that is sent over several connections at once.
        table("partial_upload")
            .col(uuid("id").primary_key())
            .col(big_integer("size"))
            .col(big_integer("received"))
            .col(uuid("created_by"))
            .col(big_integer("updated_at"))
            .to_owned(),
        table("partial_part")
            .col(uuid("upload_id"))
            .col(big_integer("offset"))
            .col(big_integer("size"))
            .col(string("object_key"))
            .primary_key(Index::create().col(Alias::new("upload_id")).col(Alias::new("offset")))
            .foreign_key(
                ForeignKey::create()
                    .from(Alias::new("partial_part"), Alias::new("upload_id"))
                    .to(Alias::new("partial_upload"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("stored_object_recording", "stored_object", "recording_id"),
            ("stored_object_checked", "stored_object", "checked_at"),
        ] {
            let index =
                Index::create().name(name).table(Alias::new(table)).if_not_exists().col(Alias::new(column)).to_owned();
            manager.create_index(index).await?;
        }
        let columns = [
            // The recording that this one goes with, as what, and in which language.
            uuid_null("companion_of"),
            string_null("companion_role"),
            string_null("companion_language"),
            // What is shown of the file where some of it was cut away.
            json_binary_null("cut"),
            // How many cuts and undoings were asked for: only the last one counts.
            integer("cuts").default(0).to_owned(),
        ];
        for column in columns {
            if !manager.has_column("recording", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("recording")).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        let index = Index::create()
            .name("recording_companion")
            .table(Alias::new("recording"))
            .if_not_exists()
            .col(Alias::new("companion_of"))
            .to_owned();
        manager.create_index(index).await
    }
}
