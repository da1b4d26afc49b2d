//! `/livez`, `/readyz` and `/metrics`: for whoever runs Estrade.

use super::{
    Web,
    client::{self, Client},
};
use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::{Environment, jobs};
use http::{
    StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use object_store::{ObjectStoreExt, path::Path};
use serde_json::{Map, json};
use std::fmt::Write;

/// Less room than this for unfinished work, and uploads begin to fail.
const SPOOL_BYTES: u64 = 512 * 1024 * 1024;

/// The process answers: that is all.
pub async fn live() -> &'static str {
    "ok\n"
}

/// Whether everything that serving needs is there, part by part.
pub async fn ready(State(web): State<Web>) -> Response {
    let mut all = true;
    let mut body = Map::new();
    for (part, verdict) in parts(&web.env).await {
        all &= verdict.is_ok();
        // What came in the way is in the log; its text may name hosts and paths.
        if let Err(problem) = &verdict {
            tracing::warn!(part, problem, "not ready");
        }
        body.insert(part.into(), json!(if verdict.is_ok() { "ok" } else { "failed" }));
    }
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    body.insert("ready".into(), json!(all));
    (status, Json(body)).into_response()
}

/// Tries each part that serving needs.
pub async fn parts(env: &Environment) -> [(&'static str, Result<(), String>); 3] {
    let database = env.db.check().await.map_err(|error| error.to_string());
    [("database", database), ("store", store(env).await), ("spool", spool(env))]
}

async fn store(env: &Environment) -> Result<(), String> {
    let path = Path::from(format!("ready/{}", env.new_id()));
    let failed = |error: object_store::Error| error.to_string();
    env.store.put(&path, Bytes::from_static(b"ready").into()).await.map_err(failed)?;
    let found = env.store.get(&path).await.map_err(failed)?.bytes().await.map_err(failed)?;
    env.store.delete(&path).await.map_err(failed)?;
    if found.as_ref() == b"ready" { Ok(()) } else { Err("what was stored came back changed".into()) }
}

fn spool(env: &Environment) -> Result<(), String> {
    let room = rustix::fs::statvfs(&env.settings.scratch).map_err(|error| error.to_string())?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    if free >= SPOOL_BYTES { Ok(()) } else { Err(format!("only {free} bytes are free")) }
}

/// Figures for Prometheus; for this machine, or whoever shows the token.
pub async fn metrics(State(web): State<Web>, request: Request) -> Response {
    if !may_read(&web, &request) {
        return super::problem::Refusal::from(domain::Error::NotFound).into_response();
    }
    let mut text = String::new();
    header(&mut text, "estrade_requests_total", "counter", "Requests answered, by class of status.");
    for (class, count) in web.counters.by_class() {
        let _infallible = writeln!(text, "estrade_requests_total{{class=\"{class}xx\"}} {count}");
    }
    header(&mut text, "estrade_request_seconds_total", "counter", "Seconds until answers began.");
    let _infallible = writeln!(text, "estrade_request_seconds_total {}", web.counters.seconds());
    header(&mut text, "estrade_jobs", "gauge", "Jobs, by state.");
    match jobs::count_by_state(&web.env).await {
        Ok(states) => {
            for (state, count) in states {
                let _infallible = writeln!(text, "estrade_jobs{{state=\"{state}\"}} {count}");
            }
        }
        Err(error) => tracing::warn!(%error, "jobs could not be counted"),
    }
    header(&mut text, "process_resident_memory_bytes", "gauge", "Memory in use.");
    let _infallible = writeln!(text, "process_resident_memory_bytes {}", resident().unwrap_or_default());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

fn header(text: &mut String, name: &str, kind: &str, help: &str) {
    let _infallible = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn may_read(web: &Web, request: &Request) -> bool {
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match (&web.metrics_token, shown) {
        // Compared by fingerprint, so that the time it takes tells nothing of the token.
        (Some(token), Some(shown)) => domain::secret::fingerprint(token.reveal()) == domain::secret::fingerprint(shown),
        _ => Client::is_this_machine(request.headers(), client::peer(request.extensions())),
    }
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}
