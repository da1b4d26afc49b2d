//! The way back in after a forgotten password: a letter with a link, which opens once and for an hour.
//!
//! The link's token is no row. It is signed over the account, its end and the password that the account has
//! now, so that setting a new one ends it, and every other that is still under way.

use super::{Admin, SignedIn, entity, password, rights, sign_in, tidy_email};
use crate::{
    Environment, Error, Result,
    database::code,
    jobs::{self, Job, JobError},
    mail::{PasswordLetter, Unsent},
    secret::SecretKey,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::MemberId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long a link opens, in milliseconds.
const OPEN_MS: i64 = 3_600_000;

const MEMBER: usize = 16;
const END: usize = 8;
const TAG: usize = 16;

/// Has a letter written to whoever has an account at this address. The answer is the same where nobody has
/// one, and so is what is done meanwhile: a job either way, which then has nobody to write to.
///
/// # Errors
/// [`Error::Invalid`] for what is no address, [`Error::Conflict`] with `no_mail_for_password` where no letters
/// are sent.
pub async fn ask(env: &Environment, email: &str) -> Result<()> {
    if env.mailer.is_none() {
        return Err(Error::Conflict("no_mail_for_password"));
    }
    let email = tidy_email(email).ok_or_else(|| Error::field("email", "not_an_address"))?;
    let found = entity::Entity::find().filter(entity::Column::Email.eq(email)).one(env.db.reader()).await?;
    let member = found.filter(|member| forgotten(member).is_some()).map(|member| MemberId(member.id));
    let job = Job::NewPassword { member, asked_at: env.clock.now_ms() };
    jobs::enqueue(env, env.db.writer(), &job).await?;
    env.bell.ring();
    Ok(())
}

/// The password of an account that can be set anew: one that may be used, and that signs in here.
fn forgotten(member: &entity::Model) -> Option<&str> {
    member.password_hash.as_deref().filter(|_| member.active)
}

/// Sends the letter that was asked for. Where the mail server is away it waits, but not for longer than a link
/// opens: whoever has waited an hour has asked again, or knows their password.
pub(crate) async fn send(env: &Environment, member: Option<MemberId>, asked_at: i64) -> Result<(), JobError> {
    let (Some(mailer), Some(member)) = (env.mailer.clone(), member) else { return Ok(()) };
    let now = env.clock.now_ms();
    if asked_at + OPEN_MS <= now {
        return Ok(());
    }
    let found = entity::Entity::find_by_id(member.0).one(env.db.writer()).await.map_err(Error::from)?;
    let Some(member) = found else { return Ok(()) };
    let Some(hash) = forgotten(&member) else { return Ok(()) };
    let letter = PasswordLetter {
        id: env.new_id(),
        locale: code(&member.locale)?,
        written_at: env.clock.now(),
        token: token(&env.secret, MemberId(member.id), now + OPEN_MS, hash),
        name: member.name.clone(),
        email: member.email.clone(),
    };
    match mailer.send_password(&letter).await {
        Ok(()) => {}
        Err(Unsent::Away(problem)) => return Err(JobError::Wait(problem)),
        // It may have arrived, or never will: whoever waits for it asks again.
        Err(problem) => tracing::warn!(%problem, "a letter with which a password is set did not go out"),
    }
    Ok(())
}

/// The address of the account whose password a link sets, as long as it does.
///
/// # Errors
/// [`Error::Conflict`] with `password_link_over` for a link that is forged, was used or is too old.
pub async fn opened(env: &Environment, token: &str) -> Result<String> {
    Ok(whose(env, token).await?.email)
}

/// Sets the password of the account whose link this is, and ends all its sign-ins: whoever knew the old one is
/// let out with it.
///
/// # Errors
/// [`Error::Conflict`] with `password_link_over` as for [`opened`], [`Error::Invalid`] about the password.
pub async fn set(env: &Environment, token: &str, password: &str) -> Result<SignedIn> {
    change(env, whose(env, token).await?, password).await
}

/// Gives an account a password, for the operator at the command line: the way back in where no letters are sent.
///
/// # Errors
/// [`Error::NotFound`] where nobody has this address, [`Error::Invalid`] about the password.
pub async fn give(env: &Environment, _: &Admin, email: &str, password: &str) -> Result<SignedIn> {
    let email = tidy_email(email).ok_or(Error::NotFound)?;
    let member = entity::Entity::find().filter(entity::Column::Email.eq(email)).one(env.db.reader()).await?;
    change(env, member.ok_or(Error::NotFound)?, password).await
}

async fn change(env: &Environment, member: entity::Model, password: &str) -> Result<SignedIn> {
    if let Some(problem) = password::problem(password) {
        return Err(Error::Invalid(vec![problem]));
    }
    let hash = password::hash(password.to_owned()).await?;
    let person = rights::signed_in(&member)?;
    let before = match member.password_hash {
        Some(hash) => entity::Column::PasswordHash.eq(hash),
        None => entity::Column::PasswordHash.is_null(),
    };
    let transaction = env.db.begin().await?;
    let changed = entity::Entity::update_many()
        .set(entity::ActiveModel { password_hash: Set(Some(hash)), ..Default::default() })
        .filter(entity::Column::Id.eq(member.id))
        .filter(entity::Column::Active.eq(true))
        // Of two who use a link at once, the second finds another password than it is signed for.
        .filter(before)
        .exec(&transaction)
        .await?;
    if changed.rows_affected == 0 {
        return Err(over());
    }
    sign_in::end_all(&transaction, person.id).await?;
    transaction.commit().await?;
    Ok(person)
}

fn over() -> Error {
    Error::Conflict("password_link_over")
}

async fn whose(env: &Environment, token: &str) -> Result<entity::Model> {
    let (member, end, given) = read(token).ok_or_else(over)?;
    // From the writer: a link that was used a moment ago is over.
    let found = entity::Entity::find_by_id(member.0).one(env.db.writer()).await?.ok_or_else(over)?;
    let hash = forgotten(&found).ok_or_else(over)?;
    let genuine: bool = tag(&env.secret, member, end, hash).ct_eq(&given).into();
    if genuine && env.clock.now_ms() < end { Ok(found) } else { Err(over()) }
}

fn token(key: &SecretKey, member: MemberId, end: i64, hash: &str) -> String {
    let mut bytes = Vec::with_capacity(MEMBER + END + TAG);
    bytes.extend(member.0.as_bytes());
    bytes.extend(end.to_be_bytes());
    bytes.extend(tag(key, member, end, hash));
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(token: &str) -> Option<(MemberId, i64, [u8; TAG])> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == MEMBER + END + TAG)?;
    let (member, rest) = bytes.split_at(MEMBER);
    let (end, tag) = rest.split_at(END);
    let member = MemberId(Uuid::from_slice(member).ok()?);
    Some((member, i64::from_be_bytes(end.try_into().ok()?), tag.try_into().ok()?))
}

fn tag(key: &SecretKey, member: MemberId, end: i64, hash: &str) -> [u8; TAG] {
    let said = [member.0.as_bytes().as_slice(), &end.to_be_bytes(), hash.as_bytes()].concat();
    let mut tag = [0; TAG];
    tag.copy_from_slice(&key.derive("new password", &said)[..TAG]);
    tag
}
