//! The page behind an open enrolment: what the pilot promises, and an address to take part with.

use super::calls::EnrolInPilot;
use crate::{
    desk::{self, answer, asked, env},
    inventory::Text,
    problem::Problem,
    texts::{locale, t},
    ui::{Field, Form, Hidden, Icon, Notice, Page, Tone, whole},
};
use contract::EnrolmentKey;
use domain::pilots;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page of an enrolment.
#[component]
pub fn EnrolmentPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let key: EnrolmentKey = desk::id()?;
    let env = env()?;
    let view = answer(pilots::enrolment(&env, key).await)?;
    let title = view.title.pick(locale()).to_owned();
    let words = if env.mailer.is_some() { "enrol-done-letter" } else { "enrol-done" };
    let done = asked("done").as_deref() == Some("enrolled");
    Ok(view! {
        <Page title=title class="page page--narrow">
            <header class="page__head">
                <p class="soft">{t("enrol-kicker")}</p>
                <h1><Text of=view.title/></h1>
            </header>
            {done.then(|| view! { <Notice tone=Tone::Good text=t(words)/> })}
            {(!view.promise.is_empty()).then(|| view! { <p class="lead"><Text of=view.promise/></p> })}
            {(!view.audience.is_empty()).then(|| view! { <p><Text of=view.audience/></p> })}
            {(!done).then(|| view! {
                <Form action=EnrolInPilot::PATH>
                    <Hidden name="key" value=key.to_string()/>
                    <Field name="email" label=t("code-email") kind="email" autocomplete="email" required=true/>
                    <p class="actions">
                        <button class="button button--main"><Icon name="check"/>{t("enrol-do")}</button>
                    </p>
                </Form>
            })}
            <p class="small soft">{t("invitation-privacy")}</p>
        </Page>
    })
}
