//! The member's history as a list by month.

use super::calls::{self, Forget, ForgetAll};
use crate::{
    address::Place,
    catalogue::poster,
    desk::{self, path_to},
    figures,
    texts::{self, t, t_with},
    ui::{Badge, Check, Empty, Form, Hidden, Icon, Notice, Page, Pager, ProgressLine, Refused, Tone, whole},
};
use contract::{
    Timestamp,
    playback::{COMPLETION_THRESHOLD, HistoryEntry},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// What the member watched.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let cursor = desk::asked("cursor");
    whole(async move {
        let page = calls::list(cursor.clone()).await?;
        let now = desk::env()?.clock.now();
        let next = page.next.map(|next| Place::History.with(texts::locale(), &[("cursor", &next)]));
        let empty = page.items.is_empty() && cursor.is_none();
        Ok(view! {
            <Page title=t("history-title") class="page page--middle">
                <header class="page__head page__head--with-actions">
                    <h1>{t("history-title")}</h1>
                    <p class="lead">{t("history-lead")}</p>
                    {(!empty).then(|| view! {
                        <p class="actions">
                            <a class="button button--danger" href="#delete-all">
                                <Icon name="delete"/>
                                {t("history-delete-all")}
                            </a>
                        </p>
                    })}
                </header>
                <Done/>
                <Refused action=Forget::PATH/>
                {if empty {
                    Either::Left(view! {
                        <Empty icon="history" heading=t("history-empty-title") text=t("history-empty-text")>
                            <a class="button button--main" href=path_to(Place::Catalogue)>{t("history-empty-first")}</a>
                        </Empty>
                    })
                } else {
                    Either::Right(view! {
                        <Months entries=page.items now/>
                        <Pager next label=t("history-more")/>
                        <HowCounted/>
                        <DeleteAll/>
                    })
                }}
            </Page>
        })
    })
}

#[component]
fn Done() -> impl IntoView {
    let text = match desk::asked("done").as_deref() {
        Some("deleted") => t("history-deleted"),
        Some("deleted-one") => t("history-deleted-one"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

#[component]
fn Months(entries: Vec<HistoryEntry>, now: Timestamp) -> impl IntoView {
    let locale = texts::locale();
    let mut months: Vec<(String, Vec<HistoryEntry>)> = Vec::new();
    for entry in entries {
        let month = figures::month(locale, entry.last_at);
        match months.last_mut() {
            Some((last, entries)) if *last == month => entries.push(entry),
            _ => months.push((month, vec![entry])),
        }
    }
    let section = move |(index, (month, entries)): (usize, (String, Vec<HistoryEntry>))| {
        let id = format!("month-{index}");
        view! {
            <section aria-labelledby=id.clone()>
                <h2 class="seen__day" id=id.clone()>{capitalised(&month)}</h2>
                <ul class="seen">
                    {entries.into_iter().map(|entry| view! { <Seen entry now/> }).collect_view()}
                </ul>
            </section>
        }
    };
    months.into_iter().enumerate().map(section).collect_view()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
fn Seen(entry: HistoryEntry, now: Timestamp) -> impl IntoView {
    let locale = texts::locale();
    let share = match entry.duration_s {
        // Enough of it is all of it.
        _ if entry.completed => 1.0,
        seconds if seconds > 0.0 => entry.unique_s / seconds,
        _ => 0.0,
    };
    let state = if !entry.available {
        Either::Left(view! { " " <Badge icon="gone" label=t("history-gone")/> })
    } else if entry.completed {
        Either::Left(view! { " " <Badge tone=Tone::Good label=t("history-done")/> })
    } else {
        let place = match entry.pages {
            0 => t_with("history-at", &[("time", figures::position(locale, entry.position).into())]),
            _ => t_with("history-at-page", &[("number", entry.position.into())]),
        };
        Either::Right(format!(" · {place}"))
    };
    let title = entry.title.clone();
    let heading = if entry.available {
        let href = path_to(Place::Session(entry.session_id));
        Either::Left(view! { <a href=href>{title.clone()}</a> })
    } else {
        Either::Right(title.clone())
    };
    let watched = match entry.pages {
        0 => t_with("history-watched", &[("time", figures::duration(locale, entry.watched_s).into())]),
        pages => t_with("history-read", &[("read", entry.unique_s.floor().into()), ("count", pages.into())]),
    };
    view! {
        <li class="seen__one">
            <div class=if entry.available { "picture" } else { "picture picture--none" }>
                {entry.available.then(|| view! {
                    <img src=poster(entry.session_id, true) width="640" height="360" alt="" loading="lazy"/>
                })}
                {(entry.duration_s > 0.0 && entry.pages == 0).then(|| view! {
                    <span class="picture__duration">{figures::duration(locale, entry.duration_s)}</span>
                })}
            </div>
            <div class="seen__words">
                <h3>{heading}</h3>
                <p>
                    <time datetime=figures::machine(entry.last_at)>{capitalised(&figures::when(locale, entry.last_at, now))}</time>
                    " · "
                    {watched}
                    {state}
                </p>
                <ProgressLine share label=t("history-part")/>
            </div>
            <Form action=Forget::PATH class="seen__delete" quiet=true>
                <Hidden name="session" value=entry.session_id.to_string()/>
                <button class="button button--quiet button--danger">
                    <Icon name="delete"/>
                    {t("history-delete")}
                    <span class="for-ears">" "{title}</span>
                </button>
            </Form>
        </li>
    }
    .into_any()
}

/// What each figure of the page means.
#[component]
fn HowCounted() -> impl IntoView {
    let percent = figures::percent(texts::locale(), COMPLETION_THRESHOLD);
    view! {
        <details class="definitions">
            <summary><Icon name="next" class="icon--turns"/>{t("history-how")}</summary>
            <dl>
                <dt>{t("history-how-part")}</dt>
                <dd>{t("history-how-part-text")}</dd>
                <dt>{t("history-how-watched")}</dt>
                <dd>{t("history-how-watched-text")}</dd>
                <dt>{t("history-how-done")}</dt>
                <dd>{t_with("history-how-done-text", &[("percent", percent.into())])}</dd>
            </dl>
        </details>
    }
    .into_any()
}

#[component]
fn DeleteAll() -> impl IntoView {
    view! {
        <section class="panel" id="delete-all" aria-labelledby="delete-all-title">
            <h2 id="delete-all-title">{t("history-all-title")}</h2>
            <p>{t("history-all-text")}</p>
            <Form action=ForgetAll::PATH>
                <Check name="sure" label=t("history-all-sure") required=true/>
                <p class="actions">
                    <button class="button button--danger"><Icon name="delete"/>{t("history-all-do")}</button>
                </p>
            </Form>
        </section>
    }
    .into_any()
}
