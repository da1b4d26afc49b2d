//! A letter to staff: a right ends soon.

use contract::{Locale, Timestamp, rights::EndingRight};
use uuid::Uuid;

/// Tells one person of staff that a release or a licence ends soon.
#[derive(Debug, Clone, PartialEq)]
pub struct RightLetter {
    /// Always the same for the same news to the same person, so that a mailbox knows it again.
    pub id: Uuid,
    /// The person's name.
    pub name: String,
    /// Where it goes.
    pub email: String,
    /// The language it is written in.
    pub locale: Locale,
    /// When it was written.
    pub written_at: Timestamp,
    /// What ends, and when.
    pub right: EndingRight,
}
