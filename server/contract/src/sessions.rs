//! Sessions: what members attend.

use crate::{ItemId, RecordingId, SessionId, Timestamp, inventory::choice, lives::LiveWindow};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// Whether members can attend a session.
    SessionState {
        /// Prepared by staff; members do not see it.
        Draft = "draft",
        /// In the catalogue.
        Published = "published",
        /// Was in the catalogue and was taken out; its address answers that it is gone.
        Unpublished = "unpublished",
    }
}

choice! {
    /// Who may know of a session. Watching always needs an account.
    Audience {
        /// Only people who are signed in.
        Members = "members",
        /// Anyone may read its page.
        Public = "public",
    }
}

/// Makes a session of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSession {
    /// What is attended.
    pub item_id: ItemId,
    /// The recording that plays.
    #[serde(default)]
    pub recording_id: Option<RecordingId>,
    /// When it takes place, where it is broadcast; its recording is what is sent.
    #[serde(default)]
    pub live: Option<LiveWindow>,
    /// Who may know of it; members unless said otherwise.
    #[serde(default)]
    pub audience: Option<Audience>,
}

/// A session as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    /// The session.
    pub id: SessionId,
    /// The item it shows.
    pub item_id: ItemId,
    /// The recording that plays.
    pub recording_id: Option<RecordingId>,
    /// Whether members can attend it.
    pub state: SessionState,
    /// Who may know of it.
    pub audience: Audience,
    /// When it came into the catalogue.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub published_at: Option<Timestamp>,
}
