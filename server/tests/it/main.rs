//! The whole router, on a real port and a real SQLite, asked as browsers and programs ask.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

mod assets;
mod attachments;
mod av1;
mod backlog;
mod calendar;
mod chat;
mod commands;
mod connections;
mod cuts;
mod extra_fields;
mod forms;
mod guides;
mod imports;
mod items;
mod lists;
mod live;
mod live_captions;
mod live_changes;
mod live_whole;
mod mail_server;
mod media;
mod operations;
mod packages;
mod passwords;
mod pieces;
mod pilots;
mod problems;
mod push;
#[path = "../../domain/tests/it/rehearsal.rs"]
mod rehearsal;
mod reminders;
mod replicas;
mod rights;
mod roles;
mod scans;
mod security;
mod shapes;
mod sign_in;
mod stores;
mod strangers;
mod tags;
mod uploads;
mod uptake;
mod watching;
mod work;
mod world;
