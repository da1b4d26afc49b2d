//! Pieces that show an item wherever one is shown.

use crate::{
    texts::locale,
    ui::{Badge, Tone},
    words,
};
use contract::{
    LangMap,
    inventory::{ItemFields, ItemStatus},
};
use leptos::prelude::*;

/// How far an item has come, in a word, a colour and a picture.
#[component]
pub fn StatusBadge(
    /// The status.
    status: ItemStatus,
) -> impl IntoView {
    let (tone, icon) = match status {
        ItemStatus::Identified => (Tone::Plain, "eye"),
        ItemStatus::Assessed => (Tone::Plain, "search"),
        ItemStatus::Selected => (Tone::Accent, "check"),
        ItemStatus::InWork => (Tone::Caution, "recording"),
        ItemStatus::Published => (Tone::Good, "good"),
        ItemStatus::Rejected => (Tone::Wrong, "close"),
        ItemStatus::Withdrawn => (Tone::Plain, "eye-off"),
    };
    view! { <Badge tone icon label=words::status(status)/> }
}

/// A text that people wrote, marked with its language where it is not the page's.
#[component]
pub fn Text(
    /// The text in its languages.
    of: LangMap,
) -> impl IntoView {
    let (language, text) = of.pick_with_language(locale());
    let foreign = (language != locale().code()).then(|| language.to_owned());
    let text = text.to_owned();
    match foreign {
        Some(lang) => view! { <span lang=lang>{text}</span> }.into_any(),
        None => text.into_any(),
    }
}

/// What tells an item from its neighbours: its key in the source and who gives it.
pub fn facts_line(fields: &ItemFields) -> String {
    let parts: Vec<&str> = [&fields.source_key, &fields.instructor].into_iter().flatten().map(String::as_str).collect();
    parts.join(" · ")
}
