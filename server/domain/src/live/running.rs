//! The live sessions of this process: those that an encoder sends to, and those that are read here.

use super::{broadcast::Broadcast, captions::Kept, flv::Unplayable, presence::Others};
use crate::company::Agreed;
use contract::{MemberId, SessionId, chat::ReactionCounts, lives::Ingest};
use moka::future::Cache;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Whoever has not asked for anything for so long does not watch any more.
const PRESENT: Duration = Duration::from_secs(12);

/// A session that an encoder sends to through this process.
#[derive(Debug)]
pub(super) struct Running {
    pub broadcast: Arc<Broadcast>,
    /// Whoever sends holds this: one at a time.
    pub turn: Arc<tokio::sync::Mutex<()>>,
    /// Cancelled when another encoder comes, or when it is over.
    pub stop: Mutex<CancellationToken>,
    pub ingest: Mutex<Ingest>,
    /// Whether members see it although it is early.
    pub on_air: AtomicBool,
    /// Segments on their way to the store.
    pub waiting: Arc<AtomicU32>,
    /// Since when nobody sends.
    pub left: Mutex<Option<Instant>>,
    /// The lease under which this process takes in what is sent.
    pub epoch: Mutex<i32>,
    /// When something was sent last, as long as somebody is there to send.
    pub heard: Mutex<Option<Instant>>,
    /// When an encoder last took the place of another one that was sending.
    pub displaced: Mutex<Option<Instant>>,
}

/// Who has sent something so lately is there; an encoder that has lost its connection comes back later.
const ALIVE: Duration = Duration::from_millis(1_500);
/// For so long staff are told that one encoder has displaced another.
const TOLD: Duration = Duration::from_secs(600);

impl Running {
    /// Whether an encoder sends at this moment.
    pub fn is_heard(&self) -> bool {
        self.heard.lock().is_some_and(|heard| heard.elapsed() < ALIVE)
    }

    /// Whether one encoder has displaced another a while ago.
    pub fn is_disputed(&self) -> bool {
        self.displaced.lock().is_some_and(|displaced| displaced.elapsed() < TOLD)
    }
}

/// The live sessions of this process; cheap to clone.
#[derive(Clone)]
pub struct Lives(Arc<Shared>);

/// What was said last of who is there, and of what the room sent.
type Told = (Vec<[u8; 8]>, ReactionCounts);

struct Shared {
    /// No process has another's, nor that of the one before it.
    process: Uuid,
    running: Mutex<HashMap<SessionId, Arc<Running>>>,
    /// Those that are only read here, as their rows had them a moment ago.
    read: Cache<SessionId, Arc<Broadcast>>,
    /// Those that are over and whole: nothing about them changes any more.
    over: Cache<SessionId, Arc<Broadcast>>,
    present: Mutex<HashMap<SessionId, HashMap<MemberId, Instant>>>,
    /// What this process said last, and what the others have said.
    told: Mutex<HashMap<SessionId, Told>>,
    others: Cache<SessionId, Arc<Others>>,
    /// Who has agreed to be named.
    agreed: Cache<(), Arc<Agreed>>,
    /// What is written down of them, as the rows had it a moment ago.
    captions: Cache<SessionId, Arc<Kept>>,
    /// Why the last attempt to send was turned away.
    refused: Mutex<HashMap<SessionId, Unplayable>>,
    /// How many sessions have a smaller picture made beside what is sent.
    beside: Arc<AtomicU32>,
}

