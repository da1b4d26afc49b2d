//! From files that an attempt made to what members can watch: first something, then all of it.
//!
//! Each is put into the store before one transaction says that it is there.

use super::{
    companions,
    cut::Cut,
    entity::{self, rendition},
    keys::MediaKey,
    stored::{Stored, forget_objects, note, put_file},
    upload::parts_of,
};
use crate::{
    Environment, Result, catalogue,
    database::{json, stored},
    guides,
    media::{Begun, Digitised, RenditionFile, RenditionKind, Storyboard},
    sessions,
};
use contract::{RecordingId, SessionId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, path::Path, path::PathBuf};
use uuid::Uuid;

/// The sheets of small pictures of a recording, as its row keeps them.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Sheets {
    /// Which attempt drew them, and so where they lie.
    pub attempt: Uuid,
    pub layout: Storyboard,
}

/// How long a rendition is kept that is not offered any more: longer than the grants of those
/// who play it.
const RETIRED_FOR_MS: i64 = 24 * 3_600_000;

/// When renditions are said to be retired that are only out of sight, while some of their recording is
/// cut away: never.
pub(crate) const SHELVED: i64 = i64::MAX;

/// Makes a recording watchable in what was made first. Nothing happens where an earlier attempt
/// has done so.
pub(super) async fn first_to_watch(
    env: &Environment,
    id: RecordingId,
    begun: &Begun,
    publish: Option<SessionId>,
    attempt: Uuid,
) -> Result<()> {
    if !names(env.db.reader(), id).await?.is_empty() {
        return Ok(());
    }
    let mut written = Vec::new();
    for made in &begun.renditions {
        let key = MediaKey::Rendition { recording: id, attempt, name: &made.name };
        written.push(put_file(env, &made.path, key).await?);
    }
    let posters = [&begun.poster, &begun.poster_small];
    let [poster, poster_small] = put_posters(env, id, attempt, posters, &mut written).await?;
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET state = 'playable', progress = 0, problem = NULL, duration_ms = ?, poster_key = ?,
                poster_small_key = ?, media_version = media_version + 1, updated_at = ?
         WHERE id = ? AND state = 'processing' AND deleted_at IS NULL",
        [
            i64::try_from(begun.probe.duration_ms).unwrap_or_default().into(),
            poster.into(),
            poster_small.into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Ok(());
    }
    insert(&tx, id, attempt, begun.renditions.iter()).await?;
    note(env, &tx, id, written).await?;
    tell_all(env, tx, id, publish).await
}

/// Commits what members can watch from now on, and tells who waits for it.
async fn tell_all(
    env: &Environment,
    tx: DatabaseTransaction,
    id: RecordingId,
    publish: Option<SessionId>,
) -> Result<()> {
    if let Some(session) = publish {
        sessions::publish_if_allowed(env, &tx, session).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    Ok(())
}

/// Makes a recording ready. What it was watched in meanwhile and is no part of the whole is not
/// offered any more.
pub(super) async fn all_of_it(
    env: &Environment,
    row: &entity::Model,
    made: &Digitised,
    publish: Option<SessionId>,
    source: &Path,
    attempt: Uuid,
) -> Result<()> {
    let id = RecordingId(row.id);
    let mut written = Vec::new();
    let original = match &row.original_key {
        Some(key) => key.clone(),
        None => {
            written.push(put_file(env, source, MediaKey::Original { recording: id, attempt }).await?);
            MediaKey::Original { recording: id, attempt }.key()
        }
    };
    let there = names(env.db.reader(), id).await?;
    for rendition in made.renditions.iter().filter(|made| !there.contains(&made.name)) {
        let key = MediaKey::Rendition { recording: id, attempt, name: &rendition.name };
        written.push(put_file(env, &rendition.path, key).await?);
    }
    let posters = [&made.poster, &made.poster_small];
    let [poster, poster_small] = put_posters(env, id, attempt, posters, &mut written).await?;
    let storyboard = put_sheets(env, id, attempt, made, &mut written).await?;
    let prefix = MediaKey::Pages { recording: id, attempt }.key();
    for page in &made.pages {
        let key = MediaKey::Page { recording: id, attempt, number: page.number };
        written.push(put_file(env, &page.path, key).await?);
    }

    let parts = parts_of(env, id).await?;
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET state = 'ready', progress = 1, problem = NULL, duration_ms = ?,
                poster_key = COALESCE(poster_key, ?), poster_small_key = COALESCE(poster_small_key, ?),
                original_key = ?, media_prefix = ?, pages = ?, pages_left_out = ?, pages_unread = ?, storyboard = ?,
                read_at = ?, reading = NULL, leaves = NULL, media_version = media_version + 1, updated_at = ?
         WHERE id = ? AND state IN ('processing', 'playable') AND deleted_at IS NULL",
        [
            i64::try_from(made.probe.duration_ms).unwrap_or_default().into(),
            poster.into(),
            poster_small.into(),
            original.into(),
            (!made.pages.is_empty()).then_some(prefix).into(),
            i32::try_from(made.pages.len()).unwrap_or_default().into(),
            i32::try_from(made.pages_left_out).unwrap_or_default().into(),
            i32::try_from(made.pages_unread).unwrap_or_default().into(),
            storyboard.into(),
            (!made.pages.is_empty()).then(|| env.clock.now_ms()).into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        // Another attempt was faster; what this one made is waste, nothing more.
        return Ok(());
    }
    rendition::Entity::update_many()
        .col_expr(rendition::Column::RetiredAt, env.clock.now_ms().into())
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::RetiredAt.is_null())
        .filter(rendition::Column::Name.is_not_in(made.renditions.iter().map(|made| &made.name)))
        .exec(&tx)
        .await?;
    insert(&tx, id, attempt, made.renditions.iter().filter(|made| !there.contains(&made.name))).await?;
    entity::part::Entity::delete_many().filter(entity::part::Column::RecordingId.eq(id.0)).exec(&tx).await?;
    note(env, &tx, id, written).await?;
    guides::keep(&tx, id, made.text.as_deref()).await?;
    companions::changed(env, &tx, row.companion_of).await?;
    companions::follow(env, &tx, row.companion_of).await?;
    tell_all(env, tx, id, publish).await?;
    forget_objects(env, parts).await;
    Ok(())
}

