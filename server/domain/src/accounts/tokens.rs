//! Bearer tokens: how a program acts for a person.

use super::{Admin, SignedIn};
use crate::{
    Environment, Error, Result,
    database::{json, stored},
    secret::fingerprint,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::MemberId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::str::FromStr;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        /// What it is for, in the words of who made it.
        pub name: String,
        /// Fingerprint; the token itself is shown once and never stored.
        pub token_hash: String,
        pub scopes: Json,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a token may be used for: a noun of the API, to read or to write. Writing includes reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// As in addresses: `items`, `sessions`.
    pub noun: String,
    /// Whether it may change anything.
    pub writes: bool,
}

/// The nouns of which there are scopes; `profile` is one member's, read by a program.
pub const NOUNS: [&str; 18] = [
    "items",
    "imports",
    "recordings",
    "sessions",
    "catalogue",
    "watches",
    "me",
    "pilots",
    "feeds",
    "members",
    "lives",
    "releases",
    "licences",
    "rights",
    "profile",
    "tasks",
    "work",
    "board",
];

impl FromStr for Scope {
    type Err = Error;
    /// Reads `noun:read` or `noun:write`.
    fn from_str(text: &str) -> Result<Self> {
        let unknown = || Error::field("scopes", "unknown_scope");
        let (noun, right) = text.split_once(':').ok_or_else(unknown)?;
        let writes = match right {
            "read" => false,
            "write" => true,
            _ => return Err(unknown()),
        };
        if NOUNS.contains(&noun) { Ok(Self { noun: noun.to_owned(), writes }) } else { Err(unknown()) }
    }
}

/// For whom a token acts, and how far.
#[derive(Debug, Clone)]
pub struct Bearer {
    /// The person.
    pub owner: SignedIn,
    /// What it may be used for; without any, for whatever the person may do.
    pub scopes: Vec<Scope>,
}

impl Bearer {
    /// Whether the token may be used for this.
    pub fn may(&self, noun: &str, writes: bool) -> bool {
        self.scopes.is_empty() || self.scopes.iter().any(|scope| scope.noun == noun && (scope.writes || !writes))
    }
}

/// Makes a token for a person and returns it, `est_` and 43 characters. It cannot be shown again.
///
/// # Errors
/// [`Error::Invalid`] when a scope is none of those there are.
pub async fn create(env: &Environment, _: &Admin, owner: &SignedIn, name: &str, scopes: &[String]) -> Result<String> {
    scopes.iter().try_for_each(|scope| scope.parse::<Scope>().map(drop))?;
    let token = format!("est_{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
    entity::ActiveModel {
        id: Set(env.new_id()),
        member_id: Set(owner.id.0),
        name: Set(name.trim().to_owned()),
        token_hash: Set(fingerprint(&token)),
        scopes: Set(json(&scopes)?),
        created_at: Set(env.clock.now_ms()),
    }
    .insert(env.db.writer())
    .await?;
    Ok(token)
}

/// The person for whom a token acts, if it is known and the account may be used.
///
/// # Errors
/// Only when the database fails.
pub async fn bearer(env: &Environment, token: &str) -> Result<Option<Bearer>> {
    if !token.starts_with("est_") {
        return Ok(None);
    }
    let found =
        entity::Entity::find().filter(entity::Column::TokenHash.eq(fingerprint(token))).one(env.db.reader()).await?;
    let Some(row) = found else { return Ok(None) };
    let Some(owner) = super::find(env, MemberId(row.member_id)).await? else { return Ok(None) };
    let scopes: Vec<String> = stored(row.scopes)?;
    // One that an earlier release let pass names nothing, and so opens nothing.
    let read = |text: &String| text.parse().unwrap_or_else(|_| Scope { noun: text.clone(), writes: false });
    Ok(Some(Bearer { owner, scopes: scopes.iter().map(read).collect() }))
}
