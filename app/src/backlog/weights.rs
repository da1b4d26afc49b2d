//! How much each part of a score counts: read by staff, set by managers.

use super::calls::SetWeights;
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{t, t_with},
    ui::{Crumbs, Form, Hidden, Notice, Page, Select, Tone, whole},
};
use contract::backlog::{WEIGHT_MAX, Weights, WeightsDetails};
use domain::backlog;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with the weights.
#[component]
pub fn WeightsPage() -> impl IntoView {
    whole(weights())
}

async fn weights() -> Result<impl IntoView, Problem> {
    let person = signed_in()?;
    let staff = answer(person.staff())?;
    let details = answer(backlog::weights(&env()?, &staff).await)?;
    let form = if person.manager().is_ok() {
        Either::Left(view! { <WeightsForm details/> })
    } else {
        Either::Right(view! { <Standing weights=details.weights/> })
    };
    let saved = asked("done").as_deref() == Some("saved") && use_context::<FormEcho>().is_none();
    Ok(view! {
        <Page title=t("weights-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Backlog), t("backlog-title"))] here=t("weights-title")/>
            <header class="page__head">
                <h1>{t("weights-title")}</h1>
                <p class="soft">{t("backlog-formula-text")}</p>
            </header>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("weights-saved")/> })}
            {form}
            <p class="small soft">{t("backlog-formula-demand")}</p>
        </Page>
    })
}

/// The weights for those who may read them alone.
#[component]
fn Standing(weights: Weights) -> impl IntoView {
    let facts = [
        ("value", weights.value.into()),
        ("demand", weights.demand.into()),
        ("ease", weights.ease.into()),
        ("cost", weights.cost.into()),
    ];
    view! {
        <p>{t_with("backlog-formula-weights", &facts)}</p>
        <p class="soft">{t("weights-managers")}</p>
    }
    .into_any()
}

fn words(weight: u32) -> String {
    match weight {
        0 => t("weights-none"),
        1 => t("weights-once"),
        2 => t("weights-twice"),
        _ => t("weights-thrice"),
    }
}

#[component]
fn WeightsForm(details: WeightsDetails) -> impl IntoView {
    let options = || (0..=WEIGHT_MAX).map(|weight| (weight.to_string(), words(weight))).collect::<Vec<_>>();
    let Weights { value, demand, ease, cost } = details.weights;
    view! {
        <Form action=SetWeights::PATH>
            <Hidden name="based_on" value=details.version.to_string()/>
            <fieldset class="form__group">
                <legend>{t("weights-legend")}</legend>
                <div class="form__pair">
                    <Select name="value" label=t("backlog-value-long") options=options() value=value.to_string()/>
                    <Select name="demand" label=t("weights-demand") options=options() value=demand.to_string()/>
                    <Select name="ease" label=t("backlog-ease-long") options=options() value=ease.to_string()/>
                    <Select name="cost" label=t("backlog-cost-long") options=options() value=cost.to_string()/>
                </div>
            </fieldset>
            <div class="form__foot">
                <button class="button button--main">{t("weights-save")}</button>
                <a class="button button--quiet" href=path_to(Place::Backlog)>{t("form-cancel")}</a>
            </div>
        </Form>
    }
    .into_any()
}
