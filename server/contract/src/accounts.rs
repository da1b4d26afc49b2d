//! People and what they may do.

use crate::{Locale, MemberId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a person may do. Each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Watches, and owns a history.
    Member,
    /// Takes stock, records and publishes.
    Staff,
    /// Builds pilots and reads their uptake.
    Manager,
    /// Manages people, destinations and settings.
    Admin,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [Self::Member, Self::Staff, Self::Manager, Self::Admin];

    /// The stored and published name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.code() == text).ok_or(UnknownRole)
    }
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRole;

impl std::fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("expected member, staff, manager or admin")
    }
}

impl std::error::Error for UnknownRole {}

/// Who is signed in, as much as a page needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Viewer {
    /// The account.
    pub id: MemberId,
    /// The name to greet.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language the person chose.
    pub locale: Locale,
}

/// What a person types to sign in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The e-mail address of the account; case does not matter.
    pub email: String,
    /// The password, as typed.
    pub password: String,
}

// A password must not reach a log by way of `Debug`.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// A person in the administrator's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberSummary {
    /// The account.
    pub id: MemberId,
    /// The address that signs in.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language the person chose.
    pub locale: Locale,
    /// Whether the account may sign in.
    pub active: bool,
}

/// A new account.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMember {
    /// The address that will sign in.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language of pages and messages.
    #[serde(default)]
    pub locale: Locale,
    /// The first password; absent where signing in is done elsewhere.
    #[serde(default)]
    pub password: Option<String>,
}

impl std::fmt::Debug for NewMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMember").field("email", &self.email).field("role", &self.role).finish_non_exhaustive()
    }
}
