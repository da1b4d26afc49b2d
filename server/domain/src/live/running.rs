//! The live sessions of this process: those that an encoder sends to, and those that are read here.

use super::{broadcast::Broadcast, flv::Unplayable};
use contract::{MemberId, SessionId, lives::Ingest};
use moka::future::Cache;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32},
    },
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;

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
}

/// The live sessions of this process; cheap to clone.
#[derive(Clone)]
pub struct Lives(Arc<Shared>);

struct Shared {
    running: Mutex<HashMap<SessionId, Arc<Running>>>,
    /// Those that are only read here, as their rows had them a moment ago.
    read: Cache<SessionId, Arc<Broadcast>>,
    /// Those that are over and whole: nothing about them changes any more.
    over: Cache<SessionId, Arc<Broadcast>>,
    present: Mutex<HashMap<SessionId, HashMap<MemberId, Instant>>>,
    /// Why the last attempt to send was turned away.
    refused: Mutex<HashMap<SessionId, Unplayable>>,
}

impl Default for Lives {
    fn default() -> Self {
        Self(Arc::new(Shared {
            running: Mutex::default(),
            read: Cache::builder().max_capacity(500).time_to_live(Duration::from_secs(1)).build(),
            over: Cache::builder().max_capacity(100).time_to_live(Duration::from_secs(600)).build(),
            present: Mutex::default(),
            refused: Mutex::default(),
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

    /// Notes that a member watches now.
    pub(super) fn is_present(&self, session: SessionId, member: MemberId) {
        self.0.present.lock().entry(session).or_default().insert(member, Instant::now());
    }

    /// How many watch now.
    pub(super) fn present(&self, session: SessionId) -> u32 {
        let mut present = self.0.present.lock();
        let Some(members) = present.get_mut(&session) else { return 0 };
        members.retain(|_, seen| seen.elapsed() < PRESENT);
        let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
        if count == 0 {
            present.remove(&session);
        }
        count
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
