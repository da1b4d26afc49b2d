//! Everything the domain may touch of the world, in one value that is cheap to clone and the
//! same in the web server, the workers and the tests.

use crate::{
    catalogue::Catalogue,
    chat::{self, Chats},
    clock::Clock,
    database::Database,
    jobs::Bell,
    live::Lives,
    mail::Mailer,
    media::engine::Transcoder,
    playback::StoreSigner,
    recordings,
    secret::SecretKey,
};
use object_store::ObjectStore;
use parking_lot::Mutex;
use std::{path::PathBuf, sync::Arc};
use uuid::ContextV7;

/// The domain's world.
#[derive(Clone)]
pub struct Environment {
    /// Rows.
    pub db: Database,
    /// Bytes.
    pub store: Arc<dyn ObjectStore>,
    /// Signs addresses of the store, where players fetch segments from it directly.
    pub signer: Option<StoreSigner>,
    /// The current time.
    pub clock: Arc<dyn Clock>,
    /// What turns a file into something to watch.
    pub transcoder: Arc<dyn Transcoder>,
    /// What brings letters to people, where there is a mail server.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// What is derived from it signs media addresses and webhooks.
    pub secret: SecretKey,
    /// What does not change while the process runs.
    pub settings: Arc<Settings>,
    /// The published sessions, held in memory.
    pub catalogue: Catalogue,
    /// The live sessions of this process.
    pub lives: Lives,
    /// The chats of live sessions, as this process knows them.
    pub chats: Chats,
    /// Rings when there may be work, or news of work.
    pub bell: Bell,
    /// Speaks to destinations of events.
    pub http: reqwest::Client,
}

/// Settings of the domain.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach this Estrade, without a slash at the end.
    pub public_url: String,
    /// A folder for files that live as long as one piece of work.
    pub scratch: PathBuf,
    /// A folder for what is sent live and the store does not have yet.
    pub spool: PathBuf,
    /// Where encoders send live sessions, as they are told: `rtmp://host:port/live`.
    pub rtmp_url: String,
    /// Where other processes of this Estrade reach this one, without a slash at the end.
    pub replica_url: String,
    /// Beside so many live sessions at a time a smaller picture is made; each takes about half a processor.
    pub live_rungs: u32,
    /// Whether a feed may point at this machine. Only for tests.
    pub feed_allow_loopback: bool,
    /// How many pieces of work run at a time.
    pub workers: usize,
    /// The `ffmpeg` program, for making the demo's footage.
    pub ffmpeg: PathBuf,
    /// The program that writes captions from what is said, and its arguments; empty: there is none.
    pub captions_command: Vec<String>,
    /// The largest recording that is taken, in bytes.
    pub recording_bytes: u64,
    /// How much the organisation may store, in bytes; nothing: as much as there is room for.
    pub quota_bytes: Option<u64>,
    /// What storing a gigabyte (10^9 bytes) for a month costs, with its currency, where the operator says.
    pub storage_price: Option<(f64, String)>,
    /// A folder of this machine whose files staff can bring in.
    pub import_dir: Option<PathBuf>,
    /// What nobody is to write beside a live session.
    pub chat_words: chat::Words,
    /// For how many days what is written beside a live session stays; 0: until it is over.
    pub chat_days: u32,
    /// The hours in which what is watched most is encoded in AV1 besides; nothing: never.
    pub av1_night: Option<recordings::NightHours>,
    /// A font for the words in the demo's footage, as WOFF2.
    pub demo_font: &'static [u8],
}

impl Environment {
    /// A new id that sorts after those made before it by this process, also in the same millisecond.
    pub fn new_id(&self) -> uuid::Uuid {
        static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        uuid::Uuid::new_v7(uuid::Timestamp::from_unix(&*ORDER.lock(), seconds, nanoseconds))
    }
}
