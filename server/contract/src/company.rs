//! Company: who of one's own centre watches a live session at the same time, where all have agreed.

use serde::{Deserialize, Serialize};

/// What a member has decided about being named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// The centre to whose members they are named by their first name, while they watch; nothing: they are
    /// named to nobody, and nobody is to them.
    #[serde(default)]
    pub centre: Option<String>,
}
