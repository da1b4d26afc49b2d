//! One encoder that sends to one session, from its first tag to its last.

mod admit;
mod gather;
mod health;
mod offer;

use super::{
    broadcast::Broadcast,
    captions::Sent,
    cutter::{Cut, Cutter},
    entity,
    flv::{self, Piece, Tag, Unplayable},
    format::{self, Format},
    measure::Measure,
    running::Running,
    smaller::Smaller,
    spool::Spool,
    state,
    timeline::{Moment, Timeline},
};
use crate::{Environment, Result};
use bytes::Bytes;
use contract::SessionId;
use offer::{cut, feed};
use std::{sync::Arc, sync::atomic::Ordering, time::Instant};
use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

/// The most that is held before anything can be offered, in bytes.
const HELD_BYTES: usize = 48 << 20;

/// Something that was heard before it can be offered.
#[derive(Debug)]
struct Heard {
    at_ms: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    Picture { shift_ms: i32, is_key: bool, data: Bytes },
    Sound(Bytes),
}

/// How far it is.
#[derive(Debug)]
enum Stage {
    /// Until it is known what there is to offer.
    Gathering(Vec<Heard>),
    /// Offered as it comes.
    Cutting(Box<Cutter>),
}

/// An encoder that was let in.
pub struct Publication {
    env: Environment,
    session: SessionId,
    epoch: i32,
    running: Arc<Running>,
    broadcast: Arc<Broadcast>,
    stop: CancellationToken,
    timeline: Timeline,
    /// The clock when media time `begins_ms` came, in milliseconds since 1970, and as a clock that nobody
    /// sets.
    begins_ms: u64,
    came_at_ms: i64,
    came: Instant,
    picture: Option<Format>,
    sound: Option<Format>,
    stage: Stage,
    /// How the pictures are set up, as it was sent, and what makes them smaller.
    record: Bytes,
    smaller: Option<Smaller>,
    held: usize,
    spool: Spool,
    measure: Measure,
    /// The captions that come along.
    sent: Sent,
    is_on: bool,
    /// When members see it, by itself; until then it is a rehearsal.
    airs_at_ms: i64,
    is_rehearsal: bool,
    _turn: OwnedMutexGuard<()>,
}

impl Publication {
    /// Cancelled when nothing more is wanted: another encoder has come, or it is over.
    pub fn stopped(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// The session that is sent to.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// Takes in one tag.
    ///
    /// # Errors
    /// [`Unplayable`] when nothing that follows can be offered either.
    pub async fn take(&mut self, tag: &Tag) -> Result<(), Unplayable> {
        *self.running.heard.lock() = Some(Instant::now());
        let taken = self.heard(tag).await;
        if let Err(why) = taken {
            self.env.lives.refuse(self.session, Some(why));
        }
        taken
    }

    async fn heard(&mut self, tag: &Tag) -> Result<(), Unplayable> {
        match flv::read(tag)? {
            Piece::Nothing => Ok(()),
            Piece::VideoFormat(record) => {
                let format = format::video(&record)?;
                self.sent.set_up(&record);
                if self.picture.as_ref().is_some_and(|known| *known != format) {
                    self.anew().await;
                }
                self.record = record;
                self.picture = Some(format);
                Ok(())
            }
            Piece::AudioFormat(config) => {
                let format = format::audio(&config)?;
                self.measure.level.set_up(&config, format.timescale);
                if self.sound.as_ref().is_some_and(|known| *known != format) {
                    self.anew().await;
                }
                self.sound = Some(format);
                Ok(())
            }
            Piece::Picture { shift_ms, is_key, data } => {
                self.measure.picture(tag.at_ms, is_key, tag.body.len());
                self.follow(tag.at_ms, What::Picture { shift_ms, is_key, data }).await
            }
            Piece::Sound(data) => {
                self.measure.sound(tag.body.len());
                self.measure.level.sound(&data);
                self.follow(tag.at_ms, What::Sound(data)).await
            }
        }
    }

    async fn follow(&mut self, at_ms: u32, what: What) -> Result<(), Unplayable> {
        if self.is_rehearsal && matches!(what, What::Picture { is_key: true, .. }) && self.is_time() {
            self.open_the_doors();
        }
        let at_ms = match self.timeline.moment(at_ms) {
            Moment::At(at_ms) => at_ms,
            Moment::Anew => {
                self.measure.repaired += 1;
                self.anew().await;
                match self.timeline.moment(at_ms) {
                    Moment::At(at_ms) => at_ms,
                    Moment::Anew => return Err(Unplayable::Broken),
                }
            }
        };
        if let What::Picture { shift_ms, data, .. } = &what {
            let counts = !self.is_rehearsal && (self.is_time() || self.broadcast.has_begun());
            self.sent.picture(at_ms, *shift_ms, data, counts);
        }
        self.show_measure();
        match &mut self.stage {
            Stage::Gathering(heard) => {
                self.held += match &what {
                    What::Picture { data, .. } | What::Sound(data) => data.len(),
                };
                heard.push(Heard { at_ms, what });
                if self.held > HELD_BYTES {
                    return Err(Unplayable::Broken);
                }
                self.offer_if_known(at_ms).await
            }
            Stage::Cutting(cutter) => {
                let mut cuts = Vec::new();
                if let Some(smaller) = &mut self.smaller {
                    feed(smaller, &self.env, at_ms, &what);
                }
                cut(cutter, at_ms, what, &mut cuts);
                self.offer(&cuts);
                self.offer_smaller(&cuts).await;
                if cuts.iter().any(|cut| matches!(cut, Cut::Closed { .. })) {
                    self.show();
                }
                Ok(())
            }
        }
    }

    /// Whether members see what is sent.
    fn is_time(&self) -> bool {
        self.running.on_air.load(Ordering::Acquire) || self.env.clock.now_ms() >= self.airs_at_ms
    }

    /// The rehearsal is over: nothing of it stays, and what comes now is the session.
    fn open_the_doors(&mut self) {
        self.broadcast.forget();
        self.is_rehearsal = false;
        self.begin_at(0);
    }

    /// The encoder is gone: what it sent is kept, and it is waited for.
    pub async fn leave(mut self) {
        self.finish().await;
        *self.running.heard.lock() = None;
        self.running.ingest.lock().connected = false;
        *self.running.left.lock() = Some(Instant::now());
        if let Err(error) = state::interrupted(&self.env, self.session, self.epoch).await {
            tracing::warn!(session.id = %self.session, %error, "an interruption could not be noted");
        }
    }
}

impl std::fmt::Debug for Publication {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Publication")
            .field("session", &self.session)
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

/// Loads a session's row, for a first look.
pub(super) async fn row(env: &Environment, session: SessionId) -> Result<Option<entity::Model>> {
    use sea_orm::EntityTrait;
    Ok(entity::Entity::find_by_id(session.0).one(env.db.reader()).await?)
}
