//! What was sent lies on this machine's disk, part by part, until the store has it: a process that is
//! killed loses at most the part under way, and a store that is away loses nothing.
//!
//! A file's name says everything about its segment, so that nothing else has to be there to take it up
//! again.

use super::{
    broadcast::Broadcast,
    cutter::{Cut, Track},
    entity::segment,
    fragment,
};
use crate::{Environment, Error, Result};
use contract::SessionId;
use object_store::{ObjectStoreExt, path::Path as Key};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;

/// How long a store that does not answer is left alone, at most.
const PAUSE: Duration = Duration::from_secs(5);

/// Which segment a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub track: Track,
    pub number: u32,
    pub epoch: i32,
    pub format: u32,
    pub at_ms: i64,
    pub is_new: bool,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { track, number, epoch, format, at_ms, is_new } = self;
        write!(f, "{}-{number}-{epoch}-{format}-{at_ms}-{}", track.name(), u8::from(*is_new))
    }
}

impl FromStr for Name {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('-');
        let mut next = || parts.next().ok_or(());
        let track = Track::named(next()?).ok_or(())?;
        let number = next()?.parse().map_err(drop)?;
        let epoch = next()?.parse().map_err(drop)?;
        let format = next()?.parse().map_err(drop)?;
        let at_ms = next()?.parse().map_err(drop)?;
        let is_new = next()? == "1";
        Ok(Self { track, number, epoch, format, at_ms, is_new })
    }
}

impl Name {
    /// Where it will lie in the store.
    fn key(&self, session: SessionId) -> String {
        format!("lives/{session}/{}/{:08}-{}.m4s", self.track.name(), self.number, self.epoch)
    }
}

/// Where a session's files lie.
pub(super) fn folder(env: &Environment, session: SessionId) -> PathBuf {
    env.settings.spool.join(session.to_string())
}

/// The files of one session, as they are written.
#[derive(Debug)]
pub(super) struct Spool {
    folder: PathBuf,
    open: [Option<(PathBuf, File)>; 3],
    keeper: mpsc::UnboundedSender<PathBuf>,
    waiting: Arc<AtomicU32>,
}

impl Spool {
    /// Begins to write, and to bring to the store what is whole.
    pub(super) fn new(env: &Environment, broadcast: &Arc<Broadcast>, waiting: Arc<AtomicU32>) -> Result<Self> {
        let folder = folder(env, broadcast.id);
        fs::create_dir_all(&folder)?;
        let (keeper, files) = mpsc::unbounded_channel();
        tokio::spawn(keep(env.clone(), broadcast.clone(), files, waiting.clone()));
        Ok(Self { folder, open: [None, None, None], keeper, waiting })
    }

    /// Writes down what was cut. A write into the system's memory: it survives a killed process, and
    /// takes a fraction of a millisecond.
    pub(super) fn write(&mut self, cuts: &[Cut], name: impl Fn(Track, u32, u64, bool) -> Name) -> Result<()> {
        for cut in cuts {
            match cut {
                Cut::Opened { track, number, begins, is_new, .. } => {
                    let path = self.folder.join(name(*track, *number, *begins, *is_new).to_string());
                    // Whoever settled what an earlier process left may have taken the folder while it was empty.
                    fs::create_dir_all(&self.folder)?;
                    self.open[track.place()] = Some((path.clone(), File::create(path)?));
                }
                Cut::Part { track, bytes, .. } => {
                    if let Some((_, file)) = &mut self.open[track.place()] {
                        file.write_all(bytes)?;
                    }
                }
                Cut::Closed { track } => {
                    if let Some((path, _)) = self.open[track.place()].take() {
                        self.waiting.fetch_add(1, Ordering::AcqRel);
                        let _ = self.keeper.send(path);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Brings files to the store in the order in which they became whole, until no more are written.
async fn keep(
    env: Environment,
    broadcast: Arc<Broadcast>,
    mut files: mpsc::UnboundedReceiver<PathBuf>,
    waiting: Arc<AtomicU32>,
) {
    while let Some(path) = files.recv().await {
        let mut pause = Duration::from_millis(100);
        loop {
            match bring(&env, broadcast.id, &path).await {
                Ok(Some((name, key))) => broadcast.stored(name.track, name.number, &key),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(session.id = %broadcast.id, %error, "a segment waits for the store");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSE);
                    continue;
                }
            }
            break;
        }
        waiting.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Brings one file to the store and says where it is; nothing where there is no whole fragment in it.
async fn bring(env: &Environment, session: SessionId, path: &Path) -> Result<Option<(Name, String)>> {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<Name>().ok());
    let name = name.ok_or_else(|| Error::Internal(format!("{} is no segment", path.display())))?;
    let mut bytes = match tokio::fs::read(path).await {
        Ok(bytes) => bytes,
        // Somebody else has brought it.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    bytes.truncate(fragment::whole(&bytes));
    let Some((begins, ticks)) = fragment::times(&bytes) else {
        tokio::fs::remove_file(path).await?;
        return Ok(None);
    };
    let key = name.key(session);
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let place = Key::from(key.as_str());
    let put = env.store.put(&place, bytes.into());
    tokio::time::timeout(Duration::from_secs(30), put)
        .await
        .map_err(|_| Error::Away("object store: no answer in time".to_owned()))??;
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let row = segment::ActiveModel {
        session_id: Set(session.0),
        name: Set(name.track.name().to_owned()),
        number: Set(number(name.number)),
        epoch: Set(name.epoch),
        track: Set(number(name.format)),
        begins: Set(i64::try_from(begins).unwrap_or(i64::MAX)),
        ticks: Set(i64::try_from(ticks).unwrap_or(i64::MAX)),
        at: Set(name.at_ms),
        discontinuity: Set(name.is_new),
        size: Set(size),
        object_key: Set(key.clone()),
    };
    // Brought twice, it is there once.
    let again = OnConflict::columns([segment::Column::SessionId, segment::Column::Name, segment::Column::Number])
        .do_nothing()
        .to_owned();
    segment::Entity::insert(row).on_conflict(again).exec_without_returning(env.db.writer()).await?;
    tokio::fs::remove_file(path).await?;
    Ok(Some((name, key)))
}

/// Brings to the store what a process left here that is gone.
pub(super) async fn recover(env: &Environment, session: SessionId) -> Result<()> {
    let Ok(mut listing) = tokio::fs::read_dir(folder(env, session)).await else { return Ok(()) };
    let mut found = Vec::new();
    while let Some(entry) = listing.next_entry().await? {
        found.extend(
            entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<Name>().ok())
                .map(|name| (name.number, entry.path())),
        );
    }
    found.sort();
    for (_, path) in found {
        bring(env, session, &path).await?;
    }
    Ok(())
}

/// The bytes of a segment that the store does not have yet.
pub(super) async fn read(env: &Environment, session: SessionId, name: Name) -> Result<bytes::Bytes> {
    let bytes = tokio::fs::read(folder(env, session).join(name.to_string())).await;
    bytes.map(Into::into).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::NotFound,
        _ => error.into(),
    })
}

/// The sessions of which something lies here.
pub(super) fn sessions(env: &Environment) -> Vec<SessionId> {
    let Ok(listing) = fs::read_dir(&env.settings.spool) else { return Vec::new() };
    listing.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// Removes the folder of a session of which nothing lies here any more.
pub(super) fn clear(env: &Environment, session: SessionId) {
    // Not empty: something is still on its way.
    let _ = fs::remove_dir(folder(env, session));
}
