//! What things cost the organisation.

use super::calls::SetPrices;
use crate::{
    address::Place,
    desk::{answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{t, t_with},
    ui::{Crumbs, Field, Form, Hidden, Notice, Page, Tone, whole},
};
use domain::pilots::money;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page of the prices.
#[component]
pub fn PricesPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let manager = answer(signed_in()?.manager())?;
    let table = answer(money::prices(&env()?, &manager).await)?;
    let prices = table.prices;
    let saved = asked("done").as_deref() == Some("saved");
    Ok(view! {
        <Page title=t("prices-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Pilots), t("pilots-title"))] here=t("prices-title")/>
            <header class="page__head">
                <h1>{t("prices-title")}</h1>
                <p class="soft">{t("prices-lead")}</p>
            </header>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("prices-saved")/> })}
            <Form action=SetPrices::PATH>
                <Hidden name="based_on" value=table.version.to_string()/>
                <fieldset class="form__group">
                    <legend>{t("prices-legend")}</legend>
                    <div class="form__pair">
                        <Field name="prices[currency]" label=t("prices-currency") hint=t("prices-currency-hint") value=prices.currency maxlength=3 required=true/>
                        <Field name="prices[storage_gb_month]" label=t("prices-storage") value=prices.storage_gb_month inputmode="decimal"/>
                        <Field name="prices[egress_gb]" label=t("prices-egress") value=prices.egress_gb inputmode="decimal"/>
                        <Field name="prices[staff_hour]" label=t("prices-staff") value=prices.staff_hour inputmode="decimal"/>
                        <Field name="prices[room_hour]" label=t("prices-room") value=prices.room_hour inputmode="decimal"/>
                    </div>
                    {table.changed_by.map(|who| view! { <p class="soft small">{t_with("prices-by", &[("who", who.into())])}</p> })}
                    <p class="actions"><button class="button button--main">{t("prices-save")}</button></p>
                </fieldset>
            </Form>
        </Page>
    })
}