/// Offers what was made of a whole recording besides what it is offered in.
pub(super) async fn besides(
    env: &Environment,
    row: &entity::Model,
    made: &[RenditionFile],
    attempt: Uuid,
) -> Result<()> {
    let id = RecordingId(row.id);
    let mut written = Vec::new();
    for rendition in made {
        let key = MediaKey::Rendition { recording: id, attempt, name: &rendition.name };
        written.push(put_file(env, &rendition.path, key).await?);
    }
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET media_version = media_version + 1, updated_at = ?
         WHERE id = ? AND state = 'ready' AND deleted_at IS NULL AND cut IS NULL",
        [env.clock.now_ms().into(), id.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        // It was cut or taken away meanwhile; what was made is waste, nothing more.
        return Ok(());
    }
    insert(&tx, id, attempt, made.iter()).await?;
    note(env, &tx, id, written).await?;
    companions::changed(env, &tx, row.companion_of).await?;
    tell_all(env, tx, id, None).await
}

/// Shows what was made of the parts of a recording that are kept. The renditions of all of it stay,
/// out of sight.
pub(super) async fn cut(
    env: &Environment,
    row: &entity::Model,
    cut: &Cut,
    mut made: Digitised,
    attempt: Uuid,
) -> Result<()> {
    let id = RecordingId(row.id);
    let mut written = Vec::new();
    for rendition in &mut made.renditions {
        // Whoever plays what was shown before goes on to find it under its name.
        rendition.name = format!("{}-{}", rendition.name, &attempt.simple().to_string()[..6]);
        let key = MediaKey::Rendition { recording: id, attempt, name: &rendition.name };
        written.push(put_file(env, &rendition.path, key).await?);
    }
    let storyboard = put_sheets(env, id, attempt, &made, &mut written).await?;
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET cut = ?, duration_ms = ?, storyboard = ?, media_version = media_version + 1,
                updated_at = ?
         WHERE id = ? AND state = 'ready' AND deleted_at IS NULL AND cuts = ?",
        [
            json(cut)?.into(),
            i64::try_from(cut.kept.shown_ms()).unwrap_or_default().into(),
            storyboard.into(),
            env.clock.now_ms().into(),
            id.0.into(),
            row.cuts.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        // Something else was asked for meanwhile; what was made is waste, nothing more.
        return Ok(());
    }
    let until = if row.cut.is_some() { env.clock.now_ms() } else { SHELVED };
    retire(&tx, id, until).await?;
    insert(&tx, id, attempt, made.renditions.iter()).await?;
    note(env, &tx, id, written).await?;
    companions::changed(env, &tx, row.companion_of).await?;
    tell_all(env, tx, id, None).await
}

