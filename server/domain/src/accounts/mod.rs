//! An account is a person who can sign in: a member, or someone who works for the organisation.
//!
//! What a person may do is a value that must be held to call: [`SignedIn`], [`Staff`],
//! [`Manager`] and [`Admin`] cannot be made outside of this folder, so a door that asks for one
//! cannot be passed by someone who is not.

pub mod calendar;
pub(crate) mod entity;
pub mod new_password;
mod password;
mod rights;
pub mod sign_in;
pub mod tokens;

pub use password::warm_up;
pub use rights::{Admin, Manager, SignedIn, Staff};

use crate::{Environment, Error, Result, database::code};
use contract::{
    Locale, MemberId,
    accounts::{Credentials, MemberSummary, NewMember, Role},
    limits,
    problem::FieldProblem,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};

/// Checks an address and a password. The same time passes whether or not the address is known,
/// so that nobody learns who is a member by trying.
///
/// # Errors
/// [`Error::Forbidden`] with `wrong_credentials`, whatever of the two was wrong.
pub async fn check_credentials(env: &Environment, credentials: &Credentials) -> Result<SignedIn> {
    let email = tidy_email(&credentials.email);
    let found = match &email {
        Some(email) => entity::Entity::find().filter(entity::Column::Email.eq(email)).one(env.db.reader()).await?,
        None => None,
    };
    let hash = found.as_ref().and_then(|member| member.password_hash.clone());
    let right = password::verify(credentials.password.clone(), hash).await?;
    match found {
        Some(member) if right && member.active => {
            let person = rights::signed_in(&member)?;
            let mut row: entity::ActiveModel = member.into();
            row.last_sign_in_at = Set(Some(env.clock.now_ms()));
            row.update(env.db.writer()).await?;
            Ok(person)
        }
        _ => Err(Error::Forbidden("wrong_credentials")),
    }
}

/// The person with this id, if the account may still be used.
///
/// # Errors
/// Only when the database fails.
pub async fn find(env: &Environment, id: MemberId) -> Result<Option<SignedIn>> {
    let member = entity::Entity::find_by_id(id.0).one(env.db.reader()).await?;
    member.filter(|member| member.active).map(|member| rights::signed_in(&member)).transpose()
}

/// The names of those of these people who have an account.
pub(crate) async fn names(
    env: &Environment,
    ids: impl Iterator<Item = uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, String>> {
    let ids: HashSet<uuid::Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let members = entity::Entity::find().filter(entity::Column::Id.is_in(ids)).all(env.db.reader()).await?;
    Ok(members.into_iter().map(|member| (member.id, member.name)).collect())
}

/// Makes an account.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; an address that is taken is one of them.
pub async fn create(env: &Environment, _: &Admin, new: &NewMember) -> Result<MemberId> {
    let mut problems = Vec::new();
    let email = tidy_email(&new.email);
    if email.is_none() {
        problems.push(FieldProblem::new("email", "not_an_address"));
    }
    let name = new.name.trim();
    if name.is_empty() {
        problems.push(FieldProblem::new("name", "required"));
    } else if name.chars().count() > limits::SHORT_TEXT_CHARS {
        problems.push(FieldProblem::new("name", "too_long").with("max", limits::SHORT_TEXT_CHARS));
    }
    if let Some(password) = &new.password {
        problems.extend(password::problem(password));
    }
    let (Some(email), true) = (email, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    if entity::Entity::find().filter(entity::Column::Email.eq(&email)).count(env.db.reader()).await? > 0 {
        return Err(Error::field("email", "taken"));
    }
    let hash = match &new.password {
        Some(password) => Some(password::hash(password.clone()).await?),
        None => None,
    };
    let id = MemberId(env.new_id());
    entity::ActiveModel {
        id: Set(id.0),
        email: Set(email),
        name: Set(name.to_owned()),
        role: Set(new.role.code().to_owned()),
        locale: Set(new.locale.code().to_owned()),
        active: Set(true),
        password_hash: Set(hash),
        last_sign_in_at: Set(None),
        created_at: Set(env.clock.now_ms()),
    }
    .insert(env.db.writer())
    .await?;
    Ok(id)
}

/// Everyone with an account, by name.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Admin) -> Result<Vec<MemberSummary>> {
    let members = entity::Entity::find().order_by_asc(entity::Column::Name).all(env.db.reader()).await?;
    members.into_iter().map(summary).collect()
}

/// The account with this address, for the operator at the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_by_email(env: &Environment, _: &Admin, email: &str) -> Result<SignedIn> {
    let email = tidy_email(email).ok_or(Error::NotFound)?;
    let member = entity::Entity::find().filter(entity::Column::Email.eq(email)).one(env.db.reader()).await?;
    rights::signed_in(&member.ok_or(Error::NotFound)?)
}

fn summary(member: entity::Model) -> Result<MemberSummary> {
    Ok(MemberSummary {
        id: MemberId(member.id),
        role: code::<Role>(&member.role)?,
        locale: code::<Locale>(&member.locale)?,
        email: member.email,
        name: member.name,
        active: member.active,
    })
}

/// An address as it is stored and compared: trimmed and in lower case. Deliberately no more
/// than a plausibility check; whether mail arrives there, only mail can tell.
pub(crate) fn tidy_email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, host) = text.rsplit_once('@')?;
    let plausible = !local.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c));
    plausible.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::tidy_email;

    #[test]
    fn an_address_is_plausible_or_refused() {
        assert_eq!(tidy_email(" Ana@Example.ORG ").as_deref(), Some("ana@example.org"));
        for bad in ["", "ana", "@b.ca", "ana@localhost", "a b@c.ca", "ana@c.ca, bea@c.ca", "ana@.ca", "<a@b.ca>"] {
            assert_eq!(tidy_email(bad), None, "{bad}");
        }
    }
}
