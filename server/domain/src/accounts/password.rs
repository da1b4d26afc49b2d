//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes, one lane).

use crate::{Error, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use contract::{limits, problem::FieldProblem};
use std::{
    num::NonZero,
    sync::{LazyLock, OnceLock},
    time::Duration,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Compared with when the address is unknown, so that this takes as long as a wrong password.
static NOBODY: OnceLock<String> = OnceLock::new();

/// What is wrong with a new password, if anything. Length is all that is asked: composition
/// rules make worse passwords (NIST SP 800-63B, 3.1.1.2).
pub(super) fn problem(password: &str) -> Option<FieldProblem> {
    let length = password.chars().count();
    if length < limits::PASSWORD_MIN_CHARS {
        Some(FieldProblem::new("password", "too_short").with("min", limits::PASSWORD_MIN_CHARS))
    } else if length > limits::PASSWORD_MAX_CHARS {
        Some(FieldProblem::new("password", "too_long").with("max", limits::PASSWORD_MAX_CHARS))
    } else {
        None
    }
}

/// As many hashes at a time as there are cores: each takes 19 MiB, and more of them are not
/// sooner done.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)));
/// How long one waits for a turn before being asked to come back.
const PATIENCE: Duration = Duration::from_secs(5);

async fn turn() -> Result<SemaphorePermit<'static>> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    turn.ok().and_then(std::result::Result::ok).ok_or(Error::Busy("many_sign_ins"))
}

/// Hashes a password, off the threads that answer requests.
pub(super) async fn hash(password: String) -> Result<String> {
    let turn = turn().await?;
    // The turn lasts as long as the work, also when nobody waits for it any more.
    let work = move || {
        let _turn = turn;
        hash_now(&password)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("hashing", error))?
}

fn hash_now(password: &str) -> Result<String> {
    let hash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|error| Error::internal("hashing", error))?;
    Ok(hash.to_string())
}

/// Whether the password belongs to the hash; without a hash, takes its time and says no.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    if password.chars().count() > limits::PASSWORD_MAX_CHARS {
        return Ok(false);
    }
    let turn = turn().await?;
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let known = hash.is_some();
        let stored = hash.unwrap_or_else(|| nobody().clone());
        let parsed = PasswordHash::new(&stored).map_err(|error| Error::internal("stored password", error))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await
    .map_err(|error| Error::internal("hashing", error))?
}

fn nobody() -> &'static String {
    NOBODY.get_or_init(|| hash_now("nobody signs in with this").unwrap_or_default())
}

/// Makes the hash that unknown addresses are compared with, before the first one is tried.
pub async fn warm_up() {
    let _ = tokio::task::spawn_blocking(|| {
        nobody();
    })
    .await;
}
