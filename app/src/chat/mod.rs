//! The chat beside a live session.

mod follow;
#[cfg(feature = "ssr")]
mod panel;
#[cfg(feature = "hydrate")]
mod shown;

pub use follow::ChatFollow;
#[cfg(feature = "ssr")]
pub use panel::LiveChat;
