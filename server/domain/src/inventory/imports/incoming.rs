//! A file on its way in: put into the store piece by piece, so that what it takes here does not follow from how
//! large it is.

use crate::{Environment, Error, Result, accounts::Staff};
use bytes::Bytes;
use contract::{ImportId, limits};
use object_store::{ObjectStoreExt, buffered::BufWriter, path::Path};
use tokio::io::AsyncWriteExt;

/// How much is handed to the store at a time, in bytes: the least that S3 takes for a part.
const PART: usize = 5 * 1024 * 1024;

/// A file that arrives. It is kept once it is [finished](Self::finish); otherwise it should be
/// [abandoned](Self::abandon).
#[derive(Debug)]
pub struct Incoming {
    id: ImportId,
    filename: String,
    /// Nothing once it is abandoned.
    to: Option<BufWriter>,
    size: usize,
    /// Whether nothing but spaces has come.
    blank: bool,
}

/// A file that is kept and waits for its import.
#[derive(Debug)]
pub struct Kept {
    pub(super) id: ImportId,
    pub(super) filename: String,
    pub(super) key: String,
}

fn key(id: ImportId) -> String {
    format!("imports/{id}/source")
}

impl Incoming {
    /// The beginning of a file; its name is what it is called on the sender's machine, for people to recognise it.
    pub fn new(env: &Environment, _: &Staff, filename: &str) -> Self {
        let id = ImportId(env.new_id());
        let filename = filename.chars().filter(|c| !c.is_control()).take(limits::SHORT_TEXT_CHARS).collect();
        // One part on its way while the next one fills: a sender that is faster than the store waits.
        let to = BufWriter::with_capacity(env.store.clone(), Path::from(key(id)), PART).with_max_concurrency(1);
        Self { id, filename, to: Some(to), size: 0, blank: true }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `file_too_large` once there is more than an import may be; [`Error::Away`] and
    /// [`Error::Full`] when the store does not take it.
    pub async fn write(&mut self, piece: Bytes) -> Result<()> {
        self.size += piece.len();
        if self.size > limits::IMPORT_BYTES {
            return Err(Error::field("file", "file_too_large"));
        }
        self.blank = self.blank && piece.iter().all(u8::is_ascii_whitespace);
        if let Some(to) = &mut self.to {
            to.write_all(&piece).await?;
        }
        Ok(())
    }

    /// Keeps the file.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `empty_file`; [`Error::Away`] and [`Error::Full`] when the store does not take it.
    pub async fn finish(mut self) -> Result<Kept> {
        if self.blank {
            self.abandon().await;
            return Err(Error::field("file", "empty_file"));
        }
        if let Some(mut to) = self.to.take()
            && let Err(error) = to.shutdown().await
        {
            // What has come of it is no file of anybody's.
            let _ = to.abort().await;
            return Err(error.into());
        }
        Ok(Kept { id: self.id, filename: self.filename, key: key(self.id) })
    }

    /// Lets go of what has come.
    pub async fn abandon(mut self) {
        if let Some(mut to) = self.to.take()
            && let Err(error) = to.abort().await
        {
            tracing::warn!(%error, "a file that broke off is not removed");
        }
    }
}

impl Kept {
    /// Removes a file whose import was never begun.
    pub async fn forget(self, env: &Environment) {
        if let Err(error) = env.store.delete(&Path::from(self.key)).await {
            tracing::warn!(%error, "a file without an import is not removed");
        }
    }
}
