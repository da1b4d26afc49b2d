//! The server: composes the domain with the world and runs it. Nothing is decided here.

pub mod commands;
pub mod compose;
pub mod config;
mod household;
pub mod ingest;
pub mod mail;
pub mod print;
pub mod push;
pub mod stores;
pub mod web;

/// Why a command could not do its work, in a sentence for the operator.
#[derive(Debug)]
pub struct Failure(pub String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// What was being done, and what came in the way.
    pub fn of(doing: &str, cause: impl std::fmt::Display) -> Self {
        Self(format!("{doing}: {cause}"))
    }
}

impl From<domain::Error> for Failure {
    fn from(error: domain::Error) -> Self {
        Self(error.to_string())
    }
}
