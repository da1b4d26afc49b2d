//! The bytes of an upload, from the network into the domain, a piece at a time.

use super::{Checksum, turns::Turn};
use crate::web::{Web, problem::Refusal};
use axum::body::{Body, BodyDataStream};
use bytes::{Bytes, BytesMut};
use contract::RecordingId;
use domain::{Error, accounts::Staff, recordings};
use futures::StreamExt;
use http::StatusCode;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use uuid::Uuid;

/// How much is gathered before it is kept: large enough for an object store, small enough for
/// memory and for what a broken connection may cost.
const PIECE: usize = 8 * 1024 * 1024;
/// What comes at once may exceed a piece by this without the buffer growing, which would double it.
const OVERSHOT: usize = 1024 * 1024;
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
            Some(checksum) => receiving.verified(body, &checksum).await,
            None => receiving.streamed(body).await,
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
    /// While one piece is being kept, the next is gathered.
    async fn streamed(mut self, body: Body) -> Result<u64, Refusal> {
        let mut stream = body.into_data_stream();
        let mut left = BytesMut::new();
        let mut more = self.gather(&mut stream, &mut left).await;
        while more {
            let piece = left.split_to(PIECE).freeze();
            // What came too much moves into a buffer of its own: it would keep the whole of this one alive.
            let mut gathered = BytesMut::with_capacity(PIECE + OVERSHOT);
            gathered.extend_from_slice(&std::mem::take(&mut left));
            // What cannot be kept is told at once, and not when the next piece has come.
            let gathering = async { Ok(self.gather(&mut stream, &mut gathered).await) };
            let (kept, again) = tokio::try_join!(self.keep(piece, self.offset), gathering)?;
            self.offset = kept;
            (left, more) = (gathered, again);
        }
        self.offset = self.keep(left.freeze(), self.offset).await?;
        self.end()
    }

    /// Gathers a piece; false where nothing comes after what was gathered.
    async fn gather(&self, stream: &mut BodyDataStream, gathered: &mut BytesMut) -> bool {
        gathered.reserve((PIECE + OVERSHOT).saturating_sub(gathered.len()));
        while gathered.len() < PIECE {
            match self.next(stream).await {
                Some(bytes) => gathered.extend_from_slice(&bytes),
                None => return false,
            }
        }
        true
    }

    async fn verified(mut self, body: Body, checksum: &Checksum) -> Result<u64, Refusal> {
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
        if !checksum.fits(&gathered) {
            let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
            return Err(Refusal::new(status, "checksum_mismatch"));
        }
        let mut gathered = gathered.freeze();
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
        if piece.is_empty() {
            return Ok(offset);
        }
        let (env, staff) = (&self.web.env, &self.staff);
        let keeping = async {
            match self.into {
                Into::Recording(id) => recordings::append(env, staff, id, offset, piece).await,
                Into::Strand(id) => recordings::append_to_strand(env, staff, id, offset, piece).await,
            }
        };
        // Whoever has the turn next waits for what is nearly kept, and not for a store that is silent:
        // what is broken off then was never acknowledged.
        let over = async {
            self.turn.stop.cancelled().await;
            tokio::time::sleep(NEARLY).await;
        };
        let kept = tokio::select! {
            kept = tokio::time::timeout(STORED_IN, keeping) => {
                kept.unwrap_or_else(|_| Err(Error::Away("object store: a piece was not kept in time".to_owned())))
            }
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
