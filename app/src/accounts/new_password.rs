//! Where one sets a new password, behind the link of a letter.
//!
//! The link's token stays in the address for one moment only: the page takes it out of there into a cookie that
//! no script reads, and leads to itself without it. So it is neither in what the browser remembers of where it
//! was, nor in what it tells the next page that it came from.

use super::calls::SetPassword;
use crate::{
    address::Place,
    desk::{self, answer, asked, cookie, env, locale, path_to},
    problem::Problem,
    texts::{t, t_with},
    ui::{Field, Form, Icon, Notice, Page, whole},
};
use contract::limits;
use domain::accounts::new_password;
use http::{
    HeaderValue, StatusCode,
    header::{REFERRER_POLICY, SET_COOKIE},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;

/// The cookie that holds the token between the letter and the new password.
const KEY: &str = "estrade_new_password";
/// As long as a link opens, in seconds.
const SECONDS: u32 = 3600;

/// The page on which one sets a new password.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    match asked("key") {
        Some(key) => {
            keep(&key);
            desk::go(&Place::NewPassword.path(locale()));
            Either::Left(view! { <Page title=t("new-password-title")><h1>{t("new-password-title")}</h1></Page> })
        }
        None => Either::Right(whole(page())),
    }
}

async fn page() -> Result<impl IntoView, Problem> {
    let env = env()?;
    let account = match kept() {
        Some(key) => match new_password::opened(&env, &key).await {
            Err(domain::Error::Conflict(_)) => None,
            other => Some(answer(other)?),
        },
        None => None,
    };
    let content = match account {
        Some(email) => Either::Left(view! { <Ask email/> }),
        None => {
            desk::set_status(StatusCode::GONE);
            Either::Right(view! { <Over/> })
        }
    };
    Ok(view! {
        <Page title=t("new-password-title") class="page page--sign-in">
            <header class="page__head"><h1>{t("new-password-title")}</h1></header>
            {content}
        </Page>
    })
}

#[component]
fn Ask(email: String) -> impl IntoView {
    let hint = t_with("new-password-hint", &[("min", (limits::PASSWORD_MIN_CHARS as u64).into())]);
    view! {
        <p class="soft">{t_with("new-password-lead", &[("email", email.as_str().into())])}</p>
        <Form action=SetPassword::PATH>
            // What keeps passwords is told whose it is.
            <input r#type="email" name="username" value=email autocomplete="username" hidden=true readonly=true/>
            <Field
                name="password"
                label=t("new-password-label")
                hint
                kind="password"
                autocomplete="new-password"
                required=true
                maxlength=limits::PASSWORD_MAX_CHARS
            />
            <button class="button button--main button--large button--wide">{t("new-password-do")}</button>
            <p class="small soft">{t("new-password-help")}</p>
        </Form>
    }
    .into_any()
}

/// A link that was used, is too old or was cut.
#[component]
fn Over() -> impl IntoView {
    view! {
        <Notice text=t("new-password-over")>
            <a class="button button--main" href=path_to(Place::ForgottenPassword)><Icon name="mail"/>{t("new-password-again")}</a>
            <a class="button" href=path_to(Place::SignIn)>{t("forgotten-back")}</a>
        </Notice>
    }
    .into_any()
}

/// The token that this browser keeps, if any.
pub(super) fn kept() -> Option<String> {
    cookie(KEY).filter(|key| !key.is_empty())
}

/// Forgets it, once it has done its work.
pub(super) fn forget() {
    set("", 0);
}

fn keep(key: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    // What is no token has nothing to do in a cookie: it may hold what ends one.
    if key.len() <= 100 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        set(key, SECONDS);
    }
}

/// Sent along when one comes from a letter, so not `Strict`; to the page and to its call.
fn set(key: &str, seconds: u32) {
    let secure = env().is_ok_and(|env| env.settings.public_url.starts_with("https:"));
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{KEY}={key}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}
