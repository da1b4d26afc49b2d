//! Where one signs in.

use super::calls::SignIn;
use crate::{
    address::{Place, same_site},
    desk::{self, path_to, viewer},
    frame::Mark,
    texts::{t, t_with},
    ui::{Field, Form, Hidden, Notice, Page},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which one signs in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let next = desk::asked("next").filter(|path| same_site(path).is_some()).unwrap_or_default();
    view! {
        <Page title=t("sign-in-title") class="page page--sign-in">
            <header class="page__head">
                <Mark class="sign-in__mark"/>
                <h1>{t("sign-in-title")}</h1>
            </header>
            {viewer().map(|viewer| view! { <AlreadyIn name=viewer.name.clone() next=next.clone()/> })}
            <Form action=SignIn::PATH>
                <Hidden name="next" value=next/>
                <Field name="email" label=t("sign-in-email") kind="email" autocomplete="username" required=true/>
                <Field name="password" label=t("sign-in-password") kind="password" autocomplete="current-password" required=true/>
                <button class="button button--main button--large button--wide">{t("sign-in-do")}</button>
                <p><a href=path_to(Place::ForgottenPassword)>{t("sign-in-forgotten")}</a></p>
                <p class="small soft">{t("sign-in-help")}</p>
            </Form>
        </Page>
    }
    .into_any()
}

/// For someone who came here by an old link: on, or in again as someone else.
#[component]
fn AlreadyIn(name: String, next: String) -> impl IntoView {
    let href = if next.is_empty() { path_to(Place::Home) } else { next };
    view! {
        <Notice text=t_with("sign-in-already", &[("name", name.into())])>
            <a class="button" href=href>{t("sign-in-go-on")}</a>
        </Notice>
    }
}
