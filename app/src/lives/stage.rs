//! What stands on the stage of a session that is broadcast: the wait, the way in, or why there is nothing.

use super::follow::{FollowWords, LiveFollow};
use crate::{
    address::Place,
    desk::path_to,
    figures,
    texts::{self, t, t_with},
    ui::Icon,
};
use contract::{
    Locale, SessionId, Timestamp,
    lives::{LiveNote, LiveState},
};
use leptos::{either::EitherOf3, prelude::*};

/// What lies over the picture.
#[component]
pub fn OnStage(
    /// The session.
    session: SessionId,
    /// When it is, and where it stands.
    note: LiveNote,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let state = note.state_at(now);
    if state == LiveState::Cancelled {
        return EitherOf3::A(view! {
            <div class="stage__over stage__over--closed">
                <h2>{t("live-cancelled-title")}</h2>
                <p>{t("live-cancelled-text")}</p>
                <p class="actions">
                    <a class="button stage__again" href=path_to(Place::Schedule)>{t("live-see-schedule")}</a>
                </p>
            </div>
        });
    }
    let is_live = matches!(state, LiveState::Live | LiveState::Interrupted);
    if matches!(state, LiveState::Ended | LiveState::Replay) {
        return EitherOf3::B(view! {
            <div class="stage__over" data-when="ready">
                <p>{t("live-ended-text")}</p>
                <p class="actions"><WatchButton label=t("live-watch-again")/></p>
            </div>
        });
    }
    let locale = texts::locale();
    let when = figures::when(locale, note.starts_at, now);
    let begins_in_ms = (note.starts_at.as_millisecond() - now.as_millisecond()) as f64;
    EitherOf3::C(view! {
        <div class="stage__over stage__over--live" data-when="ready">
            <div class="stage__wait" data-live-waiting="" hidden=is_live>
                <p class="stage__when"><Icon name="calendar"/>{when}</p>
                <p class="stage__until" data-live="until" role="timer"></p>
                <p>{t("live-waiting-text")}</p>
                <noscript><p>{t("live-no-script")}</p></noscript>
            </div>
            <div data-live-ready="" hidden=!is_live>
                <p class="stage__on"><span class="badge badge--live"><Icon name="live"/>{t("live-state-live")}</span></p>
                <p class="actions"><WatchButton label=t("live-watch")/></p>
                <noscript><p>{t("session-no-script")}</p></noscript>
            </div>
        </div>
        <LiveFollow session=session.to_string() starts_at=figures::machine(note.starts_at) begins_in_ms is_live words=words(locale)/>
    })
}

#[component]
fn WatchButton(label: String) -> impl IntoView {
    view! {
        <button class="button button--large stage__play" r#type="button" data-play="resume">
            <Icon name="play" class="icon--solid"/>
            {label}
        </button>
    }
    .into_any()
}

/// Under the stage: who is there, how far behind the room one is, and whether the room is lost.
#[component]
pub fn LiveLine() -> impl IntoView {
    view! {
        <p class="live-line" role="status">
            <span data-live="present" hidden></span>
            <span data-live="company" hidden></span>
            <span data-live="behind" hidden></span>
            <strong data-live="interrupted" hidden></strong>
        </p>
    }
    .into_any()
}

/// The same where there is no stage: how long until it begins, and how it goes.
#[component]
pub fn Following(
    /// The session.
    session: SessionId,
    /// When it is, and where it stands.
    note: LiveNote,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let is_live = matches!(note.state_at(now), LiveState::Live | LiveState::Interrupted);
    let begins_in_ms = (note.starts_at.as_millisecond() - now.as_millisecond()) as f64;
    view! {
        <p data-live-waiting="" data-live="until" role="timer" hidden=is_live></p>
        <LiveLine/>
        <LiveFollow session=session.to_string() starts_at=figures::machine(note.starts_at) begins_in_ms is_live words=words(texts::locale())/>
    }
    .into_any()
}

fn words(locale: Locale) -> FollowWords {
    let count = |count: u32| t_with("live-present", &[("n", count.into()), ("count", "{count}".into())]);
    FollowWords {
        until: t_with("live-until", &[("time", "{time}".into())]),
        any_moment: t("live-any-moment"),
        present: [count(1), count(2)],
        company: t_with("company-there", &[("names", "{names}".into())]),
        behind: t_with("live-behind", &[("seconds", "{seconds}".into())]),
        interrupted: t("live-interrupted-text"),
        units: ["live-unit-day", "live-unit-hour", "live-unit-minute", "live-unit-second"].map(t),
        point: if locale == Locale::Fr { "," } else { "." }.to_owned(),
    }
}
