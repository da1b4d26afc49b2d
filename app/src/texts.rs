//! The words of the interface, in French and English.
//!
//! They live in `locales/` as Fluent messages and are read once, when the first is asked for.
//! Islands receive theirs as props: no message reaches the browser that it does not show.

use contract::Locale;
pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, concurrent::FluentBundle};
use leptos::prelude::use_context;
use std::{borrow::Cow, sync::LazyLock};

/// One file of `locales/`, in the order French, English.
struct Source {
    name: &'static str,
    texts: [&'static str; 2],
}

macro_rules! sources {
    ($($name:literal),+ $(,)?) => {
        &[$(Source {
            name: $name,
            texts: [
                include_str!(concat!("../locales/fr/", $name, ".ftl")),
                include_str!(concat!("../locales/en/", $name, ".ftl")),
            ],
        }),+]
    };
}

const SOURCES: &[Source] = sources![
    "shell",
    "home",
    "catalogue",
    "session",
    "lives",
    "captions",
    "chat",
    "account",
    "history",
    "profile",
    "privacy",
    "reminders",
    "rights",
    "problems",
    "staff",
    "items",
    "vocabulary",
    "own-fields",
    "backlog",
    "imports",
    "manager",
    "uptake",
    "work",
    "pilot-life",
    "listening",
];

static FRENCH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::Fr));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::En));

fn of(locale: Locale) -> &'static FluentBundle<FluentResource> {
    match locale {
        Locale::Fr => &FRENCH,
        Locale::En => &ENGLISH,
    }
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let language = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks around every fact would show up in `title` and in copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Fr => french_number,
        Locale::En => english_number,
    }));
    let index = usize::from(locale == Locale::En);
    for source in SOURCES {
        let resource =
            FluentResource::try_new(source.texts[index].to_owned()).unwrap_or_else(|(resource, problems)| {
                tracing::error!(file = source.name, %locale, ?problems, "texts with mistakes");
                resource
            });
        if let Err(problems) = bundle.add_resource(resource) {
            tracing::error!(file = source.name, %locale, ?problems, "texts that were there before");
        }
    }
    bundle
}

fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_in(Locale::Fr, value)
}

fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_in(Locale::En, value)
}

fn number_in(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(crate::figures::number(locale, number.value)),
        _ => None,
    }
}

/// The message `key` in a language, with its facts filled in.
///
/// A key that does not exist is logged and shown as it is: a page with an odd word is better
/// than no page, and the tests below find it first.
pub fn text(locale: Locale, key: &str, facts: &[(&str, FluentValue<'_>)]) -> String {
    look_up(locale, key, facts).unwrap_or_else(|| {
        tracing::error!(key, %locale, "no such text");
        key.to_owned()
    })
}

/// The message `key`, or the message `otherwise` where there is none of that name.
pub fn text_or(locale: Locale, key: &str, facts: &[(&str, FluentValue<'_>)], otherwise: &str) -> String {
    look_up(locale, key, facts).unwrap_or_else(|| {
        tracing::warn!(key, %locale, "no text for this code");
        text(locale, otherwise, facts)
    })
}

fn look_up(locale: Locale, key: &str, facts: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let bundle = of(locale);
    let pattern = bundle.get_message(key)?.value()?;
    let facts: FluentArgs<'_> = facts.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut problems: Vec<FluentError> = Vec::new();
    let text: Cow<'_, str> = bundle.format_pattern(pattern, Some(&facts), &mut problems);
    if !problems.is_empty() {
        tracing::error!(key, %locale, ?problems, "a text lacks a fact");
    }
    Some(text.into_owned())
}

/// The language of the page that is being written.
pub fn locale() -> Locale {
    use_context().unwrap_or_default()
}

/// The message `key` in the language of the page.
pub fn t(key: &str) -> String {
    text(locale(), key, &[])
}

/// The message `key` in the language of the page, with facts: `t_with("card-by", &[("name",
/// name.into())])`. A number chooses the plural and is written as the language writes numbers.
pub fn t_with(key: &str, facts: &[(&str, FluentValue<'_>)]) -> String {
    text(locale(), key, facts)
}

#[cfg(test)]
mod tests;
