//! Pilots: the portfolio, the page of one with what came of it, and its form.

#[cfg(feature = "ssr")]
mod alerts;
#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
pub mod costs;
#[cfg(feature = "ssr")]
mod decisions;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod funnel;
#[cfg(feature = "ssr")]
mod invite;
#[cfg(feature = "ssr")]
pub mod life;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
mod pick;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
mod pilot;
#[cfg(feature = "ssr")]
mod sessions;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
pub mod uptake;

#[cfg(feature = "ssr")]
pub use costs::{CostsPage, PricesPage};
#[cfg(feature = "ssr")]
pub use decisions::DecisionsPage;
#[cfg(feature = "ssr")]
pub use form::{EditPilotPage, NewPilotPage, PilotForm};
#[cfg(feature = "ssr")]
pub use life::taken;
#[cfg(feature = "ssr")]
pub use list::PilotsPage;
#[cfg(feature = "ssr")]
pub use people::{CodePage, CohortPage, EnrolmentPage, InvitationPage, left, written};
#[cfg(feature = "ssr")]
pub use pilot::PilotPage;
#[cfg(feature = "ssr")]
pub use sheet::{EditSheetPage, SheetPage, VersionsPage};
#[cfg(feature = "ssr")]
pub use uptake::{DefinitionsPage, UptakePage};
