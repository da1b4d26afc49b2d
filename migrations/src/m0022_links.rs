//! How items hang together.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn end(column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new("item_link"), Alias::new(column))
        .to(Alias::new("item"), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("item_link"))
            .if_not_exists()
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(string("kind"))
            .col(uuid("other_id"))
            .col(uuid_null("member_id"))
            .col(big_integer("at"))
            .foreign_key(&mut end("item_id"))
            .foreign_key(&mut end("other_id"))
            .to_owned();
        manager.create_table(table).await?;
        for (name, columns, unique) in [
            ("item_link_once", &["item_id", "kind", "other_id"][..], true),
            ("item_link_back", &["other_id", "kind"][..], false),
        ] {
            let mut index = Index::create();
            index.name(name).table(Alias::new("item_link")).if_not_exists();
            if unique {
                index.unique();
            }
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
