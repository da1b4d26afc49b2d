//! The bytes of an upload, from the network into the domain, a piece at a time.

use super::{Checksum, turns::Turn};
use crate::web::{Web, problem::Refusal};
use axum::body::{Body, BodyDataStream};
use bytes::{Bytes, BytesMut};
use contract::RecordingId;
use domain::{
    Error,
    accounts::Staff,
    recordings::{self, Piece},
};
use futures::StreamExt;
use http::StatusCode;
use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// How much is gathered before it is kept: large enough for an object store, small enough for
/// memory and for what a broken connection may cost.
const PIECE: usize = 8 * 1024 * 1024;
/// How many pieces are on their way to the store while the next is gathered: a disk brings two of them down
/// in hardly more time than one, and a store far away answers both at once.
const ON_THEIR_WAY: usize = 2;
/// How many pieces may lie in the store and wait to be noted.
const UNNOTED: usize = 8;
/// The most that is gathered to be verified first.
const VERIFIED: usize = 64 * 1024 * 1024;
/// A sender that is silent for this long is gone.
const SILENCE: Duration = Duration::from_secs(60);

/// How long a piece that is being kept may hold up the next sender.
const NEARLY: Duration = Duration::from_secs(5);
/// How long the store may take to keep a piece: a quarter of a megabyte a second.
const STORED_IN: Duration = Duration::from_secs(30);

/// What the bytes become part of.
#[derive(Debug, Clone, Copy)]
pub enum Into {
    /// A file.
    Recording(RecordingId),
    /// A strand of one.
    Strand(Uuid),
}

impl Into {
    /// Its id, whatever it is.
    pub fn id(self) -> Uuid {
        match self {
            Self::Recording(id) => id.0,
            Self::Strand(id) => id,
        }
    }

    async fn store(self, web: &Web, staff: &Staff, offset: u64, piece: Bytes) -> Result<Piece, Error> {
        match self {
            Self::Recording(id) => in_time(recordings::store_piece(&web.env, staff, id, offset, piece)).await,
            Self::Strand(id) => in_time(recordings::store_strand_piece(&web.env, staff, id, offset, piece)).await,
        }
    }

    async fn note(self, web: &Web, staff: &Staff, pieces: Vec<Piece>) -> Result<u64, Error> {
        match self {
            Self::Recording(id) => recordings::note_pieces(&web.env, staff, id, pieces).await,
            Self::Strand(id) => recordings::note_strand_pieces(&web.env, staff, id, pieces).await,
        }
    }
}

/// A piece on its way to the store; what nobody waits for any more is given up.
type OnItsWay = AbortOnDropHandle<Result<Piece, Error>>;

async fn arrived(piece: OnItsWay) -> Result<Piece, Error> {
    piece.await.map_err(|error| Error::internal("receiving", error))?
}

async fn in_time<T>(keeping: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let kept = tokio::time::timeout(STORED_IN, keeping).await;
    kept.unwrap_or_else(|_| Err(Error::Away("object store: a piece was not kept in time".to_owned())))
}

/// Receives a body and keeps it from `offset` on; returns where the next byte goes.
///
/// The work goes on by itself when the connection that asked for it goes away: what has arrived
/// by then is kept.
///
/// # Errors
/// 460 for a wrong sum, 413 for more than was announced, 408 when the sender went away.
pub async fn receive(
    web: &Web,
    staff: &Staff,
    into: Into,
    offset: u64,
    body: Body,
    checksum: Option<Checksum>,
    turn: Turn,
) -> Result<u64, Refusal> {
    let receiving =
        Receiving { web: web.clone(), staff: staff.clone(), into, offset, turn, whole: AtomicBool::new(true) };
    let work = tokio::spawn(async move {
        match checksum {
            Some(checksum) => receiving.verified(body, checksum).await,
            None => receiving.streamed(body.into_data_stream()).await,
        }
    });
    work.await.map_err(|error| Error::internal("receiving", error))?
}

struct Receiving {
    web: Web,
    staff: Staff,
    into: Into,
    offset: u64,
    turn: Turn,
    /// Whether the body came to its end.
    whole: AtomicBool,
}

impl Receiving {
    /// While pieces are brought to the store, the next is gathered; they are noted in their order.
    async fn streamed(mut self, stream: BodyDataStream) -> Result<u64, Refusal> {
        let (on_its_way, pieces) = mpsc::channel(UNNOTED);
        // What cannot be kept is told at once, and not when all has come.
        let ((), offset) = tokio::try_join!(self.bring(stream, on_its_way), self.noting(pieces))?;
        self.offset = offset;
        self.end()
    }

