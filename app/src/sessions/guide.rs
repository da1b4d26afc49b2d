//! A guide: a page of it at a time, what it says, and the document to take along where that is
//! allowed.

use super::{
    about::{Description, by},
    reader::{Reader, Wish},
};
use crate::{
    texts::{self, t, t_with},
    ui::{Icon, sign_in_and_return},
    words,
};
use contract::{catalogue::CatalogueEntry, playback::HistoryEntry};
use domain::guides::Reading;
use leptos::{either::Either, prelude::*};

/// What a member reads a guide with.
pub(super) struct InHand {
    /// The key to its pages.
    pub grant: String,
    /// What the reader asked to see.
    pub wish: Wish,
    /// What is written there.
    pub reading: Reading,
    /// How far the member had come.
    pub at: Option<HistoryEntry>,
}

/// A guide, to read for a member and described for anyone else.
#[component]
pub(super) fn Guide(
    /// The session.
    entry: CatalogueEntry,
    /// What a member reads it with.
    in_hand: Option<InHand>,
) -> impl IntoView {
    let locale = texts::locale();
    let title = entry.title.pick(locale).to_owned();
    let by = by(&entry);
    let pages = t_with("card-pages", &[("count", entry.pages.into())]);
    let line: Vec<String> = [words::kind(entry.kind), pages, by].into_iter().filter(|part| !part.is_empty()).collect();
    let document =
        in_hand.as_ref().filter(|in_hand| in_hand.reading.may_download).map(|in_hand| match in_hand.reading.edition {
            0 => format!("/media/{}/document.pdf", in_hand.grant),
            edition => format!("/media/{}/document-{edition}.pdf", in_hand.grant),
        });
    let description = entry.description.clone();
    view! {
        <header class="page__head page__head--with-actions session__head">
            <h1>{title}</h1>
            <p class="session__by">{line.join(" · ")}</p>
            {document.map(|document| view! {
                <p class="actions">
                    <a class="button button--main" href=document download="">
                        <Icon name="download"/>
                        {t("guide-download")}
                    </a>
                </p>
            })}
        </header>
        <div class="prose">
            <Description text=description/>
        </div>
        {match in_hand {
            Some(in_hand) => Either::Left(view! { <Reader entry in_hand/> }),
            None => Either::Right(view! { <Closed/> }),
        }}
    }
    .into_any()
}

#[component]
fn Closed() -> impl IntoView {
    view! {
        <section class="invite" aria-labelledby="closed">
            <div>
                <h2 id="closed">{t("guide-closed-title")}</h2>
                <p>{t("guide-closed-text")}</p>
            </div>
            <a class="button button--main button--large" href=sign_in_and_return()>
                <Icon name="enter"/>
                {t("nav-sign-in")}
            </a>
        </section>
    }
    .into_any()
}
