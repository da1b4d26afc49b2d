//! The sheet of a pilot: its page, its form, its former versions, and what is said about it.

pub mod calls;
mod form;
mod page;
mod versions;

pub use form::EditSheetPage;
pub use page::SheetPage;
pub use versions::VersionsPage;
