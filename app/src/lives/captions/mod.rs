//! What is said in a live session: the desk where it is written down, and whose task that is.

#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
mod desk;
mod follow;
#[cfg(feature = "hydrate")]
pub(crate) mod said;
#[cfg(feature = "ssr")]
mod task;

#[cfg(feature = "ssr")]
pub use desk::{CaptionDeskPage, Said};
pub use follow::CaptionFollow;
#[cfg(feature = "ssr")]
pub(super) use task::CaptionTask;
