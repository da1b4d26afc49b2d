//! How an encoder is let in, and how another one that sends to the same session is let go.

use super::{Publication, Stage};
use crate::{
    Environment, Result,
    live::{
        Refused, captions::Sent, entity, key, measure::Measure, relay, rows, spool, spool::Spool, state,
        timeline::Timeline,
    },
};
use bytes::Bytes;
use contract::{SessionId, lives::REHEARSAL_BEFORE_S};
use std::{sync::atomic::Ordering, time::Instant};
use tokio_util::sync::CancellationToken;

impl Publication {
    /// Lets an encoder in by its key. Another one that sends to the same session is let go.
    ///
    /// # Errors
    /// [`Refused`], in words that the encoder's operator reads.
    pub async fn begin(env: &Environment, key: &str) -> Result<Self, Refused> {
        let row = key::admitted(env, key).await?;
        let session = SessionId(row.session_id);
        Self::take_over(env, &row).await.map_err(|error| {
            tracing::error!(session.id = %session, %error, "an encoder could not be let in");
            Refused::Away
        })
    }

    async fn take_over(env: &Environment, row: &entity::Model) -> Result<Self> {
        let session = SessionId(row.session_id);
        let (running, is_second) = match env.lives.running(session) {
            Some(running) => {
                let is_second = running.is_heard();
                (running, is_second)
            }
            None => {
                let is_second = relay::ask_to_release(env, session).await;
                spool::recover(env, session).await?;
                (env.lives.begin(&rows::broadcast(env, session).await?), is_second)
            }
        };
        if is_second {
            // It may be the same teacher, and it may be somebody who has found the key: staff are told.
            tracing::warn!(session.id = %session, "an encoder takes the place of another one that is sending");
            *running.displaced.lock() = Some(Instant::now());
        }
        running.stop.lock().cancel();
        let turn = running.turn.clone().lock_owned().await;
        // Before it is claimed: a new key that is given out from now on stops this encoder, and one that was given
        // out before leaves it nothing to claim.
        let stop = CancellationToken::new();
        *running.stop.lock() = stop.clone();
        let epoch = state::claim(env, session, row.key_sha256.as_deref()).await?;
        *running.epoch.lock() = epoch;
        *running.left.lock() = None;
        env.lives.refuse(session, None);
        let broadcast = running.broadcast.clone();
        if broadcast.offered.read().is_rehearsal {
            broadcast.forget();
        }
        running.on_air.fetch_or(row.on_air, Ordering::AcqRel);
        let airs_at_ms = row.starts_at - REHEARSAL_BEFORE_S * 1000;
        let begins_ms = broadcast.ends_ms();
        // A clock that was set back meanwhile does not make what comes now earlier than what came before.
        let now_ms = env.clock.now_ms();
        let came_at_ms = broadcast.ended_at_ms().map_or(now_ms, |ended| ended.max(now_ms));
        let mut measure = Measure::new();
        if broadcast.has_begun() {
            measure.came_back(&running.ingest.lock());
        }
        // Whoever looks before the first figures sees at least that it is there.
        *running.ingest.lock() = measure.shown(None, 0.0, 0, 0);
        Ok(Self {
            env: env.clone(),
            session,
            epoch,
            spool: Spool::new(env, &broadcast, running.waiting.clone())?,
            broadcast,
            running,
            stop,
            timeline: Timeline::new(begins_ms),
            begins_ms,
            came_at_ms,
            came: Instant::now(),
            picture: None,
            sound: None,
            stage: Stage::Gathering(Vec::new()),
            record: Bytes::new(),
            smaller: None,
            held: 0,
            measure,
            sent: Sent::begin(env, session),
            is_on: false,
            airs_at_ms,
            is_rehearsal: false,
            _turn: turn,
        })
    }
}
