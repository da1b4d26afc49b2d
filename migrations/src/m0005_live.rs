//! Live sessions: when they take place, who may send, and the segments that were sent.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).if_not_exists().to_owned()
}

fn of_session(from: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from), Alias::new("session_id"))
        .to(Alias::new("session"), Alias::new("id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn tables() -> [TableCreateStatement; 3] {
    [
        table("live")
            .col(uuid("session_id").primary_key())
            .col(big_integer("starts_at"))
            .col(big_integer("ends_at"))
            .col(string("state"))
            // Whether the recording stays to be watched.
            .col(boolean("replay"))
            .col(string_null("substitute"))
            // Whether staff have said that members see it from now on, before its time.
            .col(boolean("on_air").default(false))
            // Announced together, week after week.
            .col(uuid_null("series_id"))
            // The beginning of the stream key, to find it by, and its sum.
            .col(string_null("key_prefix"))
            .col(string_null("key_sha256"))
            // Raised whenever an encoder comes: what an earlier one still says does not count.
            .col(integer("epoch").default(0))
            // Which process takes in what is sent, where it is reached, and until when it holds that.
            .col(string_null("owner"))
            .col(big_integer("lease_until").default(0))
            // The playlists' constants, in milliseconds, from the first segment on.
            .col(integer_null("target_ms"))
            .col(integer_null("part_ms"))
            // How many segments each rendition has, once it is over.
            .col(integer_null("segments"))
            .col(big_integer_null("started_at"))
            // When something last came in.
            .col(big_integer_null("heard_at"))
            .col(big_integer_null("ended_at"))
            .foreign_key(&mut of_session("live"))
            .to_owned(),
        // How a decoder is set up for what follows. A change of format makes another.
        table("live_track")
            .col(uuid("session_id"))
            .col(string("name"))
            .col(integer("number"))
            .col(string("codecs"))
            .col(integer_null("width"))
            .col(integer_null("height"))
            .col(double_null("frame_rate"))
            .col(integer("timescale"))
            .col(binary("init"))
            .primary_key(
                Index::create().col(Alias::new("session_id")).col(Alias::new("name")).col(Alias::new("number")),
            )
            .foreign_key(&mut of_session("live_track"))
            .to_owned(),
        // What lies in the store.
        table("live_segment")
            .col(uuid("session_id"))
            .col(string("name"))
            // The media sequence number, counted from 0 over the whole session.
            .col(integer("number"))
            .col(integer("epoch"))
            .col(integer("track"))
            // Media time in ticks of the track, and wall-clock time in milliseconds.
            .col(big_integer("begins"))
            .col(big_integer("ticks"))
            .col(big_integer("at"))
            .col(boolean("discontinuity"))
            .col(big_integer("size"))
            .col(string("object_key"))
            .primary_key(
                Index::create().col(Alias::new("session_id")).col(Alias::new("name")).col(Alias::new("number")),
            )
            .foreign_key(&mut of_session("live_segment"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, column) in [("live_starts", "starts_at"), ("live_key", "key_prefix"), ("live_state", "state")] {
            let index =
                Index::create().name(name).table(Alias::new("live")).if_not_exists().col(Alias::new(column)).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
