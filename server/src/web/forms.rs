//! The border that plain HTML forms cross: what makes every form work without scripts.
//!
//! A form posts to a server function at `/call/...`. When it succeeds, the browser is sent on;
//! when it does not, the page that the form stood on is rendered again with what was typed and
//! what is wrong with it, under the problem's status. The address of that answer is the call's:
//! [`from`] tells which page it shows.

mod from;

use super::{
    Web,
    api::{guides, imports},
    problem::Refusal,
    viewer::{self, Visitor},
};
use app::{desk::FormEcho, problem::Problem};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue, Method, StatusCode, Uri,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE},
    request::Parts,
};
use http_body_util::Limited;
use tower::ServiceExt;

/// The largest form that is accepted, in bytes.
const FORM_BYTES: usize = 1024 * 1024;
/// The same of somebody who is not signed in: an address, a password, a code.
const STRANGERS_BYTES: usize = 64 * 1024;
/// The most that any form with files holds; each has a limit of its own besides.
const LARGEST_BYTES: usize =
    if imports::FORM_BYTES > guides::FORM_BYTES { imports::FORM_BYTES } else { guides::FORM_BYTES };
/// The form with the whole text of a set of captions, each letter of which may be sent as nine.
const SAVE_CAPTIONS: &str = "/call/digitisation/save-captions";
const SAVE_CAPTIONS_BYTES: usize = 9 * contract::captions::BYTES;
/// The largest answer of a call that is read, in bytes.
const ANSWER_BYTES: usize = 256 * 1024;

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
    let (mut parts, body) = request.into_parts();
    from::come_from_page(&mut parts);
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return opened(Request::from_parts(parts, body), next).await;
    }
    let room = Room::of(&parts);
    let body = Body::new(Limited::new(body, room.bytes));
    if !is_of_page(&parts) {
        return if room.is_too_small(&parts) {
            room.refusal.into_response()
        } else {
            truthful(next.run(Request::from_parts(parts, body)).await).await
        };
    }
    let sent = parts.clone();
    if room.is_too_small(&parts) {
        return again(&border, &sent, Vec::new(), room.refusal.problem().clone()).await;
    }
    // So that the function does not send the browser back by itself when it fails.
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let (body, values) = if has_files(&parts) {
        (body, Vec::new())
    } else {
        let Ok(form) = to_bytes(body, room.bytes).await else {
            return again(&border, &sent, Vec::new(), room.refusal.problem().clone()).await;
        };
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

/// How much is read of a form before it is known what becomes of it.
struct Room {
    bytes: usize,
    /// What whoever sends more is told.
    refusal: Refusal,
}

impl Room {
    /// Files, and captions as large as files, are for those who work here: of whoever else nothing of them has to
    /// be held.
    fn of(parts: &Parts) -> Self {
        let is_large = has_files(parts) || parts.uri.path() == SAVE_CAPTIONS;
        let is_known = parts.extensions.get().and_then(Visitor::viewer).is_some();
        let too_large = Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
        let (bytes, refusal) = match (viewer::is_staff(&parts.extensions), is_known) {
            (true, _) if has_files(parts) => (LARGEST_BYTES, too_large),
            (true, _) if is_large => (SAVE_CAPTIONS_BYTES, too_large),
            (false, true) if is_large => (FORM_BYTES, Refusal::new(StatusCode::FORBIDDEN, "staff_only")),
            (_, true) => (FORM_BYTES, too_large),
            (_, false) if is_large => (STRANGERS_BYTES, Problem::not_signed_in().into()),
            (_, false) => (STRANGERS_BYTES, too_large),
        };
        Self { bytes, refusal }
    }

    /// Whether a form says by itself that it is larger.
    fn is_too_small(&self, parts: &Parts) -> bool {
        let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        length.is_some_and(|length| length > self.bytes)
    }
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

/// Whether a browser sends a form of a page, and shows whatever is answered.
pub fn is_of_page(parts: &Parts) -> bool {
    let form = has_files(parts) || is_kind(parts, "application/x-www-form-urlencoded");
    parts.method == Method::POST && accepts_pages(parts) && form
}

fn accepts_pages(parts: &Parts) -> bool {
    parts.headers.get(ACCEPT).is_some_and(|accept| holds(accept, "text/html"))
}

fn has_files(parts: &Parts) -> bool {
    is_kind(parts, "multipart/form-data")
}

fn is_kind(parts: &Parts, kind: &str) -> bool {
    parts.headers.get(CONTENT_TYPE).is_some_and(|found| holds(found, kind))
}

fn holds(value: &HeaderValue, text: &str) -> bool {
    value.to_str().is_ok_and(|value| value.contains(text))
}

/// To where the call says, else back to where the form stood.
fn onward(sent: &Parts, answer: &Response) -> Response {
    let back = || from::page(sent).and_then(|page| HeaderValue::try_from(page.to_string()).ok());
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
    let Some(page) = from::page(sent) else {
        return Refusal::from(problem).into_response();
    };
    let shown = from::cookie(sent.uri.path(), &page);
    let echo = FormEcho { action: sent.uri.path().to_owned(), page: page.to_string(), values, problem };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = page;
    *request.headers_mut() = sent.headers.clone();
    for name in [CONTENT_TYPE, CONTENT_LENGTH] {
        request.headers_mut().remove(name);
    }
    *request.extensions_mut() = sent.extensions.clone();
    request.extensions_mut().insert(echo);
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

/// The address of a call that somebody opens, from where a page was shown again: that page, or the first.
async fn opened(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let page = accepts_pages(&parts).then(|| from::shown(&parts).unwrap_or(Uri::from_static("/")));
    let answer = next.run(Request::from_parts(parts, body)).await;
    match page.and_then(|page| HeaderValue::try_from(page.to_string()).ok()) {
        Some(page) if matches!(answer.status(), StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_FOUND) => {
            (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
        }
        _ => answer,
    }
}
