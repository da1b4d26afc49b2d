//! `estrade migrate`.

use crate::{Failure, compose, config::Config};

/// Brings the database's schema up to date.
///
/// # Errors
/// When the database is not there or a step fails.
pub async fn run(config: &Config) -> Result<(), Failure> {
    // Makes the data folder, without which SQLite cannot make its file.
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    env.db.close().await;
    Ok(())
}
