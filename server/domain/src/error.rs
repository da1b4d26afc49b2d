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
    /// What lies outside, the store or the database, does not answer now; nothing is wrong with what was
    /// asked. The text is for the log.
    #[error("away: {0}")]
    Away(String),
    /// There is no room left where bytes are kept. The text is for the log.
    #[error("full: {0}")]
    Full(String),
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

    /// The same error for each of those who waited for one answer together.
    pub(crate) fn shared(error: &Self) -> Self {
        match error {
            Self::NotFound => Self::NotFound,
            Self::Away(text) => Self::Away(text.clone()),
            other => Self::Internal(other.to_string()),
        }
    }

    /// Something broke, with what is known about it, for the log.
    pub fn internal(context: &str, cause: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{context}: {cause}"))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        use sea_orm::DbErr::{Conn, ConnectionAcquire};
        match error {
            Conn(_) | ConnectionAcquire(_) => Self::Away(format!("database: {error}")),
            other if is_full(&other) => Self::Full(format!("database: {other}")),
            other => Self::internal("database", other),
        }
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&object_store::Error> for Error {
    fn from(error: &object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            full if is_full(full) => Self::Full(format!("object store: {full}")),
            // A key that does not open, or something that a store does not do: waiting will not mend it.
            object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. }
            | object_store::Error::NotSupported { .. }
            | object_store::Error::InvalidPath { .. } => Self::internal("object store", error),
            // Whatever else a store says, what was asked of it was in order.
            other => Self::Away(format!("object store: {other}")),
        }
    }
}

/// Whether an error, or one that caused it, says that there is no room.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    /// As S3 servers, SQLite and PostgreSQL say it.
    const WORDS: [&str; 5] =
        ["InsufficientStorage", "507 Insufficient Storage", "disk is full", "disk full", "No space left on device"];
    let said = error.to_string();
    if WORDS.iter().any(|words| said.contains(words)) {
        return true;
    }
    let full = error.downcast_ref::<std::io::Error>().is_some_and(|error| {
        matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
    });
    full || error.source().is_some_and(is_full)
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal("stored JSON", error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        // What writes into a store piece by piece wraps what the store says.
        let error = match error.downcast::<object_store::Error>() {
            Ok(store) => return store.into(),
            Err(error) => error,
        };
        if is_full(&error) { Self::Full(format!("file: {error}")) } else { Self::internal("file", error) }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;
    use std::io::{Error as IoError, ErrorKind};

    #[test]
    fn no_room_is_told_from_what_is_broken() {
        let store = |source: Box<dyn std::error::Error + Send + Sync>| {
            Error::from(object_store::Error::Generic { store: "S3", source })
        };
        assert!(matches!(store(Box::new(IoError::from(ErrorKind::StorageFull))), Error::Full(_)));
        assert!(matches!(store("<Code>InsufficientStorage</Code>".into()), Error::Full(_)));
        assert!(matches!(store("connection refused".into()), Error::Away(_)));
        assert!(matches!(Error::from(IoError::from_raw_os_error(28)), Error::Full(_)));
        assert!(matches!(Error::from(IoError::other("odd")), Error::Internal(_)));
    }
}
