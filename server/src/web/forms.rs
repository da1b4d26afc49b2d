//! The border that plain HTML forms cross: what makes every form work without scripts.
//!
//! A form posts to a server function at `/call/...`. When it succeeds, the browser is sent on;
//! when it does not, the page that the form stood on is rendered again with what was typed and
//! what is wrong with it, under the problem's status. The address of that answer is the call's: a
//! cookie says which page it shows, for whatever is sent from there, and for whoever opens the address.

use super::{Web, problem::Refusal};
use app::{
    address,
    desk::{FormEcho, cookies_of},
    problem::Problem,
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode, Uri,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION, REFERER, SET_COOKIE},
    request::Parts,
};
use http_body_util::Limited;
use tower::ServiceExt;

/// The largest form that is accepted, in bytes.
const FORM_BYTES: usize = 1024 * 1024;
/// The form with the whole text of a set of captions, each letter of which may be sent as nine.
const SAVE_CAPTIONS: &str = "/call/digitisation/save-captions";
const SAVE_CAPTIONS_BYTES: usize = 9 * contract::captions::BYTES;
/// The largest answer of a call that is read, in bytes.
const ANSWER_BYTES: usize = 256 * 1024;

/// The cookie with the page that was shown again last.
const SHOWN: &str = "estrade_shown";

/// What the border needs.
#[derive(Clone)]
pub struct Border {
    /// Everything.
    pub web: Web,
    /// The pages, to render one again.
    pub pages: Router<Web>,
}

/// Stands around the pages and their calls.
pub async fn border(State(border): State<Border>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/call/") {
        return next.run(request).await;
    }
    let mut request = request;
    come_from_page(request.headers_mut());
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return opened(request, next).await;
    }
    let file = is_kind(&request, "multipart/form-data");
    let limit = match request.uri().path() {
        _ if file => super::api::imports::FORM_BYTES,
        SAVE_CAPTIONS => SAVE_CAPTIONS_BYTES,
        _ => FORM_BYTES,
    };
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let request = request.map(|body| Body::new(Limited::new(body, limit)));
    if !is_plain_form(&request, file) {
        return if length.is_some_and(|length| length > limit) {
            too_large().into_response()
        } else {
            truthful(next.run(request).await).await
        };
    }
    let (mut parts, body) = request.into_parts();
    let sent = parts.clone();
    if length.is_some_and(|length| length > limit) {
        return again(&border, &sent, Vec::new(), too_large().problem().clone()).await;
    }
    // So that the function does not send the browser back by itself when it fails.
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let (body, values) = if file {
        (body, Vec::new())
    } else {
        let Ok(form) = to_bytes(body, limit).await else { return too_large().into_response() };
        let values = values(&form);
        (Body::from(form), values)
    };
    let answer = truthful(next.run(Request::from_parts(parts, body)).await).await;
    if answer.status().is_client_error() || answer.status().is_server_error() {
        let problem = problem_of(answer).await;
        return again(&border, &sent, values, problem).await;
    }
    onward(&sent, &answer)
}

/// A call that could not even be read is answered by the framework with 500, whatever the problem
/// says: the status is made to say the same.
async fn truthful(answer: Response) -> Response {
    let problem = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| holds(kind, "application/problem+json"));
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR || !problem {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    if let Ok(problem) = serde_json::from_slice::<Problem>(&body) {
        parts.status = problem.status();
    }
    Response::from_parts(parts, Body::from(body))
}

fn too_large() -> Refusal {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
}

fn is_plain_form(request: &Request, file: bool) -> bool {
    let form = file || is_kind(request, "application/x-www-form-urlencoded");
    *request.method() == Method::POST && accepts_pages(request) && form
}

fn accepts_pages(request: &Request) -> bool {
    request.headers().get(ACCEPT).is_some_and(|accept| holds(accept, "text/html"))
}

fn is_kind(request: &Request, kind: &str) -> bool {
    request.headers().get(CONTENT_TYPE).is_some_and(|found| holds(found, kind))
}

