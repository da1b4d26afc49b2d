//! What staff change about a session that is announced: when it is, who gives it, whether it stays and whether
//! it takes place; of one session, or also of those that follow it week after week.

use super::calls::{Change, MoveLive};
use crate::{
    figures,
    texts::{t, t_with},
    ui::{Check, Field, Form, Hidden, Icon, Refused, came_back},
};
use contract::{
    SessionId,
    lives::{LiveLine, LiveState, LiveStatus},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The panel of a session that is not over.
#[component]
pub fn Changes(
    /// The session.
    session: SessionId,
    /// Who usually gives it.
    line: LiveLine,
    /// How it stands.
    status: LiveStatus,
) -> impl IntoView {
    if matches!(status.state, LiveState::Ended | LiveState::Replay) {
        return None;
    }
    let has_not_begun = matches!(status.state, LiveState::Scheduled | LiveState::Waiting);
    let is_cancelled = status.state == LiveState::Cancelled;
    let following = status.following.unwrap_or_default();
    let usual = line.instructor.unwrap_or_default();
    Some(
        view! {
            <details class="panel" open=came_back(Change::PATH) || came_back(MoveLive::PATH)>
                <summary>{t("studio-change")}</summary>
                {has_not_begun.then(|| view! { <Moving session status=status.clone() following/> })}
                <Refused action=Change::PATH/>
                <Form action=Change::PATH quiet=true>
                    <Hidden name="session" value=session.to_string()/>
                    <Field
                        name="substitute"
                        label=t("studio-substitute")
                        value=status.substitute.clone().unwrap_or_default()
                        hint=t_with("studio-substitute-hint", &[("name", usual.into())])
                        optional=true
                    />
                    <Check name="replay" value="true" label=t("lives-replay") checked=status.replay radio=true/>
                    <Check name="replay" value="false" label=t("lives-no-replay") checked=!status.replay radio=true/>
                    <Following following/>
                    <p class="actions"><button class="button button--main">{t("studio-save")}</button></p>
                </Form>
                {(has_not_begun || is_cancelled).then(|| view! {
                    <Form action=Change::PATH quiet=true>
                        <Hidden name="session" value=session.to_string()/>
                        <Hidden name="cancelled" value=(!is_cancelled).to_string()/>
                        <Following following/>
                        <p class="actions">
                            <button class=if is_cancelled { "button" } else { "button button--danger" }>
                                <Icon name=if is_cancelled { "restart" } else { "close" }/>
                                {t(if is_cancelled { "studio-not-cancelled" } else { "studio-cancel" })}
                            </button>
                        </p>
                    </Form>
                })}
            </details>
        }
        .into_any(),
    )
}

/// Another day, another hour, another length.
#[component]
fn Moving(session: SessionId, status: LiveStatus, following: u32) -> impl IntoView {
    let (date, time) = figures::entered(status.starts_at);
    let minutes = (status.ends_at.as_second() - status.starts_at.as_second()) / 60;
    view! {
        <Form action=MoveLive::PATH>
            <p>{t("studio-move-text")}</p>
            <Hidden name="session" value=session.to_string()/>
            <div class="fields fields--short">
                <Field name="date" label=t("lives-date") kind="date" value=date required=true/>
                <Field name="time" label=t("lives-time") kind="time" value=time required=true/>
                <Field name="minutes" label=t("lives-minutes") value=minutes.to_string() inputmode="numeric" required=true/>
            </div>
            <Following following/>
            <p class="actions">
                <button class="button"><Icon name="calendar"/>{t("studio-move")}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// Whether those that follow change as well, where there are any.
#[component]
fn Following(following: u32) -> impl IntoView {
    (following > 0).then(|| {
        let label = t_with("studio-following", &[("n", following.into()), ("count", following.to_string().into())]);
        view! { <Check name="following" label/> }
    })
}
