//! Letters before live sessions: who asked for them, which ones, and which have gone out.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn reference(from: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from), Alias::new(column))
        .to(Alias::new(target), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn tables() -> [TableCreateStatement; 2] {
    [
        // What a member who changed anything wants; without a row it is every letter.
        table("reminder_choice")
            .col(uuid("member_id").primary_key())
            .col(boolean("day"))
            .col(boolean("hour"))
            .col(boolean("minutes"))
            // In minutes after midnight, by the clocks of the centres.
            .col(integer_null("quiet_from"))
            .col(integer_null("quiet_until"))
            .foreign_key(&mut reference("reminder_choice", "member_id", "member"))
            .to_owned(),
        table("reminder")
            .col(uuid("session_id"))
            .col(uuid("member_id"))
            .col(big_integer("created_at"))
            // The beginning for which each letter was last sent: where it has moved since, the letter
            // is due again.
            .col(big_integer_null("day_for"))
            .col(big_integer_null("hour_for"))
            .col(big_integer_null("minutes_for"))
            .col(big_integer_null("cancelled_for"))
            .primary_key(Index::create().col(Alias::new("session_id")).col(Alias::new("member_id")))
            .foreign_key(&mut reference("reminder", "session_id", "session"))
            .foreign_key(&mut reference("reminder", "member_id", "member"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let index = Index::create()
            .name("reminder_member")
            .table(Alias::new("reminder"))
            .if_not_exists()
            .col(Alias::new("member_id"))
            .to_owned();
        manager.create_index(index).await?;
        // How often what is announced was changed: calendars tell a newer entry from an older one by it.
        if !manager.has_column("live", "changes").await? {
            let column = integer("changes").default(0).to_owned();
            let statement = Table::alter().table(Alias::new("live")).add_column(column).to_owned();
            manager.alter_table(statement).await?;
        }
        Ok(())
    }
}
