//! What a new installation shows before it holds anything of its own.
//!
//! Three short classes and a guide, drawn by the server itself: nothing to download, no rights to
//! clear, and honest material for trying every step from upload to history.

mod canvas;
mod figure;
pub mod footage;
pub mod guide;
mod lettering;
mod scene;
mod script;
mod seed;
mod sound;

pub use footage::{DemoClass, make_class};
pub use guide::guide_pdf;
pub(crate) use seed::make;
pub use seed::{ACCOUNTS, PASSWORD, seed};
