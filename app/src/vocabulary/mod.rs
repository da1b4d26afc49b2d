//! The vocabulary: the tags that the organisation agreed on, as a tree, and the form of each.

pub mod calls;
mod form;
mod page;

pub use form::TagForm;
pub use page::VocabularyPage;
