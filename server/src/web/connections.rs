//! Connections: how many there may be, and how long each may keep one waiting.
//!
//! Live sessions hold thousands of requests for seconds: that is waiting for us, and takes as long as it takes.
//! Whoever lets us wait for them is let go of, and so is whoever takes nothing of what was sent to them.

mod pace;
mod streams;

use super::segments::{Answering, Front};
use axum::{body::Body, serve::Listener};
use http::{Request, Response};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::Service,
};
use hyper_util::rt::TokioIo;
use pace::{Clock, Heard, Pace};
use socket2::SockRef;
use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How many connections there may be, and how long each may keep one waiting.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// At a time; whoever comes then waits to be let in.
    pub most: usize,
    /// For the first byte of a connection, and from the first byte of a request to the end of its head.
    pub head: Duration,
    /// For the next request. Longer than proxies keep theirs (Caddy two minutes, nginx one): a request that is
    /// sent into a connection just as it is closed is lost.
    pub idle: Duration,
    /// The same while fewer than a quarter of the places are left.
    pub idle_when_full: Duration,
    /// How often a connection looks whether it has waited too long.
    pub look: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most: 20_000,
            head: Duration::from_secs(15),
            idle: Duration::from_secs(150),
            idle_when_full: Duration::from_secs(10),
            look: Duration::from_secs(5),
        }
    }
}

impl Limits {
    /// Within what the process may have open: a connection is a file, and what is read for it is another.
    #[must_use]
    pub fn within(self, files: usize) -> Self {
        Self { most: self.most.min(files.saturating_sub(SPARE_FILES).max(files / 2)).max(1), ..self }
    }
}

/// For the database, the store, and the programs of jobs.
const SPARE_FILES: usize = 256;
/// How long something that was sent may lie without the other end taking any of it.
const TAKES_NOTHING: Duration = Duration::from_secs(120);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 32 * 1024;
/// The most that is read ahead of what is wanted, or gathered before it is sent, in bytes: of strangers as well.
const AHEAD_BYTES: usize = 128 * 1024;

/// What all connections share.
struct Rules {
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Rules {
    fn idle(&self) -> Duration {
        let scarce = self.places.available_permits() < self.limits.most / 4;
        if scarce { self.limits.idle_when_full } else { self.limits.idle }
    }
}

/// Answers whoever connects, until it is to stop and the last answer is given.
pub async fn serve(mut listener: TcpListener, front: Front, limits: Limits, stop: CancellationToken) {
    let rules = Arc::new(Rules { limits, places: Arc::new(Semaphore::new(limits.most)) });
    let connections = TaskTracker::new();
    loop {
        let next = async {
            let place = rules.places.clone().acquire_owned().await;
            (place, Listener::accept(&mut listener).await)
        };
        let (place, (socket, peer)) = tokio::select! { next = next => next, () = stop.cancelled() => break };
        let Ok(place) = place else { break };
        prepare(&socket);
        let door = Door { front: front.clone(), peer };
        connections.spawn(attend(socket, door, rules.clone(), place, stop.clone()));
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

fn prepare(socket: &TcpStream) {
    // The end of an answer is not to wait until its beginning was heard of.
    let at_once = socket.set_nodelay(true);
    // Asked of the system: a clock for each connection that is written to would cost every segment.
    let taken = SockRef::from(socket).set_tcp_user_timeout(Some(TAKES_NOTHING));
    if let Err(error) = at_once.and(taken) {
        tracing::debug!(%error, "a connection could not be prepared");
    }
}

async fn attend(
    socket: TcpStream,
    door: Door,
    rules: Arc<Rules>,
    _place: OwnedSemaphorePermit,
    stop: CancellationToken,
) {
    let spoken = tokio::select! {
        spoken = tokio::time::timeout(rules.limits.head, streams::are_spoken(&socket)) => spoken,
        () = stop.cancelled() => return,
    };
    match spoken {
        Ok(Ok(false)) => one_by_one(socket, door, rules, stop).await,
        // In a place of its own: few speak it here, and what is held by thousands is to be small.
        Ok(Ok(true)) => Box::pin(streams::answer(socket, door, rules, stop)).await,
        Ok(Err(_)) | Err(_) => {}
    }
}

/// HTTP/1: one request after the other.
async fn one_by_one(socket: TcpStream, door: Door, rules: Arc<Rules>, stop: CancellationToken) {
    let look = rules.limits.look;
    let mut connection = pin!(connection(socket, door, rules));
    let mut stopped = pin!(stop.cancelled());
    let mut stopping = false;
    let mut clock = pin!(tokio::time::sleep(look));
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::trace!(%error, "a connection broke off");
                }
                return;
            }
            () = stopped.as_mut(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            () = clock.as_mut() => clock.as_mut().reset(tokio::time::Instant::now() + look),
        }
    }
}

fn connection(socket: TcpStream, door: Door, rules: Arc<Rules>) -> http1::Connection<TokioIo<Heard>, Door> {
    let head = rules.limits.head;
    let pace = Pace::new(rules);
    http1::Builder::new()
        .timer(Clock(pace.clone()))
        .header_read_timeout(head)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(AHEAD_BYTES)
        .serve_connection(TokioIo::new(Heard { socket, pace }), door)
}

/// Where the requests of one connection go in.
#[derive(Clone)]
struct Door {
    front: Front,
    peer: SocketAddr,
}

impl Service<Request<Incoming>> for Door {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        // Most have none, and a place in memory for it would be held as long as they are.
        let request = request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(body) });
        self.front.answer(request, self.peer)
    }
}
