//! HTTP/2, which some proxies speak to what stands behind them. Its requests are many on one connection.

use super::{AHEAD_BYTES, Door, Rules, TAKES_NOTHING};
use crate::web::segments::Answering;
use axum::body::Body;
use http::{HeaderValue, Request, Response, header::HOST};
use hyper::{body::Incoming, server::conn::http2, service::Service};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    io,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// How many requests one connection may ask for at a time.
const STREAMS: u32 = 100;
/// How often it is asked whether the other end is still there, and how long it has to say so.
const STILL_THERE: Duration = Duration::from_secs(30);

/// Whether HTTP/2 is spoken, as some proxies do without asking (RFC 9113, 3.3): no method begins as it does.
pub async fn are_spoken(socket: &TcpStream) -> io::Result<bool> {
    const PREFACE: &[u8] = b"PRI";
    let mut first = [0; PREFACE.len()];
    loop {
        let heard = socket.peek(&mut first).await?;
        if heard == PREFACE.len() || heard == 0 || !PREFACE.starts_with(&first[..heard]) {
            return Ok(first.get(..heard) == Some(PREFACE));
        }
        // As `POST` begins, too. What is looked at stays there, so that nothing says when there is more.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Answers one connection.
pub async fn answer(socket: TcpStream, door: Door, rules: Arc<Rules>, stop: CancellationToken) {
    let asked = Arc::new(AtomicU64::new(0));
    let door = Counted { door, asked: asked.clone() };
    let mut connection = pin!(
        http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(STILL_THERE)
            .keep_alive_timeout(STILL_THERE)
            .max_concurrent_streams(STREAMS)
            .max_send_buf_size(AHEAD_BYTES)
            .serve_connection(TokioIo::new(socket), door)
    );
    let mut stopped = pin!(stop.cancelled());
    let mut stopping = false;
    let mut clock = tokio::time::interval(rules.limits.look);
    let (mut known, mut since) = (0, Instant::now());
    loop {
        let is_over = tokio::select! {
            biased;
            _ = connection.as_mut() => return,
            () = stopped.as_mut(), if !stopping => true,
            _ = clock.tick() => false,
        };
        let now = asked.load(Relaxed);
        if now == 0 && since.elapsed() >= rules.limits.head {
            return;
        }
        if now != known {
            (known, since) = (now, Instant::now());
        }
        // Whoever asks, takes nothing of it and still answers keeps its place only while there are others.
        let is_scarce = rules.idle() == rules.limits.idle_when_full;
        if stopping && is_scarce && since.elapsed() >= rules.limits.idle_when_full + TAKES_NOTHING {
            return;
        }
        if !stopping && (is_over || since.elapsed() >= rules.idle()) {
            stopping = true;
            // What is asked for already is answered to its end.
            connection.as_mut().graceful_shutdown();
        }
    }
}

/// The door, counting.
struct Counted {
    door: Door,
    asked: Arc<AtomicU64>,
}

impl Service<Request<Incoming>> for Counted {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, mut request: Request<Incoming>) -> Answering {
        self.asked.fetch_add(1, Relaxed);
        // It says in another place who is asked (RFC 9113, 8.3.1).
        let host = request.uri().authority().and_then(|asked| HeaderValue::from_str(asked.as_str()).ok());
        if let Some(host) = host {
            request.headers_mut().entry(HOST).or_insert(host);
        }
        self.door.call(request)
    }
}
