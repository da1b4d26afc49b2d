//! Estrade's database schema, step by step, for SQLite and PostgreSQL alike.
//!
//! Steps are written by hand and only ever added: the release before must run on the schema
//! after (`README.md` says how). Moments are stored as milliseconds since 1970 UTC, so that both
//! databases compare and subtract them in the same way.

use sea_orm_migration::prelude::*;

mod m0001_first_playable;
mod m0002_watchable_early;
mod m0003_captions;
mod m0004_recordings;
mod m0005_live;
mod m0006_reminders;
mod m0007_chat;
mod m0008_rights;
mod m0009_work;
mod m0010_imports;
mod m0011_backlog;
mod m0012_uptake;
mod m0013_pilots;
mod m0014_live_captions;
mod m0015_items;
mod m0016_vocabulary;
mod m0017_guides;
mod m0018_attachments;
mod m0019_instant;
mod m0020_devices;
mod m0021_extra_fields;
mod m0022_links;
mod m0023_pages_unread;
mod m0024_starts;
mod m0025_bounces;
mod m0026_push;
mod m0028_moved;
mod m0031_uptake_people;
mod m0032_guides_again;

/// Every step, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first_playable::Migration),
            Box::new(m0002_watchable_early::Migration),
            Box::new(m0003_captions::Migration),
            Box::new(m0004_recordings::Migration),
            Box::new(m0005_live::Migration),
            Box::new(m0006_reminders::Migration),
            Box::new(m0007_chat::Migration),
            Box::new(m0008_rights::Migration),
            Box::new(m0009_work::Migration),
            Box::new(m0010_imports::Migration),
            Box::new(m0011_backlog::Migration),
            Box::new(m0012_uptake::Migration),
            Box::new(m0013_pilots::Migration),
            Box::new(m0014_live_captions::Migration),
            Box::new(m0015_items::Migration),
            Box::new(m0016_vocabulary::Migration),
            Box::new(m0017_guides::Migration),
            Box::new(m0018_attachments::Migration),
            Box::new(m0019_instant::Migration),
            Box::new(m0020_devices::Migration),
            Box::new(m0021_extra_fields::Migration),
            Box::new(m0022_links::Migration),
            Box::new(m0023_pages_unread::Migration),
            Box::new(m0024_starts::Migration),
            Box::new(m0025_bounces::Migration),
            Box::new(m0026_push::Migration),
            Box::new(m0028_moved::Migration),
            Box::new(m0031_uptake_people::Migration),
            Box::new(m0032_guides_again::Migration),
        ]
    }
}

pub use sea_orm_migration::prelude::MigratorTrait as Steps;
