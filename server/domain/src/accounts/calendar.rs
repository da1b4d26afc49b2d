//! The secret address of a member's own calendar. Calendar programs sign in nowhere: who knows the address
//! may read when the sessions are, and nothing else.

use super::{SignedIn, find};
use crate::{Environment, Error, Result, secret::SecretKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::MemberId;
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const MEMBER: usize = 16;
const TAG: usize = 16;

/// The secret of a member's calendar: the same whenever it is asked for, until it is [`renew`]ed.
///
/// # Errors
/// Only when the database fails.
pub async fn secret(env: &Environment, member: &SignedIn) -> Result<String> {
    let number = number(env, member.id).await?;
    let mut bytes = Vec::with_capacity(MEMBER + TAG);
    bytes.extend(member.id.0.as_bytes());
    bytes.extend(tag(&env.secret, member.id, number));
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Gives a member's calendar another address. The one before opens nothing any more.
///
/// # Errors
/// Only when the database fails.
pub async fn renew(env: &Environment, member: &SignedIn) -> Result<()> {
    let statement = env.db.statement(
        "INSERT INTO member_calendar (member_id, number) VALUES (?, 1)
         ON CONFLICT (member_id) DO UPDATE SET number = member_calendar.number + 1",
        [member.id.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

/// How often a calendar has got another address.
async fn number(env: &Environment, member: MemberId) -> Result<i32> {
    let statement = env.db.statement("SELECT number FROM member_calendar WHERE member_id = ?", [member.0.into()]);
    let row = env.db.writer().query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get("", "number")).transpose()?.unwrap_or_default())
}

/// Whose calendar a secret opens.
///
/// # Errors
/// [`Error::NotFound`] when it is forged or was renewed, or the account cannot be used any more.
pub async fn whose(env: &Environment, secret: &str) -> Result<SignedIn> {
    let (member, given) = read(secret).ok_or(Error::NotFound)?;
    let genuine: bool = tag(&env.secret, member, number(env, member).await?).ct_eq(&given).into();
    if !genuine {
        return Err(Error::NotFound);
    }
    find(env, member).await?.ok_or(Error::NotFound)
}

fn read(secret: &str) -> Option<(MemberId, [u8; TAG])> {
    let bytes = URL_SAFE_NO_PAD.decode(secret).ok().filter(|bytes| bytes.len() == MEMBER + TAG)?;
    let (member, given) = bytes.split_at(MEMBER);
    Some((MemberId(Uuid::from_slice(member).ok()?), given.try_into().ok()?))
}

fn tag(key: &SecretKey, member: MemberId, number: i32) -> [u8; TAG] {
    let mut said = member.0.as_bytes().to_vec();
    // Addresses that were given out before there were others stay good.
    if number > 0 {
        said.extend(number.to_be_bytes());
    }
    let mut tag = [0; TAG];
    tag.copy_from_slice(&key.derive("member calendar", &said)[..TAG]);
    tag
}
