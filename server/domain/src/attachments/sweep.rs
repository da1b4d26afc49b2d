//! Sweeping: what lies in the store and is no attachment any more.

use super::{entity, forget, is_item};
use crate::{Environment, Result};
use futures::TryStreamExt;
use object_store::{ObjectStore, path::Path};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// How old an object has to be before it is waste: longer than it takes from storing to telling, in milliseconds.
const WASTE_AFTER_MS: i64 = 2 * 24 * 3_600_000;

/// Sweeps up what was stored and never got its row. Nothing of an item that has no row either, which another
/// database may know.
pub(crate) async fn sweep(env: &Environment) -> Result<()> {
    let before = env.clock.now_ms() - WASTE_AFTER_MS;
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
