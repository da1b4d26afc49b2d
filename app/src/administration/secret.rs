//! A destination's secret on its way to the one page that shows it.
//!
//! The domain tells it once, in answer to a form; the browser is then sent on, so that reloading
//! does not create a second destination. Between the two, the secret travels in a cookie that
//! scripts cannot read, that goes to that page alone, and that the page takes away.

use crate::{
    address::Place,
    desk::{cookie, env},
};
use contract::{FeedId, Locale, feed::CreatedFeed};
use http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

const NAME: &str = "feed-secret";
/// As long as a slow connection takes to ask for the next page.
const SECONDS: u32 = 60;

/// Sends the secret along to the destination's page.
pub(super) fn carry(created: &CreatedFeed, locale: Locale) {
    // A cookie's value may hold neither `=` nor `+` for sure (RFC 6265, 4.1.1): hexadecimal may.
    let value: String = created.secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    set(created.id, locale, &value, SECONDS);
}

/// The secret, if it was sent along to this page; it is gone with that.
pub(super) fn take(feed: FeedId, locale: Locale) -> Option<String> {
    let value = cookie(NAME)?;
    set(feed, locale, "", 0);
    let bytes: Option<Vec<u8>> =
        (0..value.len()).step_by(2).map(|place| u8::from_str_radix(value.get(place..place + 2)?, 16).ok()).collect();
    String::from_utf8(bytes?).ok().filter(|secret| secret.starts_with("whsec_"))
}

fn set(feed: FeedId, locale: Locale, value: &str, seconds: u32) {
    let path = Place::Feed(feed).path(locale);
    let secure = env().is_ok_and(|env| env.settings.public_url.starts_with("https:"));
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{NAME}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}
