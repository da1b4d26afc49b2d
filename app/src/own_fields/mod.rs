//! Fields of the organisation's own: saying which there are, and what stands in them on an item.

pub mod calls;
mod form;
mod on_items;
mod page;

pub use form::FieldForm;
pub use on_items::{OwnFieldset, OwnFilters, asked_for, columns, facts, label_of, offered, value_of};
pub use page::OwnFieldsPage;
