//! Pilots: the portfolio, the page of one with what came of it, and its form.

#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod funnel;
#[cfg(feature = "ssr")]
mod invite;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod pick;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
mod pilot;
#[cfg(feature = "ssr")]
mod sessions;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
pub mod uptake;

#[cfg(feature = "ssr")]
pub use form::{EditPilotPage, NewPilotPage, PilotForm};
#[cfg(feature = "ssr")]
pub use list::PilotsPage;
#[cfg(feature = "ssr")]
pub use pilot::PilotPage;
#[cfg(feature = "ssr")]
pub use uptake::{DefinitionsPage, UptakePage};
