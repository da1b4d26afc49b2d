//! What each person of a large pilot did, as far as it is counted, so that only those who watched since the
//! last minute are counted anew.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn reference(from: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from), Alias::new(column))
        .to(Alias::new(target), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_pilot = Table::create()
            .table(Alias::new("pilot_person"))
            .if_not_exists()
            .col(uuid("pilot_id"))
            .col(uuid("member_id"))
            // As of which invitation.
            .col(big_integer("invited_at"))
            // Made from watches and histories alone: it may be thrown away at any time.
            .col(text("deeds"))
            .primary_key(Index::create().col(Alias::new("pilot_id")).col(Alias::new("member_id")))
            .foreign_key(&mut reference("pilot_person", "pilot_id", "pilot"))
            .foreign_key(&mut reference("pilot_person", "member_id", "member"))
            .to_owned();
        manager.create_table(of_pilot).await?;
        let forgotten = Table::create()
            .table(Alias::new("history_forgotten"))
            .if_not_exists()
            // Who had something of their history forgotten, and when they did so last: nothing of what it was.
            .col(uuid("member_id").primary_key())
            .col(big_integer("at"))
            .foreign_key(&mut reference("history_forgotten", "member_id", "member"))
            .to_owned();
        manager.create_table(forgotten).await?;
        for (name, table, columns) in [
            ("pilot_person_member", "pilot_person", ["member_id"].as_slice()),
            ("watch_last", "watch", &["session_id", "last_at"]),
            ("history_forgotten_at", "history_forgotten", &["at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table)).if_not_exists();
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        if !manager.has_column("pilot_uptake", "frame").await? {
            // What the counts of each person depend on beside what they did.
            let column = text("frame").default("").to_owned();
            let statement = Table::alter().table(Alias::new("pilot_uptake")).add_column(column).to_owned();
            manager.alter_table(statement).await?;
        }
        Ok(())
    }
}
