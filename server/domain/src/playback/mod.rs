//! Playback is the moment in which a member watches: what the player is given, and what it
//! reports back.
//!
//! What is played is kept as intervals of media time and counted as their union; never as the
//! last position, which a seek can put anywhere. Each batch is checked against the time that has
//! passed since the watch was opened (`rules.rs`).

pub mod document;
pub(crate) mod entity;
mod grant;
mod manifest;
pub mod media;
mod reading;
mod report;
mod rules;
mod signer;

pub use reading::read_page;
pub use report::report;
pub(crate) use rules::believed;
pub use signer::StoreSigner;

use crate::{Environment, Error, Result, accounts::SignedIn, history};
use bytes::Bytes;
use contract::{
    SessionId, WatchId,
    devices::Device,
    lives::LiveState,
    playback::{OpenedWatch, resume_at},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

/// Opens a watch of a published session for a member, on a device of some kind.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session in the catalogue; [`Error::Conflict`] with
/// `nothing_to_play` when it has no media, `not_begun` when it is broadcast later.
pub async fn open(env: &Environment, member: &SignedIn, id: SessionId, device: Device) -> Result<OpenedWatch> {
    let index = env.catalogue.index(env).await?;
    let session = index.visible(true, id).ok_or(Error::NotFound)?;
    let playable = session.entry.recording_id.is_some() && session.duration_ms > 0;
    let is_live = match &session.entry.live {
        Some(note) if session.entry.recording_id.is_none() => {
            if !matches!(note.state, LiveState::Live | LiveState::Ended) {
                return Err(Error::Conflict("not_begun"));
            }
            Some(note.state == LiveState::Live)
        }
        _ => None,
    };
    if !playable && is_live.is_none() && session.entry.pages == 0 {
        return Err(Error::Conflict("nothing_to_play"));
    }
    let now = env.clock.now_ms();
    let watch = WatchId(env.new_id());
    entity::watch::ActiveModel {
        id: Set(watch.0),
        member_id: Set(member.id.0),
        session_id: Set(id.0),
        internal: Set(member.is_internal()),
        credited_ms: Set(0),
        started_at: Set(now),
        last_at: Set(now),
        device: Set(Some(device.code().to_owned())),
    }
    .insert(env.db.writer())
    .await?;
    let position = history::position(env, member, id).await?;
    Ok(OpenedWatch {
        watch_id: watch,
        playlist_url: if playable || is_live.is_some() {
            format!("/media/{}/index.m3u8", grant::sign(env, member.id, id))
        } else {
            String::new()
        },
        storyboard_url: session
            .has_storyboard
            .then(|| format!("/media/{}/storyboard.vtt", grant::sign(env, member.id, id))),
        sign_url: session.has_signs.then(|| format!("/media/{}/sign.m3u8", grant::sign(env, member.id, id))),
        // Whoever comes to a broadcast comes to what is happening now.
        resume_at: if is_live.is_some() { 0.0 } else { resume_at(position, session.duration_ms) as f64 / 1000.0 },
        live: is_live == Some(true),
        duration_s: session.duration_ms as f64 / 1000.0,
    })
}

/// A member's key to the media of one session, for addresses below `/media/`. It is worth
/// nothing in another member's browser and ends by itself.
pub fn grant(env: &Environment, member: &SignedIn, id: SessionId) -> String {
    grant::sign(env, member.id, id)
}

/// The picture that stands for a session, for whoever may know of the session.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn poster(env: &Environment, viewer: Option<&SignedIn>, id: SessionId, small: bool) -> Result<Bytes> {
    let index = env.catalogue.index(env).await?;
    let session = index.visible(viewer.is_some(), id).ok_or(Error::NotFound)?;
    let key = if small { &session.poster_small_key } else { &session.poster_key };
    media::object(env, key.as_deref().ok_or(Error::NotFound)?).await
}
