//! What to know before a session begins.

use crate::{
    figures,
    texts::{self, t, t_with},
    ui::language_name,
    words,
};
use contract::{LangMap, catalogue::CatalogueEntry};
use leptos::prelude::*;

/// Who gives it and where it comes from, in one line.
pub(super) fn by(entry: &CatalogueEntry) -> String {
    let name = entry.instructor.as_ref().map(|name| t_with("card-by", &[("name", name.as_str().into())]));
    [name, entry.centre.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The description in the reader's language, a paragraph per line.
#[component]
pub(super) fn Description(
    /// In every language it is written in.
    text: LangMap,
) -> impl IntoView {
    let (language, text) = text.pick_with_language(texts::locale());
    let lang = (language != texts::locale().code()).then(|| language.to_owned());
    let paragraphs: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect();
    paragraphs.into_iter().map(|line| view! { <p lang=lang.clone()>{line}</p> }).collect_view()
}

/// The name of the session, what one needs, and what it is about.
#[component]
pub(super) fn About(entry: CatalogueEntry) -> impl IntoView {
    let locale = texts::locale();
    let (language, title) = entry.title.pick_with_language(locale);
    let lang = (language != locale.code()).then(|| language.to_owned());
    let title = title.to_owned();
    let by = by(&entry);
    let facts = facts(&entry);
    let described = !entry.description.is_empty();
    view! {
        <header class="session__head">
            <h1 lang=lang>{title}</h1>
            {(!by.is_empty()).then(|| view! { <p class="session__by">{by}</p> })}
        </header>
        <section class="session__before" aria-labelledby="before">
            <h2 id="before">{t("session-before")}</h2>
            <dl class="facts facts--across">
                {facts
                    .into_iter()
                    .map(|(term, fact)| view! { <div><dt>{term}</dt><dd>{fact}</dd></div> })
                    .collect_view()}
            </dl>
        </section>
        {described.then(|| view! {
            <section class="prose" aria-labelledby="about">
                <h2 id="about">{t("session-about")}</h2>
                <Description text=entry.description/>
            </section>
        })}
        <p class="small soft">
            {t_with("session-added", &[("date", figures::date(locale, entry.published_at).into())])}
        </p>
    }
    .into_any()
}

fn facts(entry: &CatalogueEntry) -> Vec<(String, String)> {
    let minutes = entry.minutes().map(|minutes| t_with("card-minutes", &[("minutes", minutes.into())]));
    let facts = [
        (t("session-duration"), minutes),
        (t("session-level"), Some(words::level(entry.level))),
        (t("session-equipment"), Some(words::equipment(&entry.equipment))),
        (t("session-language"), entry.language.as_deref().map(language_name)),
        (t("session-kind"), Some(words::kind(entry.kind))),
        (t("session-tags"), (!entry.tags.is_empty()).then(|| words::tags(&entry.tags))),
    ];
    facts.into_iter().filter_map(|(term, fact)| Some((term, fact?))).collect()
}
