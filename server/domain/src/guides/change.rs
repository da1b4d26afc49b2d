//! Changing the pages of a guide: more pictures put in, others taken out or in another order, published or not.
//!
//! A page keeps its number wherever it stands, so that nothing that is stored of it moves; only which stands where
//! is written anew, in one transaction with what follows from it: the histories of those who read it, the words that
//! find it, and the picture that stands for it.

use super::{
    leaves::{Added, Leaf, Leaves, original_key, picture_key},
    store,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    attachments::{self, NewAttachment},
    catalogue,
    database::json,
    history,
    jobs::{self, Job},
    recordings::{self, MediaKey, Stored, entity},
};
use bytes::Bytes;
use contract::{
    RecordingId,
    recordings::{GUIDE_PAGES_MOST, GuidePage, GuidePages},
};
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect};

/// The pages of a guide, and those that were taken out of it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such recording, or it is no guide.
pub async fn pages(env: &Environment, _: &Staff, id: RecordingId) -> Result<GuidePages> {
    let leaves = Leaves::of_row(&guide(env.db.reader(), id).await?)?;
    let page = |leaf: &Leaf| GuidePage { leaf: leaf.number, name: leaf.added.as_ref().map(|added| added.name.clone()) };
    Ok(GuidePages {
        edition: leaves.edition,
        shown: leaves.shown.iter().map(page).collect(),
        aside: leaves.aside.iter().map(page).collect(),
    })
}

/// The picture of a leaf, whether it is shown or was taken out, as JPEG.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn leaf_picture(env: &Environment, _: &Staff, id: RecordingId, leaf: u32) -> Result<Bytes> {
    let row = guide(env.db.reader(), id).await?;
    let leaves = Leaves::of_row(&row)?;
    let leaf = leaves.all().find(|known| known.number == leaf).ok_or(Error::NotFound)?;
    picture(env, &row, leaf).await
}

async fn picture(env: &Environment, row: &entity::Model, leaf: &Leaf) -> Result<Bytes> {
    let prefix = row.media_prefix.as_deref().ok_or(Error::NotFound)?;
    let key = picture_key(RecordingId(row.id), prefix, leaf);
    Ok(env.store.get(&Key::from(key)).await?.bytes().await?)
}

/// Puts pictures in as pages of their own, in this order, after page `after`: 0 is before the first, nothing after
/// the last. Each is made anew for readers and kept as it came besides; what they say is read by a job.
///
/// # Errors
/// [`Error::Invalid`] at `picture`: `required`, `empty_file`, `file_too_large`, `quota_exceeded`,
/// `unreadable_picture` or `guide_full`; at `after`: `not_its_pages`; [`Error::Conflict`] with `pages_changed` when
/// somebody else changed them meanwhile; [`Error::NotFound`] when there is no such recording, or it is no guide.
pub async fn add_pages(
    env: &Environment,
    staff: &Staff,
    id: RecordingId,
    after: Option<u32>,
    pictures: Vec<NewAttachment>,
) -> Result<GuidePages> {
    let row = guide(env.db.reader(), id).await?;
    let mut leaves = Leaves::of_row(&row)?;
    let count = leaves.shown.len();
    let after = after.map_or(count, |after| usize::try_from(after).unwrap_or(usize::MAX));
    if after > count {
        return Err(Error::field("after", "not_its_pages"));
    }
    if pictures.is_empty() {
        return Err(Error::field("picture", "required"));
    }
    if count + pictures.len() > GUIDE_PAGES_MOST {
        return Err(Error::field("picture", "guide_full"));
    }
    let bytes: u64 = pictures.iter().map(|picture| picture.bytes.len() as u64).sum();
    if recordings::room(env, staff).await?.left_bytes.is_some_and(|left| left < bytes) {
        return Err(Error::field("picture", "quota_exceeded"));
    }
    let mut written = Vec::new();
    let put_in = async {
        let mut added = Vec::new();
        for picture in pictures {
            added.push(put_picture(env, id, picture, &mut written).await?);
        }
        let new = leaves.put_in(after, added);
        write(env, &row, leaves, new, &mut written).await
    };
    let outcome = put_in.await;
    told(env, outcome, written).await?;
    pages(env, staff, id).await
}

/// What came of a change. Of one that was not made nothing stays in the store; where it is not known whether it was,
/// the sweep looks.
async fn told(env: &Environment, outcome: Result<()>, written: Vec<Stored>) -> Result<()> {
    if matches!(outcome, Err(Error::NotFound | Error::Invalid(..) | Error::Conflict(_))) {
        recordings::forget_objects(env, written.into_iter().map(|stored| stored.key).collect()).await;
    }
    outcome
}

/// Puts one picture into the store, made anew and as it came.
async fn put_picture(
    env: &Environment,
    id: RecordingId,
    new: NewAttachment,
    written: &mut Vec<Stored>,
) -> Result<Added> {
    let under = env.new_id();
    let new = new.accepted("picture")?;
    let [large, _] = attachments::made_anew(env, under, "picture", &new.bytes).await?;
    let added = Added { under, name: new.name };
    let page = MediaKey::Page { recording: id, attempt: under, number: 1 }.key();
    written.push(recordings::put_bytes(env, large, page).await?);
    written.push(recordings::put_bytes(env, new.bytes, original_key(id, &added)).await?);
    Ok(added)
}

