//! Live sessions, as people see them: when they are, what they are like while they last, and how they
//! are given.

#[cfg(feature = "ssr")]
mod announce;
#[cfg(feature = "ssr")]
pub mod calls;
pub mod captions;
#[cfg(feature = "ssr")]
mod changes;
mod follow;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod schedule;
#[cfg(feature = "ssr")]
mod sender;
#[cfg(feature = "ssr")]
mod stage;
#[cfg(feature = "ssr")]
mod studio;
mod watch;

#[cfg(feature = "ssr")]
pub use announce::LivesOfItem;
pub use captions::CaptionFollow;
#[cfg(feature = "ssr")]
pub use captions::{CaptionDeskPage, Said};
pub use follow::LiveFollow;
#[cfg(feature = "ssr")]
pub use list::{LivesPage, StateBadge};
#[cfg(feature = "ssr")]
pub use schedule::SchedulePage;
#[cfg(feature = "ssr")]
pub use stage::{Following, LiveLine, OnStage};
#[cfg(feature = "ssr")]
pub use studio::StudioPage;
pub use watch::StudioWatch;

use contract::lives::LiveState;

/// The word for where a session stands.
#[cfg(feature = "ssr")]
pub fn state_word(state: LiveState) -> String {
    crate::texts::t(match state {
        LiveState::Scheduled => "live-state-scheduled",
        LiveState::Waiting => "live-state-waiting",
        LiveState::Live => "live-state-live",
        LiveState::Interrupted => "live-state-interrupted",
        LiveState::Ended => "live-state-ended",
        LiveState::Replay => "live-state-replay",
        LiveState::Cancelled => "live-state-cancelled",
    })
}

#[cfg(not(feature = "ssr"))]
const _: Option<LiveState> = None;
