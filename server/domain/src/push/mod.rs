//! A device on which a member is reminded is a browser that gave us an address of its push service and the
//! key for which a notice is sealed (RFC 8030, 8291, 8292): who passes it on learns that something came, and
//! not what. When a notice is due is a matter of `reminders`; how it reads is the world's, see [`Pusher`].
//!
//! The address comes from whoever asks, and this server goes there: it is judged as those of feeds are, when
//! it is taken down and whenever something is sent.

pub(crate) mod entity;
mod post;
mod sealed;
mod vapid;

pub use post::{Notice, Urgency, post};
pub use vapid::Vapid;

use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    clock::moment,
    feed::address,
    mail::{Letter, Unsent},
    reminders,
};
use contract::{
    PushDeviceId,
    push::{DEVICES, NewPushDevice, PushDevice, name_of},
};
use entity::device;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use url::Url;

/// Where a notice goes, and for whom it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// The address of its push service. Whoever knows it may try to send: it is not logged.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub public_key: String,
    /// What it shares with us, in base64url.
    pub auth_secret: String,
}

/// Why a notice was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unpushed {
    /// The browser does not want any more, or is no more.
    #[error("gone")]
    Gone,
    /// As with a letter.
    #[error(transparent)]
    Unsent(#[from] Unsent),
}

/// What puts a notice into words and hands it over to a device's push service.
#[async_trait::async_trait]
pub trait Pusher: Send + Sync {
    /// The key by which push services know this Estrade, in base64url: browsers ask for it.
    fn public_key(&self) -> &str;

    /// Tells a device what a letter tells.
    ///
    /// # Errors
    /// See [`Unpushed`].
    async fn push(&self, to: &Subscriber, letter: &Letter) -> Result<(), Unpushed>;
}

/// The key for which browsers ask; nothing where devices are not told anything here.
pub fn public_key(env: &Environment) -> Option<String> {
    env.pusher.as_ref().map(|pusher| pusher.public_key().to_owned())
}

/// Reminds the member on one more device. Asked again by the same browser, it stays the same device, also where
/// its address was renewed (`replaces`): what it was told is not told again. One that somebody else was reminded
/// on is the member's from now on, since it is they who use it.
///
/// `agent` is what the browser calls itself, of which a name is kept.
///
/// # Errors
/// [`Error::Conflict`] with `no_push` where devices are not told anything here; [`Error::Invalid`] naming the
/// fields.
pub async fn add(
    env: &Environment,
    member: &SignedIn,
    new: &NewPushDevice,
    agent: Option<&str>,
) -> Result<PushDeviceId> {
    if env.pusher.is_none() {
        return Err(Error::Conflict("no_push"));
    }
    let url = address::judge(&new.endpoint, env.settings.feed_allow_loopback)
        .map_err(|refusal| Error::field("endpoint", refusal.code()))?;
    // Browsers write base64url without its padding; some programs add it.
    let [public_key, auth_secret] =
        [&new.keys.p256dh, &new.keys.auth].map(|text| text.trim().trim_end_matches('=').to_owned());
    let to = Subscriber { endpoint: url.into(), public_key, auth_secret };
    if sealed::Recipient::of(&to).is_none() {
        return Err(Error::field("keys", "not_a_browser"));
    }
    let name = agent.map(name_of).unwrap_or_default();
    let transaction = env.db.begin().await?;
    let mut known = device::Entity::find().filter(device::Column::Endpoint.eq(&to.endpoint)).one(&transaction).await?;
    if let Some(before) = &new.replaces
        && let Some(old) = mine(&transaction, member, before).await?
        && known.as_ref().is_none_or(|known| known.id != old.id)
    {
        if known.is_some() {
            // The new address is known already: nothing comes to the old one any more.
            device::Entity::delete_by_id(old.id).exec(&transaction).await?;
        } else {
            known = Some(old);
        }
    }
    let id = match known {
        Some(known) if known.member_id == member.id.0 => {
            device::Entity::update_many()
                .col_expr(device::Column::Endpoint, Expr::value(to.endpoint))
                .col_expr(device::Column::PublicKey, Expr::value(to.public_key))
                .col_expr(device::Column::AuthSecret, Expr::value(to.auth_secret))
                .col_expr(device::Column::Name, Expr::value(name))
                .filter(device::Column::Id.eq(known.id))
                .exec(&transaction)
                .await?;
            known.id
        }
        other => {
            if let Some(other) = other {
                device::Entity::delete_by_id(other.id).exec(&transaction).await?;
            }
            let row = device::ActiveModel {
                id: Set(env.new_id()),
                member_id: Set(member.id.0),
                endpoint: Set(to.endpoint),
                public_key: Set(to.public_key),
                auth_secret: Set(to.auth_secret),
                name: Set(name),
                created_at: Set(env.clock.now_ms()),
            };
            let id = row.insert(&transaction).await?.id;
            reminders::knows_what_moved(env, &transaction, id, member.id.0).await?;
            id
        }
    };
    let oldest = env.db.statement(
        "DELETE FROM push_device WHERE member_id = ? AND id NOT IN (
             SELECT id FROM push_device WHERE member_id = ? ORDER BY created_at DESC, id DESC LIMIT ?
         )",
        [member.id.0.into(), member.id.0.into(), DEVICES.cast_signed().into()],
    );
    transaction.execute_raw(oldest).await?;
    transaction.commit().await?;
    Ok(PushDeviceId(id))
}

/// The member's device that had this address, as a browser writes it.
async fn mine(connection: &impl ConnectionTrait, member: &SignedIn, endpoint: &str) -> Result<Option<device::Model>> {
    let endpoint = Url::parse(endpoint.trim()).map_or_else(|_| endpoint.to_owned(), String::from);
    let found = device::Entity::find()
        .filter(device::Column::Endpoint.eq(endpoint))
        .filter(device::Column::MemberId.eq(member.id.0))
        .one(connection)
        .await?;
    Ok(found)
}

/// The devices on which the member is reminded, the newest first.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, member: &SignedIn) -> Result<Vec<PushDevice>> {
    let rows = device::Entity::find()
        .filter(device::Column::MemberId.eq(member.id.0))
        .order_by_desc(device::Column::CreatedAt)
        .order_by_desc(device::Column::Id)
        .all(env.db.reader())
        .await?;
    let known = |row: device::Model| PushDevice {
        id: PushDeviceId(row.id),
        name: row.name,
        since: moment(row.created_at),
        key: row.public_key,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Does not remind the member on a device any more. One that is not theirs, or is forgotten already, is left.
///
/// # Errors
/// Only when the database fails.
pub async fn forget(env: &Environment, member: &SignedIn, id: PushDeviceId) -> Result<()> {
    device::Entity::delete_many()
        .filter(device::Column::Id.eq(id.0))
        .filter(device::Column::MemberId.eq(member.id.0))
        .exec(env.db.writer())
        .await?;
    Ok(())
}

/// Whether the member is reminded on any device.
pub(crate) async fn has_any(env: &Environment, member: &SignedIn) -> Result<bool> {
    if env.pusher.is_none() {
        return Ok(false);
    }
    let count = device::Entity::find().filter(device::Column::MemberId.eq(member.id.0)).count(env.db.reader()).await?;
    Ok(count > 0)
}

/// Forgets a device that its push service does not know any more.
pub(crate) async fn forget_gone(env: &Environment, id: PushDeviceId) -> Result<()> {
    device::Entity::delete_by_id(id.0).exec(env.db.writer()).await?;
    Ok(())
}
