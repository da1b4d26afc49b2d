//! The items of a pilot, as the sessions that members attend.

use crate::{
    address::Place,
    desk::{answer, path_to, signed_in},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t},
    words,
};
use contract::{ItemId, LangMap, catalogue::CatalogueEntry, sessions::SessionState};
use domain::{Environment, Error, catalogue, inventory, sessions};
use leptos::{either::Either, prelude::*};

/// An item of a pilot, with the session that is in the catalogue, if one is.
#[derive(Clone)]
pub(super) struct Shown {
    item: ItemId,
    title: LangMap,
    entry: Option<CatalogueEntry>,
}

/// What there is to see of these items.
///
/// # Errors
/// Only when the database fails: an item that is gone is left out.
pub(super) async fn shown_of(env: &Environment, items: &[ItemId]) -> Result<Vec<Shown>, Problem> {
    let person = signed_in()?;
    let staff = answer(person.staff())?;
    let mut shown = Vec::new();
    for id in items {
        let item = match inventory::get(env, &staff, *id).await {
            Err(Error::NotFound) => continue,
            other => answer(other)?,
        };
        let sessions = answer(sessions::of_item(env, &staff, *id).await)?;
        let published = sessions.into_iter().find(|session| session.state == SessionState::Published);
        let entry = match published {
            Some(session) => catalogue::entry(env, Some(&person), session.id).await.ok(),
            None => None,
        };
        shown.push(Shown { item: *id, title: item.fields.title, entry });
    }
    Ok(shown)
}

/// The sessions of a pilot.
#[component]
pub(super) fn PilotSessions(shown: Vec<Shown>) -> impl IntoView {
    let content = if shown.is_empty() {
        Either::Left(view! { <p class="soft">{t("pilot-sessions-none")}</p> })
    } else {
        Either::Right(view! { <ul class="cards">{shown.into_iter().map(|shown| view! { <Card shown/> }).collect_view()}</ul> })
    };
    view! {
        <section class="page__section" aria-labelledby="sessions">
            <h2 id="sessions">{t("pilot-sessions")}</h2>
            {content}
        </section>
    }
}

#[component]
fn Card(shown: Shown) -> impl IntoView {
    let initial: String = shown.title.pick(locale()).chars().take(1).collect();
    let entry = shown.entry;
    let picture = entry.as_ref().filter(|entry| entry.has_poster).map(|entry| format!("/media/poster/{}/small.jpg", entry.session_id));
    let length = entry.as_ref().and_then(CatalogueEntry::minutes).map(|minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
    let duration = length.map(|length| {
        view! { <span class="picture__duration"><span class="for-ears">{t("card-duration")} " "</span>{length}</span> }
    });
    let (href, facts, by) = match entry {
        Some(entry) => (path_to(Place::Session(entry.session_id)), words::level(entry.level), entry.instructor),
        None => (path_to(Place::Item(shown.item)), t("pilot-sessions-unpublished"), None),
    };
    let frame = match picture {
        Some(src) => Either::Left(view! {
            <div class="picture"><img src=src width="640" height="360" alt="" loading="lazy"/>{duration}</div>
        }),
        None => Either::Right(view! {
            <div class="picture picture--none"><span class="picture__initial" aria-hidden="true">{initial}</span>{duration}</div>
        }),
    };
    view! {
        <li>
            <article class="card">
                {frame}
                <h3 class="card__title"><a href=href><Text of=shown.title/></a></h3>
                <p class="card__facts">{facts}</p>
                {by.map(|by| view! { <p class="card__facts">{by}</p> })}
            </article>
        </li>
    }
}
