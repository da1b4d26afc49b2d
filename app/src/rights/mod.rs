//! Rights that act: on an item's page who is filmed and which works are used, a page for each of them, what
//! ends soon, what the organisation asks for, and the letters about it.

pub mod calls;
mod demands;
mod expiring;
mod fields;
mod lacks;
mod letter;
mod licence;
mod panel;
mod release;

pub use demands::DemandsPage;
pub use expiring::RightsToWatchPage;
pub use fields::{LicenceForm, ReleaseForm};
pub use lacks::Lacks;
pub use letter::written;
pub use licence::LicencePage;
pub use panel::RightsPanel;
pub use release::ReleasePage;

use crate::{
    figures,
    texts::{locale, t},
};
use contract::Timestamp;

/// The word of a key that was put together from a value's code.
fn word(key: &str) -> String {
    t(&key.replace('_', "-"))
}

/// A day written `YYYY-MM-DD`, as people say it.
fn day(text: &str) -> String {
    day_in(locale(), text)
}

fn day_in(locale: contract::Locale, text: &str) -> String {
    // Noon is the same day everywhere in Canada.
    let noon = format!("{text}T17:00:00Z").parse::<Timestamp>();
    noon.map_or_else(|_| text.to_owned(), |noon| figures::date(locale, noon))
}
