//! The domain, tested through its doors, on SQLite and on PostgreSQL.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

mod attachments;
mod backlog;
mod captions;
mod catalogue;
mod changes;
mod chat;
mod companions;
mod company;
mod cuts;
mod demand;
mod duplicates;
mod extra_fields;
mod feed;
mod guides;
mod history;
mod imports;
mod inventory;
mod jobs;
mod letterbox;
mod links;
mod live;
mod live_captions;
mod live_noise;
mod night;
mod noise;
mod pilot_life;
mod pilots;
mod playback;
mod presence;
mod profile;
mod push;
mod push_service;
mod recordings;
mod rehearsal;
mod reminders;
mod rights;
mod store;
mod stored;
mod strands;
mod uptake;
mod views;
mod vocabulary;
mod work;
mod world;
