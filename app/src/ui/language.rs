//! Text in several languages: one input per language of the interface, side by side.

use super::{Field, TextArea};
use crate::texts::{self, t};
use contract::{LangMap, Locale};
use leptos::prelude::*;

/// The name of a language in the language of the page; the code itself where none is known.
pub fn language_name(code: &str) -> String {
    match code {
        "fr" => t("language-fr"),
        "en" => t("language-en"),
        "es" => t("language-es"),
        "pt" => t("language-pt"),
        "ar" => t("language-ar"),
        "ht" => t("language-ht"),
        other => other.to_uppercase(),
    }
}

fn inputs(name: &str, value: &LangMap) -> [(String, Locale, String); 2] {
    Locale::ALL.map(|locale| (format!("{name}[{locale}]"), locale, value.exact(locale.code()).to_owned()))
}

fn lang(locale: Locale) -> &'static str {
    if locale == texts::locale() { "" } else { locale.tag() }
}

/// One line per language, sent as `name[fr]` and `name[en]`.
#[component]
pub fn LangField(
    /// The name of the map.
    #[prop(into)]
    name: String,
    /// What to write.
    #[prop(into)]
    label: String,
    /// What stands there.
    #[prop(optional)]
    value: LangMap,
    /// The most characters.
    #[prop(optional)]
    maxlength: usize,
) -> impl IntoView {
    inputs(&name, &value).map(|(name, locale, value)| {
        let mark = locale.code().to_uppercase();
        view! {
            <Field
                name
                label=label.clone()
                value
                mark
                lang=lang(locale)
                maxlength
            />
        }
    })
}

/// Several lines per language, sent as `name[fr]` and `name[en]`.
#[component]
pub fn LangArea(
    /// The name of the map.
    #[prop(into)]
    name: String,
    /// What to write.
    #[prop(into)]
    label: String,
    /// What stands there.
    #[prop(optional)]
    value: LangMap,
    /// What else there is to know.
    #[prop(optional, into)]
    hint: String,
    /// How many lines are seen.
    #[prop(default = 5)]
    rows: u32,
) -> impl IntoView {
    inputs(&name, &value).map(|(name, locale, value)| {
        let mark = locale.code().to_uppercase();
        view! {
            <TextArea name label=label.clone() hint=hint.clone() value rows mark lang=lang(locale)/>
        }
    })
}
