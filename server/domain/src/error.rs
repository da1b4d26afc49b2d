//! What can go wrong when the domain is asked for something.

use contract::problem::FieldProblem;

/// The domain's answer when it cannot do what was asked.
///
/// Only what a caller can act upon is told apart. Outcomes that belong to the business (row 17
/// has no title, an address was already invited) are data, never errors.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the asker may not know that there is.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, and somebody has to be.
    #[error("not signed in")]
    NotSignedIn,
    /// The asker may know of it but not do this; the code says why.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// What was sent cannot be accepted, field by field.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldProblem>),
    /// It has changed meanwhile, or is not in a state that allows this; the code says which.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Too much is going on; ask again later.
    #[error("busy: {0}")]
    Busy(&'static str),
    /// Something broke. The text is for the log, never for people.
    #[error("internal: {0}")]
    Internal(String),
}

/// The domain's results.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One field that cannot be accepted.
    pub fn field(field: &str, code: &str) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, code)])
    }

    /// Something broke, with what is known about it, for the log.
    pub fn internal(context: &str, cause: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{context}: {cause}"))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::internal("database", error)
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::internal("object store", other),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal("stored JSON", error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::internal("file", error)
    }
}
