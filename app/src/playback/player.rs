//! The island that plays: it lies on the stage, shows nothing itself, and brings to life what
//! the server wrote there.

use leptos::prelude::*;

/// Plays a session on the stage of its page.
#[island]
pub fn Player(
    /// The session's id.
    session: String,
    /// The address of the player's script.
    script: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    super::stage::begin(session, script);
    #[cfg(not(feature = "hydrate"))]
    let _ = (session, script);
}
