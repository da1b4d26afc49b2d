//! What members said: scores with their margins for a pilot, words for an item.

use crate::{
    figures,
    texts::{locale, t, t_with},
    ui::{Badge, Tone},
};
use contract::listening::{Listening, SayKind, Score, Word};
use leptos::{either::Either, prelude::*};

/// What the people of a pilot say.
#[component]
pub fn Heard(
    /// What was heard.
    listening: Listening,
) -> impl IntoView {
    let bare = listening.nps.is_none() && listening.ces.is_none() && listening.words.is_none();
    let content = if bare {
        Either::Left(view! { <p class="soft">{t("heard-none")}</p> })
    } else {
        let scores = [("heard-nps", "heard-nps-def", listening.nps), ("heard-ces", "heard-ces-def", listening.ces)];
        let scores = scores.map(|(name, definition, score)| view! { <ScoreLine name definition score/> });
        Either::Right(view! {
            <dl class="facts">{scores}</dl>
            {listening.words.map(|words| view! { <h3>{t("heard-words")}</h3> <Words words/> })}
        })
    };
    view! {
        <section class="page__section" aria-labelledby="heard">
            <h2 id="heard">{t("heard-title")}</h2>
            {content}
        </section>
    }
    .into_any()
}

#[component]
fn ScoreLine(name: &'static str, definition: &'static str, score: Option<Score>) -> impl IntoView {
    let said = score.map(|found| {
        let number = |value: f64| figures::number(locale(), value);
        let value = [("score", number(found.score).into()), ("margin", number(found.margin).into())];
        let answers = t_with("heard-answers", &[("count", found.answers.into())]);
        view! { <strong>{t_with("heard-score", &value)}</strong> " · " {answers} }
    });
    let none = said.is_none().then(|| t("heard-none"));
    view! {
        <dt>{t(name)}</dt>
        <dd>{said}{none} <small class="soft">{t(definition)}</small></dd>
    }
    .into_any()
}

/// Words without their writers.
#[component]
pub fn Words(
    /// The words, the latest first.
    words: Vec<Word>,
) -> impl IntoView {
    let line = |word: Word| {
        let (tone, key) = match word.kind {
            SayKind::Pain => (Tone::Caution, "heard-pain"),
            SayKind::Delight => (Tone::Good, "heard-delight"),
            _ => (Tone::Accent, "heard-idea"),
        };
        view! { <li><Badge tone label=t(key)/> <span class="soft small">{word.day}</span><p class="said">{word.text}</p></li> }
    };
    view! { <ul class="log">{words.into_iter().map(line).collect_view()}</ul> }
}
