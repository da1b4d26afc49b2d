//! What was counted of pilots with many people, so that reading it takes no time.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut of_pilot = ForeignKey::create()
            .from(Alias::new("pilot_uptake"), Alias::new("pilot_id"))
            .to(Alias::new("pilot"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let table = Table::create()
            .table(Alias::new("pilot_uptake"))
            .if_not_exists()
            .col(uuid("pilot_id").primary_key())
            // The moment up to which was counted.
            .col(big_integer("as_of"))
            // Numbers of people, made from watches and histories alone: it may be thrown away at any time.
            .col(json_binary("tally"))
            .foreign_key(&mut of_pilot)
            .to_owned();
        manager.create_table(table).await
    }
}
