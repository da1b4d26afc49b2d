//! The recording of an item, as far as it has come.

use super::{
    calls::{CancelUpload, FinishRecording, RemoveRecording, RestoreRecording, RetryRecording},
    can_be_watched,
    companions::CompanionsPanel,
    cut::CutPanel,
    facts::{Facts, Kept},
    folder::FromFolder,
    guide::OfGuide,
    live::{LiveWords, News, RecordingLive},
    moments::Moments,
    ready::Ready,
    record::Recorder,
    upload::{Upload, UploadQueue, UploadWords},
};
use crate::{
    desk::asset,
    figures,
    texts::{FluentValue, locale, t, t_with, text_or},
    ui::{Badge, Form, Hidden, Icon, Notice, ProgressLine, Tone},
};
use contract::{
    ItemId, Locale, RecordingId, Timestamp,
    recordings::{Companion, FolderFile, RecordingDetails, RecordingState, Room},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The newest recording in full, a way to send another, and the earlier ones by name.
#[component]
pub fn RecordingPanel(
    /// What there is.
    facts: Facts,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let Facts { item, recordings, removed, kept, companions, to_send, pages, moments, room, folder } = facts;
    let mut recordings = recordings.into_iter();
    let newest = recordings.next();
    let plays = newest.as_ref().filter(|recording| can_be_watched(recording.state) && recording.pages == 0);
    let poster = plays.zip(moments).map(|(recording, board)| view! { <Moments item recording=recording.id board/> });
    let cut = plays
        .filter(|recording| recording.state == RecordingState::Ready)
        .map(|recording| view! { <CutPanel item recording=recording.clone()/> });
    let guide = newest
        .as_ref()
        .zip(pages)
        .map(|(recording, pages)| view! { <OfGuide item recording=recording.clone() pages now/> });
    let beside = plays.map(|_| view! { <CompanionsPanel item companions to_send room/> });
    let remove = newest
        .as_ref()
        .filter(|recording| recording.state != RecordingState::AwaitingUpload)
        .map(|recording| view! { <Remove item recording=recording.id kept/> });
    let earlier: Vec<RecordingDetails> = recordings.collect();
    let ways = move || view! { <Ways item room folder/> };
    let sender = match newest.as_ref().map(|recording| recording.state) {
        // Nobody means to replace what is just being made.
        Some(RecordingState::Uploaded | RecordingState::Processing | RecordingState::Playable) => ().into_any(),
        Some(RecordingState::Ready) => view! {
            <details class="definitions">
                <summary><Icon name="upload"/>{t("recording-replace")}</summary>
                {ways()}
            </details>
        }
        .into_any(),
        Some(RecordingState::AwaitingUpload | RecordingState::Failed) | None => ways().into_any(),
    };
    view! {
        {newest.map(|recording| view! { <Newest recording/> })}
        {guide}
        {poster}
        {cut}
        {remove}
        {(!removed.is_empty()).then(|| view! { <Removed item removed/> })}
        {sender}
        {(!earlier.is_empty()).then(|| view! { <Earlier recordings=earlier now/> })}
        {beside}
    }
    .into_any()
}

/// The ways in which a recording comes here.
#[component]
fn Ways(item: ItemId, room: Room, folder: Vec<FolderFile>) -> impl IntoView {
    view! {
        <Sender item room id="media"/>
        <Recorder item/>
        {(!folder.is_empty()).then(|| view! { <FromFolder item files=folder/> })}
    }
    .into_any()
}

/// How much room a recording takes, what that costs, and the way to take it away.
#[component]
fn Remove(item: ItemId, recording: RecordingId, kept: Option<Kept>) -> impl IntoView {
    let faults = kept.as_ref().map_or(0, |kept| kept.faults);
    let broken = (faults > 0).then(|| {
        let text = t_with("recording-faults", &[("count", faults.into())]);
        view! { <Notice tone=Tone::Wrong heading=t("recording-faults-title") text/> }
    });
    let stored = kept.map(|kept| {
        let size = FluentValue::from(figures::bytes(locale(), kept.bytes));
        match kept.price {
            Some((amount, currency)) => {
                let price = FluentValue::from(figures::money(locale(), amount, &currency));
                t_with("recording-stored-price", &[("size", size), ("price", price)])
            }
            None => t_with("recording-stored", &[("size", size)]),
        }
    });
    view! {
        {broken}
        <Form action=RemoveRecording::PATH class="actions">
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.to_string()/>
            <span class="soft small">{stored}</span>
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
                news=News { state: recording.state, progress: recording.progress, reading: None }
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
    let Some(whole) = recording.size else { return view! { <Open recording/> }.into_any() };
    let size = |bytes| FluentValue::from(figures::bytes(locale(), bytes));
    let facts = [("received", size(recording.received)), ("size", size(whole))];
    let share = recording.received as f64 / whole.max(1) as f64;
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

/// A recording that is being made in another window, or was when that was closed.
#[component]
fn Open(recording: RecordingDetails) -> impl IntoView {
    let received = FluentValue::from(figures::bytes(locale(), recording.received));
    let ids = move || {
        view! {
            <Hidden name="item" value=recording.item_id.to_string()/>
            <Hidden name="recording" value=recording.id.to_string()/>
        }
    };
    view! {
        <div class="panel" id="unfinished">
            <div class="panel__head">
                <h3>{recording.filename}</h3>
                <StateBadge state=recording.state/>
            </div>
            <p class="soft">{t_with("recording-open-text", &[("received", received)])}</p>
            {(recording.received > 0).then(|| view! {
                <Form action=FinishRecording::PATH class="actions">
                    {ids()}
                    <button class="button"><Icon name="check"/>{t("recording-finish")}</button>
                </Form>
            })}
            <Form action=CancelUpload::PATH class="actions">
                {ids()}
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
pub(super) fn Sender(
    /// The item that it shows.
    item: ItemId,
    /// What may still be uploaded.
    room: Room,
    /// What it goes with, where it is no recording of its own.
    #[prop(optional)]
    companion: Option<Companion>,
    /// The id of the input.
    id: &'static str,
) -> impl IntoView {
    let key = match &companion {
        Some(with) => format!("{item}/{}/{}", with.role.code(), with.language.as_deref().unwrap_or_default()),
        None => item.to_string(),
    };
    let announce = serde_json::json!({ "item_id": item, "companion": companion }).to_string();
    let upload = Upload { announce, key, file_bytes: room.file_bytes, script: asset("upload.js").to_owned() };
    view! {
        <UploadQueue
            upload
            id=id.to_owned()
            sprite=asset("icons/sprite.svg").to_owned()
            locale=locale()
            words=upload_words(room)
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

/// The words for the work on a recording.
pub(super) fn live_words() -> LiveWords {
    let [waiting, making, watchable] =
        [RecordingState::Uploaded, RecordingState::Processing, RecordingState::Playable].map(state_word);
    LiveWords {
        states: [waiting, making, watchable, t("guide-reading")],
        waiting: t("recording-uploaded-text"),
        making: template("recording-processing-text", &["percent"]),
        making_left: template("recording-processing-left", &["percent", "left"]),
        watchable: template("recording-playable-text", &["percent"]),
        reading: template("guide-reading-text", &["percent"]),
        changed: t("recording-changed"),
        reload: t("recording-reload"),
    }
}

fn upload_words(room: Room) -> UploadWords {
    let size = |bytes| FluentValue::from(figures::bytes(locale(), bytes));
    let most = [("size", size(room.file_bytes))];
    UploadWords {
        choose: t("upload-choose"),
        hint: match room.left_bytes {
            Some(left) => t_with("upload-hint-left", &[("size", size(room.file_bytes)), ("left", size(left))]),
            None => t_with("upload-hint", &most),
        },
        queue: t("upload-queue"),
        progress: t("upload-progress"),
        starting: t("upload-starting"),
        queued: t("upload-queued"),
        sending: template("upload-sending", &["done", "size", "left"]),
        sent: template("upload-sent", &["done", "size"]),
        paused: template("upload-paused", &["done", "size"]),
        waiting: t("upload-waiting"),
        done: t("upload-done"),
        failed: t("upload-failed"),
        too_large: t_with("upload-too-large", &most),
        empty: t("upload-empty"),
        buttons: ["upload-pause", "upload-resume", "upload-cancel", "upload-dismiss"].map(t),
    }
}
