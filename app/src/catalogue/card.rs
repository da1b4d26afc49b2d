//! A session as a card, alone or in a row.

use crate::{
    address::Place,
    desk::{self, path_to},
    figures,
    lives::StateBadge,
    texts::{self, t, t_with},
    ui::Icon,
    words,
};
use contract::{
    SessionId,
    catalogue::CatalogueEntry,
    inventory::Kind,
    lives::{LiveNote, LiveState},
    playback::HistoryEntry,
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use std::collections::HashMap;

/// How far the visitor came in each of some sessions.
pub type Watched = HashMap<SessionId, HistoryEntry>;

/// The address of a session's picture.
pub fn poster(session: SessionId, small: bool) -> String {
    format!("/media/poster/{session}/{}.jpg", if small { "small" } else { "large" })
}

/// The picture of a session with what is said on it.
#[component]
pub fn Picture(
    /// The session.
    entry: CatalogueEntry,
    /// Share of it that was seen, where something was.
    #[prop(optional_no_strip)]
    seen: Option<f64>,
    /// Whether it stands upright like a page, where everything around it does.
    #[prop(optional)]
    page: bool,
    /// Whether it is seen at once, without scrolling.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let guide = entry.pages > 0;
    let (width, height) = if page { ("600", "800") } else { ("640", "360") };
    let class = match (entry.has_poster, page, guide) {
        (false, ..) => "picture picture--none",
        (true, true, _) => "picture picture--page",
        (true, false, true) => "picture picture--top",
        (true, false, false) => "picture",
    };
    let initial = entry.title.pick(texts::locale()).chars().next();
    let image = match (entry.has_poster, initial) {
        (true, _) => EitherOf3::A(view! {
            <img
                src=poster(entry.session_id, true)
                width=width
                height=height
                alt=""
                loading=(!eager).then_some("lazy")
            />
        }),
        (false, Some(initial)) if entry.kind == Kind::Class => {
            EitherOf3::B(view! { <span class="picture__initial" aria-hidden="true">{initial}</span> })
        }
        _ => EitherOf3::C(view! { <Icon name=words::kind_icon(entry.kind)/> }),
    };
    let length = if guide {
        Some((None, t_with("card-pages", &[("count", entry.pages.into())])))
    } else {
        entry
            .minutes()
            .map(|minutes| (Some(t("card-duration")), t_with("card-minutes", &[("minutes", minutes.into())])))
    };
    view! {
        <div class=class>
            {image}
            {length.map(|(label, text)| view! {
                <span class="picture__duration">
                    {label.map(|label| view! { <span class="for-ears">{label}" "</span> })}
                    {text}
                </span>
            })}
            {seen.map(|seen| view! {
                <progress
                    class="picture__progress"
                    max="100"
                    value=(seen.clamp(0.0, 1.0) * 100.0).floor()
                    aria-label=t("card-seen")
                ></progress>
            })}
        </div>
    }
    .into_any()
}

/// A session in a list.
#[component]
pub fn Card(
    /// The session.
    entry: CatalogueEntry,
    /// How far the visitor came in it.
    #[prop(optional_no_strip)]
    watched: Option<HistoryEntry>,
    /// Whether its picture stands upright like a page.
    #[prop(optional)]
    page: bool,
    /// Whether it is seen at once, without scrolling.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let (language, title) = entry.title.pick_with_language(texts::locale());
    let lang = (language != texts::locale().code()).then(|| language.to_owned());
    let title = title.to_owned();
    let seen = watched
        .as_ref()
        .filter(|watched| watched.duration_s > 0.0)
        .map(|watched| watched.unique_s / watched.duration_s);
    let live = entry.live.clone().filter(|note| !matches!(note.state, LiveState::Ended | LiveState::Replay));
    let facts = if entry.pages > 0 { words::kind(entry.kind) } else { facts(&entry) };
    let left = watched.map(|watched| {
        if watched.completed {
            t("card-done")
        } else if watched.pages > 0 {
            t_with("card-pages-read", &[("read", watched.unique_s.floor().into()), ("count", watched.pages.into())])
        } else {
            let minutes = ((watched.duration_s - watched.position).max(0.0) / 60.0).ceil().max(1.0) as u32;
            t_with("card-left", &[("minutes", minutes.into())])
        }
    });
    view! {
        <li>
            <article class="card">
                <Picture entry=entry.clone() seen page eager/>
                <h3 class="card__title">
                    <a href=path_to(Place::Session(entry.session_id)) lang=lang>{title}</a>
                </h3>
                <p class="card__facts">{facts}</p>
                {entry
                    .instructor
                    .map(|name| view! { <p class="card__facts">{t_with("card-by", &[("name", name.into())])}</p> })}
                {left.map(|left| view! { <p class="card__left">{left}</p> })}
                {live.map(|note| view! { <OnAir note/> })}
            </article>
        </li>
    }
    .into_any()
}

/// When it is broadcast, or that it is.
#[component]
fn OnAir(note: LiveNote) -> impl IntoView {
    let now = desk::env().map_or(note.starts_at, |env| env.clock.now());
    match note.state_at(now) {
        LiveState::Scheduled => Either::Left(view! {
            <p class="card__left">
                <time datetime=figures::machine(note.starts_at)>
                    {figures::when(texts::locale(), note.starts_at, now)}
                </time>
            </p>
        }),
        state => Either::Right(view! { <p><StateBadge state/></p> }),
    }
}

/// For whom, with what: `Débutant · Tapis`.
fn facts(entry: &CatalogueEntry) -> String {
    format!("{} · {}", words::level(entry.level), words::equipment(&entry.equipment))
}

/// Cards in a grid.
#[component]
pub fn Cards(
    /// The sessions.
    entries: Vec<CatalogueEntry>,
    /// How far the visitor came in them.
    watched: Watched,
) -> impl IntoView {
    let card = |(index, entry): (usize, CatalogueEntry)| {
        let watched = watched.get(&entry.session_id).cloned();
        view! { <Card entry watched eager=index < 4/> }
    };
    view! { <ul class="cards">{entries.into_iter().enumerate().map(card).collect_view()}</ul> }
}

/// Cards in one line that is pushed sideways by hand.
#[component]
pub fn Row(
    /// The id of its heading.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    heading: String,
    /// The sessions; without any there is no row.
    entries: Vec<CatalogueEntry>,
    /// How far the visitor came in them.
    #[prop(optional)]
    watched: Watched,
    /// Where all of them are found.
    #[prop(optional, into)]
    all: String,
) -> impl IntoView {
    if entries.is_empty() {
        return None;
    }
    let pages = entries.iter().all(|entry| entry.pages > 0);
    let card = |entry: CatalogueEntry| {
        let watched = watched.get(&entry.session_id).cloned();
        view! { <Card entry watched page=pages/> }
    };
    Some(view! {
        <section class="row" aria-labelledby=id>
            <div class="row__head">
                <h2 id=id>{heading.clone()}</h2>
                {(!all.is_empty())
                    .then(|| view! {
                        <a class="row__all" href=all>
                            {t("row-all")}
                            <span class="for-ears">" "{heading}</span>
                            <Icon name="next"/>
                        </a>
                    })}
            </div>
            <ul class=if pages { "cards cards--row cards--pages" } else { "cards cards--row" }>
                {entries.into_iter().map(card).collect_view()}
            </ul>
        </section>
    })
}
