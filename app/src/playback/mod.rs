//! Watching: the player, and what it counts.

#[cfg(feature = "ssr")]
pub mod calls;
pub mod player;
#[cfg(feature = "hydrate")]
mod reports;
#[cfg(feature = "hydrate")]
mod stage;
pub mod tracker;
#[cfg(feature = "hydrate")]
mod transcript;
