//! The recording itself, for staff: before it is published, and beside what is corrected.

use crate::{
    desk::asset,
    texts::{locale, t},
    ui::Icon,
};
use contract::RecordingId;
use leptos::{nonce::use_nonce, prelude::*};

/// Plays a recording. Without scripts, only its picture is there.
#[component]
pub(super) fn Preview(
    /// The recording.
    recording: RecordingId,
    /// Whether there is a picture to stand for it.
    has_poster: bool,
    /// What it is called.
    alt: String,
    /// Whether all of it is played, also what was cut away.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let poster = has_poster.then(|| format!("/media/recording/{recording}/poster-large.jpg"));
    let picture = poster.clone().map(|src| view! { <img src=src width="640" height="360" alt=alt/> });
    view! {
        <media-controller class="player player--preview" lang=locale().code() data-player="">
            <hls-video
                slot="media"
                src=format!("/media/preview/{recording}/{}.m3u8", if whole { "whole" } else { "index" })
                poster=poster
                preload="none"
                playsinline=""
                crossorigin=""
            >
                {picture}
            </hls-video>
            <media-audio-track-menu hidden anchor="auto"></media-audio-track-menu>
            <media-captions-menu hidden anchor="auto"></media-captions-menu>
            <media-control-bar class="player__bar">
                <media-play-button></media-play-button>
                <media-seek-backward-button seekoffset="10"></media-seek-backward-button>
                <media-time-display showduration="" notoggle=""></media-time-display>
                <media-time-range></media-time-range>
                <media-mute-button></media-mute-button>
                <media-audio-track-menu-button></media-audio-track-menu-button>
                <media-captions-menu-button></media-captions-menu-button>
                <media-fullscreen-button></media-fullscreen-button>
            </media-control-bar>
        </media-controller>
        <script type="module" nonce=use_nonce() src=asset("player.js")></script>
    }
    .into_any()
}

/// The film beside a form whose text has times of it (`style/assets/edit`).
#[component]
pub(super) fn Beside(
    /// The recording.
    recording: RecordingId,
    /// Whether all of it is played, also what was cut away.
    #[prop(optional)]
    whole: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="editor" data-editor="">
            <div class="editor__film">
                <Preview recording has_poster=true alt=String::new() whole/>
            </div>
            {children()}
        </div>
        <script type="module" nonce=use_nonce() src=asset("edit.js")></script>
    }
    .into_any()
}

/// What is done by the film with the text: shown once the scripts are there.
#[component]
pub(super) fn ByTheFilm() -> impl IntoView {
    view! {
        <p class="actions">
            <button class="button button--quiet" type="button" data-play-here="" hidden>
                <Icon name="play"/>
                {t("editor-play-here")}
            </button>
            <button class="button button--quiet" type="button" data-insert-time="" hidden>
                <Icon name="clock"/>
                {t("editor-insert-time")}
            </button>
        </p>
    }
    .into_any()
}
