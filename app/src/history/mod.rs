//! A member's history: theirs to read and to erase.

pub mod calls;
mod page;

pub use page::HistoryPage;
