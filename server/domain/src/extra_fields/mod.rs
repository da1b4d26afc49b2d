//! Fields of the organisation's own: texts, numbers, days, choices and yes or no that it writes on its items
//! beside what everybody does.
//!
//! Here is what is said of each (`acts.rs`); what an item holds is kept with its particulars, in one form
//! (`settled.rs`), so that its history, its merging and its import bring it along. A field is retired, never
//! deleted: what items hold of it stays there and in exports.

mod acts;
mod entity;
mod filter;
mod settled;

pub use acts::{change, create, get, list};
pub(crate) use acts::{held_known, known};
pub(crate) use filter::holding;
pub(crate) use settled::settled;
