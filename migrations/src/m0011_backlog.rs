//! What is worth digitising: how items are judged, what members ask for, views that are kept, and items
//! that were two of one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn reference(
    from: &'static str,
    column: &'static str,
    target: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from), Alias::new(column))
        .to(Alias::new(target), Alias::new("id"))
        .on_delete(on_delete)
        .to_owned()
}

fn pair(one: &'static str, other: &'static str) -> IndexCreateStatement {
    Index::create().col(Alias::new(one)).col(Alias::new(other)).to_owned()
}

fn judged() -> [TableCreateStatement; 3] {
    use ForeignKeyAction::Cascade;
    [
        // From 1 to 5 each; a part that nobody has judged yet is absent.
        table("item_score")
            .col(uuid("item_id").primary_key())
            .col(integer_null("value"))
            .col(integer_null("ease"))
            .col(integer_null("cost"))
            .col(text("value_note"))
            .col(text("ease_note"))
            .col(text("cost_note"))
            .col(big_integer("version"))
            .col(uuid("scored_by"))
            .col(big_integer("scored_at"))
            .foreign_key(&mut reference("item_score", "item_id", "item", Cascade))
            .to_owned(),
        // Why an item was looked at and not kept.
        table("item_rejection")
            .col(uuid("item_id").primary_key())
            .col(text("reason"))
            .col(uuid("rejected_by"))
            .col(big_integer("rejected_at"))
            .foreign_key(&mut reference("item_rejection", "item_id", "item", Cascade))
            .to_owned(),
        // One row once somebody has changed them; without it the defaults hold.
        table("backlog_weights")
            .col(integer("id").primary_key())
            .col(integer("value"))
            .col(integer("demand"))
            .col(integer("ease"))
            .col(integer("cost"))
            .col(big_integer("version"))
            .col(uuid("changed_by"))
            .col(big_integer("changed_at"))
            .to_owned(),
    ]
}

fn asked_for() -> [TableCreateStatement; 3] {
    use ForeignKeyAction::{Cascade, SetNull};
    [
        // The same thing, however it was written: `folded` is what is compared.
        table("demand")
            .col(uuid("id").primary_key())
            .col(string("folded").unique_key())
            .col(text("words"))
            .col(string("state"))
            .col(uuid_null("item_id"))
            .col(text_null("reason"))
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .col(big_integer("created_at"))
            .col(big_integer("last_at"))
            .foreign_key(&mut reference("demand", "item_id", "item", SetNull))
            .to_owned(),
        // One for each member and month (`2026-11`).
        table("demand_request")
            .col(uuid("demand_id"))
            .col(uuid("member_id"))
            .col(string("month"))
            .col(text("note"))
            .col(big_integer("created_at"))
            // When the member put away the word that it can be watched now.
            .col(big_integer_null("seen_at"))
            .primary_key(
                Index::create().col(Alias::new("demand_id")).col(Alias::new("member_id")).col(Alias::new("month")),
            )
            .foreign_key(&mut reference("demand_request", "demand_id", "demand", Cascade))
            .foreign_key(&mut reference("demand_request", "member_id", "member", Cascade))
            .to_owned(),
        // Searches that found nothing, by day (days since 1970 UTC), and nobody's.
        table("demand_search")
            .col(uuid("demand_id"))
            .col(integer("day"))
            .col(integer("searches"))
            .primary_key(&mut pair("demand_id", "day"))
            .foreign_key(&mut reference("demand_search", "demand_id", "demand", Cascade))
            .to_owned(),
    ]
}

fn in_order() -> [TableCreateStatement; 3] {
    use ForeignKeyAction::Cascade;
    [
        table("saved_view")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(string("name"))
            // What stands behind the question mark of the inventory's address.
            .col(text("query"))
            .col(boolean("shared"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("saved_view", "member_id", "member", Cascade))
            .to_owned(),
        // Two items that look alike and are not; the smaller id first.
        table("item_distinct")
            .col(uuid("one_id"))
            .col(uuid("other_id"))
            .col(uuid("said_by"))
            .col(big_integer("said_at"))
            .primary_key(&mut pair("one_id", "other_id"))
            .foreign_key(&mut reference("item_distinct", "one_id", "item", Cascade))
            .foreign_key(&mut reference("item_distinct", "other_id", "item", Cascade))
            .to_owned(),
        // What became of an item that was another one: its id still leads there, and what was written on it
        // is kept.
        table("item_merged")
            .col(uuid("gone_id").primary_key())
            .col(uuid("item_id"))
            .col(string_null("source_key"))
            .col(json_binary("fields"))
            .col(uuid("merged_by"))
            .col(big_integer("merged_at"))
            .foreign_key(&mut reference("item_merged", "item_id", "item", Cascade))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in judged().into_iter().chain(asked_for()).chain(in_order()) {
            manager.create_table(table).await?;
        }
        let indexes = [
            ("demand_item", "demand", "item_id"),
            ("demand_state", "demand", "state"),
            ("demand_request_member", "demand_request", "member_id"),
            ("demand_search_day", "demand_search", "day"),
            ("saved_view_member", "saved_view", "member_id"),
            ("item_merged_item", "item_merged", "item_id"),
            ("item_merged_key", "item_merged", "source_key"),
            ("item_distinct_other", "item_distinct", "other_id"),
            ("stored_object_sha256", "stored_object", "sha256"),
        ];
        for (name, table, column) in indexes {
            let index =
                Index::create().name(name).table(Alias::new(table)).if_not_exists().col(Alias::new(column)).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
