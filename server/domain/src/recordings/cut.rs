//! Cutting away what members are not to see of a recording. The file as it came stays whole, and so
//! do the renditions of all of it, so that everything can be put back at once.

use super::{
    digitise::{Scratch, bring},
    entity::{self, rendition},
    get,
    publish::{self, Sheets},
    there,
};
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    catalogue,
    database::{json, stored},
    jobs::{self, Job, JobError},
    media::MediaProblem,
};
use contract::{RecordingId, kept::KeptParts, recordings::RecordingState};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is shown of a recording, as its row keeps it, and what was shown of all of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Cut {
    pub kept: KeptParts,
    pub whole_ms: u64,
    pub whole_sheets: Option<Sheets>,
}

/// Has only these parts shown from now on, in milliseconds of the file as it came. What is there now
/// is shown until the cut is ready.
///
/// # Errors
/// [`Error::Invalid`] when they are no parts of it; [`Error::Conflict`] with `recording_not_ready`;
/// [`Error::NotFound`].
pub async fn cut(env: &Environment, staff: &Staff, id: RecordingId, parts: Vec<(u64, u64)>) -> Result<()> {
    let recording = get(env, staff, id).await?;
    if recording.state != RecordingState::Ready || recording.renditions.is_empty() {
        return Err(Error::Conflict("recording_not_ready"));
    }
    let row = there(id).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let whole_ms = whole_ms(&row)?;
    let kept = KeptParts::new(parts, whole_ms).map_err(|code| Error::field("parts", code))?;
    let tx = env.db.begin().await?;
    plan(env, &tx, id, &kept).await?;
    follow(env, &tx, id, &kept).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(())
}

/// Plans a cut; one that was planned before is not made any more.
async fn plan(env: &Environment, tx: &impl ConnectionTrait, id: RecordingId, kept: &KeptParts) -> Result<()> {
    let number = raise(env, tx, id).await?;
    jobs::enqueue(env, tx, &Job::Cut { recording: id, kept: kept.clone(), number }).await?;
    Ok(())
}

/// Counts what is asked for; what was asked for before is over.
async fn raise(env: &Environment, tx: &impl ConnectionTrait, id: RecordingId) -> Result<i32> {
    let statement =
        env.db.statement("UPDATE recording SET cuts = cuts + 1, problem = NULL WHERE id = ?", [id.0.into()]);
    tx.execute_raw(statement).await?;
    Ok(entity::Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound)?.cuts)
}

/// What goes with a recording plays along, as far as it is long enough.
pub(super) async fn follow(
    env: &Environment,
    tx: &impl ConnectionTrait,
    of: RecordingId,
    kept: &KeptParts,
) -> Result<()> {
    let with = entity::Entity::find().filter(entity::Column::CompanionOf.eq(of.0)).all(tx).await?;
    for row in with.into_iter().filter(|row| row.state == "ready" && row.deleted_at.is_none()) {
        if let Some(own) = kept.within(whole_ms(&row)?)
            && of_row(&row)?.is_none_or(|cut| cut.kept != own)
        {
            plan(env, tx, RecordingId(row.id), &own).await?;
        }
    }
    Ok(())
}

/// Whether what goes with a recording shows the same parts as it does.
pub(crate) fn in_step(main: Option<&Cut>, with: &entity::Model) -> Result<bool> {
    let own = of_row(with)?;
    Ok(match (main, own) {
        (None, None) => true,
        (Some(main), Some(own)) => main.kept.within(own.whole_ms).is_some_and(|kept| kept == own.kept),
        _ => false,
    })
}

