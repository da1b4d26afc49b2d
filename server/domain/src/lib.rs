//! Estrade's rules, its SQL and its jobs.
//!
//! A folder per word of the trade. Each folder's `mod.rs` is its door: it says what the thing
//! *is* and holds the only public functions. Pages, the REST API, uploads and jobs all come
//! through these doors; the right to act is an argument of theirs.

pub mod accounts;
pub mod attachments;
pub mod backlog;
pub mod captions;
pub mod catalogue;
pub mod chat;
pub mod clock;
pub mod company;
pub mod database;
pub mod demand;
pub mod demo;
pub mod duplicates;
pub mod environment;
pub mod error;
pub mod extra_fields;
pub mod feed;
pub mod guides;
pub mod history;
pub mod inventory;
pub mod jobs;
pub mod links;
pub mod listening;
pub mod live;
pub mod mail;
pub mod media;
pub mod package;
pub mod pilots;
pub mod playback;
pub mod profile;
pub mod push;
pub mod recent;
pub mod recordings;
pub mod reminders;
pub mod rights;
pub mod secret;
pub mod sessions;
pub mod vocabulary;
pub mod work;

pub use clock::Clock;
pub use database::Database;
pub use environment::{Environment, Settings};
pub use error::{Error, Result};
