//! What looks after the live sessions of a process: holds on to them, ends those whose encoder stays
//! away, and brings to the store what an earlier process left on this disk.

use super::{presence, rows, running::Running, serve, spool, state};
use crate::{Environment, Result};
use contract::{SessionId, lives::AWAY_S};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// How often a process says that it is still there: three times within a lease.
const ROUND: Duration = Duration::from_secs(3);
/// How long a publication may take to end.
const GRACE: Duration = Duration::from_secs(5);

/// Looks after live sessions until the process is to stop.
pub async fn keep(env: Environment, stop: CancellationToken) {
    for session in spool::sessions(&env) {
        if let Err(error) = rows::settle(&env, session).await {
            tracing::warn!(session.id = %session, %error, "what was sent waits on this disk");
        }
    }
    while !stop.is_cancelled() {
        if let Err(error) = round(&env).await {
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

async fn round(env: &Environment) -> Result<()> {
    presence::tell(env).await?;
    for running in env.lives.all() {
        let session = running.broadcast.id;
        let left = *running.left.lock();
        let away = left.is_some_and(|left| left.elapsed() > Duration::from_secs(AWAY_S.unsigned_abs()));
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
    for session in state::given_up(env).await? {
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

/// Lets a session go to another process: what was sent here goes to the store first.
pub(super) async fn release(env: &Environment, session: SessionId) -> Result<()> {
    let Some(running) = env.lives.running(session) else { return Ok(()) };
    stop_sending(&running).await;
    let begun = std::time::Instant::now();
    while running.waiting.load(Ordering::Acquire) > 0 && begun.elapsed() < GRACE {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    env.lives.forget(session);
    env.lives.read().invalidate(&session).await;
    // Whoever waits for a part that will not come here asks again, and is passed on.
    running.broadcast.let_go();
    Ok(())
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
