//! Asking for what the catalogue does not hold.

use super::calls::AskForContent;
use crate::{
    address::Place,
    catalogue::Filters,
    desk::{self, asked, env, path_to, signed_in, viewer},
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Crumbs, Field, Form, Icon, Notice, Page, TextArea, Tone, whole},
};
use contract::demand::{FEW_RESULTS, WORDS_CHARS};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The way to ask, under results that are few or none.
#[component]
pub fn AskFor(
    /// What was looked for.
    words: String,
    /// How much was found.
    found: u32,
) -> impl IntoView {
    (found <= FEW_RESULTS && !words.is_empty() && viewer().is_some()).then(|| {
        let href = Place::AskContent.with(texts::locale(), &[("q", &words)]);
        view! {
            <Notice heading=t("ask-offer-title") text=t_with("ask-offer-text", &[("words", words.into())])>
                <a class="button" href=href><Icon name="hand"/>{t("ask-title")}</a>
            </Notice>
        }
    })
}

/// Counts a search for words alone that found nothing. That it could not be counted is no reason not to show
/// the page.
pub async fn note_search(filters: &Filters, found: u32) {
    let words = filters.get("q");
    let alone = filters.besides(&["q", "sort"]).is_empty();
    if let (0, true, false, Some(viewer), Ok(env)) = (found, alone, words.is_empty(), viewer(), env())
        && let Err(error) = domain::demand::searched(&env, &viewer, words).await
    {
        tracing::warn!(%error, "a search that found nothing could not be counted");
    }
}

/// The page on which a member asks.
#[component]
pub fn AskPage() -> impl IntoView {
    whole(ask())
}

async fn ask() -> Result<impl IntoView, Problem> {
    signed_in()?;
    let done = asked("done").filter(|_| use_context::<desk::FormEcho>().is_none());
    let content = match done.as_deref() {
        Some("asked") => Either::Left(view! { <Thanks text=t("ask-thanks")/> }),
        Some("already") => Either::Left(view! { <Thanks text=t("ask-already")/> }),
        _ => Either::Right(view! { <AskForm/> }),
    };
    Ok(view! {
        <Page title=t("ask-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Catalogue), t("catalogue-title"))] here=t("ask-title")/>
            {content}
        </Page>
    })
}

/// What happens next.
#[component]
fn Thanks(text: String) -> impl IntoView {
    view! {
        <header class="page__head"><h1>{t("ask-thanks-title")}</h1></header>
        <Notice tone=Tone::Good text/>
        <ul class="prose">
            <li>{t("ask-next-read")}</li>
            <li>{t("ask-next-choose")}</li>
            <li>{t("ask-next-told")}</li>
        </ul>
        <p class="actions">
            <a class="button button--main" href=path_to(Place::Catalogue)><Icon name="catalogue"/>{t("ask-back")}</a>
        </p>
    }
    .into_any()
}

#[component]
fn AskForm() -> impl IntoView {
    view! {
        <header class="page__head">
            <h1>{t("ask-title")}</h1>
            <p class="soft">{t("ask-lead")}</p>
        </header>
        <Form action=AskForContent::PATH>
            <div class="form__group">
                <Field
                    name="words"
                    label=t("ask-words")
                    hint=t("ask-words-hint")
                    value=asked("q").unwrap_or_default()
                    maxlength=WORDS_CHARS
                    required=true
                />
                <TextArea name="note" label=t("ask-note") hint=t("ask-note-hint") rows=3 optional=true/>
            </div>
            <div class="form__foot">
                <button class="button button--main"><Icon name="hand"/>{t("ask-do")}</button>
                <a class="button button--quiet" href=path_to(Place::Catalogue)>{t("form-cancel")}</a>
            </div>
        </Form>
        <p class="small soft">{t("ask-privacy")}</p>
    }
    .into_any()
}
