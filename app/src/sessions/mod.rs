//! A session's own page: the stage, what to know before, and what goes well with it.

mod about;
mod companion;
mod guide;
mod page;
mod reader;
mod stage;
mod transcript;

pub use companion::CompanionPage;
pub use page::SessionPage;
