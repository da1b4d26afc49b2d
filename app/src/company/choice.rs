//! The switch among a member's data: off until the member chooses a centre.

use super::calls::ChooseCompany;
use crate::{
    desk,
    texts::t,
    ui::{Form, Notice, Select, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// To whom the member is named while they watch.
#[component]
pub fn CompanyChoice(
    /// The centre whose members see their first name.
    centre: Option<String>,
    /// The centres there are.
    centres: Vec<String>,
) -> impl IntoView {
    let mut options = vec![(String::new(), t("company-nobody"))];
    // A centre that gives nothing any more stays until another is chosen.
    let gone = centre.iter().filter(|centre| !centres.contains(centre)).cloned().collect::<Vec<_>>();
    options.extend(centres.into_iter().chain(gone).map(|centre| (centre.clone(), centre)));
    let saved = desk::asked("done").as_deref() == Some("company");
    view! {
        <section class="page__section" id="company" aria-labelledby="company-title">
            <h2 id="company-title">{t("company-title")}</h2>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("company-saved")/> })}
            <p>{t("company-text")}</p>
            <Form action=ChooseCompany::PATH>
                <Select name="centre" label=t("company-centre") options value=centre.unwrap_or_default()/>
                <p class="actions"><button class="button">{t("company-save")}</button></p>
            </Form>
        </section>
    }
    .into_any()
}
