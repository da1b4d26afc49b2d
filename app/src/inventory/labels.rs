//! Labels to be printed and stuck on what is on the shelf: photographing one opens the item.

use super::{asking, nothing::NothingFound};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Notice, Page, Qr, whole},
    words,
};
use contract::{
    ItemId,
    inventory::{ItemDetails, ItemSearch},
};
use domain::inventory;
use leptos::{either::Either, prelude::*};

/// How many labels a page holds: four sheets.
const AT_ONCE: u32 = 96;

/// The page of labels: of one item, or of what the list was narrowed to.
#[component]
pub fn LabelsPage() -> impl IntoView {
    whole(labels())
}

async fn labels() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let search = ItemSearch { limit: Some(AT_ONCE), ..asking::search() };
    let (items, total) = match asked("item") {
        Some(id) => {
            let id: ItemId = id.parse().map_err(|_| desk::fail(Problem::not_found()))?;
            (vec![answer(inventory::get(&env, &staff, id).await)?], 1)
        }
        None => {
            let found = answer(inventory::search(&env, &staff, &search).await)?;
            let total = found.total.unwrap_or_default();
            (found.items, total)
        }
    };
    let left_out = total.saturating_sub(items.len() as u64);
    let public_url = env.settings.public_url.clone();
    let content = if items.is_empty() {
        Either::Left(view! { <NothingFound search earlier=total/> })
    } else {
        let label = |item: ItemDetails| view! { <Label item public_url=public_url.clone()/> };
        Either::Right(view! { <ul class="labels">{items.into_iter().map(label).collect_view()}</ul> })
    };
    Ok(view! {
        <Page title=t("labels-title")>
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here=t("labels-title")/>
            <header class="page__head">
                <h1>{t("labels-title")}</h1>
                <p class="soft">{t("labels-lead")}</p>
            </header>
            {(left_out > 0).then(|| view! { <Notice text=t_with("labels-left-out", &[("count", left_out.into())])/> })}
            {content}
        </Page>
    })
}

/// One label: the code, and what a person reads to know where it belongs.
#[component]
fn Label(item: ItemDetails, public_url: String) -> impl IntoView {
    let title = item.fields.title.pick(locale()).to_owned();
    let lines = [item.fields.source_key, item.fields.carrier.map(words::carrier), item.fields.place];
    let named = t_with("labels-code", &[("title", title.as_str().into())]);
    view! {
        <li class="label">
            <Qr of=format!("{public_url}{}", path_to(Place::Item(item.id))) label=named class="label__code"/>
            <div class="label__text">
                <strong>{title}</strong>
                {lines.into_iter().flatten().map(|line| view! { <span>{line}</span> }).collect_view()}
            </div>
        </li>
    }
    .into_any()
}