/// Has the pages of these numbers shown, in this order; the others are set aside, and can be put back the same way.
/// `edition` is the one that whoever asks has seen.
///
/// # Errors
/// [`Error::Invalid`] at `pages`: `no_page_left`, `not_its_pages` or `guide_full`; [`Error::Conflict`] with
/// `pages_changed` when somebody else changed them meanwhile; [`Error::NotFound`] when there is no such recording, or
/// it is no guide.
pub async fn arrange(
    env: &Environment,
    staff: &Staff,
    id: RecordingId,
    edition: u32,
    numbers: &[u32],
) -> Result<GuidePages> {
    let row = guide(env.db.reader(), id).await?;
    let mut leaves = Leaves::of_row(&row)?;
    if leaves.edition != edition {
        return Err(Error::Conflict("pages_changed"));
    }
    if numbers.len() > GUIDE_PAGES_MOST {
        return Err(Error::field("pages", "guide_full"));
    }
    let before: Vec<u32> = leaves.shown.iter().map(|leaf| leaf.number).collect();
    if before == numbers {
        return pages(env, staff, id).await;
    }
    leaves.arrange(numbers).map_err(|code| Error::field("pages", code))?;
    let mut written = Vec::new();
    let outcome = write(env, &row, leaves, Vec::new(), &mut written).await;
    told(env, outcome, written).await?;
    pages(env, staff, id).await
}

/// Writes down what is shown from now on, unless somebody else did so since `row` was read. `new` are to be read.
async fn write(
    env: &Environment,
    row: &entity::Model,
    leaves: Leaves,
    new: Vec<u32>,
    written: &mut Vec<Stored>,
) -> Result<()> {
    let id = RecordingId(row.id);
    let before = Leaves::of_row(row)?;
    let cover = match leaves.shown.first() {
        Some(first) if before.shown.first() != Some(first) => Some(cover(env, row, first, written).await?),
        _ => None,
    };
    let tx = env.db.begin().await?;
    let now = held(&tx, id).await?;
    if Leaves::of_row(&now)?.edition != before.edition {
        return Err(Error::Conflict("pages_changed"));
    }
    let count = i32::try_from(leaves.shown.len()).unwrap_or(i32::MAX);
    let [large, small] = match cover {
        Some(keys) => keys.map(Some),
        None => [now.poster_key.clone(), now.poster_small_key.clone()],
    };
    let statement = env.db.statement(
        "UPDATE recording SET leaves = ?, pages = ?, pages_unread = ?, poster_key = ?, poster_small_key = ?,
                reading = ?, updated_at = ?
         WHERE id = ?",
        [
            json(&leaves)?.into(),
            count.into(),
            now.pages_unread.min(count).into(),
            large.clone().into(),
            small.clone().into(),
            if new.is_empty() { now.reading } else { now.reading.or(Some(0.0)) }.into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    tx.execute_raw(statement).await?;
    recordings::note(env, &tx, id, written.clone()).await?;
    store::index(&tx, id, &leaves).await?;
    let (from, to) = (Leaves::of_row(&now)?, leaves.pages());
    history::turn_pages(env, &tx, id, &|page| to.get(&from.at(page)?.number).copied()).await?;
    if !new.is_empty() {
        jobs::enqueue(env, &tx, &Job::ReadGuide { recording: id, leaves: new }).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.ring();
    env.bell.tell(id);
    let before = [now.poster_key, now.poster_small_key].into_iter().zip([large, small]);
    let gone = before.filter(|(before, now)| before != now).filter_map(|(before, _)| before);
    recordings::forget_objects(env, gone.collect()).await;
    Ok(())
}

/// Makes the picture of a leaf the one that stands for its guide; where it lies, large and small.
async fn cover(env: &Environment, row: &entity::Model, first: &Leaf, written: &mut Vec<Stored>) -> Result<[String; 2]> {
    let attempt = env.new_id();
    let [large, small] = attachments::made_anew(env, attempt, "picture", &picture(env, row, first).await?).await?;
    let key = |small| MediaKey::Poster { recording: RecordingId(row.id), attempt, small }.key();
    written.push(recordings::put_bytes(env, large, key(false)).await?);
    written.push(recordings::put_bytes(env, small, key(true)).await?);
    Ok([key(false), key(true)])
}

/// The row of a guide.
async fn guide(connection: &impl ConnectionTrait, id: RecordingId) -> Result<entity::Model> {
    let row = entity::Entity::find_by_id(id.0).one(connection).await?;
    row.filter(is_guide).ok_or(Error::NotFound)
}

/// The same, which nobody else changes until the transaction ends.
async fn held(tx: &DatabaseTransaction, id: RecordingId) -> Result<entity::Model> {
    let row = entity::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    row.filter(is_guide).ok_or(Error::NotFound)
}

fn is_guide(row: &entity::Model) -> bool {
    row.pages > 0 && row.state == "ready" && row.deleted_at.is_none()
}
