//! What is said in a session, to be read and to find a moment by.

use crate::{
    figures,
    texts::{self, t},
    ui::Icon,
};
use contract::captions::{Cue, plain};
use leptos::prelude::*;

/// The parts of a session: each leads the player to its beginning.
#[component]
pub(super) fn Chapters(
    /// BCP 47 tag of their names.
    language: String,
    /// Every part.
    cues: Vec<Cue>,
) -> impl IntoView {
    let locale = texts::locale();
    let lang = (!language.starts_with(locale.code())).then(|| language.clone());
    let line = move |cue: Cue| {
        let seconds = cue.from_ms as f64 / 1000.0;
        view! {
            <li>
                <button class="chapters__part" r#type="button" data-at=format!("{seconds:.3}")>
                    <span class="chapters__at">{figures::clock(seconds)}</span>
                    <span>{plain(&cue.text)}</span>
                </button>
            </li>
        }
    };
    view! {
        <nav class="chapters" aria-labelledby="chapters" data-chapters=language>
            <h2 id="chapters">{t("session-chapters")}</h2>
            <ol lang=lang>{cues.into_iter().map(line).collect_view()}</ol>
        </nav>
    }
    .into_any()
}

/// The transcript: each line leads the player to where it is said.
#[component]
pub(super) fn Transcript(
    /// BCP 47 tag of what is read.
    language: String,
    /// Every piece.
    cues: Vec<Cue>,
) -> impl IntoView {
    let locale = texts::locale();
    let lang = (!language.starts_with(locale.code())).then_some(language);
    let line = move |cue: Cue| {
        let seconds = cue.from_ms as f64 / 1000.0;
        view! {
            <li>
                <button class="transcript__at" r#type="button" data-at=format!("{seconds:.3}")>
                    {figures::clock(seconds)}
                </button>
                <span>{plain(&cue.text)}</span>
            </li>
        }
    };
    view! {
        <section aria-labelledby="transcript">
            <details class="transcript">
                <summary>
                    <Icon name="next"/>
                    <h2 id="transcript">{t("session-transcript")}</h2>
                </summary>
                // It filters as one types, which takes a script; without one the browser's own search does.
                <p class="transcript__find" data-find-box="" hidden>
                    <Icon name="search"/>
                    <label class="for-ears" for="find">{t("session-transcript-find")}</label>
                    <input
                        class="input"
                        id="find"
                        r#type="search"
                        data-find=""
                        placeholder=t("session-transcript-find")
                    />
                    <span class="small soft" role="status" data-found=t("session-transcript-none")></span>
                </p>
                <ol class="transcript__lines" lang=lang>{cues.into_iter().map(line).collect_view()}</ol>
            </details>
        </section>
    }
    .into_any()
}
