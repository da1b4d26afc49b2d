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
use domain::{Environment, jobs, recordings};
use http::{
    StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use object_store::{ObjectStoreExt, path::Path};
use serde_json::{Map, json};
use std::{fmt::Write, sync::LazyLock, time::Duration};
use tokio::sync::Mutex;

/// Less room than this for unfinished work, and uploads begin to fail.
const SPOOL_BYTES: u64 = 512 * 1024 * 1024;

/// The process answers: that is all.
pub async fn live() -> &'static str {
    "ok\n"
}

/// Whether everything that serving needs is there, part by part.
///
/// Anybody may ask, and each answer takes a write and an object: it is found out at most once in
/// [`BELIEVED_MS`], by one asker for all.
pub async fn ready(State(web): State<Web>) -> Response {
    let mut last = web.readiness.0.lock().await;
    let now = web.env.clock.now_ms();
    let verdicts = match *last {
        Some((found, verdicts)) if (0..BELIEVED_MS).contains(&(now - found)) => verdicts,
        _ => {
            let verdicts = parts(&web.env).await.map(|(part, verdict)| {
                // What came in the way is in the log; its text may name hosts and paths.
                if let Err(problem) = &verdict {
                    tracing::warn!(part, problem, "not ready");
                }
                (part, verdict.is_ok())
            });
            last.insert((now, verdicts)).1
        }
    };
    drop(last);
    let all = verdicts.iter().all(|(_, fine)| *fine);
    let mut body = Map::new();
    for (part, fine) in verdicts {
        body.insert(part.into(), json!(if fine { "ok" } else { "failed" }));
    }
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    body.insert("ready".into(), json!(all));
    (status, Json(body)).into_response()
}

/// What was found out last, and when.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<(i64, Verdicts)>>);

/// Whether each part is fine.
type Verdicts = [(&'static str, bool); 3];

/// How long an answer is believed, in milliseconds.
const BELIEVED_MS: i64 = 2_000;
/// How long a part may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tries each part that serving needs.
pub async fn parts(env: &Environment) -> [(&'static str, Result<(), String>); 3] {
    let database = async { env.db.check().await.map_err(|error| error.to_string()) };
    [("database", in_time(database).await), ("store", in_time(store(env)).await), ("spool", spool(env))]
}

async fn in_time(part: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    tokio::time::timeout(PATIENCE, part).await.unwrap_or_else(|_| Err("no answer in time".into()))
}

/// The object of this process: one that could not be deleted is replaced by the next attempt.
static OBJECT: LazyLock<String> = LazyLock::new(|| format!("ready/{}", uuid::Uuid::now_v7()));

async fn store(env: &Environment) -> Result<(), String> {
    let path = Path::from(OBJECT.as_str());
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
    stored(&web.env, &mut text).await;
    header(&mut text, "process_resident_memory_bytes", "gauge", "Memory in use.");
    let _infallible = writeln!(text, "process_resident_memory_bytes {}", resident().unwrap_or_default());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

async fn stored(env: &Environment, text: &mut String) {
    let [objects, bytes, faults] = match recordings::totals(env).await {
        Ok(totals) => totals,
        Err(error) => return tracing::warn!(%error, "what is stored could not be counted"),
    };
    for (name, help, value) in [
        ("estrade_stored_objects", "Objects stored of recordings.", objects),
        ("estrade_stored_bytes", "Bytes stored of recordings.", bytes),
        ("estrade_stored_faults", "Stored objects found missing or changed.", faults),
    ] {
        header(text, name, "gauge", help);
        let _infallible = writeln!(text, "{name} {value}");
    }
}

fn header(text: &mut String, name: &str, kind: &str, help: &str) {
    let _infallible = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn may_read(web: &Web, request: &Request) -> bool {
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match (&web.metrics_token, shown) {
        // Compared by fingerprint, so that the time it takes tells nothing of the token.
        (Some(token), Some(shown)) => domain::secret::fingerprint(token.reveal()) == domain::secret::fingerprint(shown),
        _ => Client::is_this_machine(request.uri(), request.headers(), client::peer(request.extensions())),
    }
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}
