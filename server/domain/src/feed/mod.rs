//! A feed is a destination to which events of members are sent: of those who agreed to its
//! purpose, and only while they do.
//!
//! The promise: durable at least once, never exactly once; duplicates carry the same id. An
//! event is a row written in the transaction of the fact that it reports (`outbox`), and a job
//! that sends it (`deliver`). Destinations know a member by a pseudonym of their own.

pub(crate) mod address;
mod deliver;
pub(crate) mod entity;
mod ledger;
mod outbox;

pub use deliver::deliver;
pub(crate) use deliver::{client, unanswered};
pub use ledger::give_up;
pub use outbox::{Completed, completed, withdrawn};

use crate::{
    Environment, Error, Result,
    accounts::Admin,
    clock::moment,
    database::code,
    jobs::{self, Job},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use contract::{
    DeliveryId, FeedId,
    feed::{CreatedFeed, DeliveryState, DeliverySummary, FeedSummary, NewFeed},
    limits,
    problem::FieldProblem,
};
use entity::{delivery, feed};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::time::Duration;

/// Longest way to an assessment, in characters.
const ASSESSMENT_CHARS: usize = 1_000;
/// How long a name may take to be looked up while an administrator waits.
const LOOK_UP: Duration = Duration::from_secs(3);

/// Sets up a destination and returns its secret, which cannot be shown again.
///
/// A host that is unknown today is accepted, since it may be set up tomorrow; one that leads to
/// an address that is not public is not. Either is judged again at every attempt.
///
/// # Errors
/// [`Error::Invalid`] naming the fields.
pub async fn create(env: &Environment, _: &Admin, new: &NewFeed) -> Result<CreatedFeed> {
    let mut problems = Vec::new();
    let loopback = env.settings.feed_allow_loopback;
    let url = match address::judge(&new.url, loopback) {
        Ok(url) => match tokio::time::timeout(LOOK_UP, address::look_up(&url, loopback)).await {
            Ok(Err(refusal)) if refusal != address::Refusal::UnknownHost => Err(refusal),
            _ => Ok(url),
        },
        refused => refused,
    };
    if let Err(refusal) = &url {
        let code = if new.url.trim().is_empty() { "required" } else { refusal.code() };
        problems.push(FieldProblem::new("url", code));
    }
    let country = new.country.trim().to_ascii_uppercase();
    if country.is_empty() {
        problems.push(FieldProblem::new("country", "required"));
    } else if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        problems.push(FieldProblem::new("country", "not_a_country"));
    }
    let assessment = new.assessment.trim();
    if assessment.is_empty() {
        problems.push(FieldProblem::new("assessment", "required"));
    } else if assessment.chars().count() > ASSESSMENT_CHARS {
        problems.push(FieldProblem::new("assessment", "too_long").with("max", ASSESSMENT_CHARS));
    }
    let (Ok(url), true) = (url, problems.is_empty()) else { return Err(Error::Invalid(problems)) };

    let salt = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
    let secret = format!("whsec_{}", STANDARD.encode(signing_key(env, &salt)));
    let id = FeedId(env.new_id());
    feed::ActiveModel {
        id: Set(id.0),
        kind: Set(new.kind.code().to_owned()),
        url: Set(url.into()),
        purpose: Set(new.purpose.code().to_owned()),
        country: Set(country),
        assessment: Set(assessment.to_owned()),
        secret_salt: Set(salt),
        active: Set(true),
        created_at: Set(env.clock.now_ms()),
    }
    .insert(env.db.writer())
    .await?;
    Ok(CreatedFeed { id, secret })
}

/// Every destination, the oldest first.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Admin) -> Result<Vec<FeedSummary>> {
    let rows = feed::Entity::find().order_by_asc(feed::Column::Id).all(env.db.reader()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(FeedSummary {
                id: FeedId(row.id),
                kind: code(&row.kind)?,
                purpose: code(&row.purpose)?,
                url: row.url,
                country: row.country,
                assessment: row.assessment,
                active: row.active,
            })
        })
        .collect()
}

/// The latest events of a destination, as many as a page holds, the newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such destination.
pub async fn deliveries(env: &Environment, _: &Admin, feed: FeedId) -> Result<Vec<DeliverySummary>> {
    feed::Entity::find_by_id(feed.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let rows = delivery::Entity::find()
        .filter(delivery::Column::FeedId.eq(feed.0))
        .order_by_desc(delivery::Column::CreatedAt)
        .order_by_asc(delivery::Column::Id)
        .limit(u64::from(limits::PAGE_MAX))
        .all(env.db.reader())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DeliverySummary {
                id: DeliveryId(row.id),
                state: code(&row.state)?,
                attempts: u32::try_from(row.attempts).unwrap_or_default(),
                event: row.event,
                last_problem: row.last_problem,
                created_at: moment(row.created_at),
            })
        })
        .collect()
}

/// Sends again what was given up, under the same ids. A destination that had said that it is
/// gone is spoken to again: whoever asks for this says that it is back. Returns how many there
/// are to send.
///
/// # Errors
/// [`Error::NotFound`] when there is no such destination.
pub async fn replay(env: &Environment, _: &Admin, feed: FeedId) -> Result<u64> {
    let transaction = env.db.begin().await?;
    let mut destination =
        feed::Entity::find_by_id(feed.0).one(&transaction).await?.ok_or(Error::NotFound)?.into_active_model();
    destination.active = Set(true);
    destination.update(&transaction).await?;
    let failed = delivery::Entity::find()
        .filter(delivery::Column::FeedId.eq(feed.0))
        .filter(delivery::Column::State.eq(DeliveryState::Failed.code()))
        .order_by_asc(delivery::Column::CreatedAt)
        .all(&transaction)
        .await?;
    let mut replayed = 0;
    for row in failed {
        // Compared again: of two who ask at once, one replays.
        let done = delivery::Entity::update_many()
            .set(delivery::ActiveModel { state: Set(DeliveryState::Pending.code().to_owned()), ..Default::default() })
            .filter(delivery::Column::Id.eq(row.id))
            .filter(delivery::Column::State.eq(DeliveryState::Failed.code()))
            .exec(&transaction)
            .await?;
        if done.rows_affected > 0 {
            jobs::enqueue(env, &transaction, &Job::Deliver { delivery: DeliveryId(row.id) }).await?;
            replayed += 1;
        }
    }
    transaction.commit().await?;
    env.bell.ring();
    Ok(replayed)
}

/// What signs the events of a destination. It exists while it is used: a copy of the database
/// signs nothing.
fn signing_key(env: &Environment, salt: &str) -> [u8; 32] {
    env.secret.derive("feed secret", salt.as_bytes())
}
