//! Several processes, one broadcast: the process that an encoder sends to owns the session, and the
//! others pass on what their members ask for. Of however many members who wait for the same part, one
//! request waits at the owner. When the owner is gone, what lies in the store is offered until an encoder
//! comes back somewhere.

use super::{Ask, entity, serve};
use crate::{Environment, Error, Result, playback::media::MediaAnswer, secret};
use bytes::Bytes;
use contract::SessionId;
use moka::future::Cache;
use sea_orm::EntityTrait;
use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
    time::Duration,
};
use subtle::ConstantTimeEq;

/// The header by which processes of one Estrade know each other.
pub const RELAY_HEADER: &str = "x-estrade-relay";
/// A tag is good for the interval in which it was made and the one after, in seconds.
const INTERVAL_S: i64 = 60;
/// The longest that a relayed request is waited for: three target durations, and the way.
const PATIENCE: Duration = Duration::from_secs(19);
/// Memory for what was passed on lately, in bytes.
const PASSED_ON: u64 = 64 * 1024 * 1024;

/// What the owner answered.
#[derive(Debug, Clone)]
struct Passed {
    bytes: Bytes,
    content_type: &'static str,
}

type Asked = (SessionId, String);

// A playlist is asked for by the part that it must have: shared by all who wait for the same one.
static LISTS: LazyLock<Cache<Asked, Arc<Passed>>> =
    LazyLock::new(|| Cache::builder().max_capacity(2_000).time_to_live(Duration::from_millis(300)).build());
static MEDIA: LazyLock<Cache<Asked, Arc<Passed>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(PASSED_ON)
        .weigher(|_, passed: &Arc<Passed>| u32::try_from(passed.bytes.len()).unwrap_or(u32::MAX))
        .time_to_live(Duration::from_secs(60))
        .build()
});
// Who owns a session is looked up once a second at most.
static OWNERS: LazyLock<Cache<SessionId, Option<String>>> =
    LazyLock::new(|| Cache::builder().max_capacity(500).time_to_live(Duration::from_secs(1)).build());

/// Where the process is reached that a session is sent to, where that is another one and it is there.
pub(super) async fn owner(env: &Environment, session: SessionId) -> Option<String> {
    let look = async {
        let row = entity::Entity::find_by_id(session.0).one(env.db.reader()).await.ok()??;
        let holds = row.lease_until > env.clock.now_ms();
        row.owner.filter(|owner| holds && *owner != env.settings.replica_url)
    };
    OWNERS.get_with(session, look).await
}

/// Answers for a session that is sent to another process.
pub(super) async fn serve(
    env: &Environment,
    owner: &str,
    session: SessionId,
    rest: &str,
    ask: Ask,
) -> Result<MediaAnswer> {
    // Captions change while somebody writes.
    let is_list = rest.ends_with(".m3u8") || rest.ends_with(".vtt");
    let mut path = rest.to_owned();
    if let Some(number) = ask.number {
        // Writing into a String cannot fail.
        let _ = write!(path, "?_HLS_msn={number}");
        let _ = ask.part.map(|part| write!(path, "&_HLS_part={part}"));
        if ask.skips {
            path.push_str("&_HLS_skip=YES");
        }
    } else if ask.skips {
        path.push_str("?_HLS_skip=YES");
    }
    let cache = if is_list { &*LISTS } else { &*MEDIA };
    let fetch = fetched(env, format!("{owner}/internal/live/{session}/{path}"), session, content_type(rest));
    let passed = cache.try_get_with((session, path.clone()), fetch).await;
    match passed {
        Ok(passed) => Ok(MediaAnswer {
            bytes: passed.bytes.clone(),
            content_type: passed.content_type,
            immutable: !is_list,
            gzipped: None,
        }),
        Err(error) => match &*error {
            Error::NotFound => Err(Error::NotFound),
            Error::Invalid(fields) => Err(Error::Invalid(fields.clone())),
            // The owner is gone, or going: what lies in the store goes on.
            _ => serve::stored(env, session, rest, ask).await,
        },
    }
}

fn content_type(rest: &str) -> &'static str {
    match rest {
        rest if rest.ends_with(".m3u8") => "application/vnd.apple.mpegurl",
        rest if rest.ends_with(".vtt") => "text/vtt; charset=utf-8",
        rest if rest.starts_with('a') => "audio/mp4",
        _ => "video/mp4",
    }
}

async fn fetched(
    env: &Environment,
    url: String,
    session: SessionId,
    content_type: &'static str,
) -> Result<Arc<Passed>> {
    let away = |error: reqwest::Error| Error::Away(format!("the owner of a live session: {error}"));
    let request = env.http.get(url).header(RELAY_HEADER, tag(env, session, 0)).timeout(PATIENCE);
    let answer = request.send().await.map_err(away)?;
    match answer.status().as_u16() {
        200 => {}
        404 => return Err(Error::NotFound),
        422 => return Err(Error::field("_HLS_msn", "too_far")),
        other => return Err(Error::Away(format!("the owner of a live session answered {other}"))),
    }
    Ok(Arc::new(Passed { bytes: answer.bytes().await.map_err(away)?, content_type }))
}

/// Asks the process that a session is sent to to let it go, and to bring to the store what it has: the
/// encoder has come here, or may not send any more. One that does not answer is taken for gone. Says whether an
/// encoder was sending to it at that moment.
pub(super) async fn ask_to_release(env: &Environment, session: SessionId) -> bool {
    OWNERS.invalidate(&session).await;
    let Some(owner) = owner(env, session).await else { return false };
    let url = format!("{owner}/internal/live/{session}/release");
    let request = env.http.post(url).header(RELAY_HEADER, tag(env, session, 0)).timeout(Duration::from_secs(8));
    let answer = request.send().await;
    if let Err(error) = &answer {
        tracing::warn!(session.id = %session, %error, "the earlier owner of a live session does not answer");
    }
    OWNERS.invalidate(&session).await;
    answer.is_ok_and(|answer| answer.status().as_u16() == 200)
}

/// What a process says to another of the same Estrade about a session.
fn tag(env: &Environment, session: SessionId, intervals_ago: i64) -> String {
    let interval = env.clock.now().as_second() / INTERVAL_S - intervals_ago;
    let said = [session.0.as_bytes().as_slice(), &interval.to_be_bytes()].concat();
    secret::hex(&env.secret.derive("live relay", &said)[..16])
}

/// A process of the same Estrade. Made from the header that it sends.
#[derive(Debug, Clone, Copy)]
pub struct Peer(());

impl Peer {
    /// Recognises a process of the same Estrade.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody else.
    pub fn recognised(env: &Environment, session: SessionId, said: &str) -> Result<Self> {
        let genuine = (0..2).any(|ago| bool::from(tag(env, session, ago).as_bytes().ct_eq(said.as_bytes())));
        if genuine { Ok(Self(())) } else { Err(Error::NotFound) }
    }
}

/// Answers another process for its members.
///
/// # Errors
/// [`Error::NotFound`] when nothing is sent here.
pub async fn relayed(env: &Environment, _: Peer, session: SessionId, rest: &str, ask: Ask) -> Result<MediaAnswer> {
    if env.lives.running(session).is_none() {
        return Err(Error::Away("the session is not sent here any more".to_owned()));
    }
    serve::stored(env, session, rest, ask).await
}

/// Lets a session go: its encoder has come to another process. Says whether one was sending here.
///
/// # Errors
/// Only when the database fails.
pub async fn release(env: &Environment, _: Peer, session: SessionId) -> Result<bool> {
    super::watchman::release(env, session).await
}
