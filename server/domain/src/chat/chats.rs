//! The chats of this process: what was read a moment ago, who is to look again, and what the rooms sent.

use super::{reactions::Reactions, room::Room};
use contract::{
    MemberId, SessionId,
    chat::{Reaction, ReactionCounts},
};
use moka::future::Cache;
use std::{sync::Arc, time::Duration};
use tokio::sync::broadcast;

/// How long what was read is shown: what another process writes is seen after as long.
const READ_AGAIN: Duration = Duration::from_millis(500);

/// The chats of this process; cheap to clone.
#[derive(Clone)]
pub struct Chats(Arc<Shared>);

struct Shared {
    rooms: Cache<SessionId, Arc<Room>>,
    news: broadcast::Sender<SessionId>,
    reactions: Reactions,
}

impl Default for Chats {
    fn default() -> Self {
        Self(Arc::new(Shared {
            rooms: Cache::builder().max_capacity(500).time_to_live(READ_AGAIN).build(),
            news: broadcast::Sender::new(256),
            reactions: Reactions::default(),
        }))
    }
}

impl Chats {
    /// The sessions of which something changes from now on, in this process.
    pub fn news(&self) -> broadcast::Receiver<SessionId> {
        self.0.news.subscribe()
    }

    pub(super) fn rooms(&self) -> &Cache<SessionId, Arc<Room>> {
        &self.0.rooms
    }

    /// Something of a chat has changed.
    pub(super) async fn tell(&self, session: SessionId) {
        self.0.rooms.invalidate(&session).await;
        let _ = self.0.news.send(session);
    }

    pub(super) fn react(
        &self,
        session: SessionId,
        member: MemberId,
        reaction: Reaction,
        now: i64,
    ) -> Option<ReactionCounts> {
        self.0.reactions.add(session, member, reaction, now)
    }

    /// The sessions whose rooms sent something through this process.
    pub(crate) fn reacted(&self) -> Vec<SessionId> {
        self.0.reactions.sessions()
    }

    /// What a session's room sent through this process.
    pub(crate) fn reactions(&self, session: SessionId) -> ReactionCounts {
        self.0.reactions.of(session)
    }
}
