//! The first page of someone who is signed in.

use super::row;
use crate::{
    address::Place,
    backlog::{self, AnsweredRequests},
    catalogue::{self, Picture, Row, Watched},
    desk::{answer, env, path_to, viewer},
    figures, history,
    listening::Question,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Empty, Icon},
    words,
};
use contract::{
    catalogue::{CatalogueEntry, CatalogueSearch},
    demand::Answered,
    inventory::Kind,
    listening,
    lives::LiveState,
    playback::{HistoryEntry, resume_at},
};
use leptos::prelude::*;

/// How much time one may have, in minutes.
const MINUTES: [u32; 4] = [10, 20, 30, 45];

/// What the page shows.
pub(super) struct Rows {
    name: String,
    /// The session that was left last, and where.
    at: Option<(CatalogueEntry, HistoryEntry)>,
    newest: Vec<CatalogueEntry>,
    short: Vec<CatalogueEntry>,
    guides: Vec<CatalogueEntry>,
    /// What is broadcast now, and next.
    lives: Vec<CatalogueEntry>,
    /// What one asked for and can be attended now.
    answered: Vec<Answered>,
    watched: Watched,
    /// What the member is asked.
    due: Option<listening::SayKind>,
}

pub(super) async fn rows(name: String) -> Result<Rows, Problem> {
    let newest = row(CatalogueSearch::default()).await?;
    let short =
        row(CatalogueSearch { duration_max: Some(20), kind: Some(Kind::Class.code().into()), ..Default::default() });
    let guides = row(CatalogueSearch { kind: Some(Kind::Guide.code().into()), ..Default::default() });
    let (short, guides) = (short.await?, guides.await?);
    let at = match history::calls::to_continue().await?.into_iter().next() {
        // It may have left the catalogue this very second.
        Some(entry) => catalogue::calls::entry(entry.session_id).await.ok().map(|session| (session, entry)),
        None => None,
    };
    let shown = newest.iter().chain(&short).map(|entry| entry.session_id).collect();
    let watched = history::calls::of_sessions(shown).await?;
    let lives = on_air(catalogue::calls::lives().await?)?;
    let answered = backlog::calls::answered().await?;
    let due = match viewer() {
        Some(member) => answer(domain::listening::due(&env()?, &member, None).await)?,
        None => None,
    };
    Ok(Rows { name, at, newest, short, guides, lives, answered, watched, due })
}

/// So many of what is broadcast are shown.
const LIVES: usize = 6;

/// What goes on now or is to come.
fn on_air(mut entries: Vec<CatalogueEntry>) -> Result<Vec<CatalogueEntry>, Problem> {
    let now = env()?.clock.now();
    entries.retain(|entry| {
        entry.live.as_ref().is_some_and(|note| match note.state {
            LiveState::Live | LiveState::Interrupted => true,
            LiveState::Scheduled | LiveState::Waiting => note.ends_at > now,
            _ => false,
        })
    });
    entries.truncate(LIVES);
    Ok(entries)
}

#[component]
pub(super) fn Member(rows: Rows) -> impl IntoView {
    let Rows { name, at, newest, short, guides, lives, answered, watched, due } = rows;
    let bare = newest.is_empty();
    let catalogue = |name: &str, value: &str| Place::Catalogue.with(texts::locale(), &[(name, value)]);
    view! {
        <Ask name/>
        <AnsweredRequests answered/>
        {at.map(|(entry, at)| view! { <Continue entry at/> })}
        <Row id="live" heading=t("home-live") entries=lives all=path_to(Place::Schedule)/>
        {bare.then(|| view! { <Empty icon="catalogue" heading=t("home-empty-title") text=t("home-empty-text")/> })}
        <Row id="new" heading=t("home-new") entries=newest watched=watched.clone() all=catalogue("sort", "new")/>
        <Row id="short" heading=t("home-short") entries=short watched all=catalogue("duration_max", "20")/>
        <Row id="guides" heading=t("home-guides") entries=guides all=catalogue("kind", "guide")/>
        <Question due/>
    }
    .into_any()
}

/// One question, answered by four clock faces.
#[component]
fn Ask(name: String) -> impl IntoView {
    // The first name is how one greets.
    let name = name.split_whitespace().next().unwrap_or_default().to_owned();
    let face = |minutes: u32| {
        let href = Place::Catalogue.with(texts::locale(), &[("duration_max", &minutes.to_string())]);
        view! {
            <li>
                <a class="minutes__link" href=href>
                    <svg class="minutes__dial" viewBox="0 0 40 40" aria-hidden="true">
                        <circle cx="20" cy="20" r="18"></circle>
                        <circle
                            cx="20"
                            cy="20"
                            r="7"
                            pathLength="60"
                            stroke-dasharray=format!("{minutes} 60")
                            transform="rotate(-90 20 20)"
                        ></circle>
                    </svg>
                    <span>
                        {minutes}
                        " "
                        <small>{t("home-minutes")}</small>
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <section class="ask" aria-labelledby="ask">
            <div>
                <p class="ask__hello">{t_with("home-hello", &[("name", name.into())])}</p>
                <h1 id="ask">{t("home-ask")}</h1>
            </div>
            <ul class="minutes">{MINUTES.map(face)}</ul>
        </section>
    }
    .into_any()
}

/// What one was at, with what is left of it.
#[component]
fn Continue(entry: CatalogueEntry, at: HistoryEntry) -> impl IntoView {
    let locale = texts::locale();
    let seconds = |milliseconds: u64| milliseconds as f64 / 1000.0;
    let resume = seconds(resume_at((at.position * 1000.0) as u64, (at.duration_s * 1000.0) as u64));
    let left = ((at.duration_s - at.position).max(0.0) / 60.0).ceil().max(1.0) as u32;
    let title = entry.title.pick(locale).to_owned();
    let href = path_to(Place::Session(entry.session_id));
    let seen = (at.duration_s > 0.0).then(|| at.unique_s / at.duration_s);
    let needed = words::equipment(&entry.equipment);
    let facts = match &entry.instructor {
        Some(name) => format!("{} · {needed}", t_with("card-by", &[("name", name.as_str().into())])),
        None => needed,
    };
    view! {
        <section class="row" aria-labelledby="continue">
            <h2 id="continue">{t("home-continue")}</h2>
            <article class="card card--large">
                <Picture entry seen eager=true/>
                <div class="card__body">
                    <h3 class="card__title">
                        <a href=href.clone()>{title}</a>
                    </h3>
                    <p class="card__facts">{facts}</p>
                    <p class="card__left">{t_with("card-left", &[("minutes", left.into())])}</p>
                    <a class="button button--main card__play" href=href.clone()>
                        <Icon name="play" class="icon--solid"/>
                        {if resume > 0.0 {
                            t_with("session-resume", &[("time", figures::position(locale, resume).into())])
                        } else {
                            t("session-play")
                        }}
                    </a>
                </div>
            </article>
        </section>
    }
    .into_any()
}
