//! Being named to others of one's centre while one watches a live session.

pub mod calls;
mod choice;

pub use choice::CompanyChoice;
