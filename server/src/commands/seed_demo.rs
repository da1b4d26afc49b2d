//! `estrade seed-demo`.

use crate::{Failure, compose, config::Config};

/// Creates the demo organisation. Its passwords are printed in the documentation, so this is
/// refused where others than this machine can sign in.
///
/// # Errors
/// When refused, or when the database is not there.
pub async fn run(config: &Config, allow_public: bool) -> Result<(), Failure> {
    if !config.is_loopback() && !allow_public {
        return Err(Failure(format!(
            "{} can be reached by others, and everybody knows the demo's passwords; --allow-public does it all the same",
            config.public_url
        )));
    }
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    domain::demo::seed(&env).await?;
    env.db.close().await;
    Ok(())
}
