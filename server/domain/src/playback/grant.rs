//! Grants: signed names of 'this member may watch this session', checked without a query.

use crate::{Environment, secret::SecretKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::{MemberId, SessionId};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long a grant opens media: an evening. It ends sooner when the session leaves the
/// catalogue or the member signs out, which is checked at every request.
const VALID_S: u32 = 12 * 3600;
const SIGNED: usize = 16 + 16 + 4;
const TAG: usize = 16;

pub(super) fn sign(env: &Environment, member: MemberId, session: SessionId) -> String {
    let now = u32::try_from(env.clock.now().as_second()).unwrap_or(u32::MAX);
    // Rounded up to the hour, so that a page that is opened again finds its media in the cache.
    let until = now.saturating_add(VALID_S).div_ceil(3600).saturating_mul(3600);
    let mut bytes = Vec::with_capacity(SIGNED + TAG);
    bytes.extend(session.0.as_bytes());
    bytes.extend(member.0.as_bytes());
    bytes.extend(until.to_be_bytes());
    let tag = tag(&env.secret, &bytes);
    bytes.extend(tag);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The session that a grant opens for this member now; nothing when it is forged, another
/// member's or over.
pub(super) fn verify(env: &Environment, member: MemberId, grant: &str) -> Option<SessionId> {
    let bytes = URL_SAFE_NO_PAD.decode(grant).ok().filter(|bytes| bytes.len() == SIGNED + TAG)?;
    let (signed, given) = bytes.split_at(SIGNED);
    let genuine: bool = tag(&env.secret, signed).ct_eq(given).into();
    let now = u32::try_from(env.clock.now().as_second()).unwrap_or(u32::MAX);
    let until = u32::from_be_bytes(signed[32..SIGNED].try_into().ok()?);
    let whose = Uuid::from_slice(&signed[16..32]).ok()?;
    let session = Uuid::from_slice(&signed[..16]).ok()?;
    (genuine && whose == member.0 && now < until).then_some(SessionId(session))
}

fn tag(secret: &SecretKey, signed: &[u8]) -> [u8; TAG] {
    let mut tag = [0; TAG];
    tag.copy_from_slice(&secret.derive("media grant", signed)[..TAG]);
    tag
}
