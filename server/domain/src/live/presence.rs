//! Who is there and how the room reacts, over all processes: each says every few seconds what it has seen,
//! and adds to its own what the others have said.
//!
//! Whoever's requests reach several processes is one person all the same: people are told by a sum that
//! only this organisation can make, not by name, and each process joins what it reads.

use crate::{Environment, Result};
use contract::{MemberId, SessionId, chat::ReactionCounts};
use sea_orm::ConnectionTrait;
use std::{collections::HashSet, sync::Arc};

/// Who was seen by a process that has not said so again for so long is not there any more, in milliseconds.
const EXPIRES_MS: i64 = 15_000;
/// How long a room's reactions are remembered after the last of them, in milliseconds.
const REMEMBERED_MS: i64 = 24 * 3_600_000;

/// What stands for a member in one session.
type Sum = [u8; 8];

/// What the other processes have said of a session.
#[derive(Debug, Default)]
pub(crate) struct Others {
    people: HashSet<Sum>,
    /// What came to them.
    pub reactions: ReactionCounts,
}

fn sum(env: &Environment, session: SessionId, member: MemberId) -> Sum {
    let said = [session.0.as_bytes().as_slice(), member.0.as_bytes()].concat();
    let mut sum = Sum::default();
    sum.copy_from_slice(&env.secret.derive("present", &said)[..8]);
    sum
}

/// How many watch a session now.
pub(super) async fn viewers(env: &Environment, session: SessionId) -> u32 {
    u32::try_from(people(env, session).await.sums.len()).unwrap_or(u32::MAX)
}

/// Those who watch a session now, by their sums.
pub(crate) struct People {
    session: SessionId,
    sums: HashSet<Sum>,
}

impl People {
    /// Whether a member is among them.
    pub fn has(&self, env: &Environment, member: MemberId) -> bool {
        self.sums.contains(&sum(env, self.session, member))
    }
}

/// Who watches a session now, through whichever process.
pub(crate) async fn people(env: &Environment, session: SessionId) -> People {
    let mut sums = others(env, session).await.people.clone();
    sums.extend(env.lives.present(session).iter().map(|member| sum(env, session, *member)));
    People { session, sums }
}

/// What the other processes said a moment ago; nothing where the database is away.
pub(crate) async fn others(env: &Environment, session: SessionId) -> Arc<Others> {
    let read = async { load(env, session).await.map(Arc::new) };
    env.lives.others().try_get_with(session, read).await.unwrap_or_else(|error| {
        tracing::warn!(session.id = %session, %error, "what other processes count could not be read");
        Arc::default()
    })
}

async fn load(env: &Environment, session: SessionId) -> Result<Others> {
    let statement = env.db.statement(
        "SELECT people, heart, clap, fire, wave, hand, told_at FROM live_presence WHERE session_id = ? AND process <> ?",
        [session.0.into(), env.lives.process().into()],
    );
    let since = env.clock.now_ms() - EXPIRES_MS;
    let mut others = Others::default();
    for row in env.db.reader().query_all_raw(statement).await? {
        let count = |name| row.try_get::<i64>("", name).map(i64::unsigned_abs);
        others.reactions = others.reactions.plus(ReactionCounts {
            heart: count("heart")?,
            clap: count("clap")?,
            fire: count("fire")?,
            wave: count("wave")?,
            hand: count("hand")?,
        });
        if row.try_get::<i64>("", "told_at")? >= since {
            let people: Vec<u8> = row.try_get("", "people")?;
            others.people.extend(people.as_chunks::<8>().0);
        }
    }
    Ok(others)
}

/// Says what this process has seen, where that is anything.
///
/// # Errors
/// Only when the database fails.
pub async fn tell(env: &Environment) -> Result<()> {
    let mut sessions: HashSet<SessionId> = env.lives.attended().into_iter().collect();
    sessions.extend(env.chats.reacted());
    for session in sessions {
        let mut people: Vec<Sum> = env.lives.present(session).iter().map(|member| sum(env, session, *member)).collect();
        people.sort_unstable();
        let reactions = env.chats.reactions(session);
        if !env.lives.is_news(session, &people, reactions) {
            continue;
        }
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let statement = env.db.statement(
            "INSERT INTO live_presence (session_id, process, people, heart, clap, fire, wave, hand, told_at)
             SELECT session.id, ?, ?, ?, ?, ?, ?, ?, ? FROM session WHERE session.id = ?
             ON CONFLICT (session_id, process) DO UPDATE SET people = excluded.people, heart = excluded.heart,
                 clap = excluded.clap, fire = excluded.fire, wave = excluded.wave, hand = excluded.hand,
                 told_at = excluded.told_at",
            [
                env.lives.process().into(),
                people.concat().into(),
                count(reactions.heart).into(),
                count(reactions.clap).into(),
                count(reactions.fire).into(),
                count(reactions.wave).into(),
                count(reactions.hand).into(),
                env.clock.now_ms().into(),
                session.0.into(),
            ],
        );
        env.db.writer().execute_raw(statement).await?;
    }
    Ok(())
}

/// Forgets what was counted long ago.
pub(super) async fn forget(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - REMEMBERED_MS;
    let statement = env.db.statement("DELETE FROM live_presence WHERE told_at < ?", [before.into()]);
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
