//! Asking to be reminded of a session, on its page.

use super::calls::{SetReminder, UnsetReminder};
use crate::{
    desk,
    texts::{self, t},
    ui::{Form, Hidden, Icon, Notice, Refused, Tone},
};
use contract::SessionId;
use leptos::{prelude::*, server_fn::ServerFn};

/// The button that asks to be reminded of a session, and the session's entry for a calendar. Where nothing
/// would arrive, and to who is not signed in, only the calendar is offered.
#[component]
pub fn RemindMe(
    /// The session, which has not begun.
    session: SessionId,
    /// Whether the member is reminded of it already.
    set: bool,
    /// Whether there is any way to remind the reader.
    offered: bool,
) -> impl IntoView {
    let entry = format!("/schedule/{session}.ics?lang={}", texts::locale());
    let (action, icon, words) = if set {
        (UnsetReminder::PATH, "close", t("reminder-unset"))
    } else {
        (SetReminder::PATH, "mail", t("reminder-set"))
    };
    view! {
        <Done/>
        <Refused action=SetReminder::PATH/>
        <div class="actions">
            {offered.then(|| view! {
                <Form action class="" quiet=true>
                    <Hidden name="session" value=session.to_string()/>
                    <button class="button"><Icon name=icon/>{words}</button>
                </Form>
            })}
            <a class="button button--quiet" href=entry download="">
                <Icon name="calendar"/>
                {t("reminder-calendar")}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Done() -> impl IntoView {
    let text = match desk::asked("done").as_deref() {
        Some("reminded") => t("reminder-is-set"),
        Some("not-reminded") => t("reminder-is-unset"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}
