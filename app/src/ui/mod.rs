//! Pieces without business words: they know forms, tables and states, and nothing of classes,
//! guides or members.

mod field;
mod form;
mod language;
mod page;
mod pieces;
mod qr;
mod state;

pub use field::{Check, Field, Hidden, Select, TextArea};
pub use form::{Form, ProblemSummary, Refused, came_back, came_back_for, to_call};
pub use language::{LangArea, LangField, language_name};
pub use page::{Crumbs, Page};
pub use pieces::{Badge, Empty, Icon, Notice, Pager, ProgressLine, Tone};
pub use qr::Qr;
pub use state::{ProblemPage, sign_in_and_return, whole};
