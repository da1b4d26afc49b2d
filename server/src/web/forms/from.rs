//! Which page a form was sent from.
//!
//! A page that is shown again stands under the address of the call that refused it. So its forms name it in their
//! addresses, which is what tells the tabs of a browser from each other; and a cookie for that address alone says
//! it to whoever opens it.

use app::{address, desk::cookies_of};
use http::{
    HeaderValue, Uri,
    header::{HOST, REFERER},
    request::Parts,
};

/// The cookie with the page that was shown again last under the address of a call.
const SHOWN: &str = "estrade_shown";

/// The path and query of the page of this site that a form was sent from.
pub fn page(sent: &Parts) -> Option<Uri> {
    page_of(referring(sent)?.path_and_query()?.as_str())
}

/// The address of this site that a form was sent from.
fn referring(sent: &Parts) -> Option<Uri> {
    let referrer: Uri = sent.headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    let host = sent.headers.get(HOST).and_then(|host| host.to_str().ok());
    (referrer.authority().map(http::uri::Authority::as_str) == host).then_some(referrer)
}

/// The address of a page, if it is one of this site.
fn page_of(path: &str) -> Option<Uri> {
    let path = address::same_site(path)?;
    address::language_of(path)?;
    path.parse().ok()
}

/// The page that an address of a call names.
fn named(call: &Uri) -> Option<Uri> {
    let (_, page) = url::form_urlencoded::parse(call.query()?.as_bytes()).find(|(name, _)| name == "from")?;
    page_of(&page)
}

/// The page that is shown under the address of a call in this browser.
pub fn shown(sent: &Parts) -> Option<Uri> {
    let remembered = || {
        let value = cookies_of(&sent.headers, SHOWN).next()?;
        let (page, _) = url::form_urlencoded::parse(value.as_bytes()).next()?;
        page_of(&page)
    };
    named(&sent.uri).or_else(remembered)
}

/// What makes a browser remember that this page is shown under the address of this call.
pub fn cookie(call: &str, page: &Uri) -> Option<HeaderValue> {
    // What is no call of ours must not become a word of the cookie.
    let is_plain = call.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte));
    let page: String = url::form_urlencoded::byte_serialize(page.to_string().as_bytes()).collect();
    let cookie = is_plain.then(|| format!("{SHOWN}={page}; Path={call}; HttpOnly; SameSite=Lax"))?;
    HeaderValue::try_from(cookie).ok()
}

/// What is sent from a page that was shown again under the address of a call comes from that page.
pub fn come_from_page(sent: &mut Parts) {
    let Some(from) = referring(sent).filter(|from| from.path().starts_with("/call/")) else { return };
    let page = named(&sent.uri).or_else(|| named(&from)).or_else(|| shown(sent));
    let (Some(page), Some(scheme), Some(host)) = (page, from.scheme_str(), from.authority()) else { return };
    if let Ok(page) = HeaderValue::try_from(format!("{scheme}://{host}{page}")) {
        sent.headers.insert(REFERER, page);
    }
}
