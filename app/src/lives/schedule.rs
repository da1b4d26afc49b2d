//! The schedule: what is broadcast, day by day.

use super::list::StateBadge;
use crate::{
    address::Place,
    catalogue,
    desk::{asked, env, path_to},
    figures,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Empty, Icon, Page, whole},
};
use contract::{
    Timestamp,
    catalogue::CatalogueEntry,
    lives::{LiveNote, LiveState},
};
use leptos::{either::Either, prelude::*};

/// The schedule.
#[component]
pub fn SchedulePage() -> impl IntoView {
    whole(schedule())
}

async fn schedule() -> Result<impl IntoView, Problem> {
    let now = env()?.clock.now();
    let all: Vec<(LiveNote, CatalogueEntry)> = catalogue::calls::lives()
        .await?
        .into_iter()
        .filter_map(|entry| Some((entry.live.clone()?, entry)))
        .filter(|(note, _)| is_shown(note, now))
        .collect();
    let mut centres: Vec<String> = all.iter().filter_map(|(_, entry)| entry.centre.clone()).collect();
    centres.sort();
    centres.dedup();
    let centre = asked("centre");
    let shown: Vec<_> = all.into_iter().filter(|(_, entry)| centre.is_none() || entry.centre == centre).collect();
    let days = by_day(shown);
    let calendar = match &centre {
        Some(centre) => {
            format!("/schedule.ics{}", crate::address::query(&[("centre", centre), ("lang", texts::locale().code())]))
        }
        None => format!("/schedule.ics?lang={}", texts::locale()),
    };
    Ok(view! {
        <Page title=t("schedule-title") class="page page--middle">
            <header class="page__head page__head--with-actions">
                <h1>{t("schedule-title")}</h1>
                <p class="lead">{t("schedule-lead")}</p>
                <p class="actions">
                    <a class="button" href=calendar><Icon name="calendar"/>{t("schedule-subscribe")}</a>
                </p>
            </header>
            {(centres.len() > 1).then(|| view! { <Centres centres centre=centre.clone()/> })}
            {if days.is_empty() {
                Either::Left(view! {
                    <Empty icon="calendar" heading=t("schedule-empty-title") text=t("schedule-empty-text")>
                        <a class="button button--main" href=path_to(Place::Catalogue)>{t("session-see-catalogue")}</a>
                    </Empty>
                })
            } else {
                Either::Right(days.into_iter().map(|(day, lines)| view! { <Day day lines now/> }).collect_view())
            }}
        </Page>
    })
}

/// What goes on or is to come; what was cancelled stays until its time is over.
fn is_shown(note: &LiveNote, now: Timestamp) -> bool {
    match note.state {
        LiveState::Live | LiveState::Interrupted => true,
        LiveState::Ended | LiveState::Replay => false,
        _ => note.ends_at > now,
    }
}

type Lines = Vec<(LiveNote, CatalogueEntry)>;

fn by_day(lines: Lines) -> Vec<(String, Lines)> {
    let mut days: Vec<(String, Lines)> = Vec::new();
    for line in lines {
        let day = figures::day(texts::locale(), line.0.starts_at);
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, lines)) => lines.push(line),
            None => days.push((day, vec![line])),
        }
    }
    days
}

#[component]
fn Centres(centres: Vec<String>, centre: Option<String>) -> impl IntoView {
    let here = |value: Option<&str>| Place::Schedule.with(texts::locale(), &[("centre", value.unwrap_or_default())]);
    let all = (here(None), t("schedule-all-centres"), centre.is_none());
    let each = centres.into_iter().map(|name| (here(Some(&name)), name.clone(), centre.as_ref() == Some(&name)));
    let each: Vec<_> = std::iter::once(all).chain(each).collect();
    view! {
        <nav aria-label=t("schedule-centres")>
            <ul class="chips">
                {each
                    .into_iter()
                    .map(|(href, name, current)| view! {
                        <li><a class="chip" href=href aria-current=current.then_some("true")>{name}</a></li>
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

#[component]
fn Day(day: String, lines: Lines, now: Timestamp) -> impl IntoView {
    let locale = texts::locale();
    let line = move |(note, entry): (LiveNote, CatalogueEntry)| {
        let title = entry.title.pick(locale).to_owned();
        let state = note.state_at(now);
        let cancelled = state == LiveState::Cancelled;
        let who = match (&note.substitute, &entry.instructor) {
            (Some(other), Some(usual)) => {
                Some(t_with("live-instead", &[("name", other.as_str().into()), ("usual", usual.as_str().into())]))
            }
            (Some(other), None) => Some(other.clone()),
            (None, usual) => usual.clone(),
        };
        let facts: Vec<String> = [who, entry.centre.clone()].into_iter().flatten().collect();
        let hours = t_with(
            "schedule-from-to",
            &[
                ("from", figures::hour(locale, note.starts_at).into()),
                ("to", figures::hour(locale, note.ends_at).into()),
            ],
        );
        view! {
            <li class="live-row" class:live-row--cancelled=cancelled>
                <time datetime=figures::machine(note.starts_at)>{hours}</time>
                <span class="live-row__what">
                    <a href=path_to(Place::Session(entry.session_id))>{title}</a>
                    <span class="soft small">{facts.join(" · ")}</span>
                </span>
                {(state != LiveState::Scheduled).then(|| view! { <StateBadge state/> })}
            </li>
        }
    };
    view! {
        <section class="live-day">
            <h2>{day}</h2>
            <ul class="live-rows">{lines.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
