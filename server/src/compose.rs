//! From settings to the domain's world.

use crate::{
    Failure,
    config::{Config, Secret},
    mail::Smtp,
    push::Browsers,
    stores,
    web::assets,
};
use domain::{
    Database, Environment, Settings,
    catalogue::Catalogue,
    chat::{Chats, Words},
    clock::SystemClock,
    jobs::Bell,
    live::Lives,
    mail::Mailer,
    media::{Cage, Ffmpeg},
    push::Pusher,
    secret::SecretKey,
};
use migrations::Steps;
use std::{
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// The world that the settings describe. Creates the data folder and, on first start, the key.
///
/// # Errors
/// A sentence that says which part of the world is not there.
pub async fn environment(config: &Config) -> Result<Environment, Failure> {
    make_folder(&config.data_dir)?;
    let scratch = config.data_dir.join("scratch");
    make_folder(&scratch)?;
    let launcher = std::env::current_exe().map_err(|error| Failure::of("finding this program", error))?;
    let scratch = scratch.canonicalize().map_err(|error| Failure::of("scratch", error))?;
    let spool = config.data_dir.join("spool");
    make_folder(&spool)?;
    let stores = stores::open(config).await?;
    let secret = secret(config)?;
    Ok(Environment {
        db: database(config).await?,
        store: stores.store,
        signer: stores.signer,
        clock: Arc::new(SystemClock),
        transcoder: Arc::new(Ffmpeg { cage: Cage { launcher } }),
        mailer: mailer(config)?,
        pusher: pusher(config, &secret)?,
        secret,
        settings: Arc::new(Settings {
            public_url: config.public_url.clone(),
            scratch,
            spool,
            rtmp_url: config.rtmp_url.clone(),
            replica_url: config.replica_url.clone(),
            feed_allow_loopback: config.feed_allow_loopback,
            workers: config.workers,
            ffmpeg: config.ffmpeg.clone(),
            captions_command: config.captions_command.clone(),
            recording_bytes: config.recording_bytes,
            quota_bytes: config.quota_bytes,
            storage_price: config.storage_price.clone(),
            import_dir: config.import_dir.clone(),
            chat_words: Words::new(config.chat_words.iter().map(String::as_str)),
            chat_days: config.chat_days,
            live_rungs: config.live_rungs,
            av1_night: config.av1_night,
            demo_font: demo_font(),
        }),
        catalogue: Catalogue::default(),
        lives: Lives::default(),
        chats: Chats::default(),
        bell: Bell::default(),
        http: http_client()?,
    })
}

fn mailer(config: &Config) -> Result<Option<Arc<dyn Mailer>>, Failure> {
    let Some(url) = &config.smtp_url else { return Ok(None) };
    Ok(Some(Arc::new(
        Smtp::new(url, config.mail_from.clone(), &config.public_url)?.with_bounces(config.bounce_address.clone()),
    )))
}

fn pusher(config: &Config, secret: &SecretKey) -> Result<Option<Arc<dyn Pusher>>, Failure> {
    if !config.push {
        return Ok(None);
    }
    Ok(Some(Arc::new(Browsers::new(secret, &config.public_url, config.feed_allow_loopback)?)))
}

/// Connects to the database that the settings name.
///
/// # Errors
/// When nothing answers there.
pub async fn database(config: &Config) -> Result<Database, Failure> {
    Database::connect(config.database_url.reveal())
        .await
        .map_err(|error| Failure::of("connecting to the database", error))
}

/// Takes every step that the schema has not taken yet.
///
/// # Errors
/// When one of them fails; those before it stay.
pub async fn migrate(db: &Database) -> Result<(), Failure> {
    migrations::Migrator::up(db.writer(), None).await.map_err(|error| Failure::of("migrating the database", error))
}

/// The organisation's key: the operator's, or the one in the data folder, made on first start.
///
/// # Errors
/// When it cannot be read, or is not what was written.
pub fn secret(config: &Config) -> Result<SecretKey, Failure> {
    if let Some(text) = config.secret_key.as_ref().map(Secret::reveal) {
        return SecretKey::from_text(text).ok_or_else(|| Failure("the secret key is too short".into()));
    }
    let path = config.data_dir.join("secret.key");
    match std::fs::read(&path) {
        Ok(bytes) => {
            let bytes: [u8; 32] =
                bytes.try_into().map_err(|_| Failure(format!("{}: expected 32 bytes", path.display())))?;
            Ok(SecretKey::new(bytes))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = SecretKey::random();
            keep(&path, key.bytes()).map_err(|error| Failure::of(&path.display().to_string(), error))?;
            // Somebody else may have started at the same moment and been first.
            if key.bytes().as_slice() == std::fs::read(&path).unwrap_or_default() { Ok(key) } else { secret(config) }
        }
        Err(error) => Err(Failure::of(&path.display().to_string(), error)),
    }
}

/// Writes a file that only its owner reads, all of it or nothing; leaves one that is there.
fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    linked.or_else(|error| if error.kind() == std::io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
}

pub(crate) fn make_folder(path: &Path) -> Result<(), Failure> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o750)
        .create(path)
        .map_err(|error| Failure::of(&path.display().to_string(), error))
}

/// Speaks to destinations of events: never follows a redirect, since the address that was
/// checked would no longer be the one that is reached.
fn http_client() -> Result<reqwest::Client, Failure> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(15))
        .no_proxy()
        .user_agent("Estrade")
        .build()
        .map_err(|error| Failure::of("preparing to speak HTTP", error))
}

fn demo_font() -> &'static [u8] {
    let path = assets::url(DEMO_FONT);
    path.strip_prefix(assets::PREFIX).and_then(assets::find).map_or(&[], |asset| asset.identity)
}

/// The font of the words in the demo's footage.
const DEMO_FONT: &str = "fonts/bricolage-grotesque.woff2";
