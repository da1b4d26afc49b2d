//! The pace of a connection: when something was last heard, and how long a head is awaited.

use super::Rules;
use hyper::rt::{Sleep, Timer};
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// How one connection comes along.
pub struct Pace {
    rules: Arc<Rules>,
    /// How often something was heard of the other end.
    heard: AtomicU64,
}

impl Pace {
    /// Of a connection that has just come.
    pub fn new(rules: Arc<Rules>) -> Arc<Self> {
        Arc::new(Self { rules, heard: AtomicU64::new(0) })
    }
}

/// The clock by which the heads of its requests are awaited. It wakes nobody: the connection looks at it
/// whenever something is heard, and every few seconds. To be woken by the system's would be to set and to take
/// back an alarm for every segment.
pub struct Clock(pub Arc<Pace>);

impl Timer for Clock {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Sleep>> {
        let pace = self.0.clone();
        Box::pin(HeadAwaited { since: Instant::now(), begun: None, before: pace.heard.load(Relaxed), pace })
    }

    fn sleep_until(&self, _: Instant) -> Pin<Box<dyn Sleep>> {
        self.sleep(Duration::ZERO)
    }
}

/// Ready once there has been waited too long for a head.
struct HeadAwaited {
    pace: Arc<Pace>,
    since: Instant,
    /// How often something had been heard by then.
    before: u64,
    /// When the first of this head was heard.
    begun: Option<Instant>,
}

impl Sleep for HeadAwaited {}

impl Future for HeadAwaited {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let now = Instant::now();
        let heard = self.pace.heard.load(Relaxed);
        if self.begun.is_none() && heard != self.before {
            self.begun = Some(now);
        }
        // A connection that has just come is not idle: its first byte is there.
        let over = match self.begun {
            Some(begun) => now.duration_since(begun) >= self.pace.rules.limits.head,
            None => now.duration_since(self.since) >= self.pace.rules.idle(),
        };
        if over { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// A socket that notes whenever something is heard.
pub struct Heard {
    /// The socket.
    pub socket: TcpStream,
    /// Where that is noted.
    pub pace: Arc<Pace>,
}

impl AsyncRead for Heard {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(context, into);
        if into.filled().len() > before {
            self.pace.heard.fetch_add(1, Relaxed);
        }
        read
    }
}

impl AsyncWrite for Heard {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
