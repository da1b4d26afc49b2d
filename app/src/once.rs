//! A secret on its way to the one page that shows it: a destination's, or a stream key.
//!
//! The domain tells it once, in answer to a form; the browser is then sent on, so that reloading
//! does not make another. Between the two, the secret travels in a cookie that scripts cannot read,
//! that goes to that page alone, and that the page takes away.

use crate::{
    address::Place,
    desk::{cookie, env, locale},
};
use http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

const NAME: &str = "shown-once";
/// As long as a slow connection takes to ask for the next page.
const SECONDS: u32 = 60;

/// Sends a secret along to a page.
pub fn carry(place: Place, secret: &str) {
    // A cookie's value may hold neither `=` nor `+` for sure (RFC 6265, 4.1.1): hexadecimal may.
    let value: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    set(place, &value, SECONDS);
}

/// The secret, if one was sent along to this page; it is gone with that.
pub fn take(place: Place) -> Option<String> {
    let value = cookie(NAME)?;
    set(place, "", 0);
    let bytes: Option<Vec<u8>> =
        (0..value.len()).step_by(2).map(|place| u8::from_str_radix(value.get(place..place + 2)?, 16).ok()).collect();
    String::from_utf8(bytes?)
        .ok()
        .filter(|secret| !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic()))
}

fn set(place: Place, value: &str, seconds: u32) {
    let path = place.path(locale());
    let secure = env().is_ok_and(|env| env.settings.public_url.starts_with("https:"));
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{NAME}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}
