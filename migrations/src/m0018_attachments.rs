//! What is joined to an item beside its recordings.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn reference(column: &'static str, table: &'static str, action: ForeignKeyAction) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new("attachment"), Alias::new(column))
        .to(Alias::new(table), Alias::new("id"))
        .on_delete(action)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("attachment"))
            .if_not_exists()
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(string("name"))
            .col(string("content_type"))
            .col(big_integer("size"))
            .col(string("sha256"))
            .col(string("object_key"))
            // Pictures alone have one.
            .col(string_null("small_key"))
            .col(uuid_null("member_id"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("item_id", "item", ForeignKeyAction::Cascade))
            .foreign_key(&mut reference("member_id", "member", ForeignKeyAction::SetNull))
            .to_owned();
        manager.create_table(table).await?;
        let mut index = Index::create();
        index.name("attachment_of").table(Alias::new("attachment")).if_not_exists();
        manager.create_index(index.col(Alias::new("item_id")).col(Alias::new("id")).to_owned()).await
    }
}
