//! Writing events down, in the transaction of what they report.

use super::{
    entity::{delivery, feed},
    ledger,
};
use crate::{
    Environment, Result,
    clock::moment,
    database::code,
    jobs::{self, Job},
    pilots, profile,
};
use contract::{DeliveryId, ItemId, LangMap, MemberId, SessionId, feed::DeliveryState, profile::Purpose};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{OnConflict, Query},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The event's name in lists; destinations see it as `estrade.session.completed`.
const COMPLETED: &str = "session.completed";
/// Largest body, in bytes: what Standard Webhooks asks receivers to take.
const BODY_BYTES: usize = 20_000;

/// A member has completed a session.
#[derive(Debug, Clone)]
pub struct Completed {
    /// Which session.
    pub session: SessionId,
    /// What it is of.
    pub item: ItemId,
    /// What it is called.
    pub title: LangMap,
    /// How much of it was seen, each part once, in milliseconds.
    pub unique_ms: u64,
    /// How long it is, in milliseconds.
    pub duration_ms: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
}

/// Writes the event for every destination to whose purpose the member agrees, unless a pilot that is about the
/// item only compares with them. One completion of one session is one event, however often it is reported,
/// also after the history was forgotten.
/// Ring the bell after the commit.
///
/// # Errors
/// Only when the database fails.
pub async fn completed(
    env: &Environment,
    transaction: &DatabaseTransaction,
    member: MemberId,
    completed: &Completed,
) -> Result<()> {
    let destinations = feed::Entity::find().filter(feed::Column::Active.eq(true)).all(transaction).await?;
    if destinations.is_empty() || pilots::is_compared(env, transaction, member, completed.item).await? {
        return Ok(());
    }
    for destination in destinations {
        if !profile::agreed(transaction, member, code(&destination.purpose)?).await? {
            continue;
        }
        let id = delivery_id(destination.id, member, completed.session);
        let row = delivery::ActiveModel {
            id: Set(id.0),
            feed_id: Set(destination.id),
            member_id: Set(member.0),
            event: Set(COMPLETED.to_owned()),
            body: Set(body(&env.settings.public_url, id, pseudonym(env, destination.id, member), completed)),
            state: Set(DeliveryState::Pending.code().to_owned()),
            attempts: Set(0),
            last_problem: Set(None),
            created_at: Set(completed.at_ms),
        };
        let once = OnConflict::column(delivery::Column::Id).do_nothing().to_owned();
        if delivery::Entity::insert(row).on_conflict(once).exec_without_returning(transaction).await? > 0 {
            jobs::enqueue(env, transaction, &Job::Deliver { delivery: id }).await?;
        }
    }
    Ok(())
}

/// Drops what was not sent to the destinations of a purpose that the member no longer agrees to,
/// and empties it.
///
/// # Errors
/// Only when the database fails.
pub async fn withdrawn(
    _: &Environment,
    transaction: &DatabaseTransaction,
    member: MemberId,
    purpose: Purpose,
) -> Result<()> {
    let of_purpose = Query::select()
        .column(feed::Column::Id)
        .from(feed::Entity)
        .and_where(feed::Column::Purpose.eq(purpose.code()))
        .to_owned();
    let unsent = [DeliveryState::Pending.code(), DeliveryState::Failed.code()];
    delivery::Entity::update_many()
        .set(ledger::emptied(DeliveryState::Dropped))
        .filter(delivery::Column::MemberId.eq(member.0))
        .filter(delivery::Column::State.is_in(unsent))
        .filter(delivery::Column::FeedId.in_subquery(of_purpose))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Follows from what happened, so that the same can never be written twice.
fn delivery_id(feed: Uuid, member: MemberId, session: SessionId) -> DeliveryId {
    let name = [member.0.as_bytes().as_slice(), session.0.as_bytes(), b"completed"].concat();
    DeliveryId(Uuid::new_v5(&feed, &name))
}

/// By what name a destination knows a member: always the same, and a different one at every
/// destination, so that two of them cannot compare what they received.
fn pseudonym(env: &Environment, feed: Uuid, member: MemberId) -> Uuid {
    let derived = env.secret.derive("pairwise", &[feed.as_bytes().as_slice(), member.0.as_bytes()].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&derived[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A CloudEvents 1.0 envelope in its structured JSON form.
fn body(source: &str, id: DeliveryId, subject: Uuid, completed: &Completed) -> Value {
    let envelope = |title: &LangMap| {
        json!({
            "specversion": "1.0",
            "id": id,
            "source": source,
            "type": format!("estrade.{COMPLETED}"),
            "subject": subject,
            "time": moment(completed.at_ms),
            "datacontenttype": "application/json",
            "data": {
                "session_id": completed.session,
                "item_id": completed.item,
                "title": title,
                "unique_s": seconds(completed.unique_ms),
                "duration_s": seconds(completed.duration_ms),
                "completed_at": moment(completed.at_ms),
            },
        })
    };
    let whole = envelope(&completed.title);
    if whole.to_string().len() < BODY_BYTES {
        return whole;
    }
    // A title in fifty languages: the interface's own are enough.
    envelope(&LangMap::both(completed.title.exact("fr"), completed.title.exact("en")))
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_completion() -> Completed {
        Completed {
            session: SessionId(Uuid::from_u128(1)),
            item: ItemId(Uuid::from_u128(2)),
            title: LangMap::both("Yoga doux", "Gentle yoga"),
            unique_ms: 58_500,
            duration_ms: 60_000,
            at_ms: 1_795_262_400_000,
        }
    }

    #[test]
    fn an_event_is_a_cloud_event() {
        let id = DeliveryId(Uuid::from_u128(3));
        let event = body("https://estrade.example.org", id, Uuid::from_u128(4), &a_completion());
        assert_eq!(
            event,
            json!({
                "specversion": "1.0",
                "id": "00000000-0000-0000-0000-000000000003",
                "source": "https://estrade.example.org",
                "type": "estrade.session.completed",
                "subject": "00000000-0000-0000-0000-000000000004",
                "time": "2026-11-21T12:00:00Z",
                "datacontenttype": "application/json",
                "data": {
                    "session_id": "00000000-0000-0000-0000-000000000001",
                    "item_id": "00000000-0000-0000-0000-000000000002",
                    "title": {"fr": "Yoga doux", "en": "Gentle yoga"},
                    "unique_s": 58.5,
                    "duration_s": 60.0,
                    "completed_at": "2026-11-21T12:00:00Z",
                },
            })
        );
    }

    #[test]
    fn an_event_stays_small() {
        let mut long = a_completion();
        for n in 0..200 {
            long.title.set(&format!("a{n}"), "é".repeat(200));
        }
        let event = body("https://estrade.example.org", DeliveryId(Uuid::nil()), Uuid::nil(), &long);
        assert!(event.to_string().len() < BODY_BYTES);
        assert_eq!(event["data"]["title"]["fr"], "Yoga doux");
    }

    #[test]
    fn an_id_follows_from_what_happened() {
        let (member, session) = (MemberId(Uuid::from_u128(5)), SessionId(Uuid::from_u128(6)));
        let id = delivery_id(Uuid::from_u128(7), member, session);
        assert_eq!(id, delivery_id(Uuid::from_u128(7), member, session));
        assert_ne!(id, delivery_id(Uuid::from_u128(8), member, session));
        assert_ne!(id, delivery_id(Uuid::from_u128(7), MemberId(session.0), SessionId(member.0)));
    }
}
