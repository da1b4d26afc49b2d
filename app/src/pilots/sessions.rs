//! The items of a pilot, as the sessions that members attend.

use crate::{
    address::Place,
    catalogue::Card,
    desk::{answer, path_to, signed_in},
    inventory::Text,
    problem::Problem,
    texts::{locale, t},
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
        let card = |shown: Shown| match shown.entry {
            Some(entry) => Either::Left(view! { <Card entry/> }),
            None => Either::Right(view! { <NotYet item=shown.item title=shown.title/> }),
        };
        Either::Right(view! { <ul class="cards">{shown.into_iter().map(card).collect_view()}</ul> })
    };
    view! {
        <section class="page__section" aria-labelledby="sessions">
            <h2 id="sessions">{t("pilot-sessions")}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// An item that members cannot attend yet.
#[component]
fn NotYet(item: ItemId, title: LangMap) -> impl IntoView {
    let initial: String = title.pick(locale()).chars().take(1).collect();
    view! {
        <li>
            <article class="card">
                <div class="picture picture--none"><span class="picture__initial" aria-hidden="true">{initial}</span></div>
                <h3 class="card__title"><a href=path_to(Place::Item(item))><Text of=title/></a></h3>
                <p class="card__facts">{t("pilot-sessions-unpublished")}</p>
            </article>
        </li>
    }
    .into_any()
}
