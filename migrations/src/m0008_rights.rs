//! Rights that act: releases of filmed persons, licences of works, what is said of an item, what the
//! organisation asks for, which sessions were taken out, and which letters went out.

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

// Days are texts, `YYYY-MM-DD` by the clocks of the centres: they sort and compare as they are written.
fn tables() -> [TableCreateStatement; 6] {
    [
        table("person_release")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(text("name"))
            .col(boolean("minor"))
            .col(text_null("guardian"))
            .col(string("allows"))
            .col(string_null("signed_on"))
            .col(string_null("expires_on"))
            .col(boolean("seen").default(true))
            .col(text_null("note"))
            .col(string_null("withdrawn_on"))
            .col(text_null("withdrawn_reason"))
            .col(uuid_null("withdrawn_by"))
            .col(uuid("created_by"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut of("person_release", "item"))
            .to_owned(),
        table("licence")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(string("subject"))
            .col(text("title"))
            .col(text_null("holder"))
            .col(text_null("licence"))
            .col(string("kind"))
            .col(string_null("ends_on"))
            .col(boolean("covers_live"))
            .col(boolean("covers_replay"))
            .col(uuid("created_by"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut of("licence", "item"))
            .to_owned(),
        table("right_statement")
            .col(uuid("item_id").primary_key())
            .col(boolean("nobody_recognisable"))
            .col(boolean("no_music"))
            .col(text_null("licence"))
            .col(uuid("stated_by"))
            .col(big_integer("stated_at"))
            .foreign_key(&mut of("right_statement", "item"))
            .to_owned(),
        // What is asked of a kind; without a row it is the usual.
        table("right_demand")
            .col(string("kind").primary_key())
            .col(string("releases"))
            .col(string("music"))
            .col(string("statement"))
            .to_owned(),
        // The name is kept here, since a licence may be removed later.
        table("right_effect")
            .col(uuid("id").primary_key())
            .col(uuid("session_id"))
            .col(uuid_null("release_id"))
            .col(uuid_null("licence_id"))
            .col(text("name"))
            .col(string("reason"))
            .col(big_integer("made_at"))
            .foreign_key(&mut of("right_effect", "session"))
            .to_owned(),
        // For which end each letter went to whom: where the end has moved since, it is due again.
        table("right_letter")
            .col(uuid("right_id"))
            .col(uuid("member_id"))
            .col(integer("days"))
            .col(string("ends_on"))
            .primary_key(
                Index::create().col(Alias::new("right_id")).col(Alias::new("member_id")).col(Alias::new("days")),
            )
            .foreign_key(&mut of("right_letter", "member"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (table, column) in [
            ("person_release", "item_id"),
            ("person_release", "expires_on"),
            ("licence", "item_id"),
            ("licence", "ends_on"),
            ("right_effect", "session_id"),
            ("right_effect", "made_at"),
        ] {
            let index = Index::create()
                .name(format!("{table}_{column}"))
                .table(Alias::new(table))
                .if_not_exists()
                .col(Alias::new(column))
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
