//! Taking in what encoders send: RTMP, as OBS, phones and encoders of every make speak it.
//!
//! A connection is a task with a registry of its own, so that an encoder that comes back is not turned
//! away while its dead connection lingers; who may send, and what becomes of it, the domain knows. What is sent
//! goes through a sieve first (`sieve.rs`), since whoever has connected may be anybody.

mod encoder;
mod limits;
mod sieve;
mod sifted;
mod tls;

use domain::Environment;
use encoder::Encoder;
use limits::Limits;
use rtmp_rs::{ServerConfig, StreamRegistry, server::connection::Connection};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
pub use tls::acceptor;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// An encoder from which nothing comes for so long is gone.
const SILENT: Duration = Duration::from_secs(15);
/// A handshake takes no longer.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// The port may still be held by who is being replaced.
const AGAIN: Duration = Duration::from_secs(3);

/// Listens for encoders, over TLS where that is given, until the process is to stop.
pub async fn listen(address: SocketAddr, tls: Option<TlsAcceptor>, env: Environment, stop: CancellationToken) {
    let mut told = false;
    let listener = loop {
        match TcpListener::bind(address).await {
            Ok(listener) => break listener,
            Err(error) if !told => {
                tracing::error!(%address, %error, "nothing can be sent live: the address cannot be listened on");
            }
            Err(_) => {}
        }
        told = true;
        tokio::select! { () = tokio::time::sleep(AGAIN) => {}, () = stop.cancelled() => return }
    };
    tracing::info!(%address, "encoders are listened for");
    let limits = Arc::new(Limits::default());
    loop {
        let accepted = tokio::select! { accepted = listener.accept() => accepted, () = stop.cancelled() => return };
        match accepted {
            Ok((socket, peer)) => {
                // Over the limit: closed without a word.
                if let Some(place) = limits.enter(peer.ip()) {
                    let (env, limits, tls, stop) = (env.clone(), limits.clone(), tls.clone(), stop.clone());
                    tokio::spawn(async move {
                        let _ = socket.set_nodelay(true);
                        let is_let_in = Arc::new(AtomicBool::new(false));
                        let socket = match &tls {
                            Some(tls) => match tls::opened(tls, socket).await {
                                Ok(socket) => sifted::sifted(socket, is_let_in.clone()).await,
                                Err(error) => Err(error),
                            },
                            None => sifted::sifted(socket, is_let_in.clone()).await,
                        };
                        match socket {
                            Ok((socket, sifting)) => {
                                serve(env, limits, socket, peer, is_let_in, stop).await;
                                sifting.end().await;
                            }
                            Err(error) => tracing::debug!(%peer, %error, "no encoder was listened to"),
                        }
                        drop(place);
                    });
                }
            }
            // Out of files: those that are open go on.
            Err(error) => {
                tracing::warn!(%error, "an encoder could not be taken in");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn serve(
    env: Environment,
    limits: Arc<Limits>,
    socket: TcpStream,
    peer: SocketAddr,
    is_let_in: Arc<AtomicBool>,
    stop: CancellationToken,
) {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let mut config = ServerConfig::with_addr(peer).disable_gop_buffer();
    config.connection_timeout = HANDSHAKE;
    config.idle_timeout = SILENT;
    let closing = stop.child_token();
    let encoder = Arc::new(Encoder::new(env, limits, peer, is_let_in, closing.clone()));
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let registry = Arc::new(StreamRegistry::new());
    let mut connection = Connection::new(number, socket, peer, config, encoder.clone(), registry);
    tokio::select! {
        ended = connection.run() => {
            if let Err(error) = ended {
                tracing::debug!(%peer, %error, "an encoder's connection has ended");
            }
        }
        () = closing.cancelled() => {}
    }
    drop(connection);
    encoder.leave().await;
}
