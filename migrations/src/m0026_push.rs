//! The browsers on which members are reminded, and what each of them was told.

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
        table("push_device")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            // A browser is reminded for whoever last asked for it there.
            .col(string("endpoint").unique_key())
            .col(string("public_key"))
            .col(string("auth_secret"))
            .col(string("name"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("push_device", "member_id", "member"))
            .to_owned(),
        // For which beginning each device was told what: never twice.
        table("push_notice")
            .col(uuid("device_id"))
            .col(uuid("session_id"))
            .col(string("news"))
            .col(big_integer("starts_at"))
            .primary_key(
                Index::create().col(Alias::new("device_id")).col(Alias::new("session_id")).col(Alias::new("news")),
            )
            .foreign_key(&mut reference("push_notice", "device_id", "push_device"))
            .foreign_key(&mut reference("push_notice", "session_id", "session"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, table, column) in
            [("push_device_member", "push_device", "member_id"), ("push_notice_session", "push_notice", "session_id")]
        {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table)).if_not_exists().col(Alias::new(column));
            manager.create_index(index).await?;
        }
        if !manager.has_column("reminder_choice", "mail").await? {
            // Whoever chose before chose letters.
            let column = boolean("mail").default(true).to_owned();
            let statement = Table::alter().table(Alias::new("reminder_choice")).add_column(column).to_owned();
            manager.alter_table(statement).await?;
        }
        Ok(())
    }
}
