//! What is said in a live session, written down while it is said; how many are there, counted by every
//! process; who is named to whom; and calendars that get another address.

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

fn pair(second: &'static str) -> IndexCreateStatement {
    Index::create().col(Alias::new("session_id")).col(Alias::new(second)).to_owned()
}

fn tables() -> [TableCreateStatement; 6] {
    [
        // The languages that players are offered, from the moment on at which they are.
        table("live_caption_language")
            .col(uuid("session_id"))
            .col(string("language"))
            .col(big_integer("created_at"))
            .primary_key(&mut pair("language"))
            .foreign_key(&mut of("live_caption_language", "session"))
            .to_owned(),
        // Members who write down what is said in one session.
        table("live_captioner")
            .col(uuid("session_id"))
            .col(uuid("member_id"))
            .col(uuid("given_by"))
            .col(big_integer("created_at"))
            .primary_key(&mut pair("member_id"))
            .foreign_key(&mut of("live_captioner", "session"))
            .foreign_key(&mut of("live_captioner", "member"))
            .to_owned(),
        // Times are the session's own, in milliseconds.
        table("live_caption")
            .col(uuid("id").primary_key())
            .col(uuid("session_id"))
            .col(string("language"))
            .col(text("text"))
            // When it was said, which is where it stands in the recording.
            .col(big_integer("said_ms"))
            // From when on, and for how long, it is shown to those who follow live.
            .col(big_integer("shown_ms"))
            .col(big_integer("for_ms"))
            // Who wrote it; nobody where the encoder sent it.
            .col(uuid_null("member_id"))
            .col(big_integer("created_at"))
            .foreign_key(&mut of("live_caption", "session"))
            .to_owned(),
        // What each process counts. People who are there count for some seconds, reactions for good.
        table("live_presence")
            .col(uuid("session_id"))
            .col(uuid("process"))
            // Eight bytes for each of those who are there.
            .col(binary("people"))
            .col(big_integer("heart"))
            .col(big_integer("clap"))
            .col(big_integer("fire"))
            .col(big_integer("wave"))
            .col(big_integer("hand"))
            .col(big_integer("told_at"))
            .primary_key(&mut pair("process"))
            .foreign_key(&mut of("live_presence", "session"))
            .to_owned(),
        // How often a member's calendar has got another address.
        table("member_calendar")
            .col(uuid("member_id").primary_key())
            .col(integer("number"))
            .foreign_key(&mut of("member_calendar", "member"))
            .to_owned(),
        // Members who are named to others of their centre who are named too.
        table("company")
            .col(uuid("member_id").primary_key())
            .col(string("centre"))
            .col(big_integer("agreed_at"))
            .foreign_key(&mut of("company", "member"))
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
            .name("live_caption_of")
            .table(Alias::new("live_caption"))
            .if_not_exists()
            .col(Alias::new("session_id"))
            .col(Alias::new("id"))
            .to_owned();
        manager.create_index(index).await?;
        Ok(())
    }
}
