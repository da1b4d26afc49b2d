//! Fields of the organisation's own. What items hold of them is in `item.particulars`.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("extra_field"))
            .if_not_exists()
            .col(uuid("id").primary_key())
            // By it items hold what they do; it never changes.
            .col(text("code").unique_key())
            .col(json_binary("label"))
            .col(string("kind"))
            .col(json_binary("choices"))
            .col(integer("position"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer_null("retired_at"))
            .to_owned();
        manager.create_table(table).await
    }
}
