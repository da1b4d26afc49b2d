//! A live session is broadcast while it is given: an encoder sends to it with its key, members watch it
//! two seconds behind, and what was sent is its recording.
//!
//! What arrives (`publication/`, `flv.rs`) gets the session's own time (`timeline.rs`), is cut into parts and segments
//! (`cutter.rs`, `fragment.rs`), written to this machine's disk and brought to the store (`spool.rs`),
//! and offered from memory (`broadcast/`, `playlist.rs`, `serve.rs`), beside it perhaps a smaller picture
//! (`smaller.rs`). When it is over, its segments become a recording (`finish.rs`, `whole/`). What is said can be read
//! meanwhile (`captions/`).

mod amend;
mod announce;
mod broadcast;
pub mod captions;
mod cutter;
mod entity;
pub(crate) mod finish;
mod flv;
mod format;
#[cfg(test)]
mod four_hours;
mod fragment;
mod key;
#[cfg(test)]
#[path = "../../tests/it/lawful.rs"]
mod lawful;
mod level;
mod measure;
mod playlist;
pub(crate) mod presence;
mod publication;
mod relay;
mod rows;
mod running;
pub(crate) mod serve;
mod smaller;
mod spool;
mod state;
mod timeline;
mod watchman;
mod whole;

pub use amend::change;
pub use announce::{announce_sessions, line_of, list, of_item, window_of};
pub use flv::{Tag, TagKind, Unplayable};
pub use key::{Refused, issue_key};
pub use presence::tell;
pub use publication::Publication;
pub use relay::{Peer, RELAY_HEADER, relayed, release};
pub use running::Lives;
pub use serve::Ask;
pub use watchman::keep;

