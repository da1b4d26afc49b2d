//! What looks after the live sessions of a process: holds on to them, ends those whose encoder stays
//! away, and brings to the store what an earlier process left on this disk.

use super::{
    presence, rows,
    running::Running,
    serve, spool,
    state::{self, Sign},
};
use crate::{Environment, Result};
use contract::{SessionId, lives::AWAY_S};
use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;

/// How often a process says that it is still there: three times within a lease.
const ROUND: Duration = Duration::from_secs(3);
/// How long a publication may take to end.
const GRACE: Duration = Duration::from_secs(5);
/// How long the encoder of a session may be away.
const AWAY: Duration = Duration::from_secs(AWAY_S.unsigned_abs());

/// What was seen of sessions under way, and since when it is the same. Leases are dated by a clock that may be set,
/// here or on another machine; this is counted by one that nobody sets, and ends no session for it.
#[derive(Debug, Default)]
struct Seen(HashMap<SessionId, (Sign, Instant)>);

impl Seen {
    /// Those of which nobody has said anything for longer than an encoder may be away.
    fn silent(&mut self, under_way: Vec<(SessionId, Sign)>, now: Instant) -> Vec<SessionId> {
        let mut before = std::mem::take(&mut self.0);
        for (session, sign) in under_way {
            let same = before.remove(&session).filter(|(known, _)| *known == sign);
            self.0.insert(session, same.unwrap_or((sign, now)));
        }
        let silent = self.0.iter().filter(|(_, (_, since))| now.duration_since(*since) > AWAY);
        silent.map(|(session, _)| *session).collect()
    }
}

/// Looks after live sessions until the process is to stop.
pub async fn keep(env: Environment, stop: CancellationToken) {
    for session in spool::sessions(&env) {
        if let Err(error) = rows::settle(&env, session).await {
            tracing::warn!(session.id = %session, %error, "what was sent waits on this disk");
        }
    }
    let mut seen = Seen::default();
    while !stop.is_cancelled() {
        if let Err(error) = round(&env, &mut seen).await {
            tracing::warn!(%error, "live sessions could not be looked after");
        }
        tokio::select! { () = tokio::time::sleep(ROUND) => {}, () = stop.cancelled() => {} }
    }
    // Encoders are let go; they come back to whoever starts next.
    for running in env.lives.all() {
        running.stop.lock().cancel();
        let _ = tokio::time::timeout(GRACE, running.turn.lock()).await;
    }
}

async fn round(env: &Environment, seen: &mut Seen) -> Result<()> {
    presence::tell(env).await?;
    for running in env.lives.all() {
        let session = running.broadcast.id;
        let left = *running.left.lock();
        let away = left.is_some_and(|left| left.elapsed() > AWAY);
        if running.broadcast.offered.read().is_over {
            forget_when_stored(env, &running).await?;
        } else if away && running.broadcast.has_begun() {
            end(env, session).await?;
        } else if away {
            env.lives.forget(session);
        } else {
            let epoch = *running.epoch.lock();
            if epoch > 0 && !state::renew(env, session, epoch, left.is_none()).await? {
                let is_over = super::publication::row(env, session).await?.is_some_and(|row| row.state == "ended");
                if is_over {
                    stop_sending(&running).await;
                    state::count(env, session, running.broadcast.next_number()).await?;
                    running.broadcast.end();
                } else {
                    // Another process's: members go on there, and are not told that it is over.
                    release(env, session).await?;
                }
            }
        }
    }
    let silent = seen.silent(state::under_way(env).await?, Instant::now());
    let nobodys = silent.into_iter().filter(|session| env.lives.running(*session).is_none());
    for session in nobodys.chain(state::missed(env).await?) {
        end(env, session).await?;
    }
    // What waits on this disk since the store was away.
    for session in spool::sessions(env) {
        if env.lives.running(session).is_none() {
            rows::settle(env, session).await?;
        }
    }
    Ok(())
}

async fn forget_when_stored(env: &Environment, running: &Arc<Running>) -> Result<()> {
    if running.waiting.load(Ordering::Acquire) == 0 {
        let session = running.broadcast.id;
        env.lives.forget(session);
        env.lives.read().invalidate(&session).await;
        spool::clear(env, session);
    }
    Ok(())
}

async fn stop_sending(running: &Running) {
    running.stop.lock().cancel();
    let _ = tokio::time::timeout(GRACE, running.turn.lock()).await;
}

/// Lets a session go to another process: what was sent here goes to the store first. Says whether an encoder was
/// sending at that moment.
pub(super) async fn release(env: &Environment, session: SessionId) -> Result<bool> {
    let Some(running) = env.lives.running(session) else { return Ok(false) };
    let was_heard = running.is_heard();
    stop_sending(&running).await;
    let begun = std::time::Instant::now();
    while running.waiting.load(Ordering::Acquire) > 0 && begun.elapsed() < GRACE {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    env.lives.forget(session);
    env.lives.read().invalidate(&session).await;
    // Whoever waits for a part that will not come here asks again, and is passed on.
    running.broadcast.let_go();
    Ok(was_heard)
}

/// Ends a session, whoever takes in what is sent. Says whether it was not over before.
pub(super) async fn end(env: &Environment, session: SessionId) -> Result<bool> {
    let running = env.lives.running(session);
    if let Some(running) = &running {
        stop_sending(running).await;
    }
    let broadcast = match &running {
        Some(running) => running.broadcast.clone(),
        None => serve::broadcast(env, session).await?,
    };
    let was_on = state::end(env, session, broadcast.next_number()).await?;
    broadcast.end();
    Ok(was_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_silent_is_over_whatever_the_clocks_say() {
        let (session, begun) = (SessionId(uuid::Uuid::nil()), Instant::now());
        let sign = |lease_until| vec![(session, Sign { epoch: 1, lease_until, heard_at: Some(0) })];
        let mut seen = Seen::default();
        // Its owner goes on saying so, by a clock that is an hour late and is then set.
        for (round, lease_until) in
            (0..100).map(|round: u32| (round, if round < 50 { round } else { round + 3_600_000 }))
        {
            let silent = seen.silent(sign(i64::from(lease_until)), begun + ROUND * round);
            assert_eq!(silent, [], "round {round}");
        }
        let fell_silent = begun + ROUND * 99;
        assert_eq!(seen.silent(sign(3_600_099), fell_silent + AWAY), []);
        assert_eq!(seen.silent(sign(3_600_099), fell_silent + AWAY + ROUND), [session]);
        assert_eq!(seen.silent(Vec::new(), fell_silent + AWAY + ROUND), []);
        assert!(seen.0.is_empty(), "what is over is not remembered");
    }
}
