//! Whose task the captions are, in the studio.

use super::calls::{GiveCaptions, TakeCaptions};
use crate::{
    address::Place,
    desk::path_to,
    texts::t,
    ui::{Field, Form, Hidden, Icon, came_back},
};
use contract::{SessionId, live_captions::Captioner};
use leptos::{prelude::*, server_fn::ServerFn};

/// The way to the caption desk, and members who were asked to sit there.
#[component]
pub(in crate::lives) fn CaptionTask(
    /// The session.
    session: SessionId,
    /// Whose task it is.
    captioners: Vec<Captioner>,
) -> impl IntoView {
    let captioner = move |captioner: Captioner| {
        view! {
            <li>
                <span>{captioner.name}" "<span class="soft small">{captioner.email}</span></span>
                <Form action=TakeCaptions::PATH class="" quiet=true>
                    <Hidden name="session" value=session.to_string()/>
                    <Hidden name="member" value=captioner.member_id.to_string()/>
                    <button class="button button--quiet button--word">{t("desk-take")}</button>
                </Form>
            </li>
        }
    };
    let any = !captioners.is_empty();
    view! {
        <section class="panel" aria-labelledby="captions">
            <h2 id="captions">{t("desk-task")}</h2>
            <p>{t("desk-task-text")}</p>
            <p class="actions">
                <a class="button" href=path_to(Place::CaptionDesk(session))><Icon name="edit"/>{t("desk-open")}</a>
            </p>
            {any.then(|| view! { <ul class="said__people">{captioners.into_iter().map(captioner).collect_view()}</ul> })}
            <details open=came_back(GiveCaptions::PATH)>
                <summary>{t("desk-give")}</summary>
                <Form action=GiveCaptions::PATH>
                    <Hidden name="session" value=session.to_string()/>
                    <Field name="email" label=t("desk-email") kind="email" autocomplete="off" required=true/>
                    <p class="actions"><button class="button">{t("desk-give-button")}</button></p>
                </Form>
            </details>
        </section>
    }
    .into_any()
}
