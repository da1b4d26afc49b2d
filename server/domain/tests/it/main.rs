//! The domain, tested through its doors, on SQLite and on PostgreSQL.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

mod captions;
mod catalogue;
mod chat;
mod companions;
mod cuts;
mod feed;
mod history;
mod imports;
mod inventory;
mod jobs;
mod letterbox;
mod live;
mod pilot_life;
mod pilots;
mod playback;
mod profile;
mod recordings;
mod rehearsal;
mod reminders;
mod store;
mod stored;
mod strands;
mod world;