fn holds(value: &HeaderValue, text: &str) -> bool {
    value.to_str().is_ok_and(|value| value.contains(text))
}

/// To where the call says, else back to where the form stood.
fn onward(sent: &Parts, answer: &Response) -> Response {
    let back = || referrer(&sent.headers).and_then(|uri| HeaderValue::try_from(uri.to_string()).ok());
    let to = answer.headers().get(LOCATION).cloned().or_else(back).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response();
    for cookie in answer.headers().get_all(SET_COOKIE) {
        response.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    response
}

async fn problem_of(answer: Response) -> Problem {
    if let Some(problem) = answer.extensions().get::<Problem>() {
        return problem.clone();
    }
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), ANSWER_BYTES).await.unwrap_or_default();
    serde_json::from_slice(&body).unwrap_or_else(|_| Problem::new(status, "internal"))
}

/// The page that the form stood on, with what was typed and what is wrong with it.
async fn again(border: &Border, sent: &Parts, values: Vec<(String, String)>, problem: Problem) -> Response {
    let status = problem.status();
    let Some(page) = referrer(&sent.headers) else {
        return Refusal::from(problem).into_response();
    };
    let shown: String = url::form_urlencoded::byte_serialize(page.to_string().as_bytes()).collect();
    let shown = HeaderValue::try_from(format!("{SHOWN}={shown}; Path=/call; HttpOnly; SameSite=Lax")).ok();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = page;
    *request.headers_mut() = sent.headers.clone();
    for name in [CONTENT_TYPE, CONTENT_LENGTH] {
        request.headers_mut().remove(name);
    }
    *request.extensions_mut() = sent.extensions.clone();
    request.extensions_mut().insert(FormEcho { action: sent.uri.path().to_owned(), values, problem });
    let pages = border.pages.clone().with_state(border.web.clone());
    let Ok(mut response) = pages.oneshot(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    if let Some(shown) = shown {
        response.headers_mut().append(SET_COOKIE, shown);
    }
    response
}

/// The fields as they were sent, without what nobody may see again.
fn values(form: &Bytes) -> Vec<(String, String)> {
    url::form_urlencoded::parse(form)
        .filter(|(name, _)| !name.contains("password"))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// The path and query of the page of this site that a form was sent from.
fn referrer(headers: &HeaderMap) -> Option<Uri> {
    page_of(referring(headers)?.path_and_query()?.as_str())
}

/// The address of this site that a form was sent from.
fn referring(headers: &HeaderMap) -> Option<Uri> {
    let referrer: Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    (referrer.authority().map(http::uri::Authority::as_str) == host).then_some(referrer)
}

/// The address of a page, if it is one of this site.
fn page_of(path: &str) -> Option<Uri> {
    let path = address::same_site(path)?;
    address::language_of(path)?;
    path.parse().ok()
}

/// The page that this browser was shown again last.
fn shown(headers: &HeaderMap) -> Option<Uri> {
    let value = cookies_of(headers, SHOWN).next()?;
    let (page, _) = url::form_urlencoded::parse(value.as_bytes()).next()?;
    page_of(&page)
}

/// What is sent from a page that was shown again under the address of a call comes from that page.
fn come_from_page(headers: &mut HeaderMap) {
    let Some(from) = referring(headers).filter(|from| from.path().starts_with("/call/")) else { return };
    let (Some(page), Some(scheme), Some(host)) = (shown(headers), from.scheme_str(), from.authority()) else { return };
    if let Ok(page) = HeaderValue::try_from(format!("{scheme}://{host}{page}")) {
        headers.insert(REFERER, page);
    }
}

/// The address of a call that somebody opens, from where a page was shown again: that page, or the first.
async fn opened(request: Request, next: Next) -> Response {
    let page = accepts_pages(&request).then(|| shown(request.headers()).unwrap_or(Uri::from_static("/")));
    let answer = next.run(request).await;
    match page.and_then(|page| HeaderValue::try_from(page.to_string()).ok()) {
        Some(page) if matches!(answer.status(), StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_FOUND) => {
            (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
        }
        _ => answer,
    }
}
