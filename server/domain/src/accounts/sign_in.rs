//! Sign-ins: which browsers are authenticated as whom.
//!
//! Rows rather than memory, so that any replica knows the member. The id in the cookie is a key,
//! so only its fingerprint is stored: who reads the database cannot take over a browser.

use crate::{Environment, Result};
use contract::MemberId;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in")]
    pub struct Model {
        /// Fingerprint of the id in the cookie.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        /// Whose it is; absent before signing in.
        pub member_id: Option<Uuid>,
        /// What the web server keeps with it, as JSON text.
        #[sea_orm(column_type = "Text")]
        pub record: String,
        pub expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One stored sign-in.
#[derive(Debug, Clone)]
pub struct StoredSignIn {
    /// Fingerprint of the id in the cookie.
    pub id: String,
    /// Whose it is.
    pub member: Option<MemberId>,
    /// What the web server keeps with it, as JSON text.
    pub record: String,
    /// When it ends by itself, in milliseconds since 1970 UTC.
    pub expires_at: i64,
}

/// Writes a new sign-in.
///
/// # Errors
/// Only when the database fails.
pub async fn create(env: &Environment, sign_in: StoredSignIn) -> Result<()> {
    entity::Entity::insert(row(sign_in)).exec_without_returning(env.db.writer()).await?;
    Ok(())
}

/// Writes a sign-in that is stored already. One that was ended meanwhile stays so: whoever signed
/// out everywhere did not mean 'but for the request that was under way'.
///
/// # Errors
/// Only when the database fails.
pub async fn save(env: &Environment, sign_in: StoredSignIn) -> Result<()> {
    let id = sign_in.id.clone();
    let changed = entity::Entity::update_many().set(row(sign_in)).filter(entity::Column::Id.eq(id));
    changed.exec(env.db.writer()).await?;
    Ok(())
}

fn row(sign_in: StoredSignIn) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(sign_in.id),
        member_id: Set(sign_in.member.map(|member| member.0)),
        record: Set(sign_in.record),
        expires_at: Set(sign_in.expires_at),
    }
}

/// The sign-in with this id that has not ended.
///
/// # Errors
/// Only when the database fails.
pub async fn load(env: &Environment, id: &str) -> Result<Option<StoredSignIn>> {
    let row = entity::Entity::find_by_id(id)
        .filter(entity::Column::ExpiresAt.gt(env.clock.now_ms()))
        .one(env.db.reader())
        .await?;
    Ok(row.map(|row| StoredSignIn {
        id: row.id,
        member: row.member_id.map(MemberId),
        record: row.record,
        expires_at: row.expires_at,
    }))
}

/// Ends one sign-in.
///
/// # Errors
/// Only when the database fails.
pub async fn delete(env: &Environment, id: &str) -> Result<()> {
    entity::Entity::delete_by_id(id).exec(env.db.writer()).await?;
    Ok(())
}

/// Ends every sign-in of a member, on every device.
///
/// # Errors
/// Only when the database fails.
pub async fn end_everywhere(env: &Environment, member: MemberId) -> Result<u64> {
    end_all(env.db.writer(), member).await
}

/// The same, with whatever else is changed on this connection.
pub(super) async fn end_all<C: ConnectionTrait>(connection: &C, member: MemberId) -> Result<u64> {
    let done = entity::Entity::delete_many().filter(entity::Column::MemberId.eq(member.0)).exec(connection).await?;
    Ok(done.rows_affected)
}

/// Removes what has ended by itself. Returns how many there were.
///
/// # Errors
/// Only when the database fails.
pub async fn remove_expired(env: &Environment) -> Result<u64> {
    let done = entity::Entity::delete_many()
        .filter(entity::Column::ExpiresAt.lte(env.clock.now_ms()))
        .exec(env.db.writer())
        .await?;
    Ok(done.rows_affected)
}
