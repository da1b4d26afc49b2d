//! The life of pilots: their sheet with its former versions, who moved and decided, what was said of
//! them, who is asked and who is only compared, what things cost, and what members say.

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

fn key(one: &'static str, other: &'static str) -> IndexCreateStatement {
    Index::create().col(Alias::new(one)).col(Alias::new(other)).to_owned()
}

fn tables() -> [TableCreateStatement; 7] {
    [
        // What stood in a pilot and its sheet before a change.
        table("pilot_version")
            .col(uuid("pilot_id"))
            .col(big_integer("version"))
            .col(json_binary("fields"))
            .col(json_binary("sheet"))
            // Who wrote the version that replaced this one, and when.
            .col(string("replaced_by"))
            .col(big_integer("replaced_at"))
            .primary_key(&mut key("pilot_id", "version"))
            .foreign_key(&mut of("pilot_version", "pilot"))
            .to_owned(),
        table("pilot_step")
            .col(uuid("id").primary_key())
            .col(uuid("pilot_id"))
            .col(string("from_state"))
            .col(string("to_state"))
            .col(string_null("decision"))
            .col(text("reason"))
            .col(string("by_name"))
            .col(big_integer("at"))
            .foreign_key(&mut of("pilot_step", "pilot"))
            .to_owned(),
        table("pilot_comment")
            .col(uuid("id").primary_key())
            .col(uuid("pilot_id"))
            .col(text("text"))
            .col(string("by_name"))
            .col(big_integer("at"))
            .foreign_key(&mut of("pilot_comment", "pilot"))
            .to_owned(),
        // Who is only compared with: never invited, never looked at one by one.
        table("pilot_comparison")
            .col(uuid("pilot_id"))
            .col(string("email"))
            .col(big_integer("added_at"))
            .primary_key(&mut key("pilot_id", "email"))
            .foreign_key(&mut of("pilot_comparison", "pilot"))
            .to_owned(),
        // One row: what things cost here.
        table("price_table")
            .col(integer("id").primary_key())
            .col(json_binary("prices"))
            .col(big_integer("version"))
            .col(string("changed_by"))
            .col(big_integer("changed_at"))
            .to_owned(),
        table("listening_answer")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(uuid_null("session_id"))
            .col(string("kind"))
            .col(integer_null("score"))
            .col(text("text"))
            .col(big_integer("at"))
            .foreign_key(&mut of("listening_answer", "member"))
            .foreign_key(&mut of("listening_answer", "session"))
            .to_owned(),
        // One row decides whether a member may be asked again, so that two answers at once count once.
        table("listening_turn")
            .col(uuid("member_id"))
            .col(string("kind"))
            .col(big_integer("at"))
            .primary_key(&mut key("member_id", "kind"))
            .foreign_key(&mut of("listening_turn", "member"))
            .to_owned(),
    ]
}

fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("pilot", "sheet", json_binary_null("sheet")),
        ("pilot", "cloned_from", uuid_null("cloned_from")),
        // The secret of its open enrolment, while that is open.
        ("pilot", "enrol_key", uuid_null("enrol_key")),
        // The secret of the letter's link; the code that can be typed follows from it.
        ("pilot_invitation", "secret", uuid_null("secret")),
        // `due`, `sent` or `bounced`; nothing where no letter is sent from here.
        ("pilot_invitation", "letter", string_null("letter")),
        ("pilot_invitation", "letter_at", big_integer_null("letter_at")),
        ("pilot_invitation", "answer", string_null("answer")),
        ("pilot_invitation", "answered_at", big_integer_null("answered_at")),
        ("pilot_invitation", "locale", string_null("locale")),
        ("pilot_invitation", "enrolled", boolean("enrolled").default(false).to_owned()),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name, table, columns: &[&'static str]| {
        let mut index = Index::create();
        index.name(name).table(Alias::new(table)).if_not_exists();
        for column in columns {
            index.col(Alias::new(*column));
        }
        index
    };
    vec![
        index("pilot_step_of", "pilot_step", &["pilot_id", "at"]),
        index("pilot_comment_of", "pilot_comment", &["pilot_id", "at"]),
        index("pilot_enrol_key", "pilot", &["enrol_key"]).unique().to_owned(),
        index("pilot_invitation_secret", "pilot_invitation", &["secret"]).unique().to_owned(),
        index("listening_answer_session", "listening_answer", &["session_id", "kind"]),
        index("listening_answer_member", "listening_answer", &["member_id", "kind"]),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (table, name, mut column) in columns() {
            if !manager.has_column(table, name).await? {
                let statement = Table::alter().table(Alias::new(table)).add_column(&mut column).to_owned();
                manager.alter_table(statement).await?;
            }
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
