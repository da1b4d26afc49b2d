//! The words for the values that a form or a list shows: kinds, levels, states, roles.

use crate::{
    desk::env,
    texts::{self, t},
};
use contract::{
    accounts::Role,
    inventory::{ItemStatus, Kind, Level},
    particulars::{Carrier, Condition, Impact, Position, Space},
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

/// The word for what a class asks of the joints.
pub fn impact(impact: Impact) -> String {
    word("impact", impact.code())
}

/// The word for how one takes part.
pub fn position(position: Position) -> String {
    word("position", position.code())
}

/// The words for the room that one needs.
pub fn space(space: Space) -> String {
    word("space", space.code())
}

/// The word for what an item exists on.
pub fn carrier(carrier: Carrier) -> String {
    word("carrier", carrier.code())
}

/// The word for the state of a carrier.
pub fn condition(condition: Condition) -> String {
    word("condition", condition.code())
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

/// How the reader calls a tag; a word that is none stays as it is.
pub fn tag(word: &str) -> String {
    env().map_or_else(|_| word.to_owned(), |env| env.catalogue.tag_label(word, texts::locale()))
}

/// Several tags, parted by commas.
pub fn tags(words: &[String]) -> String {
    words.iter().map(|word| tag(word)).collect::<Vec<_>>().join(", ")
}

/// What one needs at hand, in words.
pub fn equipment(needed: &[String]) -> String {
    if needed.is_empty() { t("equipment-none") } else { needed.join(", ") }
}
