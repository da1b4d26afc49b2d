//! What the organisation asks for before anything is published.

use super::{calls::AskFor, word};
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::t,
    ui::{Crumbs, Form, Notice, Page, Select, Tone, whole},
    words,
};
use contract::rights::{Demand, KindDemands};
use domain::rights;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which it is chosen.
#[component]
pub fn DemandsPage() -> impl IntoView {
    whole(demands())
}

async fn demands() -> Result<impl IntoView, Problem> {
    let manager = answer(signed_in()?.manager())?;
    let kinds = answer(rights::demands(&env()?, &answer(manager.staff())?).await)?;
    let saved = use_context::<FormEcho>().is_none() && asked("done").as_deref() == Some("saved");
    Ok(view! {
        <Page title=t("demands-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::RightsToWatch), t("rights-watch-title"))] here=t("demands-title")/>
            <header class="page__head">
                <h1>{t("demands-title")}</h1>
                <p class="soft">{t("demands-lead")}</p>
            </header>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("demands-saved")/> })}
            <Form action=AskFor::PATH>
                {kinds.into_iter().map(|asked| view! { <OfKind asked/> }).collect_view()}
                <div class="form__foot">
                    <button class="button button--main">{t("demands-save")}</button>
                </div>
            </Form>
        </Page>
    })
}

/// What is asked of the items of one kind.
#[component]
fn OfKind(asked: KindDemands) -> impl IntoView {
    let kind = asked.kind;
    let options = || {
        Demand::ALL.iter().map(|value| (value.code().to_owned(), word(&format!("demand-{}", value.code())))).collect()
    };
    let name = |what: &str| format!("demands[{}][{what}]", kind.code());
    view! {
        <fieldset class="form__group">
            <legend>{words::kind(kind)}</legend>
            <div class="form__three">
                <Select name=name("releases") label=t("demands-releases") options=options() value=asked.releases.code()/>
                <Select name=name("music") label=t("demands-music") options=options() value=asked.music.code()/>
                <Select name=name("statement") label=t("demands-statement") options=options() value=asked.statement.code()/>
            </div>
        </fieldset>
    }
    .into_any()
}
