//! Segments from the store itself: its own signed addresses, written into a member's playlists.

use crate::{Environment, Error, Result};
use http::Method;
use moka::future::Cache;
use object_store::{path::Path, signer::Signer};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

/// How long an address works. A right that ends leaves what was handed out before open so long.
const VALID: Duration = Duration::from_secs(3600);
/// How long the same address is handed out: for the rest of its time a player can still use it.
const SAME_FOR: Duration = Duration::from_secs(1200);

/// Signs addresses of objects.
#[derive(Debug, Clone)]
pub struct StoreSigner {
    /// The bucket, which knows the key.
    pub bucket: Arc<dyn Signer>,
    /// What all names in it begin with.
    pub prefix: Path,
    /// Scheme, host and port of its addresses: pages have to allow them.
    pub origin: String,
}

impl StoreSigner {
    /// Signs for a bucket.
    ///
    /// # Errors
    /// When the bucket's settings do not suffice for signing.
    pub async fn new(bucket: Arc<dyn Signer>, prefix: Path) -> Result<Self> {
        let probe = bucket.signed_url(Method::GET, &Path::from("origin"), VALID).await?;
        Ok(Self { bucket, prefix, origin: probe.origin().ascii_serialization() })
    }
}

static ADDRESSES: LazyLock<Cache<String, String>> =
    LazyLock::new(|| Cache::builder().max_capacity(10_000).time_to_live(SAME_FOR).build());

/// The signed address of an object; nothing where players ask this server for it.
pub(super) async fn address(env: &Environment, key: &str) -> Result<Option<String>> {
    let Some(StoreSigner { bucket, prefix, .. }) = &env.signer else { return Ok(None) };
    let path: Path = prefix.parts().chain(Path::from(key).parts()).collect();
    let sign = async { bucket.signed_url(Method::GET, &path, VALID).await.map(String::from) };
    let signed = ADDRESSES.try_get_with(key.to_owned(), sign).await;
    signed.map(Some).map_err(|error| Error::from(&*error))
}
