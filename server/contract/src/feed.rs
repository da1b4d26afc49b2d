//! Feeds: where events of members who agreed are sent.

use crate::{DeliveryId, FeedId, Timestamp, inventory::choice, profile::Purpose};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// The form in which a destination receives events.
    FeedKind {
        /// Standard Webhooks: one signed POST per event, CloudEvents 1.0 in the body.
        Webhook = "webhook",
    }
}

/// A destination to be set up. It cannot be without a purpose, a country and an assessment:
/// data that leaves Québec must have been assessed first (Law 25, s. 17).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFeed {
    /// The form of the events.
    pub kind: FeedKind,
    /// Where they are posted.
    pub url: String,
    /// The purpose to which a member must have agreed.
    pub purpose: Purpose,
    /// The country in which the destination keeps them, as an ISO 3166-1 code.
    pub country: String,
    /// Where the privacy assessment is found.
    pub assessment: String,
}

/// A destination, with the secret that is shown this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedFeed {
    /// The destination.
    pub id: FeedId,
    /// `whsec_...`: what the receiver verifies signatures with.
    pub secret: String,
}

/// A destination in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedSummary {
    /// The destination.
    pub id: FeedId,
    /// The form of the events.
    pub kind: FeedKind,
    /// Where they are posted.
    pub url: String,
    /// The purpose to which a member must have agreed.
    pub purpose: Purpose,
    /// The country in which the destination keeps them.
    pub country: String,
    /// Where the privacy assessment is found.
    pub assessment: String,
    /// Whether events are sent now.
    pub active: bool,
}

choice! {
    /// What became of one event for one destination.
    DeliveryState {
        /// Waits to be sent, or to be tried again.
        Pending = "pending",
        /// The destination said that it has it.
        Sent = "sent",
        /// Given up after the last attempt; can be replayed.
        Failed = "failed",
        /// Not sent, since the member withdrew before it was.
        Dropped = "dropped",
    }
}

/// One event on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliverySummary {
    /// The event's id, the same at every attempt.
    pub id: DeliveryId,
    /// What happened, for example `session.completed`.
    pub event: String,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// What the last attempt met with.
    pub last_problem: Option<String>,
    /// When the event happened.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}
