//! One licence: changing it, and taking it away.

use super::{
    calls::{ChangeLicence, RemoveLicence},
    fields::LicenceFieldset,
    panel::LicenceBadge,
};
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t},
    ui::{Crumbs, Form, Hidden, Icon, Notice, Page, Tone, whole},
};
use contract::LicenceId;
use domain::{inventory, rights};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page of one licence.
#[component]
pub fn LicencePage() -> impl IntoView {
    whole(licence())
}

async fn licence() -> Result<impl IntoView, Problem> {
    let id: LicenceId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let licence = answer(rights::licence(&env, &staff, id).await)?;
    let item = answer(inventory::get(&env, &staff, licence.item_id).await)?;
    let title = licence.fields.title.clone();
    let at_item = path_to(Place::Item(item.id));
    let steps = vec![
        (path_to(Place::Inventory), t("inventory-title")),
        (at_item.clone(), item.fields.title.pick(locale()).to_owned()),
    ];
    let saved = use_context::<FormEcho>().is_none() && asked("done").as_deref() == Some("saved");
    let fields = licence.fields;
    Ok(view! {
        <Page title=title.clone() class="page page--middle">
            <Crumbs steps here=title.clone()/>
            <header class="page__head">
                <h1>{title}</h1>
                <p><LicenceBadge state=licence.state/></p>
            </header>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("right-saved")/> })}
            <Form action=ChangeLicence::PATH>
                <fieldset class="form__group">
                    <legend>{t("licence-form")}</legend>
                    <Hidden name="id" value=id.to_string()/>
                    <Hidden name="based_on" value=licence.version.to_string()/>
                    <LicenceFieldset fields/>
                    <div class="form__foot">
                        <button class="button button--main">{t("right-save")}</button>
                        <a class="button button--quiet" href=at_item>{t("right-back")}</a>
                    </div>
                </fieldset>
            </Form>
            <section class="panel" aria-labelledby="removal">
                <h2 id="removal">{t("licence-remove-title")}</h2>
                <p>{t("licence-remove-text")}</p>
                <Form action=RemoveLicence::PATH>
                    <Hidden name="item" value=item.id.to_string()/>
                    <Hidden name="id" value=id.to_string()/>
                    <p class="actions">
                        <button class="button button--danger"><Icon name="delete"/>{t("licence-remove")}</button>
                    </p>
                </Form>
            </section>
        </Page>
    })
}
