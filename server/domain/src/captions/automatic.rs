//! Captions that a program of the operator's writes, from what is said: off unless one is named.
//!
//! The program is called with the sound as a WAV file of 16 kHz, mono, and the path of the file to
//! write; whisper.cpp is what its command line is modelled on. It runs beside the server, not in
//! the cage, since it has models of its own to read; it is given nothing that came from a request,
//! and the sound has been made by us.

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    jobs::{self, Job, JobError},
    recordings::{self, entity},
};
use contract::{RecordingId, captions::CaptionKind, recordings::RecordingState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::{path::Path, process::Stdio, time::Duration};
use tokio::process::Command;
use uuid::Uuid;

/// Asks for captions of a recording in a language.
///
/// # Errors
/// [`Error::Conflict`] with `no_captions_program` when none is named, or `nothing_to_hear`;
/// [`Error::Invalid`] when the language is none; [`Error::NotFound`].
pub async fn ask_for_automatic(env: &Environment, staff: &Staff, recording: RecordingId, language: &str) -> Result<()> {
    if env.settings.captions_command.is_empty() {
        return Err(Error::Conflict("no_captions_program"));
    }
    if !contract::captions::is_language(language) {
        return Err(Error::field("language", "not_a_language"));
    }
    let details = recordings::get(env, staff, recording).await?;
    if details.state != RecordingState::Ready || sound(env, recording).await?.is_none() {
        return Err(Error::Conflict("nothing_to_hear"));
    }
    let job = Job::Listen { recording, language: language.to_owned(), asked_by: staff.id };
    jobs::enqueue(env, env.db.writer(), &job).await?;
    env.bell.ring();
    Ok(())
}

/// Listens to a recording and writes down what is said. What somebody has written meanwhile stays.
pub(crate) async fn listen(
    env: &Environment,
    recording: RecordingId,
    language: &str,
    asked_by: contract::MemberId,
    lease: Uuid,
) -> Result<(), JobError> {
    let Some((key, duration_ms)) = sound(env, recording).await? else { return Ok(()) };
    let Some(person) = crate::accounts::find(env, asked_by).await? else { return Ok(()) };
    let staff = person.staff()?;
    if super::of(env, recording).await?.iter().any(|set| set.language == language && set.kind == CaptionKind::Subtitles)
    {
        return Ok(());
    }
    let folder = env.settings.scratch.join(lease.to_string());
    tokio::fs::create_dir_all(&folder).await.map_err(Error::from)?;
    let written = write_down(env, &folder, &key, language, duration_ms).await;
    if let Err(error) = tokio::fs::remove_dir_all(&folder).await {
        tracing::warn!(%error, "a scratch folder could not be removed");
    }
    // Whoever has written them while the program listened knows better.
    let keep = super::key().do_nothing().to_owned();
    super::write(env, &staff, recording, language, CaptionKind::Subtitles, &written?, keep).await?;
    Ok(())
}

async fn write_down(
    env: &Environment,
    folder: &Path,
    key: &str,
    language: &str,
    duration_ms: u64,
) -> Result<String, JobError> {
    let source = folder.join("sound.mp4");
    recordings::bring(env, vec![key.to_owned()], &source).await?;
    let heard = env.transcoder.hear(&source, folder).await;
    let input = heard.map_err(|problem| JobError::Retry(format!("media:{}", problem.code())))?;
    let output = folder.join("captions.srt");
    let fill = |word: &String| {
        // whisper.cpp adds the ending by itself; others are told the whole name.
        let stem = output.with_extension("");
        word.replace("{input}", &input.to_string_lossy())
            .replace("{output}", &output.to_string_lossy())
            .replace("{output_without_ending}", &stem.to_string_lossy())
            .replace("{language}", language.split('-').next().unwrap_or_default())
    };
    let words: Vec<String> = env.settings.captions_command.iter().map(fill).collect();
    let (program, arguments) = words.split_first().ok_or_else(|| JobError::Fail("no program".into()))?;
    let said = folder.join("said");
    let child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&said).map_err(Error::from)?)
        .kill_on_drop(true)
        .status();
    // The slowest models take several times as long as what they listen to.
    let patience = Duration::from_millis(duration_ms * 10).max(Duration::from_secs(300));
    let ended = tokio::time::timeout(patience, child).await;
    let ended = ended.map_err(|_| JobError::Fail("it took too long".into()))?.map_err(Error::from)?;
    if !ended.success() {
        let said = tokio::fs::read(&said).await.unwrap_or_default();
        let last = String::from_utf8_lossy(&said[said.len().saturating_sub(2_000)..]).into_owned();
        tracing::error!(program, status = %ended, said = %last.trim(), "the captions program failed");
        return Err(JobError::Retry("the captions program failed".into()));
    }
    Ok(tokio::fs::read_to_string(&output).await.map_err(Error::from)?)
}

/// Where the sound of a recording lies, and how long it is in milliseconds.
async fn sound(env: &Environment, recording: RecordingId) -> Result<Option<(String, u64)>> {
    use entity::rendition;
    let found = rendition::Entity::find()
        .filter(rendition::Column::RecordingId.eq(recording.0))
        .filter(rendition::Column::Kind.eq("audio"))
        .filter(rendition::Column::RetiredAt.is_null())
        .one(env.db.reader())
        .await?;
    let Some(found) = found else { return Ok(None) };
    let row = entity::Entity::find_by_id(recording.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    Ok(Some((found.object_key, row.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default())))
}
