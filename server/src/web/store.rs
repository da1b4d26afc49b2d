//! Where sign-ins are kept: rows of the domain, under the fingerprint of the cookie's id.

use super::{Web, sign_in, viewer::Viewers};
use async_trait::async_trait;
use contract::MemberId;
use domain::{
    Environment,
    accounts::sign_in::{self as stored, StoredSignIn},
    secret::fingerprint,
};
use serde_json::Value;
use std::{collections::HashMap, time::Duration};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The store behind the cookie.
#[derive(Clone)]
pub struct Store {
    env: Environment,
    viewers: Viewers,
    longest: Duration,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// The store of this server.
    pub fn new(web: &Web) -> Self {
        Self { env: web.env.clone(), viewers: web.viewers.clone(), longest: web.sign_in_longest }
    }
}

/// The id itself is a key and never stored.
fn key(id: &Id) -> String {
    fingerprint(&id.to_string())
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn stored_form(record: &Record) -> Result<StoredSignIn> {
    let member = record.data.get(sign_in::MEMBER).cloned().map(serde_json::from_value::<MemberId>);
    Ok(StoredSignIn {
        id: key(&record.id),
        member: member.transpose().map_err(|error| Error::Encode(error.to_string()))?,
        record: serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?,
        expires_at: record.expiry_date.unix_timestamp() * 1000,
    })
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while stored::load(&self.env, &key(&record.id)).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        stored::create(&self.env, stored_form(record)?).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        stored::save(&self.env, stored_form(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(found) = stored::load(&self.env, &key(id)).await.map_err(backend)? else { return Ok(None) };
        let data: HashMap<String, Value> =
            serde_json::from_str(&found.record).map_err(|error| Error::Decode(error.to_string()))?;
        let since = data.get(sign_in::SINCE).and_then(Value::as_i64).unwrap_or(i64::MAX);
        let age = self.env.clock.now().as_second().saturating_sub(since);
        if age >= self.longest.as_secs().cast_signed() {
            return Ok(None);
        }
        let expiry_date = OffsetDateTime::from_unix_timestamp(found.expires_at / 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let key = key(id);
        stored::delete(&self.env, &key).await.map_err(backend)?;
        self.viewers.forget(&key).await;
        Ok(())
    }
}
