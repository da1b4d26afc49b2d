//! Finding as one types. Filled in below.

use leptos::prelude::*;

/// Makes the forms of the catalogue answer at every key and every choice.
#[island]
pub fn LiveSearch() -> impl IntoView {}
