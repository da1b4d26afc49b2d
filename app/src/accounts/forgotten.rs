//! Where one says that one has forgotten one's password, and is written to.

use super::calls::ForgotPassword;
use crate::{
    address::Place,
    desk::{self, asked, env, path_to},
    texts::t,
    ui::{Field, Form, Icon, Notice, Page, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which one asks for a letter.
#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let is_sent = asked("done").as_deref() == Some("sent") && use_context::<desk::FormEcho>().is_none();
    let writes = env().is_ok_and(|env| env.mailer.is_some());
    let content = if !writes {
        view! { <Notice text=t("forgotten-no-mail")/> }.into_any()
    } else if is_sent {
        view! { <Sent/> }.into_any()
    } else {
        view! { <Ask/> }.into_any()
    };
    view! {
        <Page title=t("forgotten-title") class="page page--sign-in">
            <header class="page__head"><h1>{t("forgotten-title")}</h1></header>
            {content}
            <p class="actions">
                <a class="button button--quiet" href=path_to(Place::SignIn)><Icon name="previous"/>{t("forgotten-back")}</a>
            </p>
        </Page>
    }
    .into_any()
}

#[component]
fn Ask() -> impl IntoView {
    view! {
        <p class="soft">{t("forgotten-lead")}</p>
        <Form action=ForgotPassword::PATH>
            <Field name="email" label=t("sign-in-email") kind="email" autocomplete="username" required=true/>
            <button class="button button--main button--large button--wide">{t("forgotten-do")}</button>
            <p class="small soft">{t("forgotten-help")}</p>
        </Form>
    }
    .into_any()
}

/// The same whether there is an account or not: nobody learns here who is a member.
#[component]
fn Sent() -> impl IntoView {
    view! {
        <Notice tone=Tone::Good text=t("forgotten-sent")/>
        <p>{t("forgotten-sent-then")}</p>
        <p class="small soft">{t("forgotten-sent-nothing")}</p>
    }
    .into_any()
}
