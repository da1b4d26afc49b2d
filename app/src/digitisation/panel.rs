//! The recording of an item, as far as it has come.

use super::{
    calls::{CancelUpload, RemoveRecording, RestoreRecording, RetryRecording},
    live::{LiveWords, News, RecordingLive},
    ready::Ready,
    upload::{UploadQueue, UploadWords},
};
use crate::{
    desk::asset,
    figures,
    texts::{FluentValue, locale, t, t_with, text_or},
    ui::{Badge, Form, Hidden, Icon, Notice, ProgressLine, Tone},
};
use contract::{
    ItemId, Locale, RecordingId, Timestamp,
    recordings::{RecordingDetails, RecordingState},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The newest recording in full, a way to send another, and the earlier ones by name.
#[component]
pub fn RecordingPanel(
    /// The item.
    item: ItemId,
    /// Its recordings, the newest first.
    recordings: Vec<RecordingDetails>,
    /// Those that were taken away and can be brought back, by name.
    removed: Vec<(RecordingId, String)>,
    /// How much is stored for the newest, in bytes, where the store says.
    bytes: Option<u64>,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let mut recordings = recordings.into_iter();
    let newest = recordings.next();
    let remove = newest
        .as_ref()
        .filter(|recording| recording.state != RecordingState::AwaitingUpload)
        .map(|recording| view! { <Remove item recording=recording.id bytes/> });
    let earlier: Vec<RecordingDetails> = recordings.collect();
    let sender = match newest.as_ref().map(|recording| recording.state) {
        // Nobody means to replace what is just being made.
        Some(RecordingState::Uploaded | RecordingState::Processing | RecordingState::Playable) => ().into_any(),
        Some(RecordingState::Ready) => view! {
            <details class="definitions">
                <summary><Icon name="upload"/>{t("recording-replace")}</summary>
                <Sender item/>
            </details>
        }
        .into_any(),
        Some(RecordingState::AwaitingUpload | RecordingState::Failed) | None => view! { <Sender item/> }.into_any(),
    };
    view! {
        {newest.map(|recording| view! { <Newest recording/> })}
        {remove}
        {(!removed.is_empty()).then(|| view! { <Removed item removed/> })}
        {sender}
        {(!earlier.is_empty()).then(|| view! { <Earlier recordings=earlier now/> })}
    }
    .into_any()
}

/// How much room a recording takes, and the way to take it away.
#[component]
fn Remove(item: ItemId, recording: RecordingId, bytes: Option<u64>) -> impl IntoView {
    view! {
        <Form action=RemoveRecording::PATH class="actions">
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.to_string()/>
            {bytes.map(|bytes| {
                let size = figures::bytes(locale(), bytes);
                view! { <span class="soft small">{t_with("recording-stored", &[("size", size.into())])}</span> }
            })}
            <button class="button button--quiet"><Icon name="close"/>{t("recording-remove")}</button>
        </Form>
    }
    .into_any()
}

/// What was taken away, and the way back.
#[component]
fn Removed(item: ItemId, removed: Vec<(RecordingId, String)>) -> impl IntoView {
    let line = move |(recording, filename): (RecordingId, String)| {
        view! {
            <Form action=RestoreRecording::PATH class="actions">
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <span class="soft">{t_with("recording-removed-name", &[("name", filename.into())])}</span>
                <button class="button button--quiet"><Icon name="restart"/>{t("recording-restore")}</button>
            </Form>
        }
    };
    removed.into_iter().map(line).collect_view()
}

/// The newest recording.
#[component]
fn Newest(recording: RecordingDetails) -> impl IntoView {
    match recording.state {
        RecordingState::Playable if recording.problem_code.is_some() => view! {
            <Failed recording=recording.clone() title="recording-lesser-title" kept="recording-lesser-kept"/>
            <Ready recording/>
        }
        .into_any(),
        RecordingState::AwaitingUpload => view! { <Unfinished recording/> }.into_any(),
        RecordingState::Uploaded | RecordingState::Processing | RecordingState::Playable => view! {
            <RecordingLive
                id=recording.id
                filename=recording.filename
                news=News { state: recording.state, progress: recording.progress }
                sprite=asset("icons/sprite.svg").to_owned()
                locale=locale()
                words=live_words()
            />
        }
        .into_any(),
        RecordingState::Ready => view! { <Ready recording/> }.into_any(),
        RecordingState::Failed => {
            view! { <Failed recording title="recording-failed-title" kept="recording-failed-kept"/> }.into_any()
        }
    }
}

/// An upload that stopped half-way, or that goes on in another window.
#[component]
fn Unfinished(recording: RecordingDetails) -> impl IntoView {
    let size = |bytes| FluentValue::from(figures::bytes(locale(), bytes));
    let facts = [("received", size(recording.received)), ("size", size(recording.size))];
    let share = recording.received as f64 / recording.size.max(1) as f64;
    view! {
        <div class="panel" id="unfinished">
            <div class="panel__head">
                <h3>{recording.filename.clone()}</h3>
                <StateBadge state=recording.state/>
            </div>
            <ProgressLine share label=recording.filename/>
            <p class="soft">{t_with("recording-awaiting-text", &facts)}</p>
            <Form action=CancelUpload::PATH class="actions">
                <Hidden name="item" value=recording.item_id.to_string()/>
                <Hidden name="recording" value=recording.id.to_string()/>
                <button class="button button--quiet"><Icon name="close"/>{t("recording-cancel")}</button>
            </Form>
        </div>
    }
    .into_any()
}

/// What went wrong, and what can be done.
#[component]
fn Failed(
    recording: RecordingDetails,
    /// The message that says what it means.
    title: &'static str,
    /// The message that says why, and what was kept.
    kept: &'static str,
) -> impl IntoView {
    let code = recording.problem_code.as_deref().unwrap_or("engine");
    let problem = FluentValue::from(media_sentence(code, locale()));
    view! {
        <Notice
            tone=Tone::Wrong
            heading=t(title)
            text=t_with(kept, &[("problem", problem)])
        />
        <p class="soft small">{recording.filename}</p>
        <Form action=RetryRecording::PATH class="actions">
            <Hidden name="recording" value=recording.id.to_string()/>
            <button class="button"><Icon name="restart"/>{t("recording-retry")}</button>
            <a class="button button--quiet" href="#media"><Icon name="upload"/>{t("recording-other")}</a>
        </Form>
    }
    .into_any()
}

/// Why a recording failed, for a person.
pub fn media_sentence(code: &str, locale: Locale) -> String {
    text_or(locale, &format!("media-problem-{}", code.replace('_', "-")), &[], "media-problem-engine")
}

/// The way to send a file, and what to do without scripts.
#[component]
fn Sender(item: ItemId) -> impl IntoView {
    view! {
        <UploadQueue
            item
            script=asset("upload.js").to_owned()
            sprite=asset("icons/sprite.svg").to_owned()
            locale=locale()
            words=upload_words()
        />
        <noscript>
            <p class="soft small">{t("upload-no-script")}</p>
        </noscript>
    }
    .into_any()
}

/// Recordings that a newer one has taken the place of.
#[component]
fn Earlier(recordings: Vec<RecordingDetails>, now: Timestamp) -> impl IntoView {
    let line = move |recording: RecordingDetails| {
        let when = FluentValue::from(figures::when(locale(), recording.created_at, now));
        view! {
            <li>
                {recording.filename}
                " "
                <StateBadge state=recording.state/>
                " "
                <span class="soft small">{t_with("recording-received", &[("when", when)])}</span>
            </li>
        }
    };
    view! {
        <details class="definitions">
            <summary><Icon name="next" class="icon--turns"/>{t("recording-earlier")}</summary>
            <ul>{recordings.into_iter().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// How far a recording has come, in a word.
#[component]
pub(super) fn StateBadge(state: RecordingState) -> impl IntoView {
    let (tone, icon) = match state {
        RecordingState::AwaitingUpload => (Tone::Caution, "upload"),
        RecordingState::Uploaded => (Tone::Caution, "clock"),
        RecordingState::Processing | RecordingState::Playable => (Tone::Caution, "recording"),
        RecordingState::Ready => (Tone::Good, "good"),
        RecordingState::Failed => (Tone::Wrong, "wrong"),
    };
    view! { <Badge tone icon label=state_word(state)/> }
}

fn state_word(state: RecordingState) -> String {
    t(&format!("recording-state-{}", state.code().replace('_', "-")))
}

/// A message whose facts the island fills in.
fn template(key: &str, facts: &[&'static str]) -> String {
    let facts: Vec<(&str, FluentValue<'_>)> = facts.iter().map(|fact| (*fact, format!("{{{fact}}}").into())).collect();
    t_with(key, &facts)
}

fn live_words() -> LiveWords {
    LiveWords {
        states: [RecordingState::Uploaded, RecordingState::Processing, RecordingState::Playable].map(state_word),
        waiting: t("recording-uploaded-text"),
        making: template("recording-processing-text", &["percent"]),
        making_left: template("recording-processing-left", &["percent", "left"]),
        watchable: template("recording-playable-text", &["percent"]),
        changed: t("recording-changed"),
        reload: t("recording-reload"),
    }
}

fn upload_words() -> UploadWords {
    UploadWords {
        choose: t("upload-choose"),
        hint: t("upload-hint"),
        queue: t("upload-queue"),
        progress: t("upload-progress"),
        starting: t("upload-starting"),
        sending: template("upload-sending", &["done", "size", "left"]),
        sent: template("upload-sent", &["done", "size"]),
        paused: template("upload-paused", &["done", "size"]),
        waiting: t("upload-waiting"),
        done: t("upload-done"),
        failed: t("upload-failed"),
        too_large: t("upload-too-large"),
        empty: t("upload-empty"),
        buttons: ["upload-pause", "upload-resume", "upload-cancel", "upload-dismiss"].map(t),
    }
}
