//! Where one signs in.

use super::calls::SignIn;
use crate::{
    address::same_site,
    desk,
    frame::Mark,
    texts::t,
    ui::{Field, Form, Hidden, Page},
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
            <Form action=SignIn::PATH>
                <Hidden name="next" value=next/>
                <Field name="email" label=t("sign-in-email") kind="email" autocomplete="username" required=true/>
                <Field name="password" label=t("sign-in-password") kind="password" autocomplete="current-password" required=true/>
                <button class="button button--main button--large button--wide">{t("sign-in-do")}</button>
                <p class="small soft">{t("sign-in-help")}</p>
            </Form>
        </Page>
    }
}
