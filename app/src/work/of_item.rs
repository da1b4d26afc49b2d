//! The work on an item, on its page: each step, who does it, and what happened.

use super::{
    acts::{Acts, Claim, LetGo},
    calls::StartWork,
    pieces::{Due, Reasons, StateBadge, plain},
    refused::WorkProblem,
};
use crate::{
    desk::viewer,
    figures,
    inventory::Text,
    texts::{locale, t, t_with},
    ui::{Hidden, Icon, to_call},
};
use contract::{
    ItemId, LangMap, MemberId, TaskId, Timestamp,
    accounts::Role,
    work::{Doer, Task, TaskMove, TaskState, Work},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use std::collections::HashMap;

/// The work on an item that was started last, or the button that starts it.
#[component]
pub fn WorkOfItem(
    /// The item.
    item: ItemId,
    /// Its work, where some was ever started.
    work: Option<Work>,
    /// The current moment.
    now: Timestamp,
) -> impl IntoView {
    let finished = work.as_ref().map(|work| work.finished_at);
    let text = match finished {
        None => Some(t("work-none")),
        Some(Some(at)) => Some(t_with("work-finished", &[("when", figures::date(locale(), at).into())])),
        Some(None) => None,
    };
    let may_start = text.is_some();
    view! {
        <WorkProblem/>
        {text.map(|text| view! { <p>{text}</p> })}
        {work.map(|work| view! { <Steps work now/> })}
        {may_start.then(|| view! {
            <form class="actions" method="post" action=to_call(StartWork::PATH)>
                <Hidden name="item" value=item.to_string()/>
                <button class="button"><Icon name="play"/>{t("work-start")}</button>
            </form>
        })}
    }
    .into_any()
}

#[component]
fn Steps(work: Work, now: Timestamp) -> impl IntoView {
    let reader = viewer().map(|viewer| (viewer.id, viewer.role));
    let names: HashMap<TaskId, LangMap> = work.tasks.iter().map(|task| (task.id, task.name.clone())).collect();
    let all = work.tasks.clone();
    let step = move |task: Task| {
        let before = all.iter().filter(|other| other.position < task.position && other.state == TaskState::Done);
        let earlier = before.map(|other| (other.id, other.name.clone())).collect();
        view! { <Step task earlier reader/> }
    };
    view! {
        <ol class="work-steps">{work.tasks.into_iter().map(step).collect_view()}</ol>
        <History moves=work.moves names now/>
    }
    .into_any()
}

/// One step; what can be done with it, for whom it may concern.
#[component]
fn Step(task: Task, earlier: Vec<(TaskId, LangMap)>, reader: Option<(MemberId, Role)>) -> impl IntoView {
    let (id, state) = (task.id, task.state);
    let (me, role) = reader.unzip();
    let is_manager = role.is_some_and(|role| role >= Role::Manager);
    let is_held = matches!(state, TaskState::Claimed | TaskState::Blocked);
    let is_mine = is_held && task.claimed_by.as_ref().map(|by| by.id) == me;
    let claimable = matches!(state, TaskState::Open | TaskState::HandedBack) && (is_manager || task.who == Doer::Staff);
    let by_managers = task.who == Doer::Manager && matches!(state, TaskState::Open | TaskState::HandedBack);
    let holder = task.claimed_by.map(|by| {
        let key = if state == TaskState::Done { "task-done-by" } else { "task-held-by" };
        let when = figures::day(locale(), task.since);
        view! { <span class="soft small">{t_with(key, &[("name", by.name.into())])}" · "{when}</span> }
    });
    view! {
        <li class="work-step">
            <p class="task__facts">
                <strong><Text of=task.name/></strong>
                <StateBadge state/>
                {holder}
                <Due at=task.due_at.filter(|_| state != TaskState::Done) overdue=task.overdue/>
            </p>
            <Reasons handed_back_for=task.handed_back_for blocked_for=task.blocked_for/>
            {claimable.then(|| view! { <div class="actions"><Claim task=id/></div> })}
            {(by_managers && !is_manager).then(|| view! { <p class="soft small">{t("task-for-managers")}</p> })}
            {is_mine.then(|| view! { <Acts task=id state earlier/> })}
            {(is_held && !is_mine && is_manager).then(|| view! { <div class="actions"><LetGo task=id/></div> })}
        </li>
    }
    .into_any()
}

/// Everything that people did, the latest first.
#[component]
fn History(moves: Vec<TaskMove>, names: HashMap<TaskId, LangMap>, now: Timestamp) -> impl IntoView {
    let line = move |one: TaskMove| {
        let key = sentence(&one)?;
        let who = one.by.map_or_else(|| t("comment-nobody"), |by| by.name);
        let step = names.get(&one.task_id).map(plain).unwrap_or_default();
        let when = figures::when(locale(), one.at, now);
        Some(view! {
            <li>
                {t_with(key, &[("name", who.into()), ("step", step.into())])}
                {one.reason.map(|why| view! { " "<q>{why}</q> })}
                " "
                <span class="soft">{when}</span>
            </li>
        })
    };
    let lines: Vec<_> = moves.into_iter().filter_map(line).collect();
    if lines.is_empty() {
        return Either::Left(());
    }
    Either::Right(view! {
        <details class="task__more">
            <summary>{t("work-history")}</summary>
            <ul class="work-history">{lines.into_iter().collect_view()}</ul>
        </details>
    })
}

/// What a move was, for a person; nothing for those that follow from another one.
fn sentence(one: &TaskMove) -> Option<&'static str> {
    Some(match (one.from, one.to) {
        (TaskState::Blocked, TaskState::Claimed) => "move-unblocked",
        (_, TaskState::Claimed) => "move-claimed",
        (TaskState::Claimed | TaskState::Blocked, TaskState::Open | TaskState::HandedBack) => "move-released",
        (_, TaskState::HandedBack) => "move-handed-back",
        (_, TaskState::Blocked) => "move-blocked",
        (_, TaskState::Done) => "move-done",
        (_, TaskState::Open | TaskState::Locked) => return None,
    })
}
