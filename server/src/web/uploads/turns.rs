//! One connection at a time sends a recording.
//!
//! A sender whose network went away opens a new connection while the old one still looks alive.
//! The new one comes first: the old one is told to stop, keeps what it has, and makes room.

use crate::web::problem::Refusal;
use contract::RecordingId;
use http::StatusCode;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

/// How long the one before may take to keep what it has.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whose turn it is, by recording.
#[derive(Debug, Clone, Default)]
pub struct Turns(Arc<Mutex<HashMap<RecordingId, Seat>>>);

#[derive(Debug, Default)]
struct Seat {
    holder: CancellationToken,
    room: Arc<tokio::sync::Mutex<()>>,
}

/// The turn to send; over when dropped.
#[derive(Debug)]
pub struct Turn {
    /// Cancelled when somebody newer wants the turn.
    pub stop: CancellationToken,
    turns: Turns,
    recording: RecordingId,
    room: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Takes the turn from whoever has it.
    ///
    /// # Errors
    /// 423 when the one before does not make room in time.
    pub async fn take(&self, recording: RecordingId) -> Result<Turn, Refusal> {
        let stop = CancellationToken::new();
        let room = {
            let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let seat = seats.entry(recording).or_default();
            std::mem::replace(&mut seat.holder, stop.clone()).cancel();
            seat.room.clone()
        };
        let mut turn = Turn { stop, turns: self.clone(), recording, room: None };
        match tokio::time::timeout(PATIENCE, room.lock_owned()).await {
            Ok(guard) => turn.room = Some(guard),
            Err(_) => return Err(Refusal::new(StatusCode::LOCKED, "upload_in_progress")),
        }
        Ok(turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.room = None;
        let mut seats = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody else holds or awaits it.
        if seats.get(&self.recording).is_some_and(|seat| Arc::strong_count(&seat.room) == 1) {
            seats.remove(&self.recording);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_newest_has_the_turn_and_nothing_is_left_behind() {
        let turns = Turns::default();
        let id = RecordingId(uuid::Uuid::nil());
        let first = turns.take(id).await.unwrap();
        let second = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(id).await.unwrap() }
        });
        first.stop.cancelled().await;
        assert!(!second.is_finished());
        drop(first);
        let second = second.await.unwrap();
        assert!(!second.stop.is_cancelled());
        drop(second);
        assert!(turns.0.lock().unwrap().is_empty());
    }
}
