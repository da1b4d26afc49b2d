//! The picture that stands for a recording: found by the engine at first, chosen by staff since they
//! know better.

use super::{
    digitise::Scratch,
    entity::rendition,
    get,
    keys::MediaKey,
    publish::Sheets,
    stored::{forget_objects, note, put_file},
    there,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    database::stored,
    jobs::{self, Job, JobError},
    media::{SegmentTable, Storyboard},
};
use bytes::Bytes;
use contract::RecordingId;
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The picture that stands for a recording, for staff: published or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none yet.
pub async fn poster(env: &Environment, _: &Staff, id: RecordingId, small: bool) -> Result<Bytes> {
    let row = there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let key = if small { row.poster_small_key } else { row.poster_key };
    let object = env.store.get(&Path::from(key.ok_or(Error::NotFound)?)).await?;
    Ok(object.bytes().await?)
}

/// How the small pictures of a recording are laid out, where it has any: moments to choose from.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn storyboard(env: &Environment, _: &Staff, id: RecordingId) -> Result<Option<Storyboard>> {
    let row = there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    Ok(row.storyboard.map(stored::<Sheets>).transpose()?.map(|sheets| sheets.layout))
}

/// One sheet of small pictures, for staff.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn sheet(env: &Environment, _: &Staff, id: RecordingId, number: u32) -> Result<Bytes> {
    let row = there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let sheets: Sheets = stored(row.storyboard.ok_or(Error::NotFound)?)?;
    let key = MediaKey::Sheet { recording: id, attempt: sheets.attempt, number };
    let object = env.store.get(&key.path()).await?;
    Ok(object.bytes().await?)
}

/// Has the picture of a moment stand for a recording from now on.
///
/// # Errors
/// [`Error::Invalid`] when the moment is not in it, [`Error::Conflict`] with `nothing_to_see`;
/// [`Error::NotFound`].
pub async fn choose_poster(env: &Environment, staff: &Staff, id: RecordingId, at_ms: u64) -> Result<()> {
    let recording = get(env, staff, id).await?;
    if largest(env, id).await?.is_none() {
        return Err(Error::Conflict("nothing_to_see"));
    }
    if at_ms as f64 >= recording.duration_s.unwrap_or_default() * 1000.0 {
        return Err(Error::field("at_ms", "after_the_end"));
    }
    jobs::enqueue(env, env.db.writer(), &Job::TakePoster { recording: id, at_ms }).await?;
    env.bell.ring();
    Ok(())
}

/// Takes the picture of a moment and has it stand for the recording.
pub(crate) async fn take_poster(env: &Environment, id: RecordingId, at_ms: u64, attempt: Uuid) -> Result<(), JobError> {
    let Some(rendition) = largest(env, id).await? else { return Ok(()) };
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let table: SegmentTable = stored(rendition.segments)?;
    let mut begins_us = 0;
    let mut chosen = None;
    for segment in &table.segments {
        chosen = Some((*segment, begins_us));
        begins_us += segment.duration_us;
        if begins_us > at_ms * 1000 {
            break;
        }
    }
    let (segment, begins_us) = chosen.ok_or_else(|| JobError::Fail("no segments".into()))?;
    let key = Path::from(rendition.object_key);
    let mut part = Vec::new();
    for (offset, len) in [table.init, (segment.offset, segment.len)] {
        part.extend(env.store.get_range(&key, offset..offset + len).await.map_err(Error::from)?);
    }
    let file = scratch.path().join("part.mp4");
    tokio::fs::write(&file, part).await.map_err(Error::from)?;
    let size = [rendition.width, rendition.height].map(|side| side.and_then(|side| u32::try_from(side).ok()));
    let size = (size[0].unwrap_or(1), size[1].unwrap_or(1));
    let within_ms = at_ms.saturating_sub(begins_us / 1000);
    let made = env.transcoder.still(&file, within_ms, size, scratch.path()).await;
    let made = made.map_err(|problem| JobError::Retry(format!("media:{}", problem.code())))?;
    Ok(keep(env, id, attempt, &made).await?)
}

async fn keep(env: &Environment, id: RecordingId, attempt: Uuid, made: &[std::path::PathBuf; 2]) -> Result<()> {
    let large = put_file(env, &made[0], MediaKey::Poster { recording: id, attempt, small: false }).await?;
    let small = put_file(env, &made[1], MediaKey::Poster { recording: id, attempt, small: true }).await?;
    let tx = env.db.begin().await?;
    let before = there(id).one(&tx).await?;
    let statement = env.db.statement(
        "UPDATE recording SET poster_key = ?, poster_small_key = ?, updated_at = ? WHERE id = ? AND deleted_at IS NULL",
        [large.key.clone().into(), small.key.clone().into(), env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(());
    }
    note(env, &tx, id, vec![large, small]).await?;
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    let old = before.map(|row| [row.poster_key, row.poster_small_key]).into_iter().flatten().flatten();
    forget_objects(env, old.collect()).await;
    Ok(())
}

/// The largest picture of a recording.
async fn largest(env: &Environment, id: RecordingId) -> Result<Option<rendition::Model>> {
    let found = rendition::Entity::find()
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::Kind.eq("video"))
        .filter(rendition::Column::RetiredAt.is_null())
        // Of two that are as large, the one that is decoded sooner.
        .filter(rendition::Column::Codecs.not_like("av01.%"))
        .order_by_desc(rendition::Column::Height);
    Ok(found.one(env.db.reader()).await?)
}
