//! The job that makes a session's media from an uploaded file.

use super::{entity, pieces::Pieces, publish, stored::CHUNK, upload::parts_of};
use crate::{
    Environment, Error, Result,
    jobs::{self, JobError},
    media::{Digitised, MediaProblem},
};
use contract::{RecordingId, SessionId, recordings::RecordingState};
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// How often the progress on screen moves.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);

/// Works on a recording until all of it is made; it can be watched as soon as something is.
/// Everything that an attempt makes lies under the
/// attempt's own prefix and counts only once one transaction says so; a second worker, or the
/// same after a crash, starts over without harm.
pub(crate) async fn digitise(
    env: &Environment,
    id: RecordingId,
    publish: Option<SessionId>,
    attempt: Uuid,
) -> Result<(), JobError> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)? else {
        return Ok(());
    };
    if row.state == RecordingState::Ready.code() || row.deleted_at.is_some() {
        return Ok(());
    }
    set_state(env, id, RecordingState::Processing, None).await?;
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let source = scratch.0.join("source");
    fetch_source(env, &row, &source).await?;

    let workdir = scratch.0.join("work");
    tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
    let begun = env.transcoder.begin(&source, &workdir).await.map_err(|problem| outcome(id, &problem))?;
    let mut publish = publish;
    if !begun.renditions.is_empty() {
        publish::first_to_watch(env, id, &begun, publish, attempt).await?;
        // Whoever takes it out of the catalogue from now on has seen it there.
        publish = None;
    }
    let (share, mut shares) = tokio::sync::watch::channel(0.0_f32);
    let report = move |done: f32| {
        share.send_replace(done);
    };
    let kept = Pieces { env, recording: id };
    let made = tokio::select! {
        made = env.transcoder.complete(&source, &workdir, &begun, &kept, &report) => made,
        () = show_progress(env, id, &mut shares, PROGRESS) => taken_away(),
    };
    if matches!(made, Err(MediaProblem::Cancelled)) {
        // It was taken away; whoever brings it back has it made anew.
        return Ok(());
    }
    let made = made.map_err(|problem| outcome(id, &problem))?;
    publish::all_of_it(env, &row, &made, publish, &source, attempt).await?;
    kept.forget().await;
    Ok(())
}

/// What a problem of the media means for the job.
pub(crate) fn outcome(id: RecordingId, problem: &MediaProblem) -> JobError {
    if let MediaProblem::Engine(log) = problem {
        tracing::error!(recording.id = %id, log, "the media engine failed");
        return JobError::Retry(format!("media:{}", problem.code()));
    }
    let text = format!("media:{}", problem.code());
    if problem.is_retryable() { JobError::Retry(text) } else { JobError::Fail(text) }
}

/// A recording whose work was given up says why, in a code that pages turn into a sentence. What
/// can be watched already stays so, in the renditions that it has.
pub(crate) async fn give_up(env: &Environment, id: RecordingId, error: &JobError) -> Result<()> {
    let text = error.to_string();
    let problem = text.strip_prefix("media:").unwrap_or("internal");
    set_state(env, id, RecordingState::Failed, Some(problem)).await
}

/// Removes what pieces of work left here that were killed: folders of leases that nobody holds.
pub(crate) async fn clear_scratch(env: &Environment) -> Result<()> {
    let Ok(mut listing) = tokio::fs::read_dir(&env.settings.scratch).await else { return Ok(()) };
    let mut left = Vec::new();
    while let Some(entry) = listing.next_entry().await? {
        left.extend(entry.file_name().to_str().and_then(|name| name.parse::<Uuid>().ok()));
    }
    // Read after the folders: a folder is made by who holds its lease already.
    let held = jobs::leases(env).await?;
    for lease in left.into_iter().filter(|lease| !held.contains(lease)) {
        match tokio::fs::remove_dir_all(env.settings.scratch.join(lease.to_string())).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// The progress display ends by itself only where there is nothing left to show progress of.
fn taken_away() -> Result<Digitised, MediaProblem> {
    Err(MediaProblem::Cancelled)
}

/// How far the work on a recording is; nothing where it was taken away or is in another state.
const PROGRESS: &str = "UPDATE recording SET progress = ?, updated_at = ?
    WHERE id = ? AND state IN ('processing', 'playable') AND deleted_at IS NULL";

/// Writes how far some work on a recording is, by a statement whose values are the share, the moment and the
/// recording. Returns when that changes nothing any more: there is nothing left to show progress of.
pub(crate) async fn show_progress(
    env: &Environment,
    id: RecordingId,
    shares: &mut tokio::sync::watch::Receiver<f32>,
    sql: &str,
) {
    loop {
        if shares.changed().await.is_err() {
            // Whoever does the work is done with telling; wait for its outcome.
            std::future::pending::<()>().await;
        }
        let share = f64::from(*shares.borrow_and_update());
        let statement = env.db.statement(sql, [share.into(), env.clock.now_ms().into(), id.0.into()]);
        match env.db.writer().execute_raw(statement).await {
            Ok(done) if done.rows_affected() == 0 => break,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "progress could not be shown"),
        }
        env.bell.tell(id);
        tokio::time::sleep(PROGRESS_EVERY).await;
    }
}

async fn set_state(env: &Environment, id: RecordingId, state: RecordingState, problem: Option<&str>) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE recording SET state = CASE state WHEN 'playable' THEN state ELSE ? END, problem = ?, progress = 0, updated_at = ?
         WHERE id = ? AND state <> 'ready' AND deleted_at IS NULL",
        [state.code().into(), problem.map(str::to_owned).into(), env.clock.now_ms().into(), id.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    env.bell.tell(id);
    Ok(())
}

/// Brings the file here, from its parts or from where an earlier attempt joined them.
async fn fetch_source(env: &Environment, row: &entity::Model, to: &Path) -> Result<()> {
    let keys = match &row.original_key {
        Some(key) => vec![key.clone()],
        None => parts_of(env, RecordingId(row.id)).await?,
    };
    let arrived = bring(env, keys, to).await?;
    if arrived != u64::try_from(row.size).unwrap_or_default() {
        return Err(Error::Internal(format!("{arrived} bytes are kept of a file of {}", row.size)));
    }
    Ok(())
}

/// Brings objects here, one after the other in one file. Returns how many bytes that were.
pub(crate) async fn bring(env: &Environment, keys: Vec<String>, to: &Path) -> Result<u64> {
    let mut file = tokio::fs::File::create(to).await?;
    file.set_max_buf_size(CHUNK);
    for key in keys {
        let key = Key::from(key);
        let size = env.store.head(&key).await?.size;
        let mut from = 0;
        while from < size {
            let until = size.min(from + CHUNK as u64);
            file.write_all(&env.store.get_range(&key, from..until).await?).await?;
            from = until;
        }
    }
    file.flush().await?;
    Ok(file.metadata().await?.len())
}

/// A folder that is gone when the work is, however it ended.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder of an attempt, which has the name of its lease, or one of another name for what holds none:
    /// see [`clear_scratch`].
    pub(crate) fn new(root: &Path, attempt: impl std::fmt::Display) -> Result<Self> {
        let folder = root.join(attempt.to_string());
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a scratch folder could not be removed");
        }
    }
}
