//! The job that makes a session's media from an uploaded file.

use super::{
    entity,
    keys::{MediaKey, page_key},
    upload::{forget_objects, parts_of},
};
use crate::{
    Environment, Error, Result, catalogue,
    database::json,
    jobs::JobError,
    media::{Digitised, MediaProblem, RenditionFile, RenditionKind},
    sessions,
};
use contract::{RecordingId, SessionId, recordings::RecordingState};
use futures::StreamExt;
use object_store::{ObjectStoreExt, buffered::BufWriter, path::Path as Key};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// How often the progress on screen moves.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);

/// Works on a recording until it can be watched. Everything that an attempt makes lies under the
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
    if row.state == RecordingState::Ready.code() {
        return Ok(());
    }
    set_state(env, id, RecordingState::Processing, None).await?;
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let source = scratch.0.join("source");
    fetch_source(env, &row, &source).await?;

    let workdir = scratch.0.join("work");
    tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
    let (share, mut shares) = tokio::sync::watch::channel(0.0_f32);
    let report = move |done: f32| {
        share.send_replace(done);
    };
    let outcome = tokio::select! {
        outcome = env.transcoder.digitise(&source, &workdir, &report) => outcome,
        () = show_progress(env, id, &mut shares) => unreachable_progress(),
    };
    let made = outcome.map_err(|problem| match &problem {
        MediaProblem::Engine(log) => {
            tracing::error!(recording.id = %id, log, "the media engine failed");
            JobError::Retry(format!("media:{}", problem.code()))
        }
        problem if problem.is_retryable() => JobError::Retry(format!("media:{}", problem.code())),
        problem => JobError::Fail(format!("media:{}", problem.code())),
    })?;
    keep(env, &row, &made, &source, attempt).await?;
    finish(env, id, &made, publish, attempt).await?;
    Ok(())
}

/// A recording whose work was given up says why, in a code that pages turn into a sentence.
pub(crate) async fn give_up(env: &Environment, id: RecordingId, error: &JobError) -> Result<()> {
    let text = error.to_string();
    let problem = text.strip_prefix("media:").unwrap_or("internal");
    set_state(env, id, RecordingState::Failed, Some(problem)).await
}

/// Only the transcoder's end ends the work: the progress display has no outcome of its own.
fn unreachable_progress() -> Result<Digitised, MediaProblem> {
    Err(MediaProblem::Cancelled)
}

async fn show_progress(env: &Environment, id: RecordingId, shares: &mut tokio::sync::watch::Receiver<f32>) {
    loop {
        if shares.changed().await.is_err() {
            // The transcoder is done with its callback; wait for its outcome.
            std::future::pending::<()>().await;
        }
        let share = f64::from(*shares.borrow_and_update());
        let statement = env.db.statement(
            "UPDATE recording SET progress = ?, updated_at = ? WHERE id = ? AND state = 'processing'",
            [share.into(), env.clock.now_ms().into(), id.0.into()],
        );
        if let Err(error) = env.db.writer().execute_raw(statement).await {
            tracing::warn!(%error, "progress could not be shown");
        }
        env.bell.tell(id);
        tokio::time::sleep(PROGRESS_EVERY).await;
    }
}

async fn set_state(env: &Environment, id: RecordingId, state: RecordingState, problem: Option<&str>) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE recording SET state = ?, problem = ?, progress = 0, updated_at = ? WHERE id = ? AND state <> 'ready'",
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
    let mut file = tokio::fs::File::create(to).await?;
    for key in keys {
        let mut stream = env.store.get(&Key::from(key)).await?.into_stream();
        while let Some(chunk) = stream.next().await {
            file.write_all(&chunk?).await?;
        }
    }
    file.flush().await?;
    Ok(())
}

