//! The words for the values that a form or a list shows: kinds, levels, states, roles.

use crate::texts::t;
use contract::{
    accounts::Role,
    inventory::{ItemStatus, Kind, Level},
};

fn word(family: &str, code: &str) -> String {
    t(&format!("{family}-{}", code.replace('_', "-")))
}

/// The word for a kind of item.
pub fn kind(kind: Kind) -> String {
    word("kind", kind.code())
}

/// The word for a level.
pub fn level(level: Level) -> String {
    word("level", level.code())
}

/// The word for an item's status.
pub fn status(status: ItemStatus) -> String {
    word("status", status.code())
}

/// The word for a role.
pub fn role(role: Role) -> String {
    word("role", role.code())
}

/// The icon of a kind of item.
pub fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Class => "play",
        Kind::Guide => "guide",
        Kind::Talk => "talk",
        Kind::Recipe => "recipe",
        Kind::Audio => "audio",
        Kind::Service => "service",
    }
}

/// What one needs at hand, in words.
pub fn equipment(needed: &[String]) -> String {
    if needed.is_empty() { t("equipment-none") } else { needed.join(", ") }
}
