//! Problems on their way out: `application/problem+json` in the reader's language (RFC 9457).
//!
//! A route answers with a [`Refusal`], which holds codes only. [`speak`] stands around all routes
//! and writes the document, since only there the reader's language is known. It also writes one
//! for what axum refuses by itself: an unknown path, a wrong method, a body that is too large.

use super::{Web, forms, pages, reader, viewer::Visitor};
use app::problem::{Problem, ProblemJson};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::problem::FieldProblem;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER},
};
use leptos::server_fn::ContentType;

/// A route's answer when it cannot do what was asked.
#[derive(Debug, Clone)]
pub struct Refusal {
    problem: Problem,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A status and a code.
    pub fn new(status: StatusCode, code: &str) -> Self {
        Problem::new(status.as_u16(), code).into()
    }

    /// One field that cannot be accepted.
    pub fn field(name: &str, code: &str) -> Self {
        Problem::field(name, code).into()
    }

    /// Fields that cannot be accepted.
    pub fn fields(fields: Vec<FieldProblem>) -> Self {
        Problem::invalid(fields).into()
    }

    /// The same with a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same under another status.
    #[must_use]
    pub fn under(mut self, status: StatusCode) -> Self {
        self.problem.status = status.as_u16();
        self
    }

    /// What may be told.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        let again = (problem.status == 503).then(|| (RETRY_AFTER, HeaderValue::from_static("5")));
        Self { problem, headers: again.into_iter().collect() }
    }
}

impl From<domain::Error> for Refusal {
    fn from(error: domain::Error) -> Self {
        Problem::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.problem.status();
        response.headers_mut().extend(self.headers);
        response.extensions_mut().insert(self.problem);
        response
    }
}

/// Writes the problems that the routes inside answer with: as a document for programs, and as a page for whoever
/// sent a form from one and would be shown the document.
pub async fn speak(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asked = reader::Asked::of(request.headers());
    let head = request.method() == http::Method::HEAD;
    let (parts, body) = request.into_parts();
    let form = forms::is_of_page(&parts).then(|| parts.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>().or_else(|| unspoken(&response)) else {
        return response;
    };
    let locale = asked.locale(response.extensions().get());
    let (kind, body) = match form {
        Some(sent) => {
            let viewer = response.extensions_mut().remove().unwrap_or(Visitor(None));
            let page = pages::refused(web, sent, viewer, problem, locale).await;
            ("text/html; charset=utf-8", page.into_body())
        }
        None if head => (ProblemJson::CONTENT_TYPE, Body::empty()),
        None => (ProblemJson::CONTENT_TYPE, Body::from(problem.body(locale).to_string())),
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    response.headers_mut().remove(CONTENT_LENGTH);
    *response.body_mut() = body;
    response
}

/// The problem that axum only gave a status to.
fn unspoken(response: &Response) -> Option<Problem> {
    let status = response.status();
    let plain = response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !plain || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let code = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        status if status.is_client_error() => "unreadable",
        _ => "internal",
    };
    Some(Problem::new(status.as_u16(), code))
}
