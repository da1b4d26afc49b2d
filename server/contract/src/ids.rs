//! One type per id, so that a session's id cannot be passed where an item's is meant.
//!
//! Ids are version 7 UUIDs (RFC 9562): they sort by the moment they were made, which keeps
//! database indexes dense and lets a list page by id.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A person with an account: member, staff, manager or administrator.
    MemberId,
    /// An inventory record.
    ItemId,
    /// The digitised bytes of an item.
    RecordingId,
    /// What members attend.
    SessionId,
    /// One viewing of one session by one member.
    WatchId,
    /// A digitisation experiment.
    PilotId,
    /// One address invited to one pilot.
    InvitationId,
    /// The secret of an invitation's link.
    InvitationKey,
    /// The secret of a pilot's open enrolment.
    EnrolmentKey,
    /// One reading of a file into the inventory.
    ImportId,
    /// A destination of profile events.
    FeedId,
    /// One event on its way to one destination.
    DeliveryId,
    /// One piece of work in the queue.
    JobId,
    /// One change of one item.
    ChangeId,
    /// One change of many items at once.
    BulkId,
    /// One line of a live session's chat.
    ChatLineId,
    /// What one filmed person agreed to.
    ReleaseId,
    /// The right to use one work.
    LicenceId,
    /// One thing that members look for and do not find.
    DemandId,
    /// One view of the inventory that somebody kept.
    SavedViewId,
    /// One tag of the vocabulary.
    TagId,
    /// One field of the organisation's own.
    ExtraFieldId,
    /// One link between two items.
    LinkId,
    /// One file that is joined to an item.
    AttachmentId,
    /// One line of what is said in a live session, written down while it is said.
    LiveCaptionId,
    /// The work on an item, from its first step to its last.
    WorkId,
    /// One step of the work on an item.
    TaskId,
    /// One browser on which a member is reminded.
    PushDeviceId,
    /// One comment on an item.
    CommentId,
}