/// Shows all of a recording again, at once.
///
/// # Errors
/// [`Error::Conflict`] with `not_cut`; [`Error::NotFound`].
pub async fn put_back(env: &Environment, staff: &Staff, id: RecordingId) -> Result<()> {
    get(env, staff, id).await?;
    let tx = env.db.begin().await?;
    // Also calls off a cut that is still being made.
    let asked_before = raise(env, &tx, id).await? > 1;
    if !put_back_on(env, &tx, id).await? && !asked_before {
        return Err(Error::Conflict("not_cut"));
    }
    let with = entity::Entity::find().filter(entity::Column::CompanionOf.eq(id.0)).all(&tx).await?;
    for row in with {
        raise(env, &tx, RecordingId(row.id)).await?;
        put_back_on(env, &tx, RecordingId(row.id)).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    env.bell.tell(id);
    Ok(())
}

async fn put_back_on(env: &Environment, tx: &impl ConnectionTrait, id: RecordingId) -> Result<bool> {
    let Some(row) = entity::Entity::find_by_id(id.0).one(tx).await? else { return Ok(false) };
    let Some(cut) = of_row(&row)? else { return Ok(false) };
    publish::bring_back_wholes(env, tx, id).await?;
    let statement = env.db.statement(
        "UPDATE recording SET cut = NULL, duration_ms = ?, storyboard = ?, media_version = media_version + 1,
                updated_at = ? WHERE id = ?",
        [
            i64::try_from(cut.whole_ms).unwrap_or_default().into(),
            cut.whole_sheets.map(|sheets| json(&sheets)).transpose()?.into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    tx.execute_raw(statement).await?;
    Ok(true)
}

/// Makes the renditions of what is kept, and shows them.
pub(crate) async fn make_cut(
    env: &Environment,
    id: RecordingId,
    kept: &KeptParts,
    number: i32,
    attempt: Uuid,
) -> Result<(), JobError> {
    let Some(row) = there(id).one(env.db.writer()).await.map_err(Error::from)? else { return Ok(()) };
    let Some(original) =
        row.original_key.clone().filter(|_| row.state == RecordingState::Ready.code() && row.cuts == number)
    else {
        return Ok(());
    };
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let source = scratch.path().join("source");
    bring(env, vec![original], &source).await?;
    let mut wholes = Vec::new();
    for (number, rendition) in wholes_of(env, &row).await?.into_iter().enumerate() {
        let path = scratch.path().join(format!("whole-{number}.mp4"));
        bring(env, vec![rendition.object_key.clone()], &path).await?;
        wholes.push(publish::made(rendition, path)?);
    }
    let workdir = scratch.path().join("work");
    tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
    let parts: Vec<(u64, u64)> = kept.iter().collect();
    let made = env.transcoder.cut(&source, &workdir, &wholes, &parts).await;
    let made = made.map_err(|problem| {
        if let MediaProblem::Engine(log) = &problem {
            tracing::error!(recording.id = %id, log, "the media engine failed");
        }
        JobError::Retry(format!("media:{}", problem.code()))
    })?;
    let cut = match of_row(&row)? {
        Some(before) => Cut { kept: kept.clone(), ..before },
        None => Cut {
            kept: kept.clone(),
            whole_ms: whole_ms(&row)?,
            whole_sheets: row.storyboard.clone().map(stored).transpose()?,
        },
    };
    Ok(publish::cut(env, &row, &cut, made, attempt).await?)
}

/// Says on the recording that a cut could not be made: what was shown is still shown.
pub(crate) async fn give_up_cut(env: &Environment, id: RecordingId, error: &JobError) -> Result<()> {
    let text = error.to_string();
    let problem = text.strip_prefix("media:").unwrap_or("engine").to_owned();
    let statement = env.db.statement("UPDATE recording SET problem = ? WHERE id = ?", [problem.into(), id.0.into()]);
    env.db.writer().execute_raw(statement).await?;
    env.bell.tell(id);
    Ok(())
}

/// The renditions of all of it: those that are shown, or those that were before it was cut.
async fn wholes_of(env: &Environment, row: &entity::Model) -> Result<Vec<rendition::Model>> {
    let shelved = match row.cut {
        Some(_) => rendition::Column::RetiredAt.eq(publish::SHELVED),
        None => rendition::Column::RetiredAt.is_null(),
    };
    let rows = rendition::Entity::find()
        .filter(rendition::Column::RecordingId.eq(row.id))
        .filter(shelved)
        .order_by_desc(rendition::Column::Height);
    Ok(rows.all(env.db.reader()).await?)
}

/// What is shown of a recording, where some of it was cut away.
pub(crate) fn of_row(row: &entity::Model) -> Result<Option<Cut>> {
    row.cut.clone().map(stored).transpose()
}

/// How long the file as it came plays.
fn whole_ms(row: &entity::Model) -> Result<u64> {
    let shown = row.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default();
    Ok(of_row(row)?.map_or(shown, |cut| cut.whole_ms))
}