use crate::{
    Environment, Error, Result,
    accounts::{SignedIn, Staff},
    clock::moment,
    database::code,
    playback::media::MediaAnswer,
    recordings,
};
use contract::{
    MemberId, SessionId, Timestamp,
    lives::{LONGEST_S, LiveNote, LiveState, LiveStatus, LiveTrouble, LiveWindow},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use std::collections::HashMap;

/// What is wrong with a time at which a session is to take place.
fn check(starts_at: Timestamp, ends_at: Timestamp) -> Result<()> {
    let length = ends_at.as_second() - starts_at.as_second();
    match length {
        ..=0 => Err(Error::field("ends_at", "before_start")),
        length if length > LONGEST_S => Err(Error::field("ends_at", "live_too_long")),
        _ => Ok(()),
    }
}

/// Announces a session, in the transaction that makes it.
pub(crate) async fn announce(
    connection: &impl ConnectionTrait,
    session: SessionId,
    window: &LiveWindow,
    series: Option<uuid::Uuid>,
) -> Result<()> {
    check(window.starts_at, window.ends_at)?;
    let row = entity::ActiveModel {
        session_id: Set(session.0),
        starts_at: Set(window.starts_at.as_millisecond()),
        ends_at: Set(window.ends_at.as_millisecond()),
        state: Set(LiveState::Scheduled.code().to_owned()),
        replay: Set(window.replay),
        on_air: Set(false),
        substitute: Set(None),
        series_id: Set(series),
        key_prefix: Set(None),
        key_sha256: Set(None),
        epoch: Set(0),
        owner: Set(None),
        lease_until: Set(0),
        target_ms: Set(None),
        part_ms: Set(None),
        segments: Set(None),
        started_at: Set(None),
        heard_at: Set(None),
        ended_at: Set(None),
        changes: Set(0),
    };
    entity::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

/// Whether a session is one that is broadcast, and takes place.
pub(crate) async fn takes_place(connection: &impl ConnectionTrait, session: SessionId) -> Result<Option<bool>> {
    let row = entity::Entity::find_by_id(session.0).one(connection).await?;
    Ok(row.map(|row| row.state != LiveState::Cancelled.code()))
}

/// Whether what is broadcast stays to be watched afterwards.
pub(crate) async fn leaves_replay(connection: &impl ConnectionTrait, session: SessionId) -> Result<bool> {
    let row = entity::Entity::find_by_id(session.0).one(connection).await?;
    Ok(row.is_some_and(|row| row.replay))
}

/// A session as a member sees it.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the catalogue, or not live.
pub async fn status(env: &Environment, _: &SignedIn, session: SessionId) -> Result<LiveStatus> {
    let index = env.catalogue.index(env).await?;
    index.visible(true, session).ok_or(Error::NotFound)?;
    seen(env, session).await
}

/// A session as staff see it: also before it is published, and with what comes in.
///
/// # Errors
/// [`Error::NotFound`] when it is not live.
pub async fn studio(env: &Environment, _: &Staff, session: SessionId) -> Result<LiveStatus> {
    let mut status = seen(env, session).await?;
    let row = publication::row(env, session).await?.ok_or(Error::NotFound)?;
    status.has_key = Some(row.key_sha256.is_some());
    status.following = Some(amend::following(env, env.db.reader(), &row).await?.len().try_into().unwrap_or(u32::MAX));
    let running = env.lives.running(session);
    let mut ingest = running.as_ref().map(|running| running.ingest.lock().clone()).unwrap_or_default();
    if let Some(running) = running {
        if running.is_disputed() {
            ingest.troubles.push(LiveTrouble::TwoEncoders);
        }
        ingest.is_rehearsal = ingest.connected && running.broadcast.offered.read().is_rehearsal;
        ingest.is_watchable = running.broadcast.has_begun();
    }
    match env.lives.refused(session) {
        Some(Unplayable::VideoCodec) => ingest.troubles.push(LiveTrouble::PictureRefused),
        Some(Unplayable::AudioCodec) => ingest.troubles.push(LiveTrouble::SoundRefused),
        Some(Unplayable::NoPicture) => ingest.troubles.push(LiveTrouble::PictureMissing),
        Some(Unplayable::Broken) => ingest.troubles.push(LiveTrouble::Unreadable),
        None => {}
    }
    status.ingest = Some(ingest);
    Ok(status)
}

async fn seen(env: &Environment, session: SessionId) -> Result<LiveStatus> {
    let row = publication::row(env, session).await?.ok_or(Error::NotFound)?;
    let note = LiveNote {
        state: code(&row.state)?,
        starts_at: moment(row.starts_at),
        ends_at: moment(row.ends_at),
        substitute: row.substitute.clone(),
    };
    let mut state = note.state_at(env.clock.now());
    if state == LiveState::Ended
        && recordings::is_whole(env, crate::sessions::row(env, session).await?.recording_id).await?
    {
        state = LiveState::Replay;
    }
    Ok(LiveStatus {
        session_id: session,
        state,
        starts_at: note.starts_at,
        ends_at: note.ends_at,
        substitute: note.substitute,
        replay: row.replay,
        viewers: presence::viewers(env, session).await,
        company: Vec::new(),
        started_at: row.started_at.map(moment),
        ingest: None,
        has_key: None,
        following: None,
    })
}

/// How often what is announced of each session was changed; those of which nothing was are left out.
///
/// # Errors
/// Only when the database fails.
pub async fn changes(env: &Environment) -> Result<HashMap<SessionId, u32>> {
    let statement = env.db.statement("SELECT session_id, changes FROM live WHERE changes > 0", []);
    let rows = env.db.reader().query_all_raw(statement).await?;
    let changed = rows.iter().map(|row| {
        let count: i32 = row.try_get("", "changes")?;
        Ok((SessionId(row.try_get("", "session_id")?), count.unsigned_abs()))
    });
    changed.collect()
}

/// Ends a session now.
///
/// # Errors
/// [`Error::NotFound`] when it is not live; [`Error::Conflict`] with `live_over`.
pub async fn end(env: &Environment, staff: &Staff, session: SessionId) -> Result<LiveStatus> {
    publication::row(env, session).await?.ok_or(Error::NotFound)?;
    if !watchman::end(env, session).await? {
        return Err(Error::Conflict("live_over"));
    }
    studio(env, staff, session).await
}

/// Shows members what is sent from now on, although it is early; until then it was a rehearsal.
///
/// # Errors
/// [`Error::NotFound`] when it is not live; [`Error::Conflict`] with `live_over`.
pub async fn go_on_air(env: &Environment, staff: &Staff, session: SessionId) -> Result<LiveStatus> {
    publication::row(env, session).await?.ok_or(Error::NotFound)?;
    let statement = env.db.statement(
        "UPDATE live SET on_air = ? WHERE session_id = ? AND state NOT IN ('ended', 'cancelled')",
        [true.into(), session.0.into()],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("live_over"));
    }
    if let Some(running) = env.lives.running(session) {
        running.on_air.store(true, std::sync::atomic::Ordering::Release);
    }
    studio(env, staff, session).await
}

/// What is sent, for staff: also in a rehearsal, and before it is published.
///
/// # Errors
/// [`Error::NotFound`] when nothing is sent.
pub async fn preview(env: &Environment, _: &Staff, session: SessionId, rest: &str, ask: Ask) -> Result<MediaAnswer> {
    serve::serve(env, session, rest.strip_prefix("live/").unwrap_or(rest), ask).await
}

/// Notes that a member watches.
pub(crate) fn is_watched(env: &Environment, session: SessionId, member: MemberId) {
    env.lives.is_present(session, member);
}
