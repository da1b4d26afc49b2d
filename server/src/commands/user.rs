//! `estrade user create` and `estrade user password`.

use crate::{Failure, compose, config::Config};
use contract::{
    Locale,
    accounts::{NewMember, Role},
};
use domain::{
    Error,
    accounts::{self, Admin, new_password},
};
use std::io::Read;

/// Creates an account and prints its id.
///
/// # Errors
/// A sentence that names what cannot be accepted.
pub async fn create(
    config: &Config,
    email: String,
    name: String,
    role: Role,
    password_stdin: bool,
) -> Result<(), Failure> {
    let password = if password_stdin { Some(read_password()?) } else { None };
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    let new = NewMember { email, name, role, locale: Locale::default(), password };
    let id = accounts::create(&env, &Admin::operator(), &new).await.map_err(refused)?;
    println!("{id}");
    env.db.close().await;
    Ok(())
}

/// Gives an account a password, where no letters are sent with which its owner could set one.
///
/// # Errors
/// When there is no such account, or a sentence that says what is wrong with the password.
pub async fn password(config: &Config, email: &str) -> Result<(), Failure> {
    let password = read_password()?;
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    let given = new_password::give(&env, &Admin::operator(), email, &password).await;
    given.map_err(|error| match error {
        Error::NotFound | Error::Conflict(_) => Failure(format!("{email}: no account that can be used")),
        other => refused(other),
    })?;
    env.db.close().await;
    Ok(())
}

fn read_password() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut text)
        .map_err(|error| Failure::of("reading the password", error))?;
    // The line's end belongs to the terminal, everything else to the password.
    let password = text.strip_suffix('\n').unwrap_or(&text);
    Ok(password.strip_suffix('\r').unwrap_or(password).to_owned())
}

fn refused(error: Error) -> Failure {
    match error {
        Error::Invalid(problems) => {
            let parts: Vec<_> = problems.iter().map(|problem| format!("{}: {}", problem.field, problem.code)).collect();
            Failure(parts.join(", "))
        }
        other => other.into(),
    }
}
