//! Where the bytes are: a folder, or a bucket of a cloud.

mod moving;

pub use moving::{Moving, move_all};

use crate::{
    Failure,
    compose::make_folder,
    config::{Cloud, Config, Secret, Store},
};
use domain::playback::StoreSigner;
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, azure::MicrosoftAzureBuilder,
    gcp::GoogleCloudStorageBuilder, local::LocalFileSystem, path::Path, prefix::PrefixStore, signer::Signer,
};
use std::{str::FromStr, sync::Arc, time::Duration};

/// The store, and what signs addresses of it where players fetch from it directly.
pub struct Stores {
    /// Where bytes are read and written.
    pub store: Arc<dyn ObjectStore>,
    /// Signs addresses.
    pub signer: Option<StoreSigner>,
}

/// Opens what the settings name.
///
/// # Errors
/// When a folder cannot be made or a bucket's settings are not complete.
pub async fn open(config: &Config) -> Result<Stores, Failure> {
    let (store, signs) = one(&config.store)?;
    let store = match &config.store_from {
        Some(from) => Arc::new(Moving::new(store, one(from)?.0)),
        None => store,
    };
    let signer = match signs.filter(|_| config.media_from_store) {
        Some((bucket, prefix)) => Some(
            StoreSigner::new(bucket, prefix)
                .await
                .map_err(|error| Failure::of("signing addresses of the store", error))?,
        ),
        None => None,
    };
    Ok(Stores { store, signer })
}

/// A store, and what signs addresses of it with the beginning of all names.
type Opened = (Arc<dyn ObjectStore>, Option<(Arc<dyn Signer>, Path)>);

/// Opens one store.
///
/// # Errors
/// As [`open`].
pub fn one(store: &Store) -> Result<Opened, Failure> {
    let (cloud, name, prefix, access) = match store {
        Store::Folder(path) => {
            make_folder(path)?;
            // What was acknowledged survives a power cut.
            let folder = LocalFileSystem::new_with_prefix(path).map_err(failed)?.with_fsync(true);
            return Ok((Arc::new(folder), None));
        }
        Store::Bucket { cloud, name, prefix, access } => (cloud, name, prefix, access),
    };
    match cloud {
        Cloud::S3 => {
            let builder =
                AmazonS3Builder::new().with_bucket_name(name).with_retry(retries()).with_client_options(client());
            let builder = with(builder, access, AmazonS3Builder::with_config);
            Ok(bucket(builder.build().map_err(failed)?, prefix))
        }
        Cloud::Azure => {
            let builder = MicrosoftAzureBuilder::new().with_container_name(name);
            let builder = builder.with_retry(retries()).with_client_options(client());
            let builder = with(builder, access, MicrosoftAzureBuilder::with_config);
            Ok(bucket(builder.build().map_err(failed)?, prefix))
        }
        Cloud::Google => {
            let builder = GoogleCloudStorageBuilder::new().with_bucket_name(name);
            let builder = builder.with_retry(retries()).with_client_options(client());
            let builder = with(builder, access, GoogleCloudStorageBuilder::with_config);
            Ok(bucket(builder.build().map_err(failed)?, prefix))
        }
    }
}

/// Somebody waits behind most requests: what does not come soon is told, and tried again by whoever
/// asked.
fn retries() -> RetryConfig {
    let backoff = BackoffConfig { max_backoff: Duration::from_secs(2), ..BackoffConfig::default() };
    RetryConfig { backoff, max_retries: 3, retry_timeout: Duration::from_secs(10) }
}

fn client() -> ClientOptions {
    ClientOptions::new().with_connect_timeout(Duration::from_secs(3)).with_timeout(Duration::from_secs(25))
}

/// A builder with everything that the environment says of the cloud.
fn with<B, K: FromStr>(builder: B, access: &[(String, Secret)], set: impl Fn(B, K, String) -> B) -> B {
    access.iter().fold(builder, |builder, (key, value)| match key.parse() {
        Ok(key) => set(builder, key, value.reveal().to_owned()),
        // Variables for other programs share the beginning of the name.
        Err(_) => builder,
    })
}

fn bucket<S: ObjectStore + Signer + Clone>(bucket: S, prefix: &str) -> Opened {
    let signer: Arc<dyn Signer> = Arc::new(bucket.clone());
    let store: Arc<dyn ObjectStore> =
        if prefix.is_empty() { Arc::new(bucket) } else { Arc::new(PrefixStore::new(bucket, prefix)) };
    (store, Some((signer, Path::from(prefix))))
}

fn failed(error: object_store::Error) -> Failure {
    Failure::of("opening the store", error)
}
