//! What members are asked and may say, and what is shown of it.

mod ask;
pub mod calls;
mod heard;

pub use ask::{AskAfter, Question};
pub use heard::{Heard, Words};
