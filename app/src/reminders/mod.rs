//! Letters and notices before live sessions, and calendars: where a member asks for them, and how they read.

pub mod calendar;
pub mod calls;
mod choices;
mod devices;
mod letter;
mod notice;
mod remind_me;
#[cfg(test)]
mod sample;

pub use choices::ReminderChoices;
pub(crate) use letter::{Paragraph, laid_out};
pub use letter::{Written, written};
pub use notice::notice;
pub use remind_me::RemindMe;
