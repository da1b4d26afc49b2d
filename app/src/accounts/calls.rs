//! Calls about the account of this browser.

use super::new_password;
use crate::{
    address::{Place, same_site},
    desk::{fail, go, go_to, locale, referrer, set_theme, sign_in_desk},
    problem::Problem,
};
use contract::accounts::Credentials;
use leptos::prelude::*;

/// Signs in, and goes on to where one wanted to go.
#[server(prefix = "/call", endpoint = "accounts/sign-in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), Problem> {
    sign_in_desk()?.sign_in(Credentials { email, password }).await.map_err(fail)?;
    go(next.as_deref().and_then(same_site).unwrap_or(&Place::Home.path(locale())));
    Ok(())
}

/// Has a letter written to whoever has an account at an address. It says the same where nobody has one.
#[server(name = ForgotPassword, prefix = "/call", endpoint = "accounts/forgot-password")]
pub async fn forgot_password(#[server(default)] email: String) -> Result<(), Problem> {
    sign_in_desk()?.write_to(email).await.map_err(fail)?;
    go_to(Place::ForgottenPassword, "sent");
    Ok(())
}

/// Sets the password of the account whose letter this browser opened, and signs in.
#[server(name = SetPassword, prefix = "/call", endpoint = "accounts/set-password")]
pub async fn set_password(#[server(default)] password: String) -> Result<(), Problem> {
    let key = new_password::kept().unwrap_or_default();
    sign_in_desk()?.set_password(key, password).await.map_err(fail)?;
    new_password::forget();
    go_to(Place::Home, "password-set");
    Ok(())
}

/// Signs this browser out.
#[server(prefix = "/call", endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<(), Problem> {
    sign_in_desk()?.sign_out().await.map_err(fail)?;
    go_to(Place::Home, "signed-out");
    Ok(())
}

/// Signs every browser of this account out.
#[server(prefix = "/call", endpoint = "accounts/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Problem> {
    sign_in_desk()?.sign_out_everywhere().await.map_err(fail)?;
    go_to(Place::Home, "signed-out");
    Ok(())
}

/// Keeps the chosen theme in a cookie and shows the same page again.
#[server(prefix = "/call", endpoint = "accounts/appearance")]
pub async fn appearance(theme: String) -> Result<(), Problem> {
    set_theme(&theme);
    go(&referrer().unwrap_or_else(|| Place::Home.path(locale())));
    Ok(())
}
