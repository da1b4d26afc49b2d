//! Parts of a long encoding, kept in the store until all of it is made: another worker goes on where
//! this one stopped. No row points at them; what is left of work that nobody takes up again is
//! swept up like any waste.

use super::{digitise::bring, keys::MediaKey, stored::forget_objects};
use crate::{Environment, Error, media::Kept};
use contract::RecordingId;
use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, buffered::BufWriter};
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// The parts of one recording.
pub(super) struct Pieces<'e> {
    pub env: &'e Environment,
    pub recording: RecordingId,
}

impl Pieces<'_> {
    fn key(&self, name: &str) -> String {
        MediaKey::Piece { recording: self.recording, name }.key()
    }

    /// Removes them all: they are part of something whole now.
    pub(super) async fn forget(&self) {
        let folder = object_store::path::Path::from(self.key("").trim_end_matches('/'));
        let listed = self.env.store.list(Some(&folder)).map_ok(|object| object.location.to_string());
        match listed.try_collect().await {
            Ok(keys) => forget_objects(self.env, keys).await,
            Err(error) => tracing::warn!(%error, "pieces could not be listed"),
        }
    }

    async fn put(&self, name: &str, from: &Path) -> Result<(), Error> {
        let path = object_store::path::Path::from(self.key(name));
        let mut file = tokio::io::BufReader::with_capacity(super::stored::CHUNK, tokio::fs::File::open(from).await?);
        let mut writer = BufWriter::new(self.env.store.clone(), path);
        tokio::io::copy_buf(&mut file, &mut writer).await?;
        Ok(writer.shutdown().await?)
    }
}

#[async_trait::async_trait]
impl Kept for Pieces<'_> {
    async fn fetch(&self, name: &str, to: &Path) -> bool {
        let key = self.key(name);
        if self.env.store.head(&object_store::path::Path::from(key.as_str())).await.is_err() {
            return false;
        }
        bring(self.env, vec![key], to).await.is_ok()
    }

    async fn keep(&self, name: &str, from: &Path) {
        if let Err(error) = self.put(name, from).await {
            tracing::warn!(%error, name, "a piece could not be kept");
        }
    }
}
