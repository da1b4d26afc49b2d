//! The segments of a session that is over as one file, for programs that read it from its beginning to its end.
//!
//! Such programs read how a track is set up once. That a fragment may name another setup (ISO/IEC 14496-12,
//! 8.8.7) few of them know; ffmpeg does not. So pictures that were set up anew on the way carry their setup before
//! every key picture, as `avc3` allows (`setup.rs`; ISO/IEC 14496-15, 5.3.3); sound cannot, and is encoded once more
//! (`sound.rs`).

mod setup;
mod sound;

use super::{entity::segment, format::Format};
use crate::{Environment, Error, jobs::JobError};
use bytes::Bytes;
use contract::RecordingId;
use object_store::{ObjectStoreExt, path::Path as Key};
use setup::{Setup, differ};
use sound::Even;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

/// What is kept of one rendition.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub formats: Vec<Format>,
    pub segments: Vec<segment::Model>,
}

impl Kept {
    /// What a segment is set up with.
    fn format(&self, segment: &segment::Model) -> Option<&Format> {
        self.formats.get(usize::try_from(segment.track).ok()?)
    }
}

/// Writes one file of what is kept of pictures and sound.
pub(super) async fn write(
    env: &Environment,
    recording: RecordingId,
    pictures: &Kept,
    sounds: &Kept,
    folder: &Path,
) -> Result<PathBuf, JobError> {
    let unwritten = |error: mp4_atom::Error| JobError::Fail(error.to_string());
    let mut even = if differ(&sounds.formats) { Some(Even::make(env, recording, sounds, folder).await?) } else { None };
    let sound = even.as_ref().map_or(sounds.formats.first(), |even| Some(&even.format));
    let setup = Setup::new(&pictures.formats, sound).map_err(unwritten)?;
    let path = folder.join("whole.mp4");
    let mut file = tokio::fs::File::create(&path).await.map_err(Error::from)?;
    file.write_all(&setup.header).await.map_err(Error::from)?;
    // In the order of time: a reader meets picture and sound side by side.
    let shown = pictures.segments.iter().map(|segment| (segment, true));
    let mut all: Vec<_> = shown.chain(sounds.segments.iter().map(|segment| (segment, false))).collect();
    all.sort_by_key(|(segment, _)| segment.number);
    for (segment, is_picture) in all {
        let bytes = match &mut even {
            Some(even) if !is_picture => even.until_end_of(sounds, segment).await?,
            _ if is_picture => {
                let format = usize::try_from(segment.track).unwrap_or_default();
                setup.pictures(format, bytes(env, segment).await?).map_err(unwritten)?
            }
            _ => bytes(env, segment).await?,
        };
        file.write_all(&bytes).await.map_err(Error::from)?;
    }
    file.flush().await.map_err(Error::from)?;
    Ok(path)
}

/// The bytes of a segment.
async fn bytes(env: &Environment, segment: &segment::Model) -> Result<Bytes, JobError> {
    let found = env.store.get(&Key::from(segment.object_key.as_str())).await.map_err(Error::from)?;
    Ok(found.bytes().await.map_err(Error::from)?)
}
