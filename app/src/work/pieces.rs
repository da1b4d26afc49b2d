//! Pieces that show a step wherever one is shown.

use crate::{
    address::Place,
    desk::{self, path_to},
    figures,
    inventory::Text,
    texts::{locale, t, t_with},
    ui::{Badge, Tone},
    words,
};
use contract::{
    LangMap, Timestamp,
    work::{Task, TaskState},
};
use leptos::prelude::*;

/// The word for where a step stands.
pub(super) fn state_word(state: TaskState) -> String {
    t(match state {
        TaskState::Locked => "task-state-locked",
        TaskState::Open => "task-state-open",
        TaskState::HandedBack => "task-state-handed-back",
        TaskState::Claimed => "task-state-claimed",
        TaskState::Blocked => "task-state-blocked",
        TaskState::Done => "task-state-done",
    })
}

/// Where a step stands, in a word, a colour and a picture.
#[component]
pub(super) fn StateBadge(state: TaskState) -> impl IntoView {
    let (tone, icon) = match state {
        TaskState::Locked => (Tone::Plain, "lock"),
        TaskState::Open => (Tone::Accent, "plus"),
        TaskState::HandedBack => (Tone::Caution, "previous"),
        TaskState::Claimed => (Tone::Accent, "person"),
        TaskState::Blocked => (Tone::Wrong, "hand"),
        TaskState::Done => (Tone::Good, "good"),
    };
    view! { <Badge tone icon label=state_word(state)/> }
}

/// When a step is due, and that it was due before, where it was.
#[component]
pub(super) fn Due(at: Option<Timestamp>, overdue: bool) -> impl IntoView {
    at.map(|at| {
        let day = figures::day(locale(), at);
        if overdue {
            view! { <Badge tone=Tone::Wrong icon="clock" label=t_with("task-overdue", &[("day", day.into())])/> }
                .into_any()
        } else {
            view! { <span class="soft small">{t_with("task-due", &[("day", day.into())])}</span> }.into_any()
        }
    })
}

/// A step's item, the step, and what tells it from others.
#[component]
pub(super) fn Heading(task: Task) -> impl IntoView {
    let facts = [Some(words::kind(task.kind)), task.centre];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <h3 class="task__title"><a href=path_to(Place::Item(task.item_id))><Text of=task.title/></a></h3>
        <p class="task__facts">
            <strong><Text of=task.name/></strong>
            <StateBadge state=task.state/>
            <Due at=task.due_at overdue=task.overdue/>
            <span class="soft small">{facts}</span>
        </p>
    }
    .into_any()
}

/// Why a step was handed back, or why it cannot go on.
#[component]
pub(super) fn Reasons(handed_back_for: Option<String>, blocked_for: Option<String>) -> impl IntoView {
    let line = |key: &str, why: String| {
        view! { <p class="task__why"><strong>{t(key)}</strong>" "{why}</p> }
    };
    view! {
        {handed_back_for.map(|why| line("task-handed-back-for", why))}
        {blocked_for.map(|why| line("task-blocked-for", why))}
    }
    .into_any()
}

/// How long something has stood, as one would say it: minutes, hours or days.
pub(super) fn age(seconds: u64) -> String {
    let (key, count) = match seconds {
        0..3600 => ("work-age-minutes", seconds / 60),
        3600..172_800 => ("work-age-hours", seconds / 3600),
        _ => ("work-age-days", seconds / 86_400),
    };
    t_with(key, &[("count", count.into())])
}

/// How long ago a moment was, in seconds.
pub(super) fn since(moment: Timestamp) -> u64 {
    let now = desk::env().map_or(moment, |env| env.clock.now());
    u64::try_from(now.as_second() - moment.as_second()).unwrap_or_default()
}

/// A name in the language of the page, for a sentence or an attribute.
pub(super) fn plain(name: &LangMap) -> String {
    name.pick(locale()).to_owned()
}
