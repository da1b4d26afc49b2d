//! Bearer tokens: how a program acts for a person.

use super::{Admin, SignedIn};
use crate::{Environment, Result, database::json, secret::fingerprint};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::MemberId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

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

/// Makes a token for a person and returns it, `est_` and 43 characters. It cannot be shown again.
///
/// # Errors
/// Only when the database fails.
pub async fn create(env: &Environment, _: &Admin, owner: &SignedIn, name: &str, scopes: &[String]) -> Result<String> {
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
pub async fn owner(env: &Environment, token: &str) -> Result<Option<SignedIn>> {
    if !token.starts_with("est_") {
        return Ok(None);
    }
    let found =
        entity::Entity::find().filter(entity::Column::TokenHash.eq(fingerprint(token))).one(env.db.reader()).await?;
    match found {
        Some(row) => super::find(env, MemberId(row.member_id)).await,
        None => Ok(None),
    }
}
