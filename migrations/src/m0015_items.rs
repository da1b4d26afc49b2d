//! More that is written on an item, the order of the list, and who changed what.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn tables() -> [TableCreateStatement; 2] {
    let item = ForeignKey::create()
        .from(Alias::new("item_change"), Alias::new("item_id"))
        .to(Alias::new("item"), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    [
        table("item_change")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(big_integer("version"))
            // An account may go; what was changed stays.
            .col(uuid_null("member_id"))
            .col(string("source"))
            .col(uuid_null("bulk_id"))
            .col(json_binary("fields"))
            .col(big_integer("at"))
            .foreign_key(&mut item.clone())
            .to_owned(),
        table("bulk_change")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(json_binary("change"))
            .col(big_integer("items"))
            .col(big_integer("at"))
            .col(big_integer_null("undone_at"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for column in [json_binary_null("particulars"), text_null("title_key")] {
            let mut column = column;
            if !manager.has_column("item", column.get_column_name()).await? {
                let statement = Table::alter().table(Alias::new("item")).add_column(column.take()).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        // What can be searched for begins with the title; each item's next change writes its own key.
        let key = "UPDATE item SET title_key = substr(search_text, 1, 80) WHERE title_key IS NULL";
        manager.get_connection().execute_unprepared(key).await?;
        for (name, table, columns) in [
            ("item_change_of_item", "item_change", ["item_id", "version"]),
            ("item_change_of_bulk", "item_change", ["bulk_id", "id"]),
            ("item_by_title", "item", ["title_key", "id"]),
            ("item_by_change", "item", ["updated_at", "id"]),
            ("item_by_status", "item", ["status", "id"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table)).if_not_exists();
            for column in columns {
                index.col(Alias::new(column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
