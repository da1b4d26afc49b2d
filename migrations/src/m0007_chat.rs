//! The chat of live sessions: its lines, who has written and who may not any more, and how it is kept.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn of(from: &'static str, noun: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from), Alias::new(format!("{noun}_id")))
        .to(Alias::new(noun), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn tables() -> [TableCreateStatement; 3] {
    [
        table("chat_line")
            .col(uuid("id").primary_key())
            .col(uuid("session_id"))
            .col(uuid("member_id"))
            .col(text("text"))
            .col(boolean("is_question"))
            .col(big_integer_null("hidden_at"))
            .col(uuid_null("hidden_by"))
            .col(big_integer("created_at"))
            .foreign_key(&mut of("chat_line", "session"))
            .foreign_key(&mut of("chat_line", "member"))
            .to_owned(),
        // One row decides both whether a member may write and whether enough time has passed, so that
        // two lines at once cannot both be let through.
        table("chat_member")
            .col(uuid("session_id"))
            .col(uuid("member_id"))
            .col(big_integer("said_at").default(0))
            .col(big_integer_null("blocked_at"))
            .col(uuid_null("blocked_by"))
            .primary_key(Index::create().col(Alias::new("session_id")).col(Alias::new("member_id")))
            .foreign_key(&mut of("chat_member", "session"))
            .foreign_key(&mut of("chat_member", "member"))
            .to_owned(),
        table("chat_setting")
            .col(uuid("session_id").primary_key())
            .col(string("mode"))
            .col(integer("slow_s"))
            .foreign_key(&mut of("chat_setting", "session"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, columns) in [("chat_line_of", ["session_id", "id"]), ("chat_line_age", ["created_at", "session_id"])]
        {
            let mut index = Index::create().name(name).table(Alias::new("chat_line")).if_not_exists().to_owned();
            for column in columns {
                index.col(Alias::new(column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
