//! What one can do with a step that one has: each a form, for people without scripts as well.

use super::{
    calls::{BlockTask, ClaimTasks, FinishTask, HandBackTask, ReleaseTask, UnblockTask},
    pieces::plain,
};
use crate::{
    desk::FormEcho,
    texts::t,
    ui::{Hidden, Icon, to_call},
};
use contract::{
    LangMap, TaskId,
    work::{REASON_CHARS, TaskState},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// A form of one step with one button.
#[component]
fn Press(
    /// The path of the call.
    action: &'static str,
    task: TaskId,
    /// The name under which the step is sent.
    #[prop(default = "task")]
    name: &'static str,
    class: &'static str,
    icon: &'static str,
    label: String,
) -> impl IntoView {
    view! {
        <form method="post" action=to_call(action)>
            <Hidden name=name value=task.to_string()/>
            <button class=class><Icon name=icon/>{label}</button>
        </form>
    }
    .into_any()
}

/// What came back for this step, where one of these forms was refused: it stands open with what was written.
fn written(action: &str, task: TaskId) -> Option<FormEcho> {
    use_context::<FormEcho>().filter(|echo| {
        echo.action == action && echo.values.iter().any(|(name, value)| name == "task" && *value == task.to_string())
    })
}

fn value(echo: Option<&FormEcho>, name: &str) -> String {
    let found = echo.and_then(|echo| echo.values.iter().find(|(sent, _)| sent == name));
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// A reason to write down. The label holds its field, since the form stands on the page once per step.
#[component]
fn Reason(label: String, value: String) -> impl IntoView {
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <textarea class="textarea" name="reason" rows="3" required maxlength=REASON_CHARS.to_string()>{value}</textarea>
        </label>
    }
    .into_any()
}

/// Claiming one step.
#[component]
pub(super) fn Claim(task: TaskId) -> impl IntoView {
    view! {
        <Press action=ClaimTasks::PATH task name="tasks[]" class="button" icon="check" label=t("task-claim")/>
    }
}

/// What can be done with a step that the reader has.
#[component]
pub(super) fn Acts(
    task: TaskId,
    state: TaskState,
    /// The steps that it can be handed back to.
    earlier: Vec<(TaskId, LangMap)>,
) -> impl IntoView {
    let is_blocked = state == TaskState::Blocked;
    view! {
        <div class="actions">
            {if is_blocked {
                view! { <Press action=UnblockTask::PATH task class="button" icon="play" label=t("task-unblock")/> }
            } else {
                view! { <Press action=FinishTask::PATH task class="button button--main" icon="check" label=t("task-finish")/> }
            }}
            <LetGo task/>
        </div>
        {(!earlier.is_empty()).then(|| view! { <HandBack task earlier/> })}
        {(!is_blocked).then(|| view! { <Block task/> })}
    }
    .into_any()
}

/// Letting a step go.
#[component]
pub(super) fn LetGo(task: TaskId) -> impl IntoView {
    view! { <Press action=ReleaseTask::PATH task class="button button--quiet" icon="leave" label=t("task-release")/> }
}

/// Sending the item back to an earlier step.
#[component]
fn HandBack(task: TaskId, earlier: Vec<(TaskId, LangMap)>) -> impl IntoView {
    let echo = written(HandBackTask::PATH, task);
    let chosen = value(echo.as_ref(), "to");
    // The step just before is what most corrections are about.
    let last = earlier.last().map(|(id, _)| id.to_string()).unwrap_or_default();
    let chosen = if chosen.is_empty() { last } else { chosen };
    let option = move |(id, name): (TaskId, LangMap)| {
        let id = id.to_string();
        let selected = id == chosen;
        view! { <option value=id selected=selected>{plain(&name)}</option> }
    };
    view! {
        <details class="task__more" open=echo.is_some()>
            <summary>{t("task-hand-back")}</summary>
            <form class="form" method="post" action=to_call(HandBackTask::PATH)>
                <Hidden name="task" value=task.to_string()/>
                <label class="field">
                    <span class="field__label">{t("task-hand-back-to")}</span>
                    <select class="select" name="to">{earlier.into_iter().map(option).collect_view()}</select>
                </label>
                <Reason label=t("task-hand-back-why") value=value(echo.as_ref(), "reason")/>
                <p class="actions"><button class="button">{t("task-hand-back-do")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// Saying that it cannot go on.
#[component]
fn Block(task: TaskId) -> impl IntoView {
    let echo = written(BlockTask::PATH, task);
    view! {
        <details class="task__more" open=echo.is_some()>
            <summary>{t("task-block")}</summary>
            <form class="form" method="post" action=to_call(BlockTask::PATH)>
                <Hidden name="task" value=task.to_string()/>
                <Reason label=t("task-block-why") value=value(echo.as_ref(), "reason")/>
                <p class="actions"><button class="button">{t("task-block-do")}</button></p>
            </form>
        </details>
    }
    .into_any()
}
