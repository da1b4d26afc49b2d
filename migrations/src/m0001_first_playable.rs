//! The first schema: people, inventory, recordings, sessions, watches, pilots, consents, feeds
//! and the queue of work.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table begun with its name.
fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

/// A foreign key of `column` to the `id` of `target`, followed by what happens on deletion.
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

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table)).if_not_exists();
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}

fn tables() -> Vec<TableCreateStatement> {
    use ForeignKeyAction::{Cascade, Restrict, SetNull};
    vec![
        table("organisation")
            .col(uuid("id").primary_key())
            .col(json_binary("name"))
            .col(string("time_zone"))
            .col(big_integer("created_at"))
            .to_owned(),
        table("member")
            .col(uuid("id").primary_key())
            .col(string("email").unique_key())
            .col(string("name"))
            .col(string("role"))
            .col(string("locale"))
            .col(boolean("active").default(true))
            .col(text_null("password_hash"))
            .col(big_integer_null("last_sign_in_at"))
            .col(big_integer("created_at"))
            .to_owned(),
        table("sign_in")
            .col(string("id").primary_key())
            .col(uuid_null("member_id"))
            .col(text("record"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut reference("sign_in", "member_id", "member", Cascade))
            .to_owned(),
        table("api_token")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(string("name"))
            .col(string("token_hash").unique_key())
            .col(json_binary("scopes"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("api_token", "member_id", "member", Cascade))
            .to_owned(),
        table("item")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(json_binary("title"))
            .col(json_binary("description"))
            .col(json_binary("tags"))
            .col(string("level"))
            .col(integer_null("duration_minutes"))
            .col(json_binary("equipment"))
            .col(string_null("language"))
            .col(string_null("instructor"))
            .col(string_null("centre"))
            .col(string("status"))
            .col(string_null("source_key").unique_key())
            .col(text("search_text"))
            .col(text("tag_text"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .to_owned(),
        table("import")
            .col(uuid("id").primary_key())
            .col(string("filename"))
            .col(string("object_key"))
            .col(json_binary("mapping"))
            .col(boolean("check_only"))
            .col(string("state"))
            .col(json_binary("report"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .to_owned(),
        table("recording")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(string("filename"))
            .col(big_integer("size"))
            .col(big_integer("received"))
            .col(string("state"))
            .col(double("progress"))
            .col(string_null("problem"))
            .col(big_integer_null("duration_ms"))
            .col(string_null("poster_key"))
            .col(string_null("poster_small_key"))
            .col(string_null("original_key"))
            .col(string_null("media_prefix"))
            .col(integer("pages"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut reference("recording", "item_id", "item", Restrict))
            .to_owned(),
        table("upload_part")
            .col(uuid("recording_id"))
            .col(big_integer("offset"))
            .col(big_integer("size"))
            .col(string("object_key"))
            .primary_key(Index::create().col(Alias::new("recording_id")).col(Alias::new("offset")))
            .foreign_key(&mut reference("upload_part", "recording_id", "recording", Cascade))
            .to_owned(),
        table("rendition")
            .col(uuid("recording_id"))
            .col(string("name"))
            .col(string("kind"))
            .col(integer_null("width"))
            .col(integer_null("height"))
            .col(double_null("frame_rate"))
            .col(string("codecs"))
            .col(integer("bandwidth"))
            .col(integer("average_bandwidth"))
            .col(string("object_key"))
            .col(json_binary("segments"))
            .primary_key(Index::create().col(Alias::new("recording_id")).col(Alias::new("name")))
            .foreign_key(&mut reference("rendition", "recording_id", "recording", Cascade))
            .to_owned(),
        table("session")
            .col(uuid("id").primary_key())
            .col(uuid("item_id"))
            .col(uuid_null("recording_id"))
            .col(string("state"))
            .col(string("audience"))
            .col(big_integer_null("published_at"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("session", "item_id", "item", Restrict))
            .foreign_key(&mut reference("session", "recording_id", "recording", SetNull))
            .to_owned(),
        // One row: every change of what members may see raises the revision, which tells every
        // replica to read the catalogue anew.
        table("catalogue_revision").col(integer("id").primary_key()).col(big_integer("revision")).to_owned(),
        table("watch")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(uuid("session_id"))
            .col(boolean("internal"))
            .col(big_integer("credited_ms"))
            .col(big_integer("started_at"))
            .col(big_integer("last_at"))
            .foreign_key(&mut reference("watch", "member_id", "member", Cascade))
            .foreign_key(&mut reference("watch", "session_id", "session", Cascade))
            .to_owned(),
        table("watch_batch")
            .col(uuid("watch_id"))
            .col(integer("seq"))
            .col(json_binary("intervals"))
            .col(big_integer("received_at"))
            .primary_key(Index::create().col(Alias::new("watch_id")).col(Alias::new("seq")))
            .foreign_key(&mut reference("watch_batch", "watch_id", "watch", Cascade))
            .to_owned(),
        table("history")
            .col(uuid("member_id"))
            .col(uuid("session_id"))
            .col(json_binary("ranges"))
            .col(big_integer("unique_ms"))
            .col(big_integer("watched_ms"))
            .col(big_integer("disputed_ms"))
            .col(big_integer("position_ms"))
            .col(boolean("internal"))
            .col(big_integer("started_at"))
            .col(big_integer("last_at"))
            .col(big_integer_null("completed_at"))
            .primary_key(Index::create().col(Alias::new("member_id")).col(Alias::new("session_id")))
            .foreign_key(&mut reference("history", "member_id", "member", Cascade))
            .foreign_key(&mut reference("history", "session_id", "session", Cascade))
            .to_owned(),
        table("pilot")
            .col(uuid("id").primary_key())
            .col(json_binary("title"))
            .col(text("hypothesis"))
            .col(string("state"))
            .col(string_null("starts_on"))
            .col(string_null("ends_on"))
            .col(json_binary("targets"))
            .col(big_integer("version"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .to_owned(),
        table("pilot_item")
            .col(uuid("pilot_id"))
            .col(uuid("item_id"))
            .col(integer("position"))
            .primary_key(Index::create().col(Alias::new("pilot_id")).col(Alias::new("item_id")))
            .foreign_key(&mut reference("pilot_item", "pilot_id", "pilot", Cascade))
            .foreign_key(&mut reference("pilot_item", "item_id", "item", Cascade))
            .to_owned(),
        table("pilot_invitation")
            .col(uuid("id").primary_key())
            .col(uuid("pilot_id"))
            .col(string("email"))
            .col(big_integer("invited_at"))
            .foreign_key(&mut reference("pilot_invitation", "pilot_id", "pilot", Cascade))
            .to_owned(),
        // Where each purpose stands; `consent_receipt` keeps how it came to stand there.
        table("consent")
            .col(uuid("member_id"))
            .col(string("purpose"))
            .col(boolean("granted"))
            .col(integer("version"))
            .col(big_integer("since"))
            .primary_key(Index::create().col(Alias::new("member_id")).col(Alias::new("purpose")))
            .foreign_key(&mut reference("consent", "member_id", "member", Cascade))
            .to_owned(),
        table("consent_receipt")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            .col(string("purpose"))
            .col(boolean("granted"))
            .col(integer("version"))
            .col(string("source"))
            .col(big_integer("decided_at"))
            .foreign_key(&mut reference("consent_receipt", "member_id", "member", Cascade))
            .to_owned(),
        table("feed")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(string("url"))
            .col(string("purpose"))
            .col(string("country"))
            .col(string("assessment"))
            .col(text("secret_salt"))
            .col(boolean("active").default(true))
            .col(big_integer("created_at"))
            .to_owned(),
        table("delivery")
            .col(uuid("id").primary_key())
            .col(uuid("feed_id"))
            .col(uuid("member_id"))
            .col(string("event"))
            .col(json_binary("body"))
            .col(string("state"))
            .col(integer("attempts"))
            .col(string_null("last_problem"))
            .col(big_integer("created_at"))
            .foreign_key(&mut reference("delivery", "feed_id", "feed", Cascade))
            .to_owned(),
        table("job")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(json_binary("payload"))
            .col(string("state"))
            .col(integer("priority"))
            .col(integer("attempts"))
            .col(big_integer("run_at"))
            .col(big_integer_null("lease_until"))
            .col(uuid_null("lease"))
            .col(text_null("last_problem"))
            .col(big_integer("created_at"))
            .col(big_integer_null("ended_at"))
            .to_owned(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("sign_in_member", "sign_in", &["member_id"]),
        index("sign_in_expiry", "sign_in", &["expires_at"]),
        index("item_status", "item", &["status", "id"]),
        index("item_kind", "item", &["kind", "id"]),
        index("recording_item", "recording", &["item_id"]),
        index("session_item", "session", &["item_id"]),
        index("session_recording", "session", &["recording_id"]),
        index("session_state", "session", &["state", "published_at"]),
        index("watch_member", "watch", &["member_id", "session_id"]),
        index("watch_session", "watch", &["session_id", "started_at"]),
        index("history_recent", "history", &["member_id", "last_at"]),
        index("history_session", "history", &["session_id"]),
        index("pilot_item_item", "pilot_item", &["item_id"]),
        index("pilot_invitation_address", "pilot_invitation", &["pilot_id", "email"]).unique().to_owned(),
        index("pilot_invitation_email", "pilot_invitation", &["email"]),
        index("consent_receipt_member", "consent_receipt", &["member_id", "decided_at"]),
        index("delivery_feed", "delivery", &["feed_id", "created_at"]),
        index("delivery_member", "delivery", &["member_id"]),
        index("job_next", "job", &["state", "priority", "run_at"]),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        manager
            .exec_stmt(
                Query::insert()
                    .into_table(Alias::new("catalogue_revision"))
                    .columns([Alias::new("id"), Alias::new("revision")])
                    .values_panic([1.into(), 0_i64.into()])
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables().into_iter().rev() {
            if let Some(name) = table.get_table_name() {
                manager.drop_table(Table::drop().table(name.clone()).if_exists().to_owned()).await?;
            }
        }
        Ok(())
    }
}
