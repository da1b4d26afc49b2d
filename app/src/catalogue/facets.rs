//! The filters beside the results: a form of its own, which works by its button and, where
//! scripts run, at every choice.

use super::filters::{FACETS, Filters, label, legend};
use crate::{
    address::Place,
    desk::path_to,
    figures,
    texts::{self, t, t_with},
    ui::{Check, Hidden, Icon},
};
use contract::{
    catalogue::{CatalogueResults, FacetValue},
    inventory::Level,
};
use leptos::prelude::*;

/// How many values of a filter are seen at once.
const IN_SIGHT: usize = 6;

/// The filters with what each would leave.
#[component]
pub fn Facets(
    /// What is looked for.
    filters: Filters,
    /// What was found.
    results: CatalogueResults,
) -> impl IntoView {
    let chosen = filters.chosen().iter().filter(|(name, _)| *name != "q").count();
    let carried = filters.besides(&FACETS);
    let facet = |name: &'static str| {
        let values = in_order(name, results.facets.get(name).cloned().unwrap_or_default());
        let chosen = filters.get(name).to_owned();
        (values.len() > 1 || !chosen.is_empty()).then(|| view! { <Facet name values chosen/> })
    };
    view! {
        <button class="button facets__open" r#type="button" popovertarget="facets">
            <Icon name="filter"/>
            {t("catalogue-filters")}
            {(chosen > 0).then(|| view! {
                <span class="badge badge--accent">{t_with("catalogue-chosen", &[("count", chosen.into())])}</span>
            })}
        </button>
        <div class="facets" id="facets" popover="">
            <form class="facets__form" action=path_to(Place::Catalogue) data-live="">
                <div class="facets__head">
                    <h2>{t("catalogue-filters")}</h2>
                    <button
                        class="button button--icon facets__close"
                        r#type="button"
                        popovertarget="facets"
                        popovertargetaction="hide"
                        aria-label=t("catalogue-filters-close")
                    >
                        <Icon name="close"/>
                    </button>
                </div>
                {carried.into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
                {FACETS.map(facet)}
                <div class="facets__foot">
                    <button class="button button--main button--wide">{t("catalogue-apply")}</button>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// Levels from the first to the last, whatever their counts; what is for everyone is in each.
fn in_order(name: &str, values: Vec<FacetValue>) -> Vec<FacetValue> {
    if name != "level" {
        return values;
    }
    let place = |value: &FacetValue| value.value.parse::<Level>().ok().filter(|level| *level != Level::All);
    let mut values: Vec<FacetValue> = values.into_iter().filter(|value| place(value).is_some()).collect();
    values.sort_by_key(place);
    values
}

#[component]
fn Facet(name: &'static str, mut values: Vec<FacetValue>, chosen: String) -> impl IntoView {
    // What was chosen stays in sight, also when it leaves nothing.
    if !chosen.is_empty() && !values.iter().any(|value| value.value == chosen) {
        values.push(FacetValue { value: chosen.clone(), count: 0 });
    }
    let place = values.iter().position(|value| value.value == chosen).unwrap_or_default();
    if place >= IN_SIGHT {
        let value = values.remove(place);
        values.insert(0, value);
    }
    let rest = values.split_off(values.len().min(IN_SIGHT));
    let any = chosen.is_empty();
    let line = move |value: FacetValue| {
        let count = figures::number(texts::locale(), value.count.into());
        let checked = value.value == chosen;
        view! { <Check name value=value.value.clone() label=label(name, &value.value) checked radio=true count/> }
    };
    view! {
        <fieldset class="facet">
            <legend>{legend(name)}</legend>
            <Check name value="" label=t("facet-any") checked=any radio=true/>
            {values.into_iter().map(line.clone()).collect_view()}
            {(!rest.is_empty()).then(|| view! {
                <details>
                    <summary class="button button--quiet">{t("facet-more")}</summary>
                    {rest.into_iter().map(line).collect_view()}
                </details>
            })}
        </fieldset>
    }
    .into_any()
}
