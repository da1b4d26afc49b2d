//! The stage: the picture of a session, and the one thing to do with it.
//!
//! Everything the player may have to say is written here, on the server; the island only shows
//! one part and hides the others (`data-when`).

use crate::{
    address::Place,
    catalogue::poster,
    desk::{self, path_to, viewer},
    figures,
    lives::{LiveLine, OnStage},
    playback::player::Player,
    texts::{self, t, t_with},
    ui::{Icon, sign_in_and_return},
    words,
};
use contract::{
    catalogue::CatalogueEntry,
    inventory::Kind,
    lives::LiveNote,
    playback::{HistoryEntry, resume_at},
};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};

/// The stage of a session.
#[component]
pub(super) fn Stage(
    /// The session.
    entry: CatalogueEntry,
    /// How far the visitor came in it.
    at: Option<HistoryEntry>,
) -> impl IntoView {
    let playable = entry.recording_id.is_some() && entry.duration_s.is_some_and(|seconds| seconds > 0.0);
    let picture = if entry.has_poster {
        Either::Left(view! {
            <img
                class="stage__poster"
                src=poster(entry.session_id, false)
                width="1280"
                height="720"
                alt=""
                fetchpriority="high"
            />
        })
    } else {
        Either::Right(view! {
            <div class="stage__poster picture--none">
                <Icon name=words::kind_icon(entry.kind)/>
            </div>
        })
    };
    // Until its recording can be watched, a session that is broadcast shows the broadcast.
    let note = entry.live.clone().filter(|_| !playable);
    let is_live = note.is_some() && viewer().is_some();
    let over = match (viewer(), note) {
        (None, _) => EitherOf4::A(view! { <Closed/> }),
        (Some(_), Some(note)) => EitherOf4::B(view! { <Broadcast entry note/> }),
        (Some(_), None) if playable => EitherOf4::C(view! { <Playable entry at/> }),
        (Some(_), None) => EitherOf4::D(view! { <Nothing/> }),
    };
    view! {
        <section class="stage" aria-label=t("session-stage")>
            <div class="stage__frame" id="stage">
                {picture}
                {over}
            </div>
            {is_live.then(|| view! { <LiveLine/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Closed() -> impl IntoView {
    view! {
        <div class="stage__over stage__over--closed">
            <h2>{t("session-closed-title")}</h2>
            <p>{t("session-closed-text")}</p>
            <p class="actions">
                <a class="button button--large stage__play" href=sign_in_and_return()>
                    <Icon name="enter"/>
                    {t("nav-sign-in")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="stage__over stage__over--closed">
            <h2>{t("session-nothing-title")}</h2>
            <p>{t("session-nothing-text")}</p>
            <p class="actions">
                <a class="button stage__again" href=path_to(Place::Catalogue)>{t("session-see-catalogue")}</a>
            </p>
        </div>
    }
    .into_any()
}

/// A session that is broadcast: announced, live, or just over.
#[component]
fn Broadcast(entry: CatalogueEntry, note: LiveNote) -> impl IntoView {
    let title = entry.title.pick(texts::locale()).to_owned();
    let session = entry.session_id;
    let now = desk::env().map_or(note.starts_at, |env| env.clock.now());
    view! {
        <Controller title note=String::new() is_live=true/>
        <OnStage session note now/>
        <States/>
        <Player session=session.to_string() script=desk::asset("player.js").to_owned()/>
    }
    .into_any()
}

#[component]
fn Playable(entry: CatalogueEntry, at: Option<HistoryEntry>) -> impl IntoView {
    let locale = texts::locale();
    let resume =
        at.map(|at| resume_at((at.position * 1000.0) as u64, (at.duration_s * 1000.0) as u64)).unwrap_or_default();
    let time = figures::position(locale, resume as f64 / 1000.0);
    let play = match (resume > 0, entry.kind) {
        (true, _) => t_with("session-resume", &[("time", time.clone().into())]),
        (false, Kind::Audio) => t("session-listen"),
        (false, _) => t("session-play"),
    };
    let note = t_with("session-resumed", &[("time", time.into())]);
    let title = entry.title.pick(locale).to_owned();
    view! {
        <Controller title note/>
        <div class="stage__over" data-when="ready">
            <noscript>
                <p>{t("session-no-script")}</p>
            </noscript>
            <p class="actions">
                <button class="button button--large stage__play" r#type="button" data-play="resume">
                    <Icon name="play" class="icon--solid"/>
                    {play}
                </button>
                {(resume > 0).then(|| view! {
                    <button class="button button--large stage__again" r#type="button" data-play="start">
                        <Icon name="restart"/>
                        {t("session-from-start")}
                    </button>
                })}
            </p>
        </div>
        <States/>
        <Player session=entry.session_id.to_string() script=desk::asset("player.js").to_owned()/>
    }
    .into_any()
}

/// What may come between the picture and the play.
#[component]
fn States() -> impl IntoView {
    view! {
        <div class="stage__over stage__over--closed" data-when="loading" role="status" hidden>
            <p>{t("player-loading")}</p>
        </div>
        <div class="stage__over stage__over--closed" data-when="trouble" role="alert" hidden>
            <h2>{t("player-trouble-title")}</h2>
            <p>{t("player-trouble-text")}</p>
            <p class="actions">
                <button class="button button--large stage__play" r#type="button" data-play="again">
                    <Icon name="restart"/>
                    {t("player-again")}
                </button>
            </p>
        </div>
        <div class="stage__over stage__over--closed" data-when="refused" role="alert" hidden>
            <h2>{t("player-refused-title")}</h2>
            <p>{t("player-refused-text")}</p>
            <p class="actions">
                <a class="button stage__again" href=path_to(Place::Catalogue)>{t("session-see-catalogue")}</a>
            </p>
        </div>
        <div class="stage__over stage__over--closed" data-when="signed-out" role="alert" hidden>
            <h2>{t("player-signed-out-title")}</h2>
            <p>{t("player-signed-out-text")}</p>
            <p class="actions">
                <a class="button button--large stage__play" href=sign_in_and_return()>
                    <Icon name="enter"/>
                    {t("nav-sign-in")}
                </a>
            </p>
        </div>
        <div class="stage__over stage__over--closed" data-when="finished" role="status" hidden>
            <h2>{t("player-finished")}</h2>
            <p class="actions">
                <button class="button button--large stage__again" r#type="button" data-play="start">
                    <Icon name="restart"/>
                    {t("player-replay")}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// The player's elements; what they are is defined by the script that comes with the first play.
#[component]
fn Controller(
    title: String,
    note: String,
    /// Whether it may be followed as it happens.
    #[prop(optional)]
    is_live: bool,
) -> impl IntoView {
    view! {
        <media-controller class="player" lang=texts::locale().code() data-player="" hidden>
            <hls-video slot="media" playsinline="" crossorigin="" preload="none" tabindex="-1"></hls-video>
            <p class="player__title">{title}</p>
            <div class="player__signs" data-signs="" noautohide="" hidden></div>
            <media-loading-indicator slot="centered-chrome" noautohide=""></media-loading-indicator>
            <media-captions-menu hidden anchor="auto"></media-captions-menu>
            <media-audio-track-menu hidden anchor="auto"></media-audio-track-menu>
            <media-rendition-menu hidden anchor="auto"></media-rendition-menu>
            <media-control-bar class="player__bar">
                <media-play-button></media-play-button>
                <media-seek-backward-button seekoffset="10"></media-seek-backward-button>
                <media-seek-forward-button seekoffset="10"></media-seek-forward-button>
                {is_live.then(|| view! { <media-live-button></media-live-button> })}
                <media-time-display showduration="" notoggle=""></media-time-display>
                <media-time-range></media-time-range>
                <media-mute-button></media-mute-button>
                <media-volume-range></media-volume-range>
                <media-playback-rate-button rates="0.75 1 1.25 1.5 2"></media-playback-rate-button>
                <button
                    class="player__button"
                    r#type="button"
                    data-signs-button=""
                    aria-pressed="false"
                    aria-label=t("player-signs")
                    hidden
                >
                    <Icon name="signs"/>
                </button>
                <media-audio-track-menu-button></media-audio-track-menu-button>
                <media-captions-menu-button></media-captions-menu-button>
                <media-rendition-menu-button></media-rendition-menu-button>
                <media-pip-button></media-pip-button>
                <media-fullscreen-button></media-fullscreen-button>
            </media-control-bar>
        </media-controller>
        // Beside the player, not in it: what stands in it is hidden with its controls.
        <p class="player__note picture__tag" role="status" data-note="" hidden>{note}</p>
    }
    .into_any()
}