/// A place among the sessions whose pictures are made smaller; free again when dropped.
#[derive(Debug)]
pub(super) struct Place(Arc<AtomicU32>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Default for Lives {
    fn default() -> Self {
        Self(Arc::new(Shared {
            process: Uuid::now_v7(),
            running: Mutex::default(),
            read: Cache::builder().max_capacity(500).time_to_live(Duration::from_secs(1)).build(),
            over: Cache::builder().max_capacity(100).time_to_live(Duration::from_secs(600)).build(),
            present: Mutex::default(),
            told: Mutex::default(),
            agreed: Cache::builder().max_capacity(1).time_to_live(Duration::from_secs(2)).build(),
            others: Cache::builder().max_capacity(500).time_to_live(Duration::from_secs(1)).build(),
            captions: Cache::builder().max_capacity(500).time_to_live(Duration::from_secs(1)).build(),
            refused: Mutex::default(),
            beside: Arc::default(),
        }))
    }
}

impl Lives {
    pub(super) fn running(&self, session: SessionId) -> Option<Arc<Running>> {
        self.0.running.lock().get(&session).cloned()
    }

    /// All that run here.
    pub(super) fn all(&self) -> Vec<Arc<Running>> {
        self.0.running.lock().values().cloned().collect()
    }

    /// The one that runs, or one that begins now with what is known of it.
    pub(super) fn begin(&self, broadcast: &Arc<Broadcast>) -> Arc<Running> {
        let mut running = self.0.running.lock();
        let new = || {
            Arc::new(Running {
                broadcast: broadcast.clone(),
                turn: Arc::default(),
                stop: Mutex::default(),
                ingest: Mutex::default(),
                on_air: AtomicBool::new(false),
                waiting: Arc::default(),
                left: Mutex::new(Some(Instant::now())),
                epoch: Mutex::new(0),
                heard: Mutex::default(),
                displaced: Mutex::default(),
            })
        };
        running.entry(broadcast.id).or_insert_with(new).clone()
    }

    pub(super) fn forget(&self, session: SessionId) {
        self.0.running.lock().remove(&session);
    }

    pub(super) fn read(&self) -> &Cache<SessionId, Arc<Broadcast>> {
        &self.0.read
    }

    pub(super) fn over(&self) -> &Cache<SessionId, Arc<Broadcast>> {
        &self.0.over
    }

    pub(super) fn captions(&self) -> &Cache<SessionId, Arc<Kept>> {
        &self.0.captions
    }

    /// Notes that a member watches now.
    pub(super) fn is_present(&self, session: SessionId, member: MemberId) {
        self.0.present.lock().entry(session).or_default().insert(member, Instant::now());
    }

    /// Who watches now, through this process.
    pub(super) fn present(&self, session: SessionId) -> Vec<MemberId> {
        let mut present = self.0.present.lock();
        let Some(members) = present.get_mut(&session) else { return Vec::new() };
        members.retain(|_, seen| seen.elapsed() < PRESENT);
        let members: Vec<MemberId> = members.keys().copied().collect();
        if members.is_empty() {
            present.remove(&session);
        }
        members
    }

    /// The sessions that somebody watches through this process, or watched when that was said last.
    pub(super) fn attended(&self) -> Vec<SessionId> {
        let present: Vec<SessionId> = self.0.present.lock().keys().copied().collect();
        self.0.told.lock().keys().copied().chain(present).collect()
    }

    pub(crate) fn agreed(&self) -> &Cache<(), Arc<Agreed>> {
        &self.0.agreed
    }

    pub(super) fn process(&self) -> Uuid {
        self.0.process
    }

    pub(super) fn others(&self) -> &Cache<SessionId, Arc<Others>> {
        &self.0.others
    }

    /// Whether there is something to say: as long as somebody is there, and once they have gone.
    pub(super) fn is_news(&self, session: SessionId, people: &[[u8; 8]], reactions: ReactionCounts) -> bool {
        let mut told = self.0.told.lock();
        let now = (people.to_vec(), reactions);
        let is_news = !people.is_empty() || told.get(&session).is_none_or(|before| *before != now);
        if is_news {
            told.insert(session, now);
        }
        is_news
    }

    /// Takes one of so many places for a smaller picture, if one is free.
    pub(super) fn place_beside(&self, most: u32) -> Option<Place> {
        let beside = &self.0.beside;
        let taken = beside.fetch_update(Ordering::AcqRel, Ordering::Acquire, |taken| (taken < most).then(|| taken + 1));
        taken.is_ok().then(|| Place(beside.clone()))
    }

    pub(super) fn refuse(&self, session: SessionId, why: Option<Unplayable>) {
        let mut refused = self.0.refused.lock();
        match why {
            Some(why) => drop(refused.insert(session, why)),
            None => drop(refused.remove(&session)),
        }
    }

    pub(super) fn refused(&self, session: SessionId) -> Option<Unplayable> {
        self.0.refused.lock().get(&session).copied()
    }
}
