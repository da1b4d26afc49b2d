//! From one store to another while members watch: what is new goes to the new store, what is read
//! comes from wherever it is.

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, buffered::BufWriter, path::Path,
};
use std::{collections::HashSet, fmt, sync::Arc};
use tokio::io::AsyncWriteExt;

/// How much is copied at a time, in bytes.
const PIECE: u64 = 8 * 1024 * 1024;

/// Two stores that look like one.
#[derive(Debug, Clone)]
pub struct Moving {
    to: Arc<dyn ObjectStore>,
    from: Arc<dyn ObjectStore>,
}

impl Moving {
    /// Moves towards `to`.
    pub fn new(to: Arc<dyn ObjectStore>, from: Arc<dyn ObjectStore>) -> Self {
        Self { to, from }
    }
}

impl fmt::Display for Moving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on its way to {}", self.from, self.to)
    }
}

#[async_trait]
impl ObjectStore for Moving {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        self.to.put_opts(location, payload, opts).await
    }

    async fn put_multipart_opts(&self, location: &Path, opts: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.to.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        match self.to.get_opts(location, options.clone()).await {
            Err(Error::NotFound { .. }) => match self.from.get_opts(location, options.clone()).await {
                // Moved between the two questions.
                Err(Error::NotFound { .. }) => self.to.get_opts(location, options).await,
                found => found,
            },
            found => found,
        }
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let (to, from) = (self.to.clone(), self.from.clone());
        let both = locations.then(move |location| {
            let (to, from) = (to.clone(), from.clone());
            async move {
                let location = location?;
                // The old one first: a copy that is under way then finds nothing to bring back.
                for store in [from, to] {
                    match store.delete(&location).await {
                        Ok(()) | Err(Error::NotFound { .. }) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(location)
            }
        });
        both.boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (to, from, prefix) = (self.to.clone(), self.from.clone(), prefix.cloned());
        let listed = async move {
            let mut found: Vec<ObjectMeta> = to.list(prefix.as_ref()).try_collect().await?;
            let there: HashSet<Path> = found.iter().map(|object| object.location.clone()).collect();
            let older: Vec<ObjectMeta> = from.list(prefix.as_ref()).try_collect().await?;
            found.extend(older.into_iter().filter(|object| !there.contains(&object.location)));
            // What belongs together stays together.
            found.sort_by(|a, b| a.location.cmp(&b.location));
            Ok::<_, Error>(futures::stream::iter(found.into_iter().map(Ok)))
        };
        futures::stream::once(listed).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let mut found = self.to.list_with_delimiter(prefix).await?;
        let older = self.from.list_with_delimiter(prefix).await?;
        let there: HashSet<Path> = found.objects.iter().map(|object| object.location.clone()).collect();
        found.objects.extend(older.objects.into_iter().filter(|object| !there.contains(&object.location)));
        found.common_prefixes.extend(older.common_prefixes);
        found.common_prefixes.sort();
        found.common_prefixes.dedup();
        Ok(found)
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        match self.to.copy_opts(from, to, options).await {
            Err(Error::NotFound { .. }) => copy(&*self.from, &self.to, from, to).await.map(drop),
            done => done,
        }
    }
}

/// Moves everything, one object after the other; `told` hears how many and how many bytes that were.
/// What is there already is not copied again, so that it can be broken off and begun anew.
///
/// # Errors
/// When either store fails.
pub async fn move_all(
    to: &Arc<dyn ObjectStore>,
    from: &Arc<dyn ObjectStore>,
    mut told: impl FnMut(u64, u64),
) -> Result<(u64, u64)> {
    let (mut objects, mut bytes) = (0, 0);
    let mut listing = from.list(None);
    while let Some(object) = listing.try_next().await? {
        let there = match to.head(&object.location).await {
            // Whatever is there is newer: what is moved is never written twice.
            Ok(_) => true,
            Err(Error::NotFound { .. }) => false,
            Err(error) => return Err(error),
        };
        if !there {
            match copy(&**from, to, &object.location, &object.location).await {
                Ok(copied) if copied == object.size => {}
                Ok(copied) => {
                    let source = format!("{copied} of {} bytes of {} were copied", object.size, object.location);
                    return Err(Error::Generic { store: "moving", source: source.into() });
                }
                // Removed since it was listed.
                Err(Error::NotFound { .. }) => continue,
                Err(error) => return Err(error),
            }
        }
        match from.delete(&object.location).await {
            Ok(()) => {}
            // Deleted while it was copied: the copy must not bring it back.
            Err(Error::NotFound { .. }) => {
                to.delete(&object.location).await?;
                continue;
            }
            Err(error) => return Err(error),
        }
        objects += 1;
        bytes += object.size;
        told(objects, bytes);
    }
    Ok((objects, bytes))
}

async fn copy(from: &dyn ObjectStore, to: &Arc<dyn ObjectStore>, old: &Path, new: &Path) -> Result<u64> {
    let failed = |error: std::io::Error| Error::Generic { store: "moving", source: Box::new(error) };
    let size = from.head(old).await?.size;
    let mut writer = BufWriter::new(to.clone(), new.clone());
    let mut at = 0;
    while at < size {
        let until = size.min(at + PIECE);
        writer.write_all(&from.get_range(old, at..until).await?).await.map_err(failed)?;
        at = until;
    }
    writer.shutdown().await.map_err(failed)?;
    Ok(at)
}
