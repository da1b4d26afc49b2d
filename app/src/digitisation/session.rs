//! The sessions of an item: what its recording becomes, brought into the catalogue and taken out, and what is
//! broadcast of it.

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
    lives::{LiveLine, LiveNote, LiveState},
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
    /// Those of them that are or were broadcast, whenever it was.
    lives: Vec<LiveLine>,
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
    let is_guide = recordings.iter().any(|recording| Some(recording.id) == newest && recording.pages > 0);
    let live = |session: &SessionSummary| {
        lives.iter().find(|line| line.session_id == session.id).map(|line| line.note.starts_at)
    };
    let named = |session: &SessionSummary| view! { <Name live=live(session) is_guide/> };
    let is_to_come = |note: &LiveNote| note.state != LiveState::Cancelled && !note.is_past(now);
    let is_planned = lives.iter().any(|line| is_to_come(&line.note));

    let next = match (newest, resting) {
        (None, _) if already => ().into_any(),
        (None, _) => view! { <p class="soft">{t("item-session-later")}</p> }.into_any(),
        (Some(_), Some(session)) => view! { {named(&session)} <Resting session asked/> }.into_any(),
        (Some(recording), None) if !of_newest => view! { <ToPublish item recording already asked/> }.into_any(),
        (Some(_), None) => ().into_any(),
    };
    let attended = |session: SessionSummary| {
        let is_live = live(&session).is_some();
        let see = if is_guide && !is_live { "guide-read" } else { "item-see" };
        view! { {named(&session)} <Attended session see is_live now/> }
    };
    view! {
        <Lacks item lacks=first/>
        {published.into_iter().map(attended).collect_view()}
        {next}
        {(!is_planned && !is_guide).then(|| view! { <ToAnnounce item/> })}
    }
    .into_any()
}

/// What a session is among those of its item.
#[component]
fn Name(
    /// When it is broadcast, where it is.
    live: Option<Timestamp>,
    /// Whether the item is read.
    is_guide: bool,
) -> impl IntoView {
    let name = match live {
        Some(starts_at) => t_with("item-session-live", &[("day", figures::date(locale(), starts_at).into())]),
        None if is_guide => t("item-session-guide"),
        None => t("item-session-recording"),
    };
    view! { <h3>{name}</h3> }
}

/// The way to the form that announces a live session; its address opens the panel that the form lies in.
#[component]
fn ToAnnounce(item: ItemId) -> impl IntoView {
    view! {
        <p class="actions">
            <a class="button button--quiet" href=format!("{}#date", path_to(Place::Item(item)))>
                <Icon name="live"/>
                {t("lives-announce")}
            </a>
        </p>
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
fn Attended(
    session: SessionSummary,
    /// What leads to its page.
    see: &'static str,
    /// Whether it has a studio.
    is_live: bool,
    now: Timestamp,
) -> impl IntoView {
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
            <a href=path_to(Place::Session(session.id))>{t(see)}</a>
        </p>
        {is_live.then(|| view! {
            <p class="actions">
                <a class="button" href=path_to(Place::Studio(session.id))><Icon name="live"/>{t("item-studio")}</a>
            </p>
        })}
        <Form action=Unpublish::PATH class="actions">
            <Hidden name="session" value=session.id.to_string()/>
            <button class="button button--danger"><Icon name="eye-off"/>{t("item-unpublish")}</button>
        </Form>
    }
    .into_any()
}
