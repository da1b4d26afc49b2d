//! Reading a guide again: what its pages say, from the files that are stored of it. What was read before stays
//! until that is done.

use super::{
    leaves::{Leaves, original_key},
    store,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    jobs::{self, Job, JobError},
    recordings::{self, Scratch, digitise, entity},
};
use contract::{RecordingId, recordings::RecordingDetails};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::path::Path;
use tokio::sync::watch;
use uuid::Uuid;

/// So many are planned at a time of those that were never read.
const PORTION: u64 = 100;

/// Has a guide read again. Asked while it is being read, nothing more is done.
///
/// # Errors
/// [`Error::NotFound`] when there is no such recording, or it is no guide.
pub async fn read_again(env: &Environment, staff: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    if recordings::get(env, staff, id).await?.pages == 0 {
        return Err(Error::NotFound);
    }
    let tx = env.db.begin().await?;
    plan(env, &tx, id).await?;
    tx.commit().await?;
    env.bell.ring();
    env.bell.tell(id);
    recordings::get(env, staff, id).await
}

/// Plans to read every guide that never was: those from before there was anything to read them with. Each is
/// planned once, whatever is found in it.
pub(crate) async fn read_unread(env: &Environment) -> Result<()> {
    loop {
        let never = entity::Entity::find()
            .select_only()
            .column(entity::Column::Id)
            .filter(entity::Column::Pages.gt(0))
            .filter(entity::Column::State.eq("ready"))
            .filter(entity::Column::ReadAt.is_null())
            .filter(entity::Column::Reading.is_null())
            .filter(entity::Column::DeletedAt.is_null())
            .order_by_asc(entity::Column::Id)
            .limit(PORTION);
        let tx = env.db.begin().await?;
        let ids = never.into_tuple::<Uuid>().all(&tx).await?;
        if ids.is_empty() {
            return Ok(());
        }
        for id in ids {
            plan(env, &tx, RecordingId(id)).await?;
        }
        tx.commit().await?;
        env.bell.ring();
    }
}

async fn plan(env: &Environment, tx: &impl ConnectionTrait, id: RecordingId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE recording SET reading = 0, problem = NULL, updated_at = ?
         WHERE id = ? AND pages > 0 AND reading IS NULL AND deleted_at IS NULL",
        [env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 1 {
        jobs::enqueue(env, tx, &Job::ReadGuide { recording: id, leaves: Vec::new() }).await?;
    }
    Ok(())
}

/// A file with pages, and the numbers of the leaves that they are.
struct Source {
    key: String,
    first: u32,
    pages: u32,
}

/// Reads the leaves of these numbers, or all where none is named.
pub(crate) async fn read_pages(
    env: &Environment,
    id: RecordingId,
    only: &[u32],
    attempt: Uuid,
) -> Result<(), JobError> {
    let row = entity::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)?;
    let Some(row) = row.filter(|row| row.pages > 0 && row.deleted_at.is_none()) else {
        return Ok(stop(env, id).await?);
    };
    let sources = sources(&row, only)?;
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let (share, mut shares) = watch::channel(0.0_f32);
    let report = move |done: f32| {
        share.send_replace(done);
    };
    let read = tokio::select! {
        read = read_all(env, id, &sources, scratch.path(), &report) => read?,
        () = digitise::show_progress(env, id, &mut shares, PROGRESS) => return Ok(stop(env, id).await?),
    };
    Ok(keep(env, id, only.is_empty(), read).await?)
}

/// What there is to read: the document as it came, and the pictures that were added to it.
fn sources(row: &entity::Model, only: &[u32]) -> Result<Vec<Source>> {
    let leaves = Leaves::of_row(row)?;
    let wanted = |number: u32| only.is_empty() || only.contains(&number);
    let mut sources = Vec::new();
    let pages = leaves.came();
    if let Some(key) = row.original_key.clone().filter(|_| (1..=pages).any(wanted)) {
        sources.push(Source { key, first: 1, pages });
    }
    for leaf in leaves.all().filter(|leaf| wanted(leaf.number)) {
        if let Some(added) = &leaf.added {
            sources.push(Source { key: original_key(RecordingId(row.id), added), first: leaf.number, pages: 1 });
        }
    }
    Ok(sources)
}

/// What was read: the text of each leaf, by number, and how many could not be read.
type Read = (Vec<(u32, String)>, u32);

async fn read_all(
    env: &Environment,
    id: RecordingId,
    sources: &[Source],
    folder: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Read, JobError> {
    let all: u32 = sources.iter().map(|source| source.pages).sum();
    let (mut texts, mut unread, mut done) = (Vec::new(), 0, 0);
    for source in sources {
        let file = folder.join("source");
        recordings::bring(env, vec![source.key.clone()], &file).await?;
        let workdir = folder.join(format!("work-{}", source.first));
        tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
        let weighed = |part: f32| progress((done as f32 + part * source.pages as f32) / all as f32);
        let said = env.transcoder.read(&file, &workdir, &weighed).await;
        let said = said.map_err(|problem| recordings::outcome(id, &problem))?;
        unread += said.unread;
        done += source.pages;
        // What is not told of says nothing.
        let pages = said.pages.into_iter().chain(std::iter::repeat_with(String::new));
        texts.extend((source.first..source.first + source.pages).zip(pages));
        tokio::fs::remove_dir_all(&workdir).await.map_err(Error::from)?;
    }
    Ok((texts, unread))
}

/// Puts what was read in the place of what was read of the same leaves before. Twice the same changes nothing.
async fn keep(env: &Environment, id: RecordingId, whole: bool, (texts, unread): Read) -> Result<()> {
    let tx = env.db.begin().await?;
    let row = entity::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?;
    let Some(row) = row.filter(|row| row.pages > 0) else { return Ok(()) };
    store::replace(&tx, id, &Leaves::of_row(&row)?, texts).await?;
    let before = if whole { 0 } else { row.pages_unread };
    // What was taken out is read as well, and not counted.
    let unread = i32::try_from(unread).unwrap_or(i32::MAX).saturating_add(before).min(row.pages);
    let now = env.clock.now_ms();
    let read_at = if whole { Some(now) } else { row.read_at };
    let statement = env.db.statement(
        "UPDATE recording SET reading = NULL, read_at = ?, pages_unread = ?, updated_at = ? WHERE id = ?",
        [read_at.into(), unread.into(), now.into(), id.0.into()],
    );
    tx.execute_raw(statement).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    Ok(())
}

/// How far a guide has been read; nothing where it was taken away.
const PROGRESS: &str = "UPDATE recording SET reading = ?, updated_at = ? WHERE id = ? AND deleted_at IS NULL";

/// Ends a reading that nobody waits for any more.
async fn stop(env: &Environment, id: RecordingId) -> Result<()> {
    let statement = env.db.statement("UPDATE recording SET reading = NULL WHERE id = ?", [id.0.into()]);
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// Says on the recording that it could not be read: what was read before is still there. It is not read by itself
/// once more.
pub(crate) async fn give_up(env: &Environment, id: RecordingId, error: &JobError) -> Result<()> {
    let text = error.to_string();
    let problem = text.strip_prefix("media:").unwrap_or("engine").to_owned();
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "UPDATE recording SET reading = NULL, read_at = COALESCE(read_at, ?), problem = ?, updated_at = ?
         WHERE id = ? AND pages > 0",
        [now.into(), problem.into(), now.into(), id.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    env.bell.tell(id);
    Ok(())
}
