//! Rights that act: who is filmed and what they agreed to, which works are used and until when, and what
//! keeps a session from being published.

mod words;
mod written;

use crate::{ItemId, LangMap, LicenceId, ReleaseId, SessionId, Timestamp, inventory::Kind, sessions::Audience};
use serde::{Deserialize, Serialize};
pub use words::{Demand, EffectReason, Lacking, LicenceKind, LicenceState, LicenceSubject, ReleaseState, ReleaseUse};
pub use written::{LicenceFields, ReleaseFields, Statement};

/// The longest note or reason, in characters.
pub const NOTE_CHARS: usize = 1_000;
/// So many days before a right ends it is spoken of: a letter at each, and the list begins at the first.
pub const THRESHOLDS: [u32; 3] = [60, 30, 7];
/// The farthest that a list of what ends may look ahead, in days.
pub const AHEAD_MOST: u32 = 730;

/// What the organisation asks of the items of one kind before they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindDemands {
    /// The kind.
    pub kind: Kind,
    /// The release of everybody who is filmed, or the word that nobody can be recognised.
    pub releases: Demand,
    /// The licence of every piece of music, or the word that there is none.
    pub music: Demand,
    /// A word on the right by which the item itself is used.
    pub statement: Demand,
}

impl KindDemands {
    /// What is asked until the organisation says otherwise: to be warned, never to be stopped.
    pub fn usual(kind: Kind) -> Self {
        let (filmed, written) = match kind {
            Kind::Class | Kind::Talk => (Demand::Warn, Demand::Off),
            Kind::Guide | Kind::Recipe | Kind::Audio => (Demand::Off, Demand::Warn),
            Kind::Service => (Demand::Off, Demand::Off),
        };
        Self { kind, releases: filmed, music: filmed, statement: written }
    }
}

/// A release as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Release {
    /// The release.
    pub id: ReleaseId,
    /// What the person is filmed in.
    pub item_id: ItemId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: ReleaseFields,
    /// Whether it can be relied on today.
    pub state: ReleaseState,
    /// The day the person withdrew it.
    pub withdrawn_on: Option<String>,
    /// Why, in their words or in those of who took it down.
    pub withdrawn_reason: Option<String>,
    /// Counts every change.
    pub version: i64,
}

/// A licence as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Licence {
    /// The licence.
    pub id: LicenceId,
    /// What the work is used in.
    pub item_id: ItemId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: LicenceFields,
    /// Whether it can be relied on today.
    pub state: LicenceState,
    /// Counts every change.
    pub version: i64,
}

/// One thing that stands in the way, or should be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lack {
    /// What it is.
    pub what: Lacking,
    /// Whether nothing is published while it lasts; otherwise it is a warning.
    pub blocks: bool,
    /// The release that it is about.
    pub release_id: Option<ReleaseId>,
    /// The licence that it is about.
    pub licence_id: Option<LicenceId>,
    /// The name of the person or of the work.
    pub name: Option<String>,
}

/// The rights of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRights {
    /// The item.
    pub item_id: ItemId,
    /// What is asked of items of its kind.
    pub demands: KindDemands,
    /// What is said of it as a whole.
    pub statement: Statement,
    /// Who is filmed, in the order in which they were written down.
    pub releases: Vec<Release>,
    /// Which works are used, in the order in which they were written down.
    pub licences: Vec<Licence>,
    /// What is missing for members to watch a recording of it.
    pub lacks: Vec<Lack>,
    /// Which of its sessions were taken out for want of rights, the latest first.
    pub effects: Vec<RightEffect>,
}

/// A session that stops when a release is withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AffectedSession {
    /// The session.
    pub session_id: SessionId,
    /// Its name.
    pub title: LangMap,
    /// Who may know of it until then.
    pub audience: Audience,
    /// When it begins, where it is broadcast.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub starts_at: Option<Timestamp>,
    /// Whether it is on at this moment.
    pub is_on: bool,
}

/// What somebody says who withdraws a release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Why. Nobody has to say.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What the withdrawal of a release did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawnRelease {
    /// The release as it is now.
    pub release: Release,
    /// The sessions that were taken out with it.
    pub sessions: Vec<AffectedSession>,
}

/// A session that was taken out for want of rights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightEffect {
    /// The session.
    pub session_id: SessionId,
    /// Its item.
    pub item_id: ItemId,
    /// Its name.
    pub title: LangMap,
    /// Why it was taken out.
    pub reason: EffectReason,
    /// The release that it was for.
    pub release_id: Option<ReleaseId>,
    /// The licence that it was for.
    pub licence_id: Option<LicenceId>,
    /// The name of the person or of the work.
    pub name: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// A release or a licence that ends soon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndingRight {
    /// The release, where it is one.
    pub release_id: Option<ReleaseId>,
    /// The licence, where it is one.
    pub licence_id: Option<LicenceId>,
    /// What it is needed for.
    pub item_id: ItemId,
    /// The item's name.
    pub title: LangMap,
    /// The name of the person or of the work.
    pub name: String,
    /// Its last day.
    pub ends_on: String,
    /// How many days are left after today; 0 on its last day.
    pub days_left: u32,
    /// Who looks after it: who wrote it down.
    pub owner: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_organisation_is_warned_and_never_stopped() {
        for kind in Kind::ALL {
            let usual = KindDemands::usual(*kind);
            assert!([usual.releases, usual.music, usual.statement].iter().all(|demand| *demand != Demand::Require));
        }
    }
}
