//! What a pilot costs and what it is worth, and the prices that all of that follows from.

pub mod calls;
mod page;
mod prices;

pub use page::CostsPage;
pub use prices::PricesPage;

use crate::{figures, texts::locale};
use contract::pilots::money;

/// An amount as it is stored, for a reader; nothing for an empty one.
pub(super) fn amount(text: &str, currency: &str) -> String {
    money::amount(text).map_or_else(|_| text.to_owned(), |amount| sum(amount as f64 / money::ONE as f64, currency))
}

/// A sum of money, for a reader.
pub(super) fn sum(amount: f64, currency: &str) -> String {
    figures::money(locale(), amount, currency)
}