/// Puts everything that was made, and the joined original, into the store.
async fn keep(env: &Environment, row: &entity::Model, made: &Digitised, source: &Path, attempt: Uuid) -> Result<()> {
    let recording = RecordingId(row.id);
    if row.original_key.is_none() {
        put_file(env, source, MediaKey::Original { recording }.path()).await?;
    }
    for rendition in &made.renditions {
        let key = MediaKey::Rendition { recording, attempt, name: &rendition.name };
        put_file(env, &rendition.path, key.path()).await?;
    }
    for (file, small) in [(&made.poster, false), (&made.poster_small, true)] {
        if let Some(file) = file {
            put_file(env, file, MediaKey::Poster { recording, attempt, small }.path()).await?;
        }
    }
    let prefix = MediaKey::Pages { recording, attempt }.key();
    for page in &made.pages {
        put_file(env, &page.path, Key::from(page_key(&prefix, page.number))).await?;
    }
    Ok(())
}

async fn put_file(env: &Environment, from: &Path, to: Key) -> Result<()> {
    let mut file = tokio::fs::File::open(from).await?;
    let mut writer = BufWriter::with_capacity(env.store.clone(), to, 8 * 1024 * 1024);
    tokio::io::copy(&mut file, &mut writer).await?;
    writer.shutdown().await?;
    Ok(())
}

/// One transaction makes the recording what members can watch.
async fn finish(
    env: &Environment,
    id: RecordingId,
    made: &Digitised,
    publish: Option<SessionId>,
    attempt: Uuid,
) -> Result<()> {
    let parts = parts_of(env, id).await?;
    let poster = |small| MediaKey::Poster { recording: id, attempt, small }.key();
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET state = 'ready', progress = 1, problem = NULL, duration_ms = ?, poster_key = ?, poster_small_key = ?,
                original_key = ?, media_prefix = ?, pages = ?, updated_at = ?
         WHERE id = ? AND state = 'processing'",
        [
            i64::try_from(made.probe.duration_ms).unwrap_or_default().into(),
            made.poster.as_ref().map(|_| poster(false)).into(),
            made.poster_small.as_ref().map(|_| poster(true)).into(),
            MediaKey::Original { recording: id }.key().into(),
            (!made.pages.is_empty()).then(|| MediaKey::Pages { recording: id, attempt }.key()).into(),
            i32::try_from(made.pages.len()).unwrap_or_default().into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        // Another attempt was faster; what this one made is waste, nothing more.
        return Ok(());
    }
    entity::rendition::Entity::delete_many().filter(entity::rendition::Column::RecordingId.eq(id.0)).exec(&tx).await?;
    for rendition in &made.renditions {
        let row = rendition_row(id, attempt, rendition)?;
        entity::rendition::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    entity::part::Entity::delete_many().filter(entity::part::Column::RecordingId.eq(id.0)).exec(&tx).await?;
    if let Some(session) = publish {
        sessions::publish_on(env, &tx, session).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    forget_objects(env, parts).await;
    Ok(())
}

fn rendition_row(id: RecordingId, attempt: Uuid, made: &RenditionFile) -> Result<entity::rendition::ActiveModel> {
    let pixels = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
    Ok(entity::rendition::ActiveModel {
        recording_id: Set(id.0),
        name: Set(made.name.clone()),
        kind: Set(match made.kind {
            RenditionKind::Video => "video".to_owned(),
            RenditionKind::Audio => "audio".to_owned(),
        }),
        width: Set(pixels(made.width)),
        height: Set(pixels(made.height)),
        frame_rate: Set(made.frame_rate.map(f64::from)),
        codecs: Set(made.codecs.clone()),
        bandwidth: Set(i32::try_from(made.bandwidth).unwrap_or(i32::MAX)),
        average_bandwidth: Set(i32::try_from(made.average_bandwidth).unwrap_or(i32::MAX)),
        object_key: Set(MediaKey::Rendition { recording: id, attempt, name: &made.name }.key()),
        segments: Set(json(&made.table)?),
    })
}

/// A folder that is gone when the work is, however it ended.
struct Scratch(PathBuf);

impl Scratch {
    fn new(root: &Path, attempt: Uuid) -> Result<Self> {
        let folder = root.join(attempt.to_string());
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a scratch folder could not be removed");
        }
    }
}
