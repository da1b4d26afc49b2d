//! The page behind the link of an invitation: what it is about, and yes or no. And the page on which the code
//! of a letter is typed instead.

use super::calls::{AnswerInvitation, OpenByCode};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, viewer},
    inventory::Text,
    pilots::pieces::span,
    problem::Problem,
    texts::{locale, t},
    ui::{Field, Form, Hidden, Icon, Notice, Page, Refused, Tone, sign_in_and_return, whole},
};
use contract::{
    InvitationKey,
    pilots::cohort::{Answer, CODE_CHARS, InvitationView},
};
use domain::pilots;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page of an invitation.
#[component]
pub fn InvitationPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let key: InvitationKey = desk::id()?;
    let view = answer(pilots::opened(&env()?, key).await)?;
    let title = view.title.pick(locale()).to_owned();
    let dates = span(view.starts_on.as_deref(), view.ends_on.as_deref());
    let said = match asked("done").as_deref().and_then(|word| word.parse().ok()) {
        Some(Answer::Accepted) => Some((Tone::Good, "invitation-just-accepted")),
        Some(Answer::Declined) => Some((Tone::Plain, "invitation-just-declined")),
        None => None,
    };
    Ok(view! {
        <Page title=title class="page page--narrow">
            <header class="page__head">
                <p class="soft">{t("invitation-kicker")}</p>
                <h1><Text of=view.title.clone()/></h1>
                {dates.map(|dates| view! { <p class="soft">{dates}</p> })}
            </header>
            {said.map(|(tone, key)| view! { <Notice tone text=t(key)/> })}
            {(!view.promise.is_empty()).then(|| view! { <p class="lead"><Text of=view.promise.clone()/></p> })}
            {(!view.audience.is_empty()).then(|| view! { <p><Text of=view.audience.clone()/></p> })}
            <Answers view/>
            <p class="small soft">{t("invitation-privacy")}</p>
        </Page>
    })
}

/// What was answered, what comes next, and the buttons.
#[component]
fn Answers(view: InvitationView) -> impl IntoView {
    if !view.is_open {
        return view! { <Notice text=t("invitation-over")/> }.into_any();
    }
    let next = (view.answer == Some(Answer::Accepted)).then(|| {
        if viewer().is_some() {
            view! {
                <p class="actions">
                    <a class="button button--main" href=path_to(Place::Home)><Icon name="home"/>{t("invitation-watch")}</a>
                </p>
            }
            .into_any()
        } else if view.has_account {
            view! {
                <p class="actions">
                    <a class="button button--main" href=sign_in_and_return()><Icon name="enter"/>{t("nav-sign-in")}</a>
                </p>
            }
            .into_any()
        } else {
            view! { <Notice text=t("invitation-no-account")/> }.into_any()
        }
    });
    let button = |given: Answer, class: &'static str, key: &'static str| {
        view! {
            <Form action=AnswerInvitation::PATH class="" quiet=true>
                <Hidden name="key" value=view.key.to_string()/>
                <Hidden name="given" value=given.code()/>
                <button class=class>{t(key)}</button>
            </Form>
        }
    };
    let now = view.answer;
    view! {
        <Refused action=AnswerInvitation::PATH/>
        {now.map(|answer| view! { <p>{t(&format!("invitation-now-{}", answer.code()))}</p> })}
        {next}
        <div class="actions">
            {(now != Some(Answer::Accepted)).then(|| button(Answer::Accepted, "button button--main", "invitation-accept"))}
            {(now != Some(Answer::Declined)).then(|| button(Answer::Declined, "button button--quiet", "invitation-decline"))}
        </div>
    }
    .into_any()
}

/// The page on which a code is typed.
#[component]
pub fn CodePage() -> impl IntoView {
    view! {
        <Page title=t("code-title") class="page page--narrow">
            <header class="page__head">
                <h1>{t("code-title")}</h1>
                <p class="soft">{t("code-lead")}</p>
            </header>
            <Form action=OpenByCode::PATH>
                <Field name="email" label=t("code-email") kind="email" autocomplete="email" required=true/>
                <Field name="code" label=t("code-code") autocomplete="off" required=true maxlength={2 * CODE_CHARS}/>
                <p class="actions"><button class="button button--main">{t("code-do")}</button></p>
            </Form>
        </Page>
    }
}
