//! What people see of Estrade.
//!
//! A folder per word of the trade, each with its pages, its islands and its `calls.rs`. Pages
//! are written on the server only (`feature = "ssr"`) and work without JavaScript; islands are
//! what the browser receives besides, and the only thing compiled for it (`feature = "hydrate"`).

#![expect(clippy::needless_pass_by_value, reason = "a component is given its props for good")]
#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod accounts;
pub mod address;
#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "ssr")]
pub mod attachments;
#[cfg(feature = "ssr")]
pub mod backlog;
#[cfg(feature = "hydrate")]
mod browser;
pub mod catalogue;
pub mod chat;
#[cfg(feature = "ssr")]
pub mod company;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod digitisation;
#[cfg(feature = "ssr")]
pub mod figures;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod history;
#[cfg(feature = "ssr")]
pub mod home;
pub mod inventory;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod listening;
pub mod lives;
#[cfg(feature = "ssr")]
pub mod once;
#[cfg(feature = "ssr")]
pub mod own_fields;
pub mod pilots;
pub mod playback;
#[cfg(feature = "ssr")]
pub mod privacy;
pub mod problem;
#[cfg(feature = "ssr")]
pub mod profile;
#[cfg(feature = "ssr")]
pub mod reminders;
#[cfg(feature = "ssr")]
pub mod rights;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
pub mod texts;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod vocabulary;
#[cfg(feature = "ssr")]
pub mod words;
#[cfg(feature = "ssr")]
pub mod work;

pub use problem::Problem;
#[cfg(feature = "ssr")]
pub use site::{App, shell};
