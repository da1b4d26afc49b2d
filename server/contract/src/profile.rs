//! What a member agrees to, and what is known of them.

use crate::{Timestamp, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// A use of a member's data beyond what the service itself needs. Each is off until the
    /// member turns it on (Québec's Law 25, s. 8.1 and 9.1).
    Purpose {
        /// Send what the member completes to the organisation's unified profile.
        UnifiedProfile = "unified_profile",
        /// Suggest sessions from what the member watched.
        Recommendations = "recommendations",
        /// Show the member by name in a pilot's results.
        NamedResults = "named_results",
        /// Send news by e-mail.
        Newsletter = "newsletter",
    }
}

impl Purpose {
    /// The version of the text that a member reads when deciding. A changed meaning raises it,
    /// and what was agreed to under an earlier one no longer counts.
    pub fn version(self) -> u32 {
        1
    }
}

/// Where one purpose stands for one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentState {
    /// What for.
    pub purpose: Purpose,
    /// Whether the member agrees now.
    pub granted: bool,
    /// The version of the text that was read.
    #[serde(default)]
    pub version: u32,
    /// Since when; absent where the member never decided.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub since: Option<Timestamp>,
}

/// Every purpose and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consents {
    /// One entry per purpose.
    pub purposes: Vec<ConsentState>,
}
