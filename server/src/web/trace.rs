//! One line in the log for a request that failed, and the counters of `/metrics`.
//!
//! The line holds no query, no cookie and no body: searches and tokens are nobody's business.

use super::Web;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Requests since the start, by the first digit of their status.
#[derive(Debug, Default)]
pub struct Counters {
    by_class: [AtomicU64; 6],
    microseconds: AtomicU64,
}

impl Counters {
    /// Counts an answer.
    pub fn count(&self, status: u16, took: Duration) {
        if let Some(counter) = self.by_class.get(usize::from(status / 100)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.microseconds.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// How many requests were answered with 100, 200 and so on.
    pub fn by_class(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.by_class.iter().enumerate().skip(1).map(|(class, count)| (class, count.load(Ordering::Relaxed)))
    }

    /// Seconds until the answers began, all together.
    pub fn seconds(&self) -> f64 {
        self.microseconds.load(Ordering::Relaxed) as f64 / 1e6
    }
}

/// Stands around all routes.
pub async fn requests(State(web): State<Web>, request: Request, next: Next) -> Response {
    let id = web.env.new_id();
    let method = request.method().clone();
    // The pattern rather than the path: the path may hold a signed grant.
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let begun = Instant::now();
    let mut response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    web.counters.count(status, took);
    let (path, ms) = (path.as_deref().unwrap_or("-"), took.as_millis());
    match status {
        500.. => tracing::error!(%id, %method, path, status, ms, "request failed"),
        400.. => tracing::info!(%id, %method, path, status, ms, "request refused"),
        _ => tracing::debug!(%id, %method, path, status, ms, "request"),
    }
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
