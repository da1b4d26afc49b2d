//! A letter to who has forgotten a password.

use contract::{Locale, Timestamp};
use uuid::Uuid;

/// Brings one person the link with which they set a new password.
#[derive(Clone, PartialEq)]
pub struct PasswordLetter {
    /// New for every letter: a link is good once.
    pub id: Uuid,
    /// The person's name.
    pub name: String,
    /// Where it goes.
    pub email: String,
    /// The language it is written in.
    pub locale: Locale,
    /// When it was written.
    pub written_at: Timestamp,
    /// What the link is opened with.
    pub token: String,
}

// Whoever reads the token in a log could set the password.
impl std::fmt::Debug for PasswordLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordLetter").field("id", &self.id).finish_non_exhaustive()
    }
}
