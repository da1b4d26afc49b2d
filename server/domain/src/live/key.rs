//! Stream keys: what an encoder shows to be let in. 128 bits, kept as a sum, shown once, and good for one
//! session around the time at which it takes place.

use super::{entity, relay};
use crate::{Environment, Error, Result, accounts::Staff, secret};
use contract::{
    SessionId,
    lives::{CLOSES_AFTER_S, LiveState, OPENS_BEFORE_S, StreamKey},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use subtle::ConstantTimeEq;

/// By so many characters a key is looked up.
const PREFIX: usize = 8;

/// Why an encoder is not let in: a code, and the sentence that its operator reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody was given this key, or another has taken its place.
    #[error("Clé de diffusion inconnue ou remplacée. / Unknown or replaced stream key.")]
    UnknownKey,
    /// The session's time has not come.
    #[error(
        "Trop tôt : la clé s’ouvre une heure avant la séance. / Too early: the key opens one hour before the session."
    )]
    TooEarly,
    /// The session's time is over.
    #[error("Cette séance est terminée. / This session is over.")]
    Over,
    /// The session does not take place.
    #[error("Cette séance est annulée. / This session is cancelled.")]
    Cancelled,
    /// Too many wrong keys from one address.
    #[error("Trop d’essais : patientez une minute. / Too many attempts: wait a minute.")]
    TooMany,
    /// The server cannot take it now.
    #[error("Le serveur ne peut pas recevoir maintenant. Réessayez. / The server cannot receive now. Try again.")]
    Away,
}

/// Gives out a key for a session; an earlier one opens nothing any more.
///
/// # Errors
/// [`Error::NotFound`] when the session is not live; [`Error::Conflict`] with `live_over`.
pub async fn issue_key(env: &Environment, _: &Staff, session: SessionId) -> Result<StreamKey> {
    let row = entity::Entity::find_by_id(session.0).one(env.db.writer()).await?.ok_or(Error::NotFound)?;
    if row.state == LiveState::Ended.code() {
        return Err(Error::Conflict("live_over"));
    }
    let key = secret::hex(&rand::random::<u128>().to_be_bytes());
    let statement = env.db.statement(
        "UPDATE live SET key_prefix = ?, key_sha256 = ? WHERE session_id = ?",
        [key[..PREFIX].into(), secret::fingerprint(&key).into(), session.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    // Whoever sends with the earlier one is stopped, whichever process they send to.
    match env.lives.running(session) {
        Some(running) => {
            running.stop.lock().cancel();
            *running.displaced.lock() = None;
        }
        None => drop(relay::ask_to_release(env, session).await),
    }
    Ok(StreamKey { server: env.settings.rtmp_url.clone(), key })
}

/// The session that a key opens now.
pub(super) async fn admitted(env: &Environment, key: &str) -> Result<entity::Model, Refused> {
    let prefix = key.get(..PREFIX).ok_or(Refused::UnknownKey)?;
    let rows = entity::Entity::find().filter(entity::Column::KeyPrefix.eq(prefix)).all(env.db.writer()).await;
    let rows = rows.map_err(|error| {
        tracing::error!(%error, "a stream key could not be looked up");
        Refused::Away
    })?;
    let sum = secret::fingerprint(key);
    let fits = |row: &entity::Model| {
        row.key_sha256.as_deref().is_some_and(|known| known.as_bytes().ct_eq(sum.as_bytes()).into())
    };
    let row = rows.into_iter().find(fits).ok_or(Refused::UnknownKey)?;
    let now = env.clock.now_ms();
    if row.state == LiveState::Cancelled.code() {
        return Err(Refused::Cancelled);
    }
    if row.state == LiveState::Ended.code() || now > row.ends_at + CLOSES_AFTER_S * 1000 {
        return Err(Refused::Over);
    }
    // What has begun is not early any more, whatever becomes of the clock.
    if now < row.starts_at - OPENS_BEFORE_S * 1000 && row.started_at.is_none() {
        return Err(Refused::TooEarly);
    }
    Ok(row)
}
