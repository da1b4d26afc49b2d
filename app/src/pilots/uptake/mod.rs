//! What came of a pilot, table by table: its page, the comparison of two pilots, the report, and what
//! each figure counts.

mod charts;
mod compare;
mod definitions;
mod page;
mod report;
mod sheets;

pub use definitions::DefinitionsPage;
pub use page::UptakePage;
pub use report::{Report, report};
pub use sheets::{Bar, Chart, Curve, Line, Sheet};
