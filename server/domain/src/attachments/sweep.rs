//! Sweeping: what lies in the store and is no attachment any more.

use super::{entity, file::SCRATCH, forget, is_item};
use crate::{Environment, Result};
use futures::TryStreamExt;
use object_store::{ObjectStore, path::Path};
use sea_orm::EntityTrait;
use std::time::UNIX_EPOCH;
use uuid::Uuid;

/// How old an object has to be before it is waste: longer than it takes from storing to telling, in milliseconds.
const WASTE_AFTER_MS: i64 = 2 * 24 * 3_600_000;

/// Sweeps up what was stored and never got its row. Nothing of an item that has no row either, which another
/// database may know.
pub(crate) async fn sweep(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - WASTE_AFTER_MS;
    clear_scratch(env, before).await?;
    let mut listing = env.store.list(Some(&Path::from("attachments")));
    while let Some(object) = listing.try_next().await? {
        let key = object.location.to_string();
        let id = |place: usize| key.split('/').nth(place).and_then(|id| id.parse::<Uuid>().ok());
        let (Some(item), Some(id)) = (id(1), id(2)) else { continue };
        if object.last_modified.timestamp_millis() >= before {
            continue;
        }
        // An item that was merged into another took its attachments along, and left their keys as they were.
        let known = entity::Entity::find_by_id(id).one(env.db.writer()).await?.is_some();
        if !known && is_item(env, item).await? {
            tracing::info!(key, "sweeping up what is no attachment");
            forget(env, vec![key]).await;
        }
    }
    Ok(())
}

/// Removes the folders of pictures whose making was killed.
async fn clear_scratch(env: &Environment, before: i64) -> Result<()> {
    let Ok(mut listing) = tokio::fs::read_dir(&env.settings.scratch).await else { return Ok(()) };
    while let Some(entry) = listing.next_entry().await? {
        if !entry.file_name().to_str().is_some_and(|name| name.starts_with(SCRATCH)) {
            continue;
        }
        // One that is gone by now is not old.
        let made = entry.metadata().await.ok().and_then(|data| data.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        if !made.is_some_and(|made| i64::try_from(made.as_millis()).is_ok_and(|made| made < before)) {
            continue;
        }
        if let Err(error) = tokio::fs::remove_dir_all(entry.path()).await {
            tracing::warn!(%error, "a scratch folder could not be removed");
        }
    }
    Ok(())
}
