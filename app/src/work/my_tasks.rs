//! What one has to do, what one could do, and who has called.

use super::{
    acts::Acts,
    calls::SeenComments,
    open::{OpenTasks, offered},
    pieces::{Heading, Reasons},
    refused::WorkProblem,
};
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, path_to, signed_in},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Empty, Hidden, Icon, Notice, Page, Tone, to_call, whole},
};
use contract::{Timestamp, work::Comment};
use domain::work::{self, MyTask};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page of one's tasks.
#[component]
pub fn MyTasksPage() -> impl IntoView {
    whole(my_tasks())
}

async fn my_tasks() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let mine = answer(work::mine(&env, &staff).await)?;
    let unread = answer(work::unread(&env, &staff).await)?;
    let offered = offered(&env, &staff).await?;
    let now = env.clock.now();
    Ok(view! {
        <Page title=t("tasks-title") class="page page--middle">
            <header class="page__head page__head--with-actions">
                <h1>{t("tasks-title")}</h1>
                <p class="actions">
                    <a class="button button--quiet" href=path_to(Place::Board)><Icon name="board"/>{t("rail-board")}</a>
                </p>
            </header>
            <WorkProblem/>
            <WhatWasDone/>
            {(!unread.is_empty()).then(|| view! { <Unread comments=unread now/> })}
            <section class="page__section" aria-labelledby="mine">
                <h2 id="mine">{t("tasks-mine")}</h2>
                <Mine tasks=mine/>
            </section>
            <OpenTasks offered/>
        </Page>
    })
}

/// A word about what the form before this page did.
#[component]
fn WhatWasDone() -> impl IntoView {
    // The address still tells of the form before, where this one came back.
    if use_context::<FormEcho>().is_some() {
        return None;
    }
    done_text(asked("done").as_deref()).map(|key| view! { <Notice tone=Tone::Good text=t(key)/> })
}

/// The text for what a form about a step did.
fn done_text(done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "claimed" => "task-claimed",
        "released" => "task-released",
        "finished-step" => "task-finished",
        "handed-back" => "task-handed-back",
        "blocked" => "task-is-blocked",
        "unblocked" => "task-unblocked",
        _ => return None,
    })
}

/// The steps that one has.
#[component]
fn Mine(tasks: Vec<MyTask>) -> impl IntoView {
    if tasks.is_empty() {
        return Either::Left(view! { <Empty icon="good" heading=t("tasks-none-title") text=t("tasks-none-text")/> });
    }
    let line = |MyTask { task, earlier }: MyTask| {
        let (id, state) = (task.id, task.state);
        let reasons = (task.handed_back_for.clone(), task.blocked_for.clone());
        view! {
            <li class="task">
                <Heading task/>
                <Reasons handed_back_for=reasons.0 blocked_for=reasons.1/>
                <Acts task=id state earlier/>
            </li>
        }
    };
    Either::Right(view! { <ul class="tasks">{tasks.into_iter().map(line).collect_view()}</ul> })
}

/// Comments that mention the reader.
#[component]
fn Unread(comments: Vec<Comment>, now: Timestamp) -> impl IntoView {
    let line = move |comment: Comment| {
        let who = comment.by.map_or_else(|| t("comment-nobody"), |by| by.name);
        let when = figures::when(locale(), comment.at, now);
        view! {
            <li class="task">
                <h3 class="task__title"><Text of=comment.title/></h3>
                <p class="soft small">{t_with("comment-by", &[("name", who.into()), ("when", when.into())])}</p>
                <p class="comment__text">{comment.text}</p>
                <form method="post" action=to_call(SeenComments::PATH)>
                    <Hidden name="item" value=comment.item_id.to_string()/>
                    <button class="button"><Icon name="eye"/>{t("comment-see")}</button>
                </form>
            </li>
        }
    };
    view! {
        <section class="page__section" aria-labelledby="unread">
            <h2 id="unread">{t("tasks-unread")}</h2>
            <ul class="tasks">{comments.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
