//! Files that lie in a folder of the server already: brought in without passing through a browser.
//!
//! The folder is the operator's (`import_dir`) and is only read. A file is named by how it is listed,
//! never by a path; it arrives like an upload, so that a restart goes on where it stopped.

use super::{begin, entity, upload::append};
use crate::{
    Environment, Error, Result,
    accounts::{self, Staff},
    jobs::{self, Job, JobError},
};
use contract::{
    ItemId, MemberId, RecordingId,
    recordings::{BeginRecording, FolderFile, RecordingDetails, RecordingState},
};
use rustix::fs::OFlags;
use sea_orm::EntityTrait;
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// How much is read and kept at a time.
const PIECE: usize = 8 * 1024 * 1024;
/// Most files that are listed.
const LISTED: usize = 1_000;

/// The files that can be brought in, by name; none where the operator names no folder.
///
/// # Errors
/// When the folder cannot be read.
pub async fn folder_files(env: &Environment, _: &Staff) -> Result<Vec<FolderFile>> {
    let Some(folder) = env.settings.import_dir.clone() else { return Ok(Vec::new()) };
    tokio::task::spawn_blocking(move || list(&folder)).await.map_err(|error| Error::internal("listing", error))?
}

/// Begins to bring a file in.
///
/// # Errors
/// [`Error::Invalid`] when there is no such file, or no room for it; [`Error::NotFound`] when there
/// is no such item.
pub async fn bring_in(env: &Environment, staff: &Staff, item: ItemId, name: &str) -> Result<RecordingDetails> {
    let file = folder_files(env, staff).await?.into_iter().find(|file| file.name == name);
    let file = file.ok_or_else(|| Error::field("name", "unknown_file"))?;
    let recording = begin(env, staff, &BeginRecording::new(item, &file.name, file.size)).await?;
    let job = Job::BringIn { recording: recording.id, name: file.name, asked_by: staff.id };
    jobs::enqueue(env, env.db.writer(), &job).await?;
    env.bell.ring();
    Ok(recording)
}

/// Brings a file in, from where an earlier attempt stopped.
pub(crate) async fn fetch(env: &Environment, id: RecordingId, name: &str, asked_by: MemberId) -> Result<(), JobError> {
    let Some(folder) = &env.settings.import_dir else { return Err(JobError::Fail("no folder".into())) };
    let Some(person) = accounts::find(env, asked_by).await? else { return Ok(()) };
    let staff = person.staff()?;
    let mut file = open(folder, name).map_err(|error| JobError::Retry(format!("{name}: {error}")))?;
    loop {
        let row = entity::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)?;
        // Given up meanwhile, or all of it is here.
        let Some(row) = row.filter(|row| row.state == RecordingState::AwaitingUpload.code()) else { return Ok(()) };
        let at = u64::try_from(row.received).unwrap_or_default();
        let missing = u64::try_from(row.size - row.received).unwrap_or_default();
        let (again, piece) = tokio::task::spawn_blocking(move || {
            file.seek(SeekFrom::Start(at))?;
            let mut piece = Vec::new();
            (&mut file).take(missing.min(PIECE as u64)).read_to_end(&mut piece)?;
            Ok::<_, std::io::Error>((file, piece))
        })
        .await
        .map_err(|error| Error::internal("reading", error))?
        .map_err(Error::from)?;
        file = again;
        if piece.is_empty() {
            return Err(JobError::Retry(format!("{name} has become shorter")));
        }
        match append(env, &staff, id, at, piece.into()).await {
            // A worker that was thought dead has kept it: the next look goes on from there.
            Ok(_) | Err(Error::Conflict("offset_mismatch")) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn list(folder: &Path) -> Result<Vec<FolderFile>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // As it is listed: a link is not followed.
        let about = entry.metadata()?;
        let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'));
        if let Some(name) = name.filter(|_| about.is_file() && about.len() > 0) {
            files.push(FolderFile { name, size: about.len() });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files.truncate(LISTED);
    Ok(files)
}

/// Opens a file of the folder itself: no other folder's, and nothing that a link points at.
fn open(folder: &Path, name: &str) -> std::io::Result<File> {
    if name.contains('/') || name.starts_with('.') {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let flags = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let file = std::fs::OpenOptions::new().read(true).custom_flags(flags).open(folder.join(name))?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::ErrorKind::InvalidInput.into()) }
}
