//! What is worth digitising: the ranked backlog, what members ask for, views of the inventory, and items that
//! were two of one.

mod answered;
mod ask;
pub mod calls;
mod demand;
mod duplicates;
mod entry;
mod judge;
mod judged;
mod list;
mod merge;
mod views;
mod weights;

pub use answered::AnsweredRequests;
pub use ask::{AskFor, AskPage, note_search};
pub use demand::DemandPage;
pub use duplicates::DuplicatesPage;
pub use judged::{Judged, JudgedLine};
pub use list::BacklogPage;
pub use merge::MergePage;
pub use views::{ViewLinks, Views, view_word};
pub use weights::WeightsPage;

use crate::desk::FormEcho;
use leptos::prelude::use_context;

/// Whether the form that came back is the one of this call that sent this value.
fn is_this_one(action: &str, name: &str, value: &str) -> bool {
    use_context::<FormEcho>().is_some_and(|echo| {
        echo.action == action && echo.values.iter().any(|(sent, text)| sent == name && text == value)
    })
}
