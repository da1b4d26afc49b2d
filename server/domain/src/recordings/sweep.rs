//! Sweeping: what lies in the store and no row points at.

use super::{
    cut::Cut,
    entity::{self, object, partial, partial_part, rendition},
    publish::Sheets,
    stored::{ROUND_BYTES, adopt, forget_objects, is_noted},
    upload::parts_of,
};
use crate::{Environment, Result, database::stored, guides, recordings::keys::MediaKey};
use contract::RecordingId;
use futures::TryStreamExt;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// How old an object without a row has to be before it is waste: longer than any piece of work
/// between storing and telling, in milliseconds.
const WASTE_AFTER_MS: i64 = 2 * 24 * 3_600_000;

/// Sweeps up what no row points at: outputs of attempts that were killed, pieces of uploads that
/// came twice. Never what is younger than [`WASTE_AFTER_MS`], which may be about to get its row; and
/// nothing of a recording that has no row at all, which another database may know (a copy that was
/// restored, a store that two installations share).
pub(crate) async fn sweep(env: &Environment) -> Result<()> {
    let mut listing = env.store.list(Some(&Path::from("recordings")));
    let mut known: Option<(Uuid, Option<Pointed>)> = None;
    let mut waste = Vec::new();
    let mut adopted = 0;
    while let Some(object) = listing.try_next().await? {
        let key = object.location.to_string();
        let id = key.split('/').nth(1).and_then(|id| id.parse::<Uuid>().ok());
        let Some(id) = id.filter(|_| is_old(env, &object)) else { continue };
        if known.as_ref().is_none_or(|(of, _)| *of != id) {
            known = Some((id, pointed_at(env, id).await?));
        }
        match known.as_ref().and_then(|(_, pointed)| pointed.as_ref()) {
            Some(pointed) if pointed.at(&key) && (pointed.noted.contains(&key) || adopted >= ROUND_BYTES) => {}
            Some(pointed) if pointed.at(&key) => {
                adopted += i64::try_from(object.size).unwrap_or(i64::MAX / 2);
                if let Err(error) = adopt(env, RecordingId(id), &key).await {
                    tracing::warn!(%error, key, "an object could not be read");
                }
            }
            Some(_) => waste.push((id, object.location)),
            // Its recording is gone for good, and it is ours.
            None if is_noted(env, &key).await? => forget_objects(env, vec![key]).await,
            None => {}
        }
    }
    for (id, location) in waste {
        // Listing takes a while: what was waste then may have got its row, or new bytes.
        let still = env.store.head(&location).await.is_ok_and(|object| is_old(env, &object));
        let pointed = pointed_at(env, id).await?;
        if still && pointed.is_some_and(|pointed| !pointed.at(location.as_ref())) {
            tracing::info!(key = %location, "sweeping up what no row points at");
            forget_objects(env, vec![location.to_string()]).await;
        }
    }
    sweep_strands(env).await
}

/// The same for strands of uploads that are still known.
async fn sweep_strands(env: &Environment) -> Result<()> {
    let mut listing = env.store.list(Some(&Path::from("uploads")));
    while let Some(object) = listing.try_next().await? {
        let key = object.location.to_string();
        let id = key.split('/').nth(1).and_then(|id| id.parse::<Uuid>().ok());
        let Some(id) = id.filter(|_| is_old(env, &object)) else { continue };
        let strand = partial::Entity::find_by_id(id).one(env.db.writer()).await?;
        let piece = partial_part::Entity::find().filter(partial_part::Column::ObjectKey.eq(&key));
        if strand.is_some() && piece.count(env.db.writer()).await? == 0 {
            forget_objects(env, vec![key]).await;
        }
    }
    Ok(())
}

fn is_old(env: &Environment, object: &ObjectMeta) -> bool {
    object.last_modified.timestamp_millis() < env.clock.now_ms() - WASTE_AFTER_MS
}

/// Every object that the rows of a recording point at, and the prefixes of those that are many.
struct Pointed {
    keys: HashSet<String>,
    prefixes: Vec<String>,
    /// What has a sum already, or is about to be joined and needs none.
    noted: HashSet<String>,
}

impl Pointed {
    fn at(&self, key: &str) -> bool {
        self.keys.contains(key) || self.prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// Nothing where the recording has no row.
async fn pointed_at(env: &Environment, id: Uuid) -> Result<Option<Pointed>> {
    let mut keys = HashSet::new();
    let Some(row) = entity::Entity::find_by_id(id).one(env.db.writer()).await? else { return Ok(None) };
    let leaves = guides::Leaves::of_row(&row)?;
    keys.extend([row.poster_key, row.poster_small_key, row.original_key].into_iter().flatten());
    for leaf in leaves.all() {
        if let Some(added) = &leaf.added {
            keys.insert(guides::original_key(RecordingId(id), added));
            keys.insert(guides::picture_key(RecordingId(id), "", leaf));
        }
    }
    let prefixes = row.media_prefix.map(|prefix| prefix + "/").into_iter().collect();
    let whole = row.cut.map(stored::<Cut>).transpose()?.and_then(|cut| cut.whole_sheets);
    for sheets in row.storyboard.map(stored::<Sheets>).transpose()?.into_iter().chain(whole) {
        let sheet = |number| MediaKey::Sheet { recording: RecordingId(id), attempt: sheets.attempt, number }.key();
        keys.extend((0..sheets.layout.sheets()).map(sheet));
    }
    let renditions = rendition::Entity::find()
        .select_only()
        .column(rendition::Column::ObjectKey)
        .filter(rendition::Column::RecordingId.eq(id));
    keys.extend(renditions.into_tuple::<String>().all(env.db.writer()).await?);
    let parts = parts_of(env, RecordingId(id)).await?;
    keys.extend(parts.iter().cloned());
    let with_sum = object::Entity::find()
        .select_only()
        .column(object::Column::ObjectKey)
        .filter(object::Column::RecordingId.eq(id))
        .into_tuple::<String>()
        .all(env.db.writer())
        .await?;
    Ok(Some(Pointed { keys, prefixes, noted: with_sum.into_iter().chain(parts).collect() }))
}
