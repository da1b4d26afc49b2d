//! A letter is what Estrade writes to one person. What it is about is decided here; how it reads, and by
//! which server it goes, is the world's: see [`Mailer`].

mod password;
mod right;

pub use password::PasswordLetter;
pub use right::RightLetter;

use contract::{InvitationKey, LangMap, Locale, SessionId, Timestamp, reminders::Lead};
use uuid::Uuid;

/// Something to tell one person by mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
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
    /// What it tells.
    pub news: News,
    /// The session that it is about.
    pub about: About,
}

/// What a letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum News {
    /// A session begins soon.
    Soon(Lead),
    /// A session is at another time than this, of which the person knew.
    Moved(Timestamp),
    /// A session does not take place.
    Cancelled,
}

/// The live session that a letter is about.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Which.
    pub session: SessionId,
    /// Its name.
    pub title: LangMap,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it is over.
    pub ends_at: Timestamp,
    /// Who gives it.
    pub given_by: Option<String>,
    /// Which centre it is given in.
    pub centre: Option<String>,
}

/// A letter that invites one person to a pilot; it may be somebody without an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    /// Always the same for the same invitation.
    pub id: Uuid,
    /// By which a report is known that it could not be delivered: 48 hexadecimal digits.
    pub token: String,
    /// The person's name, where it is known.
    pub name: String,
    /// Where it goes.
    pub email: String,
    /// The language it is written in.
    pub locale: Locale,
    /// When it was written.
    pub written_at: Timestamp,
    /// The secret of the link with which one answers.
    pub key: InvitationKey,
    /// The pilot's name.
    pub title: LangMap,
    /// What is promised.
    pub promise: LangMap,
    /// Whether the person asked to take part.
    pub asked_for: bool,
}

/// Why a letter was not sent. The texts are for the log: no address and no password is in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// The mail server does not answer, or does not take it now. It has certainly not been sent.
    #[error("away: {0}")]
    Away(String),
    /// The mail server will never take it.
    #[error("refused: {0}")]
    Refused(String),
    /// The connection broke while it was handed over: it may have been sent or not.
    #[error("unclear: {0}")]
    Unclear(String),
}

/// What brings letters to people.
#[async_trait::async_trait]
pub trait Mailer: Send + Sync {
    /// Whether the mail server is there and lets us in.
    ///
    /// # Errors
    /// [`Unsent::Away`] when it is not.
    async fn check(&self) -> Result<(), Unsent>;

    /// Hands one letter over to the mail server.
    ///
    /// # Errors
    /// See [`Unsent`].
    async fn send(&self, letter: &Letter) -> Result<(), Unsent>;

    /// Hands a letter about a right that ends soon over to the mail server.
    ///
    /// # Errors
    /// See [`Unsent`].
    async fn send_right(&self, letter: &RightLetter) -> Result<(), Unsent>;

    /// Hands a letter with which somebody sets a new password over to the mail server.
    ///
    /// # Errors
    /// See [`Unsent`].
    async fn send_password(&self, letter: &PasswordLetter) -> Result<(), Unsent>;

    /// Hands one invitation over to the mail server.
    ///
    /// # Errors
    /// See [`Unsent`].
    async fn invite(&self, letter: &Invitation) -> Result<(), Unsent>;
}
