//! The secret address of a member's own calendar. Calendar programs sign in nowhere: who knows the address
//! may read when the sessions are, and nothing else.

use super::{SignedIn, find};
use crate::{Environment, Error, Result, secret::SecretKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::MemberId;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const MEMBER: usize = 16;
const TAG: usize = 16;

/// The secret of a member's calendar: the same whenever it is asked for.
pub fn secret(env: &Environment, member: &SignedIn) -> String {
    let mut bytes = Vec::with_capacity(MEMBER + TAG);
    bytes.extend(member.id.0.as_bytes());
    bytes.extend(tag(&env.secret, member.id));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whose calendar a secret opens.
///
/// # Errors
/// [`Error::NotFound`] when it is forged, or the account cannot be used any more.
pub async fn whose(env: &Environment, secret: &str) -> Result<SignedIn> {
    let member = verified(&env.secret, secret).ok_or(Error::NotFound)?;
    find(env, member).await?.ok_or(Error::NotFound)
}

fn verified(key: &SecretKey, secret: &str) -> Option<MemberId> {
    let bytes = URL_SAFE_NO_PAD.decode(secret).ok().filter(|bytes| bytes.len() == MEMBER + TAG)?;
    let (member, given) = bytes.split_at(MEMBER);
    let member = MemberId(Uuid::from_slice(member).ok()?);
    let genuine: bool = tag(key, member).ct_eq(given).into();
    genuine.then_some(member)
}

fn tag(key: &SecretKey, member: MemberId) -> [u8; TAG] {
    let mut tag = [0; TAG];
    tag.copy_from_slice(&key.derive("member calendar", member.0.as_bytes())[..TAG]);
    tag
}
