//! Where a live session stands, and every way from one place to another.
//!
//! `scheduled` -> `live` when an encoder's first segment is there; `live` -> `interrupted` when the
//! encoder is gone, and back when it returns; either -> `ended` when staff say so or the encoder stays
//! away; `scheduled` <-> `cancelled` by staff.

use super::{
    broadcast::Broadcast,
    cutter::{Promise, Track},
    entity::{self, track},
};
use crate::{
    Environment, Error, Result, catalogue,
    jobs::{self, Job},
    sessions,
};
use contract::{SessionId, lives::CLOSES_AFTER_S};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryResult, sea_query::OnConflict};

/// For how long a process takes in what is sent without saying so again, in milliseconds.
pub(super) const LEASE_MS: i64 = 10_000;

/// Takes a session for an encoder that has come to this process. What an earlier one still says counts
/// no more: its epoch is over. `key` is the fingerprint of the key that let it in; once another was given out
/// there is nothing to take.
pub(super) async fn claim(env: &Environment, session: SessionId, key: Option<&str>) -> Result<i32> {
    let tx = env.db.begin().await?;
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "UPDATE live SET epoch = epoch + 1, owner = ?, lease_until = ?, heard_at = ?
         WHERE session_id = ? AND key_sha256 = ? AND state IN ('scheduled', 'live', 'interrupted')",
        [env.settings.replica_url.clone().into(), (now + LEASE_MS).into(), now.into(), session.0.into(), key.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("live_over"));
    }
    let row = entity::Entity::find_by_id(session.0).one(&tx).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(row.epoch)
}

/// What is sent can be watched from now on.
pub(super) async fn on_air(env: &Environment, broadcast: &Broadcast, promise: Promise, epoch: i32) -> Result<()> {
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let tx = env.db.begin().await?;
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "UPDATE live SET state = 'live', target_ms = ?, part_ms = ?, started_at = COALESCE(started_at, ?), heard_at = ?
         WHERE session_id = ? AND epoch = ? AND state IN ('scheduled', 'live', 'interrupted')",
        [
            number(promise.target_ms).into(),
            number(promise.part_ms).into(),
            now.into(),
            now.into(),
            broadcast.id.0.into(),
            epoch.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::Conflict("live_over"));
    }
    formats(&tx, broadcast).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(())
}

/// Writes down in which formats a session's renditions are: without them nothing of its segments can be played.
pub(super) async fn formats(connection: &impl ConnectionTrait, broadcast: &Broadcast) -> Result<()> {
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let rows: Vec<track::ActiveModel> = {
        let offered = broadcast.offered.read();
        let of = |track: Track| {
            let rendition = offered.renditions.iter().find(|rendition| rendition.track == track);
            rendition.into_iter().flat_map(|rendition| rendition.formats.iter().enumerate()).map(
                move |(index, format)| track::ActiveModel {
                    session_id: Set(broadcast.id.0),
                    name: Set(track.name().to_owned()),
                    number: Set(i32::try_from(index).unwrap_or(i32::MAX)),
                    codecs: Set(format.codecs.clone()),
                    width: Set(format.size.map(|(width, _)| number(width))),
                    height: Set(format.size.map(|(_, height)| number(height))),
                    frame_rate: Set(format.frame_rate),
                    timescale: Set(number(format.timescale)),
                    init: Set(format.init.to_vec()),
                },
            )
        };
        Track::ALL.into_iter().flat_map(of).collect()
    };
    let again = OnConflict::columns([track::Column::SessionId, track::Column::Name, track::Column::Number])
        .do_nothing()
        .to_owned();
    track::Entity::insert_many(rows).on_conflict(again).exec_without_returning(connection).await?;
    Ok(())
}

/// The encoder is gone; it is waited for.
pub(super) async fn interrupted(env: &Environment, session: SessionId, epoch: i32) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE live SET state = 'interrupted', heard_at = ? WHERE session_id = ? AND epoch = ? AND state = 'live'",
        [env.clock.now_ms().into(), session.0.into(), epoch.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// Holds on to a session. Says whether it is still this process's.
pub(super) async fn renew(env: &Environment, session: SessionId, epoch: i32, is_heard: bool) -> Result<bool> {
    let now = env.clock.now_ms();
    let heard = if is_heard { "heard_at = ?, " } else { "" };
    let mut values: Vec<sea_orm::Value> = vec![(now + LEASE_MS).into(), session.0.into(), epoch.into()];
    if is_heard {
        values.insert(0, now.into());
    }
    let sql = format!("UPDATE live SET {heard}lease_until = ? WHERE session_id = ? AND epoch = ? AND state <> 'ended'");
    Ok(env.db.writer().execute_raw(env.db.statement(&sql, values)).await?.rows_affected() > 0)
}

/// It is over, with so many segments. The recording is made of them by a job that is part of the same
/// transaction.
pub(super) async fn end(env: &Environment, session: SessionId, segments: u32) -> Result<bool> {
    let tx = env.db.begin().await?;
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "UPDATE live SET state = 'ended', ended_at = ?, segments = ?, lease_until = 0, key_prefix = NULL, key_sha256 = NULL
         WHERE session_id = ? AND state IN ('scheduled', 'live', 'interrupted')",
        [now.into(), i32::try_from(segments).unwrap_or(i32::MAX).into(), session.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let row = entity::Entity::find_by_id(session.0).one(&tx).await?.ok_or(Error::NotFound)?;
    if segments > 0 {
        jobs::enqueue(env, &tx, &Job::FinishLive { session }).await?;
    }
    if !row.replay || segments == 0 {
        sessions::unpublish_on(env, &tx, session).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.ring();
    Ok(true)
}

/// What a session's row says of who takes it in: as long as it changes, somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    pub epoch: i32,
    pub lease_until: i64,
    pub heard_at: Option<i64>,
}

/// The sessions that have begun and are not over, and what their rows say.
pub(super) async fn under_way(env: &Environment) -> Result<Vec<(SessionId, Sign)>> {
    let sql = "SELECT session_id, epoch, lease_until, heard_at FROM live WHERE state IN ('live', 'interrupted')";
    let rows = env.db.writer().query_all_raw(env.db.statement(sql, [])).await?;
    let sign = |row: &QueryResult| {
        let (epoch, lease_until) = (row.try_get("", "epoch")?, row.try_get("", "lease_until")?);
        let sign = Sign { epoch, lease_until, heard_at: row.try_get("", "heard_at")? };
        Ok((SessionId(row.try_get("", "session_id")?), sign))
    };
    rows.iter().map(sign).collect()
}

/// The sessions whose time is over without anybody having come.
pub(super) async fn missed(env: &Environment) -> Result<Vec<SessionId>> {
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "SELECT session_id FROM live WHERE state = 'scheduled' AND lease_until < ? AND ends_at < ?",
        [now.into(), (now - CLOSES_AFTER_S * 1000).into()],
    );
    let rows = env.db.writer().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(SessionId(row.try_get("", "session_id")?))).collect()
}

/// How many segments a session has that is over, as the process says that has them all.
pub(super) async fn count(env: &Environment, session: SessionId, segments: u32) -> Result<()> {
    let segments = i32::try_from(segments).unwrap_or(i32::MAX);
    let statement = env.db.statement(
        "UPDATE live SET segments = ? WHERE session_id = ? AND state = 'ended' AND COALESCE(segments, 0) < ?",
        [segments.into(), session.0.into(), segments.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
