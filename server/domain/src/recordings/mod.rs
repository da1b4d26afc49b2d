//! A recording is the digitised bytes of an item: first a file that arrives in pieces, then a
//! ladder of renditions that can be watched.

mod companions;
pub(crate) mod cut;
pub(crate) mod digitise;
pub(crate) mod entity;
mod folder;
pub(crate) mod keys;
mod made;
pub(crate) mod night;
mod originals;
mod partial;
mod pieces;
mod poster;
pub(crate) mod publish;
mod removal;
mod stored;
mod sweep;
mod upload;

pub use companions::companions;
pub(crate) use companions::offered_with;
pub use cut::{cut, put_back};
pub(crate) use cut::{give_up_cut, make_cut};
pub(crate) use digitise::{Scratch, bring, clear_scratch, digitise, give_up, outcome};
pub(crate) use folder::fetch;
pub use folder::{bring_in, folder_files};
pub(crate) use keys::MediaKey;
pub(crate) use made::{insert_made, is_whole, put_original};
pub use night::NightHours;
pub(crate) use originals::{Original, filename, originals};
pub(crate) use partial::remove_abandoned_strands;
pub use partial::{
    Strand, append_to_strand, begin_strand, cancel_strand, join_strands, note_strand_pieces, store_strand_piece, strand,
};
pub(crate) use poster::take_poster;
pub use poster::{choose_poster, poster, sheet, storyboard};
pub(crate) use publish::remove_retired;
pub use removal::{GRACE_MS, remove, removed, restore};
pub(crate) use removal::{forget, purge_removed, remove_for_good};
pub(crate) use stored::{Stored, forget_objects, note, put_bytes, scrub};
pub use stored::{faults, room, stored_bytes, totals};
pub(crate) use sweep::sweep;
pub(crate) use upload::remove_abandoned;
pub use upload::{Piece, append, begin, cancel_upload, finish, note_pieces, set_length, store_piece};

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    clock::moment,
    database::code,
    jobs::{self, Job},
};
use contract::{
    ItemId, RecordingId,
    recordings::{CutDetails, RecordingDetails, RecordingState, RenditionSummary},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use std::collections::HashMap;
use uuid::Uuid;

/// One recording and how far the work on it has come.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    let row = there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    details(env, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Raised whenever something else of a recording can be played.
pub(crate) async fn media_version(env: &Environment, _: &Staff, id: RecordingId) -> Result<i64> {
    Ok(there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?.media_version)
}

/// A recording that was not taken away.
fn there(id: RecordingId) -> Select<entity::Entity> {
    entity::Entity::find_by_id(id.0).filter(entity::Column::DeletedAt.is_null())
}

/// Every recording of an item, the newest first, without those that go with another.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<RecordingDetails>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ItemId.eq(item.0))
        .filter(entity::Column::DeletedAt.is_null())
        .filter(entity::Column::CompanionOf.is_null())
        .order_by_desc(entity::Column::Id)
        .all(env.db.reader())
        .await?;
    details(env, rows).await
}

/// Tries again what failed, from the file that was kept.
///
/// # Errors
/// [`Error::Conflict`] with `not_failed`; [`Error::NotFound`].
pub async fn retry(env: &Environment, staff: &Staff, id: RecordingId) -> Result<RecordingDetails> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET state = CASE state WHEN 'failed' THEN 'uploaded' ELSE state END,
                problem = NULL, progress = 0, updated_at = ?
         WHERE id = ? AND deleted_at IS NULL AND (state = 'failed' OR (state = 'playable' AND problem IS NOT NULL))",
        [env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        drop(tx);
        get(env, staff, id).await?;
        return Err(Error::Conflict("not_failed"));
    }
    jobs::enqueue(env, &tx, &Job::Digitise { recording: id, publish: None }).await?;
    tx.commit().await?;
    env.bell.ring();
    env.bell.tell(id);
    get(env, staff, id).await
}

pub(crate) async fn count_of_item(connection: &impl ConnectionTrait, item: ItemId) -> Result<u64> {
    let of_item = entity::Entity::find().filter(entity::Column::ItemId.eq(item.0));
    Ok(of_item.filter(entity::Column::DeletedAt.is_null()).count(connection).await?)
}

/// Two queries however many rows: recordings, then all their renditions.
async fn details(env: &Environment, rows: Vec<entity::Model>) -> Result<Vec<RecordingDetails>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut renditions: HashMap<Uuid, Vec<RenditionSummary>> = HashMap::new();
    let found = entity::rendition::Entity::find()
        .filter(entity::rendition::Column::RecordingId.is_in(ids))
        .filter(entity::rendition::Column::RetiredAt.is_null())
        .order_by_desc(entity::rendition::Column::Height)
        .all(env.db.reader())
        .await?;
    for rendition in found {
        renditions.entry(rendition.recording_id).or_default().push(RenditionSummary {
            name: rendition.name,
            height: rendition.height.and_then(|height| u32::try_from(height).ok()),
            width: rendition.width.and_then(|width| u32::try_from(width).ok()),
            bitrate: u32::try_from(rendition.average_bandwidth).unwrap_or_default(),
        });
    }
    rows.into_iter()
        .map(|row| {
            Ok(RecordingDetails {
                companion: companions::of_row(&row)?,
                cut: cut::of_row(&row)?.map(|cut| CutDetails { kept: cut.kept, whole_s: cut.whole_ms as f64 / 1000.0 }),
                id: RecordingId(row.id),
                item_id: ItemId(row.item_id),
                filename: row.filename,
                size: u64::try_from(row.size).ok().filter(|size| *size > 0),
                received: u64::try_from(row.received).unwrap_or_default(),
                state: code::<RecordingState>(&row.state)?,
                progress: row.progress as f32,
                problem_code: row.problem,
                problem: None,
                duration_s: row.duration_ms.map(|ms| ms as f64 / 1000.0),
                renditions: renditions.remove(&row.id).unwrap_or_default(),
                pages: u32::try_from(row.pages).unwrap_or_default(),
                pages_left_out: u32::try_from(row.pages_left_out).unwrap_or_default(),
                pages_unread: u32::try_from(row.pages_unread).unwrap_or_default(),
                may_download: row.may_download,
                reading: row.reading.map(|share| share as f32),
                read_at: row.read_at.map(moment),
                has_poster: row.poster_key.is_some(),
                created_at: moment(row.created_at),
            })
        })
        .collect()
}
