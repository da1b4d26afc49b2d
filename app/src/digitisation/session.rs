//! The session that an item's recording becomes: brought into the catalogue, and taken out.

use super::{
    calls::{Publish, PublishAgain, Unpublish},
    can_be_watched,
};
use crate::{
    address::Place,
    desk::path_to,
    figures,
    texts::{FluentValue, locale, t, t_with},
    ui::{Check, Form, Hidden, Icon},
};
use contract::{
    ItemId, RecordingId, Timestamp,
    recordings::RecordingDetails,
    sessions::{Audience, SessionState, SessionSummary},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What members can attend of an item, and what to do about it.
#[component]
pub fn SessionPanel(
    /// The item.
    item: ItemId,
    /// Its sessions, the newest first.
    sessions: Vec<SessionSummary>,
    /// Its recordings, the newest first.
    recordings: Vec<RecordingDetails>,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let newest = recordings.iter().find(|recording| can_be_watched(recording.state)).map(|recording| recording.id);
    let of_newest = sessions.iter().any(|session| newest.is_some() && session.recording_id == newest);
    let published: Vec<SessionSummary> =
        sessions.iter().filter(|session| session.state == SessionState::Published).cloned().collect();
    // The latest that is not in the catalogue and could be.
    let resting =
        sessions.into_iter().find(|session| session.state != SessionState::Published && session.recording_id == newest);
    let already = !published.is_empty();

    let next = match (newest, resting) {
        (None, _) if already => ().into_any(),
        (None, _) => view! { <p class="soft">{t("item-session-later")}</p> }.into_any(),
        (Some(_), Some(session)) => view! { <Resting session/> }.into_any(),
        (Some(recording), None) if !of_newest => view! { <ToPublish item recording already/> }.into_any(),
        (Some(_), None) => ().into_any(),
    };
    view! {
        {published.into_iter().map(|session| view! { <Attended session now/> }).collect_view()}
        {next}
    }
    .into_any()
}

/// A recording that waits to be published.
#[component]
fn ToPublish(
    item: ItemId,
    recording: RecordingId,
    /// Whether an older one is in the catalogue.
    already: bool,
) -> impl IntoView {
    view! {
        <p>{t(if already { "item-newer-text" } else { "item-publish-text" })}</p>
        <Form action=Publish::PATH>
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.to_string()/>
            <Check name="public" label=t("item-publish-public")/>
            <p class="actions">
                <button class="button button--main"><Icon name="eye"/>{t("item-publish")}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// A session that was taken out of the catalogue, or was never brought in.
#[component]
fn Resting(session: SessionSummary) -> impl IntoView {
    let withdrawn = session.state == SessionState::Unpublished;
    let (text, button) =
        if withdrawn { ("item-withdrawn-text", "item-publish-again") } else { ("item-publish-text", "item-publish") };
    view! {
        <p>{t(text)}</p>
        <Form action=PublishAgain::PATH>
            <Hidden name="session" value=session.id.to_string()/>
            <p class="actions">
                <button class="button button--main"><Icon name="eye"/>{t(button)}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// A session in the catalogue.
#[component]
fn Attended(session: SessionSummary, now: Timestamp) -> impl IntoView {
    let since = session.published_at.map(|since| {
        let when = FluentValue::from(figures::when(locale(), since, now));
        t_with("item-published-since", &[("when", when)])
    });
    let public = (session.audience == Audience::Public).then(|| format!(" {}", t("item-published-public")));
    view! {
        <p>
            {since}
            {public}
            " "
            <a href=path_to(Place::Session(session.id))>{t("item-see")}</a>
        </p>
        <Form action=Unpublish::PATH class="actions">
            <Hidden name="session" value=session.id.to_string()/>
            <button class="button button--danger"><Icon name="eye-off"/>{t("item-unpublish")}</button>
        </Form>
    }
    .into_any()
}
