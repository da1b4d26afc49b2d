//! The sieve in its place: between an encoder's connection and who reads it.

use super::sieve::Sieve;
use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How long an encoder may take to read what is answered last.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What stands between; dropped, it lets go of the encoder.
pub(super) struct Sifting(JoinHandle<()>);

impl Sifting {
    /// Nobody speaks with the encoder any more: lets it read what was answered last.
    pub(super) async fn end(mut self) {
        let _ = tokio::time::timeout(LAST_WORDS, &mut self.0).await;
    }
}

impl Drop for Sifting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Stands between an encoder and who speaks with it: what comes in stands on the socket that is returned.
pub(super) async fn sifted<S>(outside: S, is_let_in: Arc<AtomicBool>) -> io::Result<(TcpStream, Sifting)>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (inside, plain) = pair().await?;
    let standing = tokio::spawn(async move {
        let (mut from, mut back) = tokio::io::split(outside);
        let (mut answers, mut to) = inside.into_split();
        let forth = async {
            let sifted = sift(&mut from, &mut to, Sieve::new(is_let_in)).await;
            if let Err(error) = &sifted {
                tracing::debug!(%error, "an encoder's connection has ended");
            }
            // Who has sent all still reads what is answered.
            if sifted.is_ok() && to.shutdown().await.is_ok() {
                std::future::pending::<()>().await;
            }
        };
        let answering = async {
            let _ = tokio::io::copy(&mut answers, &mut back).await;
            let _ = back.shutdown().await;
        };
        tokio::select! { () = forth => {}, () = answering => {} }
    });
    Ok((plain, Sifting(standing)))
}

async fn sift(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    mut sieve: Sieve,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        if let Err(why) = sieve.look(&buffer[..length]) {
            tracing::info!(?why, "a connection was ended that is no encoder's");
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        to.write_all(&buffer[..length]).await?;
    }
}

/// Two ends of a connection of this machine to itself.
async fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let door = TcpListener::bind("127.0.0.1:0").await?;
    let (inside, (plain, _)) = tokio::try_join!(TcpStream::connect(door.local_addr()?), door.accept())?;
    // Somebody else on this machine was quicker at the door.
    if plain.peer_addr()? != inside.local_addr()? {
        return Err(io::Error::other("a stranger at the door"));
    }
    inside.set_nodelay(true)?;
    plain.set_nodelay(true)?;
    Ok((inside, plain))
}
