//! Digitisation, as staff see it: the recording of an item, its upload, and the session that it
//! becomes.

mod amounts;
#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
mod captions;
#[cfg(feature = "ssr")]
mod companions;
#[cfg(feature = "ssr")]
mod cut;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod folder;
#[cfg(feature = "ssr")]
mod guide;
#[cfg(feature = "ssr")]
mod guide_pages;
mod live;
#[cfg(feature = "ssr")]
mod moments;
#[cfg(feature = "ssr")]
mod panel;
#[cfg(feature = "ssr")]
mod preview;
#[cfg(feature = "ssr")]
mod ready;
#[cfg(feature = "ssr")]
mod record;
#[cfg(feature = "hydrate")]
mod sender;
#[cfg(not(feature = "hydrate"))]
#[path = "sender_absent.rs"]
mod sender;
#[cfg(feature = "ssr")]
mod session;
mod upload;

#[cfg(feature = "ssr")]
pub use captions::{Captions, CaptionsPanel, asked_for};
#[cfg(feature = "ssr")]
pub use facts::{Facts, gather};
#[cfg(feature = "ssr")]
pub use panel::{RecordingPanel, media_sentence};
#[cfg(feature = "ssr")]
pub use session::SessionPanel;

use contract::recordings::RecordingState;

/// Whether a recording has something to watch, and may be published.
pub fn can_be_watched(state: RecordingState) -> bool {
    matches!(state, RecordingState::Playable | RecordingState::Ready)
}
