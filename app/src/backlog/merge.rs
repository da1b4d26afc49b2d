//! Making one item of two: which one stays, and what of each.

use super::calls::MergeItems;
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t},
    ui::{Crumbs, Form, Hidden, Icon, Notice, Page, Tone, language_name, whole},
    words,
};
use contract::{
    ItemId,
    duplicates::merged_fields,
    inventory::{ItemDetails, ItemFields},
};
use domain::inventory;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which one item is made of two.
#[component]
pub fn MergePage() -> impl IntoView {
    whole(merge())
}

async fn merge() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let id: ItemId = desk::id()?;
    let env = env()?;
    let keep = answer(inventory::get(&env, &staff, id).await)?;
    let other = asked("with").and_then(|other| other.parse().ok()).filter(|other| *other != id);
    let other: ItemId = other.ok_or_else(|| desk::fail(Problem::not_found()))?;
    let other = answer(inventory::get(&env, &staff, other).await)?;
    let swap = Place::MergeItem(other.id).with(locale(), &[("with", &id.to_string())]);
    let title = keep.fields.title.pick(locale()).to_owned();
    let (versions, gone) = ((keep.version, other.version), other.id);
    Ok(view! {
        <Page title=format!("{} · {title}", t("merge-title")) class="page page--middle">
            <Crumbs
                steps=vec![
                    (path_to(Place::Inventory), t("inventory-title")),
                    (path_to(Place::Duplicates), t("duplicates-title")),
                ]
                here=t("merge-title")
            />
            <header class="page__head">
                <h1>{t("merge-title")}</h1>
                <p class="soft">{t("merge-lead")}</p>
            </header>
            <Fields keep other/>
            <Notice tone=Tone::Caution text=t("merge-moves")/>
            <Form action=MergeItems::PATH>
                <Hidden name="keep" value=id.to_string()/>
                <Hidden name="other" value=gone.to_string()/>
                <Hidden name="version" value=versions.0.to_string()/>
                <Hidden name="other_version" value=versions.1.to_string()/>
                <div class="form__foot">
                    <button class="button button--main"><Icon name="both"/>{t("merge-do")}</button>
                    <a class="button" href=swap>{t("merge-swap")}</a>
                    <a class="button button--quiet" href=path_to(Place::Duplicates)>{t("form-cancel")}</a>
                </div>
            </Form>
        </Page>
    })
}

/// Field by field: what each says, and what is kept.
#[component]
fn Fields(keep: ItemDetails, other: ItemDetails) -> impl IntoView {
    let kept = lines(&merged_fields(&keep.fields, &other.fields));
    let (ours, theirs) = (lines(&keep.fields), lines(&other.fields));
    let rows = ours
        .into_iter()
        .zip(theirs)
        .zip(kept)
        .filter(|((ours, theirs), kept)| !(ours.1.is_empty() && theirs.1.is_empty() && kept.1.is_empty()));
    let cell = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption>{t("merge-fields")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("merge-field")}</th>
                        <th scope="col">{t("merge-ours")}</th>
                        <th scope="col">{t("merge-theirs")}</th>
                        <th scope="col">{t("merge-kept")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .map(|(((name, ours), (_, theirs)), (_, kept))| view! {
                            <tr>
                                <th scope="row">{name}</th>
                                <td data-label=t("merge-ours")>{cell(ours)}</td>
                                <td data-label=t("merge-theirs")>{cell(theirs)}</td>
                                <td data-label=t("merge-kept")><strong>{cell(kept)}</strong></td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Each field's name and what stands in it.
fn lines(fields: &ItemFields) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let minutes = fields.duration_minutes.map(|minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
    vec![
        (t("facet-kind"), words::kind(fields.kind)),
        (t("merge-title-fr"), fields.title.exact("fr").to_owned()),
        (t("merge-title-en"), fields.title.exact("en").to_owned()),
        (t("merge-description-fr"), fields.description.exact("fr").to_owned()),
        (t("merge-description-en"), fields.description.exact("en").to_owned()),
        (t("item-tags"), words::tags(&fields.tags)),
        (t("facet-level"), words::level(fields.level)),
        (t("item-duration"), minutes.unwrap_or_default()),
        (t("facet-equipment"), fields.equipment.join(", ")),
        (t("facet-language"), fields.language.as_deref().map(language_name).unwrap_or_default()),
        (t("item-instructor"), text(&fields.instructor)),
        (t("item-centre"), text(&fields.centre)),
        (t("inventory-status"), words::status(fields.status)),
        (t("item-key"), text(&fields.source_key)),
    ]
}
