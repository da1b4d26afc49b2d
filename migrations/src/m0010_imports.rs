//! Imports that ask which column is which, say exactly what they would change, and then do exactly that.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn tables() -> [TableCreateStatement; 2] {
    [
        // What a check would change, a row for each row of the file: the item and the version that it saw,
        // and of the first ones what would change on them.
        table("import_change")
            .col(uuid("import_id"))
            .col(big_integer("line"))
            .col(uuid_null("item_id"))
            .col(big_integer_null("version"))
            .col(json_binary_null("told"))
            .primary_key(Index::create().col(Alias::new("import_id")).col(Alias::new("line")))
            .foreign_key(
                ForeignKey::create()
                    .from(Alias::new("import_change"), Alias::new("import_id"))
                    .to(Alias::new("import"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
        // Which column was said to be which, by the sum of the names of a file's columns.
        table("import_mapping")
            .col(string("heads").primary_key())
            .col(json_binary("mapping"))
            .col(uuid("said_by"))
            .col(big_integer("said_at"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, column) in [
            ("columns", json_binary_null("columns")),
            ("applies", uuid_null("applies")),
            ("applied_by", uuid_null("applied_by")),
        ] {
            if !manager.has_column("import", name).await? {
                let statement = Table::alter().table(Alias::new("import")).add_column(column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        Ok(())
    }
}
