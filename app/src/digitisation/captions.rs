//! The captions of a recording: what there is, a way to add a file, and the text to correct.

use super::{
    calls::{AutomaticCaptions, RemoveCaptions, SaveCaptions},
    preview::{Beside, ByTheFilm},
};
use crate::{
    address::Place,
    desk::asked,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Select, TextArea, came_back, language_name},
};
use contract::{
    ItemId, RecordingId,
    captions::{CaptionKind, CaptionTrack},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Where the form with a file is sent: a route of the server, since a file is no argument of a
/// call.
const CAPTIONS: &str = "/call/digitisation/captions";

/// Languages offered for a file; others come in through the API.
const LANGUAGES: [&str; 6] = ["fr", "en", "es", "pt", "ar", "ht"];

/// The captions of one recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Captions {
    /// The recording.
    pub recording: RecordingId,
    /// What there is.
    pub tracks: Vec<CaptionTrack>,
    /// The set that is being corrected, and its text.
    pub open: Option<(CaptionTrack, String)>,
    /// Whether a program can write them from what is said.
    pub automatic: bool,
}

/// Which set the address asks to correct: `fr:captions`.
pub fn asked_for(tracks: &[CaptionTrack]) -> Option<CaptionTrack> {
    let asked = asked("captions")?;
    let (language, kind) = asked.split_once(':')?;
    tracks.iter().find(|track| track.language == language && track.kind.code() == kind).cloned()
}

/// What there is, and what to do about it.
#[component]
pub fn CaptionsPanel(
    /// The item.
    item: ItemId,
    /// Its captions.
    captions: Captions,
) -> impl IntoView {
    let Captions { recording, tracks, open, automatic } = captions;
    let none = tracks.is_empty();
    view! {
        <section class="panel" aria-labelledby="captions">
            <h3 id="captions">{t("captions-title")}</h3>
            {none.then(|| view! { <p class="soft">{t("captions-none")}</p> })}
            {(!none).then(|| view! { <Tracks item recording tracks/> })}
            {match open {
                Some((track, text)) => view! { <Correct item recording track text/> }.into_any(),
                None => view! {
                    <Add item recording/>
                    {automatic.then(|| view! { <Listen item recording/> })}
                }
                .into_any(),
            }}
        </section>
    }
    .into_any()
}

fn name(track: &CaptionTrack) -> String {
    let language = language_name(&track.language);
    match track.kind {
        CaptionKind::Subtitles => language,
        CaptionKind::Captions => format!("{language} · {}", t("captions-sdh-short")),
        CaptionKind::Chapters => format!("{language} · {}", t("captions-chapters-short")),
    }
}

#[component]
fn Tracks(item: ItemId, recording: RecordingId, tracks: Vec<CaptionTrack>) -> impl IntoView {
    let line = move |track: CaptionTrack| {
        let code = format!("{}:{}", track.language, track.kind.code());
        let edit = Place::Item(item).with(locale(), &[("captions", &code)]) + "#captions";
        let file = format!("/api/v1/recordings/{recording}/captions/{}?kind={}", track.language, track.kind.code());
        let name = name(&track);
        view! {
            <li class="captions__set">
                <span>
                    <strong>{name.clone()}</strong>
                    " "
                    <span class="soft small">{t_with("captions-cues", &[("count", track.cues.into())])}</span>
                </span>
                <span class="actions">
                    <a class="button button--quiet" href=edit>
                        <Icon name="edit"/>
                        {t("captions-edit")}
                        <span class="for-ears">" "{name.clone()}</span>
                    </a>
                    <a class="button button--quiet" href=file download=format!("{}.vtt", track.language)>
                        <Icon name="download"/>
                        {t("captions-download")}
                        <span class="for-ears">" "{name.clone()}</span>
                    </a>
                    <Form action=RemoveCaptions::PATH class="actions">
                        <Hidden name="item" value=item.to_string()/>
                        <Hidden name="recording" value=recording.to_string()/>
                        <Hidden name="language" value=track.language.clone()/>
                        <Hidden name="kind" value=track.kind.code()/>
                        <button class="button button--quiet button--danger">
                            <Icon name="delete"/>
                            {t("captions-remove")}
                            <span class="for-ears">" "{name}</span>
                        </button>
                    </Form>
                </span>
            </li>
        }
    };
    view! { <ul class="captions">{tracks.into_iter().map(line).collect_view()}</ul> }.into_any()
}

#[component]
fn Add(item: ItemId, recording: RecordingId) -> impl IntoView {
    let languages = LANGUAGES.map(|code| (code.to_owned(), language_name(code))).into();
    let kinds = CaptionKind::ALL.iter();
    let kinds = kinds.map(|kind| (kind.code().to_owned(), t(&format!("captions-kind-{}", kind.code())))).collect();
    view! {
        <details class="definitions" open=came_back(CAPTIONS)>
            <summary><Icon name="upload"/>{t("captions-add")}</summary>
            <Form action=CAPTIONS multipart=true>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <div class="field">
                    <label for="file">{t("captions-file")}</label>
                    <p class="field__hint" id="file-hint">{t("captions-file-hint")}</p>
                    <input
                        class="input"
                        r#type="file"
                        id="file"
                        name="file"
                        accept=".vtt,.srt,text/vtt"
                        aria-describedby="file-hint"
                        required
                    />
                </div>
                <Select name="language" label=t("captions-language") options=languages value=locale().code()/>
                <Select name="kind" label=t("captions-kind") options=kinds value=CaptionKind::Subtitles.code()/>
                <p class="actions">
                    <button class="button button--main"><Icon name="upload"/>{t("captions-add-do")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}

/// Captions that a program writes, to be corrected afterwards.
#[component]
fn Listen(item: ItemId, recording: RecordingId) -> impl IntoView {
    let languages = LANGUAGES.map(|code| (code.to_owned(), language_name(code))).into();
    view! {
        <Form action=AutomaticCaptions::PATH>
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.to_string()/>
            <Select
                name="language"
                label=t("captions-spoken")
                hint=t("captions-listen-hint")
                options=languages
                value=locale().code()
            />
            <p class="actions">
                <button class="button"><Icon name="recording"/>{t("captions-listen")}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// The text of a set beside the film.
#[component]
fn Correct(item: ItemId, recording: RecordingId, track: CaptionTrack, text: String) -> impl IntoView {
    let back = Place::Item(item).path(locale()) + "#captions";
    view! {
        <Beside recording>
            <Form action=SaveCaptions::PATH>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <Hidden name="language" value=track.language.clone()/>
                <Hidden name="kind" value=track.kind.code()/>
                <TextArea
                    name="file"
                    label=t_with("captions-text", &[("name", name(&track).into())])
                    hint=t("captions-text-hint")
                    value=text
                    rows=18
                    lang=track.language
                />
                <ByTheFilm/>
                <p class="actions">
                    <button class="button button--main">{t("captions-save")}</button>
                    <a class="button button--quiet" href=back>{t("form-cancel")}</a>
                </p>
            </Form>
        </Beside>
    }
    .into_any()
}
