//! Tags in both languages, one under another, and every word that leads to one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn tables() -> [TableCreateStatement; 3] {
    let tag = |table: &'static str, column: &'static str, action| {
        ForeignKey::create()
            .from(Alias::new(table), Alias::new(column))
            .to(Alias::new("tag"), Alias::new("id"))
            .on_delete(action)
            .to_owned()
    };
    [
        table("tag")
            .col(uuid("id").primary_key())
            .col(json_binary("label"))
            // The word that items carry.
            .col(text("word"))
            .col(uuid_null("parent_id"))
            .col(json_binary("synonyms"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut tag("tag", "parent_id", ForeignKeyAction::Restrict))
            .to_owned(),
        // Names and synonyms, folded: a word leads to one tag.
        table("tag_word")
            .col(text("word").primary_key())
            .col(uuid("tag_id"))
            .foreign_key(&mut tag("tag_word", "tag_id", ForeignKeyAction::Cascade))
            .to_owned(),
        // One row, which whoever changes a tag holds until the end.
        table("vocabulary_revision").col(integer("id").primary_key()).col(big_integer("revision")).to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [("tag_by_parent", "tag", "parent_id"), ("tag_word_of_tag", "tag_word", "tag_id")]
        {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table)).if_not_exists().col(Alias::new(column));
            manager.create_index(index).await?;
        }
        let row = "INSERT INTO vocabulary_revision (id, revision) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";
        manager.get_connection().execute_unprepared(row).await?;
        Ok(())
    }
}
