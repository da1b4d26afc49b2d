//! One encoder that sends to one session, from its first tag to its last.

use super::{
    Refused,
    broadcast::Broadcast,
    captions::Sent,
    cutter::{Cut, Cutter, Promise, Track},
    entity,
    flv::{self, Piece, Tag, Unplayable},
    format::{self, Format},
    key,
    measure::Measure,
    relay, rows,
    running::Running,
    smaller::{self, Smaller},
    spool::{self, Name, Spool},
    state,
    timeline::{Moment, Timeline},
};
use crate::{Environment, Result};
use bytes::Bytes;
use contract::{
    SessionId,
    lives::{LiveTrouble, REHEARSAL_BEFORE_S},
};
use std::{sync::Arc, sync::atomic::Ordering, time::Instant};
use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

/// How long one waits for the first key picture after the first, before it counts as far, in
/// milliseconds; and for a track that may still come.
const KEYFRAME_PATIENCE_MS: u64 = 6_500;
const TRACK_PATIENCE_MS: u64 = 1_000;
const NO_PICTURE_MS: u64 = 2_500;
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
        let epoch = state::claim(env, session).await?;
        *running.epoch.lock() = epoch;
        let stop = CancellationToken::new();
        *running.stop.lock() = stop.clone();
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

    /// Begins to offer once it is known what there is, and how often one can begin.
    async fn offer_if_known(&mut self, now_ms: u64) -> Result<(), Unplayable> {
        let Stage::Gathering(heard) = &self.stage else { return Ok(()) };
        let since = |first: Option<u64>| first.map_or(0, |first| now_ms.saturating_sub(first));
        let span = since(heard.first().map(|heard| heard.at_ms));
        let keys: Vec<u64> = heard.iter().filter(|heard| is_key(heard)).map(|heard| heard.at_ms).collect();
        let promised = self.broadcast.offered.read().promise;
        let complete = self.picture.is_some() && self.sound.is_some();
        let is_known = match (&self.picture, promised) {
            (Some(_), Some(_)) => !keys.is_empty() && (complete || span >= TRACK_PATIENCE_MS),
            (Some(_), None) => {
                let judged = keys.len() >= 2 || since(keys.first().copied()) >= KEYFRAME_PATIENCE_MS;
                judged && (complete || span >= TRACK_PATIENCE_MS)
            }
            (None, _) => self.sound.is_some() && span >= NO_PICTURE_MS,
        };
        if !is_known {
            return Ok(());
        }
        let known = |track| {
            let offered = self.broadcast.offered.read();
            offered
                .renditions
                .iter()
                .find(|rendition| rendition.track == track)
                .and_then(|known| known.formats.last().cloned())
        };
        let mut sound = self.sound.clone();
        if promised.is_some() {
            // Players know which renditions there are: none may come, and none may go.
            let (had_picture, had_sound) = (known(Track::Picture), known(Track::Sound));
            if had_picture.is_some() && self.picture.is_none() {
                return Err(Unplayable::NoPicture);
            }
            if had_picture.is_none() {
                self.picture = None;
            }
            sound = match (sound, had_sound) {
                (_, None) => None,
                (sound, had) => sound.or(had),
            };
        }
        let Stage::Gathering(heard) = std::mem::replace(&mut self.stage, Stage::Gathering(Vec::new())) else {
            return Ok(());
        };
        self.held = 0;
        let promise = promised.unwrap_or_else(|| {
            let apart =
                keys.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap_or(KEYFRAME_PATIENCE_MS);
            let apart = if self.picture.is_some() { apart } else { 2_000 };
            Promise::fitting(apart, between_pictures(&heard))
        });
        let picture = self.picture.clone();
        let number = self.broadcast.next_number();
        let mut cutter = Cutter::new(promise, number, picture.as_ref(), sound.as_ref());
        self.is_rehearsal = !self.broadcast.has_begun() && !self.is_time();
        self.broadcast.offered.write().is_rehearsal = self.is_rehearsal;
        self.broadcast.begin(promise, self.epoch, [picture.as_ref(), sound.as_ref(), None]);
        self.smaller = picture.as_ref().and_then(|picture| Smaller::admit(&self.env, promise, picture, &self.record));
        if !self.is_rehearsal {
            self.remember_formats(promise).await;
        }
        let first = if picture.is_some() { keys.first().copied().unwrap_or_default() } else { 0 };
        let mut cuts = Vec::new();
        for Heard { at_ms, what } in heard {
            if at_ms >= first {
                if let Some(smaller) = &mut self.smaller {
                    feed(smaller, &self.env, at_ms, &what);
                }
                cut(&mut cutter, at_ms, what, &mut cuts);
            }
        }
        self.stage = Stage::Cutting(Box::new(cutter));
        // Before anybody can ask what there is.
        smaller::fill(&self.broadcast, self.smaller.as_ref());
        self.offer(&cuts);
        self.offer_smaller(&cuts).await;
        Ok(())
    }

    async fn remember_formats(&mut self, promise: Promise) {
        loop {
            match state::on_air(&self.env, &self.broadcast, promise, self.epoch).await {
                Ok(()) => break,
                // Without its rows nothing of it could be found again: the encoder waits.
                Err(error) if !self.stop.is_cancelled() => {
                    tracing::warn!(session.id = %self.session, %error, "a live session waits for the database");
                    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                }
                Err(_) => break,
            }
        }
        if !self.is_on {
            self.is_on = true;
            tracing::info!(session.id = %self.session, epoch = self.epoch, "on air");
        }
    }

    fn offer(&mut self, cuts: &[Cut]) {
        if cuts.is_empty() {
            return;
        }
        let (came_at_ms, begins_ms) = (self.came_at_ms, self.begins_ms);
        // From when it came and the media's own time: a system clock that is set moves nothing.
        let clock = move |media_ms: u64| {
            came_at_ms + i64::try_from(media_ms).unwrap_or(i64::MAX) - i64::try_from(begins_ms).unwrap_or_default()
        };
        let (epoch, broadcast) = (self.epoch, &self.broadcast);
        let name = |track: Track, number, begins: u64, is_new| {
            let offered = broadcast.offered.read();
            let rendition = offered.renditions.iter().find(|rendition| rendition.track == track);
            let timescale = rendition.map_or(1, |rendition| u64::from(rendition.timescale()));
            let format = rendition.map_or(0, |rendition| u32::try_from(rendition.formats.len()).unwrap_or(1) - 1);
            Name { track, number, epoch, format, at_ms: clock(begins * 1000 / timescale), is_new }
        };
        if !self.is_rehearsal
            && let Err(error) = self.spool.write(cuts, name)
        {
            tracing::error!(session.id = %self.session, %error, "what is sent cannot be written down");
            self.measure.trouble(LiveTrouble::StoreAway);
        }
        self.broadcast.apply(cuts, clock);
    }

    /// Offers what has been made smaller since.
    async fn offer_smaller(&mut self, sent: &[Cut]) {
        if let Some(smaller) = &mut self.smaller {
            let heard = smaller.hear(sent);
            self.offer_heard(heard).await;
        }
        smaller::fill(&self.broadcast, self.smaller.as_ref());
    }

    async fn offer_heard(&mut self, heard: smaller::Heard) {
        let promise = self.broadcast.offered.read().promise;
        if let (Some(format), Some(promise)) = (heard.format, promise) {
            self.broadcast.begin(promise, self.epoch, [None, None, Some(&format)]);
            if !self.is_rehearsal
                && let Err(error) = state::formats(self.env.db.writer(), &self.broadcast).await
            {
                tracing::warn!(session.id = %self.session, %error, "a smaller picture will not be found again");
            }
        }
        self.offer(&heard.cuts);
    }

    /// Ends what is open, and joins on anew: formats or clocks have changed.
    async fn anew(&mut self) {
        self.finish().await;
        self.begin_at(self.broadcast.ends_ms());
    }

    /// What comes next stands at this media time.
    fn begin_at(&mut self, begins_ms: u64) {
        self.begins_ms = begins_ms;
        self.sent.anew();
        self.timeline = Timeline::new(begins_ms);
        let now_ms = self.came_at_ms + i64::try_from(self.came.elapsed().as_millis()).unwrap_or_default();
        // What an encoder sends faster than it happens is not earlier than what came before either.
        self.came_at_ms = self.broadcast.ended_at_ms().map_or(now_ms, |ended| ended.max(now_ms));
        self.came = Instant::now();
        self.stage = Stage::Gathering(Vec::new());
        self.smaller = None;
        self.held = 0;
    }

    async fn finish(&mut self) {
        if let Stage::Cutting(cutter) = &mut self.stage {
            let mut cuts = Vec::new();
            cutter.finish(&mut cuts);
            self.measure.repaired += cutter.repaired + cutter.crowded;
            self.offer(&cuts);
            if let Some(smaller) = self.smaller.take() {
                let heard = smaller.finish(&cuts).await;
                self.offer_heard(heard).await;
            }
            smaller::fill(&self.broadcast, None);
        }
    }

    fn show_measure(&mut self) {
        if self.measure.is_due() {
            self.show();
        }
    }

    fn show(&self) {
        let keyframe_s = match &self.stage {
            Stage::Cutting(cutter) => cutter.keyframe_s(),
            Stage::Gathering(_) => 0.0,
        };
        let repaired = match &self.stage {
            Stage::Cutting(cutter) => cutter.repaired + cutter.crowded,
            Stage::Gathering(_) => 0,
        };
        let spooled = self.running.waiting.load(Ordering::Acquire);
        let size = self.picture.as_ref().and_then(|format| format.size);
        let mut shown = self.measure.shown(size, keyframe_s, repaired, spooled);
        shown.smaller_height = self.smaller.as_ref().and_then(Smaller::height);
        if self.picture.is_none() {
            shown.troubles.push(LiveTrouble::PictureMissing);
        }
        *self.running.ingest.lock() = shown;
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

fn cut(cutter: &mut Cutter, at_ms: u64, what: What, cuts: &mut Vec<Cut>) {
    match what {
        What::Picture { shift_ms, is_key, data } => cutter.picture(at_ms, shift_ms, is_key, data, cuts),
        What::Sound(data) => cutter.sound(at_ms, data, cuts),
    }
}

fn feed(smaller: &mut Smaller, env: &Environment, at_ms: u64, what: &What) {
    if let What::Picture { shift_ms, is_key, data } = what {
        smaller.feed(env, at_ms, *shift_ms, *is_key, data);
    }
}

fn is_key(heard: &Heard) -> bool {
    matches!(heard.what, What::Picture { is_key: true, .. })
}

/// The longest between two pictures, in milliseconds.
fn between_pictures(heard: &[Heard]) -> u64 {
    let pictures = heard.iter().filter(|heard| matches!(heard.what, What::Picture { .. })).map(|heard| heard.at_ms);
    let times: Vec<u64> = pictures.collect();
    times.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).max().unwrap_or_default()
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
