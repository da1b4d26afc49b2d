//! The vocabulary is the tags that the organisation agreed on: a name in each language, synonyms, and
//! perhaps another tag that each stands under.
//!
//! Items go on carrying plain words, and may carry words that are no tag. What the vocabulary adds: whatever
//! word leads to a tag becomes the tag's one word whenever an item is written (`words.rs`), items are written
//! anew when that word changes (`rewrite.rs`), and who looks for a tag finds what stands under it as well.

mod acts;
mod entity;
mod known;
mod list;
mod rewrite;
mod words;

pub use acts::{change, create, delete, merge};
pub(crate) use known::Known;
pub use list::{get, list};
pub(crate) use words::{Words, below, settled};
