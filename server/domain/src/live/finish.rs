//! From the segments of a session that is over to a recording: their bytes, one after the other in one
//! file, which is then worked on like any other. Nothing is encoded again, but sound that was set up anew.

use super::{
    captions,
    cutter::Track,
    entity, presence, rows,
    whole::{self, Kept},
};
use crate::{
    Environment, Error, Result, catalogue,
    jobs::{self, Job, JobError},
    recordings::{self, digitise::Scratch},
};
use contract::{RecordingId, SessionId};
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

/// After so long segments that have not come to the store are taken for lost, in milliseconds.
const LOST_AFTER_MS: i64 = 24 * 3_600_000;

/// Makes the recording of a session that is over.
pub(crate) async fn finish(env: &Environment, session: SessionId, attempt: Uuid) -> Result<(), JobError> {
    let Some(row) = entity::Entity::find_by_id(session.0).one(env.db.writer()).await.map_err(Error::from)? else {
        return Ok(());
    };
    let attended = crate::sessions::row(env, session).await?;
    if attended.recording_id.is_some() {
        return Ok(());
    }
    // What a process that was killed left on this disk.
    if env.lives.running(session).is_none() {
        rows::settle(env, session).await?;
    }
    let kept = async |track: Track| {
        let (formats, segments) =
            (rows::formats(env, session, track).await?, rows::segments(env, session, track).await?);
        Ok::<_, Error>(Kept { formats, segments })
    };
    // As it was sent: what is smaller is made again of that, and better.
    let (pictures, sounds) = (kept(Track::Picture).await?, kept(Track::Sound).await?);
    let there = || [&pictures, &sounds].into_iter().filter(|kept| !kept.formats.is_empty());
    let expected = usize::try_from(row.segments.unwrap_or_default()).unwrap_or_default();
    let is_lost = row.ended_at.is_some_and(|ended| env.clock.now_ms() > ended + LOST_AFTER_MS);
    if !is_lost && there().any(|kept| kept.segments.len() < expected) {
        return Err(JobError::Wait("segments are still on their way to the store".to_owned()));
    }
    if there().all(|kept| kept.segments.is_empty()) {
        return Ok(());
    }
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let recording = RecordingId(env.new_id());
    let path = whole::write(env, recording, &pictures, &sounds, scratch.path()).await?;
    let written = recordings::put_original(env, &path, recording, attempt).await?;
    let tx = env.db.begin().await?;
    recordings::insert_made(env, &tx, recording, &attended, written).await?;
    let statement = env.db.statement(
        "UPDATE session SET recording_id = ? WHERE id = ? AND recording_id IS NULL",
        [recording.0.into(), session.0.into()],
    );
    if tx.execute_raw(statement).await.map_err(Error::from)?.rows_affected() == 0 {
        return Ok(());
    }
    captions::keep(env, &tx, session, recording).await?;
    jobs::enqueue(env, &tx, &Job::Digitise { recording, publish: None }).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await.map_err(Error::from)?;
    env.catalogue.look_again();
    env.bell.ring();
    Ok(())
}

/// For how long the segments of a session stay whose recording is whole: longer than anybody plays them.
const KEPT_MS: i64 = 24 * 3_600_000;

/// Removes the segments of sessions whose recordings have long been whole.
pub(crate) async fn tidy(env: &Environment) -> Result<()> {
    presence::forget(env).await?;
    let statement = env.db.statement(
        "SELECT DISTINCT live_segment.session_id FROM live_segment
         JOIN live ON live.session_id = live_segment.session_id
         JOIN session ON session.id = live.session_id
         JOIN recording ON recording.id = session.recording_id
         WHERE live.state = 'ended' AND live.ended_at < ? AND recording.state = 'ready'",
        [(env.clock.now_ms() - KEPT_MS).into()],
    );
    for row in env.db.reader().query_all_raw(statement).await? {
        let session = SessionId(row.try_get("", "session_id")?);
        for track in Track::ALL {
            for segment in rows::segments(env, session, track).await? {
                match env.store.delete(&Key::from(segment.object_key.as_str())).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        captions::forget(env, session).await?;
        let statement = env.db.statement("DELETE FROM live_segment WHERE session_id = ?", [session.0.into()]);
        env.db.writer().execute_raw(statement).await?;
    }
    Ok(())
}
