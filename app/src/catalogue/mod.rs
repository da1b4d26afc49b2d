//! The catalogue: what a visitor may attend, narrowed down to what they are looking for.

#[cfg(feature = "ssr")]
pub mod calls;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod facets;
#[cfg(feature = "ssr")]
mod filters;
#[cfg(feature = "ssr")]
mod page;
pub mod search;

#[cfg(feature = "ssr")]
pub use card::{Card, Cards, Picture, Row, Watched, poster};
#[cfg(feature = "ssr")]
pub use filters::Filters;
#[cfg(feature = "ssr")]
pub use page::CataloguePage;
