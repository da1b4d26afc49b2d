//! The inventory: its list, the form of an item, the page on which an item reads as a life,
//! and the import of a table.

#[cfg(feature = "ssr")]
mod asking;
#[cfg(feature = "ssr")]
mod bulk;
#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
mod column_words;
#[cfg(feature = "ssr")]
mod differences;
#[cfg(feature = "ssr")]
mod edit;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod import;
#[cfg(feature = "ssr")]
mod item;
#[cfg(feature = "ssr")]
mod labels;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod mapping;
#[cfg(feature = "ssr")]
mod more_fields;
#[cfg(feature = "ssr")]
mod nothing;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
mod report;
#[cfg(feature = "ssr")]
mod starting;

#[cfg(feature = "ssr")]
pub(crate) use bulk::Asked;
#[cfg(feature = "ssr")]
pub use bulk::BulkPage;
#[cfg(feature = "ssr")]
pub use column_words::{column_words, place_in_words};
#[cfg(feature = "ssr")]
pub use edit::{EditItemPage, NewItemPage};
#[cfg(feature = "ssr")]
pub use fields::ItemForm;
#[cfg(feature = "ssr")]
pub use import::ImportPage;
#[cfg(feature = "ssr")]
pub use item::ItemPage;
#[cfg(feature = "ssr")]
pub use labels::LabelsPage;
#[cfg(feature = "ssr")]
pub use list::InventoryPage;
#[cfg(feature = "ssr")]
pub use mapping::ImportColumnsPage;
#[cfg(feature = "ssr")]
pub use pieces::{StatusBadge, Text, facts_line};
#[cfg(feature = "ssr")]
pub use report::ImportReportPage;
#[cfg(feature = "ssr")]
pub use report::problem_heads;
#[cfg(feature = "ssr")]
pub use report::sentence as import_sentence;