    /// Gathers pieces, and sends each to the store as soon as it is whole.
    async fn bring(&self, mut stream: BodyDataStream, pieces: mpsc::Sender<OnItsWay>) -> Result<(), Refusal> {
        let room = Arc::new(Semaphore::new(ON_THEIR_WAY));
        // The memory of pieces that have arrived is that of the next ones.
        let mut used: VecDeque<BytesMut> = VecDeque::new();
        let mut more = Bytes::new();
        let mut offset = self.offset;
        loop {
            let free = used.iter_mut().position(|buffer| buffer.try_reclaim(PIECE));
            let mut gathered =
                free.and_then(|place| used.remove(place)).unwrap_or_else(|| BytesMut::with_capacity(PIECE));
            let goes_on = self.gather(&mut stream, &mut gathered, &mut more).await;
            let piece = gathered.split().freeze();
            used.push_back(gathered);
            if used.len() > ON_THEIR_WAY + 1 {
                used.pop_front();
            }
            if !piece.is_empty() {
                let place = room.clone().acquire_owned().await.map_err(|error| Error::internal("receiving", error))?;
                let (web, staff, into, length) = (self.web.clone(), self.staff.clone(), self.into, piece.len());
                let storing = tokio::spawn(async move {
                    let stored = into.store(&web, &staff, offset, piece).await;
                    drop(place);
                    stored
                });
                offset += length as u64;
                if pieces.send(AbortOnDropHandle::new(storing)).await.is_err() {
                    return Ok(());
                }
            }
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Gathers a piece, beginning with `more`, which is what came with the one before; false where nothing comes
    /// after what was gathered.
    async fn gather(&self, stream: &mut BodyDataStream, gathered: &mut BytesMut, more: &mut Bytes) -> bool {
        loop {
            let fits = more.len().min(PIECE - gathered.len());
            gathered.extend_from_slice(&more.split_to(fits));
            if gathered.len() == PIECE {
                return true;
            }
            match self.next(stream).await {
                Some(bytes) => *more = bytes,
                None => return false,
            }
        }
    }

    /// Notes what has come to the store, as many pieces at a time as are there: what is noted is brought to the
    /// disk as well, which takes its time.
    async fn noting(&self, mut pieces: mpsc::Receiver<OnItsWay>) -> Result<u64, Refusal> {
        let noting = async {
            let mut offset = self.offset;
            let mut waiting = None;
            loop {
                let next = match waiting.take() {
                    None => pieces.recv().await,
                    next => next,
                };
                let Some(first) = next else { return Ok(offset) };
                let mut stored = vec![arrived(first).await?];
                let mut failed = None;
                while let Ok(next) = pieces.try_recv() {
                    if !next.is_finished() {
                        waiting = Some(next);
                        break;
                    }
                    match arrived(next).await {
                        Ok(piece) => stored.push(piece),
                        Err(error) => {
                            failed = Some(error);
                            break;
                        }
                    }
                }
                offset = in_time(self.into.note(&self.web, &self.staff, stored)).await?;
                if let Some(error) = failed {
                    return Err(error);
                }
            }
        };
        self.while_it_lasts(noting).await
    }

    async fn verified(mut self, body: Body, checksum: Checksum) -> Result<u64, Refusal> {
        let mut stream = body.into_data_stream();
        let mut gathered = BytesMut::new();
        while let Some(bytes) = self.next(&mut stream).await {
            gathered.extend_from_slice(&bytes);
            if gathered.len() > VERIFIED {
                return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
            }
        }
        if !self.whole.load(Ordering::Relaxed) {
            return self.end();
        }
        let mut gathered = gathered.freeze();
        let whole = gathered.clone();
        // A tenth of a second, in which nobody else's request is to stand still.
        let fits = tokio::task::spawn_blocking(move || checksum.fits(&whole)).await;
        if !fits.map_err(|error| Error::internal("adding up", error))? {
            let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
            return Err(Refusal::new(status, "checksum_mismatch"));
        }
        while !gathered.is_empty() {
            let piece = gathered.split_to(gathered.len().min(PIECE));
            self.offset = self.keep(piece, self.offset).await?;
        }
        self.end()
    }

    /// The next bytes; none at the end, or when the sender is gone or has begun anew.
    async fn next(&self, stream: &mut BodyDataStream) -> Option<Bytes> {
        let next = tokio::select! {
            next = tokio::time::timeout(SILENCE, stream.next()) => next,
            () = self.turn.stop.cancelled() => Ok(Some(Err(axum::Error::new(Over)))),
            () = self.web.stop.cancelled() => Ok(Some(Err(axum::Error::new(Over)))),
        };
        match next {
            Ok(Some(Ok(bytes))) => Some(bytes),
            Ok(None) => None,
            Ok(Some(Err(_))) | Err(_) => {
                self.whole.store(false, Ordering::Relaxed);
                None
            }
        }
    }

    /// Keeps a piece that begins at `offset`; returns where the next one does.
    async fn keep(&self, piece: Bytes, offset: u64) -> Result<u64, Refusal> {
        let keeping = async {
            let stored = self.into.store(&self.web, &self.staff, offset, piece).await?;
            in_time(self.into.note(&self.web, &self.staff, vec![stored])).await
        };
        self.while_it_lasts(keeping).await
    }

    /// Whoever has the turn next waits for what is nearly kept, and not for a store that is silent:
    /// what is broken off then was never acknowledged.
    async fn while_it_lasts(&self, keeping: impl Future<Output = Result<u64, Error>>) -> Result<u64, Refusal> {
        let over = async {
            self.turn.stop.cancelled().await;
            tokio::time::sleep(NEARLY).await;
        };
        let kept = tokio::select! {
            kept = keeping => kept,
            () = over => return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "interrupted")),
        };
        kept.map_err(|error| match error {
            Error::Invalid(fields) => Refusal::fields(fields).under(StatusCode::PAYLOAD_TOO_LARGE),
            other => other.into(),
        })
    }

    fn end(&self) -> Result<u64, Refusal> {
        if self.whole.load(Ordering::Relaxed) {
            Ok(self.offset)
        } else {
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "interrupted"))
        }
    }
}

/// Somebody newer has the turn, or the process ends.
#[derive(Debug)]
struct Over;

impl std::fmt::Display for Over {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the turn is over")
    }
}

impl std::error::Error for Over {}