/// Shows the renditions of all of a recording again, in the place of those of some of it.
pub(super) async fn bring_back_wholes(env: &Environment, tx: &impl ConnectionTrait, id: RecordingId) -> Result<()> {
    retire(tx, id, env.clock.now_ms()).await?;
    rendition::Entity::update_many()
        .col_expr(rendition::Column::RetiredAt, Expr::value(None::<i64>))
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::RetiredAt.eq(SHELVED))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes what is shown of a recording out of sight.
async fn retire(tx: &impl ConnectionTrait, id: RecordingId, since: i64) -> Result<()> {
    rendition::Entity::update_many()
        .col_expr(rendition::Column::RetiredAt, since.into())
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::RetiredAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts the sheets of small pictures into the store; what the row says of them.
async fn put_sheets(
    env: &Environment,
    id: RecordingId,
    attempt: Uuid,
    made: &Digitised,
    written: &mut Vec<Stored>,
) -> Result<Option<sea_orm::JsonValue>> {
    let Some((layout, sheets)) = &made.storyboard else { return Ok(None) };
    for (number, sheet) in (0..).zip(sheets) {
        written.push(put_file(env, sheet, MediaKey::Sheet { recording: id, attempt, number }).await?);
    }
    Ok(Some(json(&Sheets { attempt, layout: *layout })?))
}

/// Removes what has not been offered for so long that nobody can be playing it.
pub(crate) async fn remove_retired(env: &Environment) -> Result<()> {
    let over = rendition::Column::RetiredAt.lt(env.clock.now_ms() - RETIRED_FOR_MS);
    let rows = rendition::Entity::find().filter(over.clone()).all(env.db.reader()).await?;
    if rows.is_empty() {
        return Ok(());
    }
    // The rows first: an object without a row is waste, a row without an object a broken promise.
    rendition::Entity::delete_many().filter(over).exec(env.db.writer()).await?;
    forget_objects(env, rows.into_iter().map(|row| row.object_key).collect()).await;
    Ok(())
}

/// The renditions that a recording is offered in.
async fn names(connection: &impl ConnectionTrait, id: RecordingId) -> Result<HashSet<String>> {
    let names = rendition::Entity::find()
        .select_only()
        .column(rendition::Column::Name)
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::RetiredAt.is_null())
        .into_tuple::<String>()
        .all(connection)
        .await?;
    Ok(names.into_iter().collect())
}

async fn insert(
    tx: &DatabaseTransaction,
    id: RecordingId,
    attempt: Uuid,
    renditions: impl Iterator<Item = &RenditionFile>,
) -> Result<()> {
    for made in renditions {
        rendition::Entity::insert(row(id, attempt, made)?).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(id: RecordingId, attempt: Uuid, made: &RenditionFile) -> Result<rendition::ActiveModel> {
    let pixels = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
    Ok(rendition::ActiveModel {
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
        retired_at: Set(None),
    })
}

/// The rendition that a row tells of, whose file lies at `path`: what [`row`] has written.
pub(crate) fn made(row: rendition::Model, path: PathBuf) -> Result<RenditionFile> {
    let number = |value: i32| u32::try_from(value).unwrap_or_default();
    Ok(RenditionFile {
        name: row.name,
        kind: if row.kind == "audio" { RenditionKind::Audio } else { RenditionKind::Video },
        path,
        width: row.width.map(number),
        height: row.height.map(number),
        frame_rate: row.frame_rate.map(|rate| rate as f32),
        codecs: row.codecs,
        bandwidth: number(row.bandwidth),
        average_bandwidth: number(row.average_bandwidth),
        table: stored(row.segments)?,
    })
}

/// Puts the pictures that there are into the store, and says where each lies.
async fn put_posters(
    env: &Environment,
    id: RecordingId,
    attempt: Uuid,
    files: [&Option<PathBuf>; 2],
    written: &mut Vec<Stored>,
) -> Result<[Option<String>; 2]> {
    let mut keys = [None, None];
    for ((file, small), key) in files.into_iter().zip([false, true]).zip(&mut keys) {
        if let Some(file) = file {
            let place = MediaKey::Poster { recording: id, attempt, small };
            written.push(put_file(env, file, place).await?);
            *key = Some(place.key());
        }
    }
    Ok(keys)
}
