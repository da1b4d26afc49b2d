//! The work on items: the steps of each kind, the steps of each work and what happened to them, and what
//! people say about an item.

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

fn tables() -> [TableCreateStatement; 6] {
    use ForeignKeyAction::{Cascade, SetNull};
    [
        // Only for the kinds whose steps a manager has changed; the others have those that the code proposes.
        table("work_template")
            .col(string("kind").primary_key())
            .col(json_binary("steps"))
            .col(big_integer("version"))
            .col(big_integer("updated_at"))
            .to_owned(),
        table("work")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(uuid_null("started_by"))
            .col(big_integer("started_at"))
            .col(big_integer_null("finished_at"))
            .foreign_key(&mut reference("work", "item_id", "item", Cascade))
            .foreign_key(&mut reference("work", "started_by", "member", SetNull))
            .to_owned(),
        // A step as the template had it when the work was started.
        table("task")
            .col(uuid("id").primary_key())
            .col(uuid("work_id"))
            .col(uuid("item_id"))
            .col(big_integer("position"))
            .col(string("step"))
            .col(json_binary("name"))
            .col(string("who"))
            .col(big_integer_null("due_days"))
            .col(string("state"))
            // Who has it or did it.
            .col(uuid_null("claimed_by"))
            .col(big_integer("since"))
            .col(big_integer_null("opened_at"))
            .col(big_integer_null("due_at"))
            .col(text_null("handed_back_for"))
            .col(text_null("blocked_for"))
            .foreign_key(&mut reference("task", "work_id", "work", Cascade))
            .foreign_key(&mut reference("task", "item_id", "item", Cascade))
            .foreign_key(&mut reference("task", "claimed_by", "member", SetNull))
            .to_owned(),
        table("task_move")
            .col(uuid("id").primary_key())
            .col(uuid("task_id"))
            .col(uuid("work_id"))
            .col(uuid_null("member_id"))
            .col(big_integer("moved_at"))
            .col(string("from_state"))
            .col(string("to_state"))
            .col(text_null("reason"))
            .foreign_key(&mut reference("task_move", "task_id", "task", Cascade))
            .foreign_key(&mut reference("task_move", "work_id", "work", Cascade))
            .foreign_key(&mut reference("task_move", "member_id", "member", SetNull))
            .to_owned(),
        table("item_comment")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(uuid_null("member_id"))
            .col(text("text"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("item_comment", "item_id", "item", Cascade))
            .foreign_key(&mut reference("item_comment", "member_id", "member", SetNull))
            .to_owned(),
        table("comment_mention")
            .col(uuid("comment_id"))
            .col(uuid("member_id"))
            .col(big_integer_null("seen_at"))
            .primary_key(Index::create().col(Alias::new("comment_id")).col(Alias::new("member_id")))
            .foreign_key(&mut reference("comment_mention", "comment_id", "item_comment", Cascade))
            .foreign_key(&mut reference("comment_mention", "member_id", "member", Cascade))
            .to_owned(),
    ]
}

/// Both databases know indexes over a part of a table; the schema builder writes them for neither.
const INDEXES: [&str; 10] = [
    // One work at a time, whoever starts it.
    "CREATE UNIQUE INDEX IF NOT EXISTS work_under_way ON work (item_id) WHERE finished_at IS NULL",
    "CREATE INDEX IF NOT EXISTS work_of ON work (item_id, started_at)",
    "CREATE UNIQUE INDEX IF NOT EXISTS task_of ON task (work_id, position)",
    "CREATE INDEX IF NOT EXISTS task_item ON task (item_id)",
    // What stands somewhere is a small part of all steps: the board and the lists read only this.
    "CREATE INDEX IF NOT EXISTS task_standing ON task (step, opened_at) WHERE state IN ('open', 'handed_back', 'claimed', 'blocked')",
    "CREATE INDEX IF NOT EXISTS task_mine ON task (claimed_by) WHERE state IN ('claimed', 'blocked')",
    "CREATE INDEX IF NOT EXISTS task_move_of ON task_move (work_id, id)",
    "CREATE INDEX IF NOT EXISTS task_move_task ON task_move (task_id)",
    "CREATE INDEX IF NOT EXISTS item_comment_of ON item_comment (item_id, id)",
    "CREATE INDEX IF NOT EXISTS comment_mention_unread ON comment_mention (member_id) WHERE seen_at IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
