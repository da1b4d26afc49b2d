//! `estrade token create`.

use crate::{Failure, compose, config::Config};
use domain::{
    accounts,
    accounts::{Admin, tokens},
};

/// Creates a token that acts for an account, and prints it.
///
/// # Errors
/// When there is no such account.
pub async fn create(config: &Config, email: &str, name: &str, scopes: &[String]) -> Result<(), Failure> {
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    let operator = Admin::operator();
    let owner = accounts::find_by_email(&env, &operator, email).await.map_err(|error| Failure::of(email, error))?;
    println!("{}", tokens::create(&env, &operator, &owner, name, scopes).await?);
    env.db.close().await;
    Ok(())
}
