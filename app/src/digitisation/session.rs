//! The session that an item's recording becomes: brought into the catalogue, and taken out.

use super::{
    calls::{Publish, PublishAgain, UNSETTLED, Unpublish},
    can_be_watched,
};
use crate::{
    address::Place,
    desk::path_to,
    figures,
    rights::Lacks,
    texts::{FluentValue, locale, t, t_with},
    ui::{Check, Form, Hidden, Icon, came_back_for},
};
use contract::{
    ItemId, RecordingId, Timestamp,
    recordings::RecordingDetails,
    rights::Lack,
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
    /// What is missing of its rights.
    lacks: Vec<Lack>,
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
    // Who is asked whether to publish all the same has what is missing beside the answer.
    let is_asked = [Publish::PATH, PublishAgain::PATH].iter().any(|action| came_back_for(action, UNSETTLED));
    let (first, asked) = if is_asked { (Vec::new(), lacks) } else { (lacks, Vec::new()) };

    let next = match (newest, resting) {
        (None, _) if already => ().into_any(),
        (None, _) => view! { <p class="soft">{t("item-session-later")}</p> }.into_any(),
        (Some(_), Some(session)) => view! { <Resting session asked/> }.into_any(),
        (Some(recording), None) if !of_newest => view! { <ToPublish item recording already asked/> }.into_any(),
        (Some(_), None) => ().into_any(),
    };
    view! {
        <Lacks item lacks=first/>
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
    /// What is missing, where that is asked about.
    asked: Vec<Lack>,
) -> impl IntoView {
    let button = view! { <PublishButton label="item-publish" is_asked=!asked.is_empty()/> };
    view! {
        <p>{t(if already { "item-newer-text" } else { "item-publish-text" })}</p>
        <Form action=Publish::PATH>
            <Lacks item lacks=asked/>
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.to_string()/>
            <Check name="public" label=t("item-publish-public")/>
            {button}
        </Form>
    }
    .into_any()
}

/// A session that was taken out of the catalogue, or was never brought in.
#[component]
fn Resting(
    session: SessionSummary,
    /// What is missing, where that is asked about.
    asked: Vec<Lack>,
) -> impl IntoView {
    let withdrawn = session.state == SessionState::Unpublished;
    let (text, button) =
        if withdrawn { ("item-withdrawn-text", "item-publish-again") } else { ("item-publish-text", "item-publish") };
    let button = view! { <PublishButton label=button is_asked=!asked.is_empty()/> };
    view! {
        <p>{t(text)}</p>
        <Form action=PublishAgain::PATH>
            <Lacks item=session.item_id lacks=asked/>
            <Hidden name="session" value=session.id.to_string()/>
            {button}
        </Form>
    }
    .into_any()
}

/// What publishes: the usual button, or, once somebody has seen what is missing, the one that does it all the same.
#[component]
fn PublishButton(label: &'static str, is_asked: bool) -> impl IntoView {
    let (name, label) = if is_asked { (Some("anyway"), "item-publish-anyway") } else { (None, label) };
    view! {
        <p class="actions">
            <button class="button button--main" name=name value=name.map(|_| "1")><Icon name="eye"/>{t(label)}</button>
        </p>
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
