//! What every answer says to the browser about itself, and what stands around all routes.

use super::{Web, public::PUSH_WORKER, viewer};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SET_COOKIE, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS,
    },
};
use leptos::nonce::Nonce;
use std::any::Any;
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Headers that are the same on every answer.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), camera=(self), display-capture=(self), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(self), midi=(), payment=(), publickey-credentials-get=(self), usb=(), xr-spatial-tracking=(), \
             autoplay=(self), fullscreen=(self), picture-in-picture=(self)",
        ),
    ),
];

/// For whatever is no page: it runs nothing and is framed by nobody.
const INERT: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

/// For the worker that shows notices: it says to us, and to nobody else, where its browser is told from now on.
const WORKER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Puts a nonce into the request and the headers onto the answer.
pub async fn headers(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let worker = request.uri().path() == PUSH_WORKER;
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let page = is_page(response.headers());
    let headers = response.headers_mut();
    harden(&web, headers);
    if page {
        headers.insert(CONTENT_SECURITY_POLICY, policy(&nonce, &web.store_origin));
    } else if worker {
        headers.insert(CONTENT_SECURITY_POLICY, WORKER);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    if web.over_tls {
        secure_cookies(headers);
    }
    response
}

/// The headers of whatever is no page.
pub fn harden(web: &Web, headers: &mut HeaderMap) {
    // An answer may tell the next page even less than that.
    let untold = headers.get(REFERRER_POLICY).filter(|policy| policy.as_bytes() == b"no-referrer").cloned();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if let Some(untold) = untold {
        headers.insert(REFERRER_POLICY, untold);
    }
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    if web.over_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

/// The headers of what a player is sent. It is no document: what only concerns documents, which is half of
/// what [`harden`] says, would be sent with every segment and read by nobody.
pub fn harden_media(web: &Web, headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    if web.over_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Scripts run by the nonce alone, which is new for every answer.
fn policy(nonce: &Nonce, store: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; media-src 'self' blob: data:; worker-src 'self' blob:; \
         connect-src 'self'{store}; font-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(INERT)
}

/// A cookie that is taken back comes without `Secure`, and browsers would keep the old one.
fn secure_cookies(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        let text = cookie.to_str().unwrap_or_default();
        let secured =
            if text.contains("; Secure") { None } else { HeaderValue::try_from(format!("{text}; Secure")).ok() };
        headers.append(SET_COOKIE, secured.unwrap_or(cookie));
    }
}

/// Refuses changes that another site's page asks for with our reader's cookie.
pub fn csrf(web: &Web) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    let layer = match layer.clone().add_trusted_origin(&web.env.settings.public_url) {
        Ok(trusting) => trusting,
        Err(error) => {
            tracing::warn!(%error, "the public address is no origin");
            layer
        }
    };
    layer.with_rejection_response(|_: ProtectionError| cross_site())
}

/// The refusal of what another site asks for.
pub fn cross_site() -> Response {
    super::problem::Refusal::new(StatusCode::FORBIDDEN, "cross_site").into_response()
}

/// Refuses to be a picture or a film in another site's page.
pub async fn no_hot_links(request: Request, next: Next) -> Response {
    if is_elsewhere(request.headers()) { cross_site() } else { next.run(request).await }
}

/// Whether another site's page asks.
pub fn is_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    matches!(site, Some(b"cross-site" | b"same-site"))
}

/// Gives up on an answer that does not begin in time. A form with a file takes as long as it
/// takes, where it comes from somebody who may bring one.
pub async fn in_time(State(web): State<Web>, request: Request, next: Next) -> Response {
    let file = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if file && viewer::is_staff(request.extensions()) {
        return next.run(request).await;
    }
    match tokio::time::timeout(web.request_timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => super::problem::Refusal::from(app::problem::Problem::new(503, "too_slow")).into_response(),
    }
}

/// The answer when a route breaks down. The process goes on.
#[expect(clippy::needless_pass_by_value, reason = "the signature is the layer's")]
pub fn broken(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("unknown"), "a route broke down");
    super::problem::Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
}
