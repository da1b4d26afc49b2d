//! Writing an item down, and changing it.

use super::{
    calls::{ChangeItem, CreateItem, DeleteItem},
    fields::ItemFieldset,
    history::Differences,
};
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t},
    ui::{Check, Crumbs, Form, Hidden, Icon, Notice, Page, Tone, whole},
};
use contract::{
    ItemId, LangMap,
    inventory::{ItemDetails, ItemFields, Kind},
};
use domain::{catalogue, inventory};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which an item is written down.
#[component]
pub fn NewItemPage() -> impl IntoView {
    whole(new_item())
}

async fn new_item() -> Result<impl IntoView, Problem> {
    answer(signed_in()?.staff())?;
    answer(catalogue::look(&env()?).await)?;
    let blank =
        ItemFields { language: Some(locale().code().into()), ..ItemFields::new(Kind::Class, LangMap::default()) };
    Ok(view! {
        <Page title=t("item-new-title") class="page page--middle">
            <Crumbs steps=vec![the_inventory()] here=t("item-new-title")/>
            <header class="page__head"><h1>{t("item-new-title")}</h1></header>
            <Form action=CreateItem::PATH>
                <ItemFieldset fields=blank/>
                <Foot back=path_to(Place::Inventory)/>
            </Form>
        </Page>
    })
}

/// The page on which an item is changed.
#[component]
pub fn EditItemPage() -> impl IntoView {
    whole(edit_item())
}

async fn edit_item() -> Result<impl IntoView, Problem> {
    let id: ItemId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let item = answer(inventory::get(&env, &staff, id).await)?;
    answer(catalogue::look(&env).await)?;
    let name = item.fields.title.pick(locale()).to_owned();
    let here = path_to(Place::Item(id));
    let now = here.clone();
    let fields = item.fields.clone();
    let overtaken = came_too_late();
    let since = match &overtaken {
        Some(based_on) => {
            let changes = answer(inventory::changes(&env, &staff, id).await)?;
            let later = changes.into_iter().filter(|change| change.version > *based_on);
            later.flat_map(|change| change.fields).collect()
        }
        None => Vec::new(),
    };
    let overtaken = overtaken.is_some();
    // The version is the one shown now: whoever saves again after being told has seen it coming.
    let version = item.version.to_string();
    Ok(view! {
        <Page title=format!("{} · {name}", t("item-edit-title")) class="page page--middle">
            <Crumbs steps=vec![the_inventory(), (here.clone(), name)] here=t("item-edit-title")/>
            <header class="page__head"><h1>{t("item-edit-title")}</h1></header>
            {overtaken.then(|| view! {
                <Notice tone=Tone::Caution heading=t("item-meanwhile-title") text=t("item-meanwhile-text")>
                    <p>{t("changes-since")}</p>
                    <Differences fields=since/>
                    <a class="button" href=now target="_blank">
                        <Icon name="eye"/>
                        {t("item-meanwhile-see")}
                    </a>
                </Notice>
            })}
            <Form action=ChangeItem::PATH quiet=overtaken>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="based_on" value=version/>
                <ItemFieldset fields/>
                <Foot back=here/>
            </Form>
            <Removal item/>
        </Page>
    })
}

/// The version that the form was based on, where it came back because somebody else had changed
/// the item first.
fn came_too_late() -> Option<i64> {
    let echo = use_context::<FormEcho>()?;
    let overtaken = echo.action == ChangeItem::PATH && echo.problem.code == "changed_meanwhile";
    let based_on = echo.values.iter().find(|(name, _)| name == "based_on");
    overtaken.then(|| based_on.and_then(|(_, version)| version.parse().ok()).unwrap_or(i64::MAX))
}

fn the_inventory() -> (String, String) {
    (path_to(Place::Inventory), t("inventory-title"))
}

/// Saving, or going back without.
#[component]
fn Foot(
    /// Where one came from.
    back: String,
) -> impl IntoView {
    view! {
        <div class="form__foot">
            <button class="button button--main">{t("item-save")}</button>
            <a class="button button--quiet" href=back>{t("form-cancel")}</a>
        </div>
    }
    .into_any()
}

/// Removing an item, with a box to tick first.
#[component]
fn Removal(
    /// The item.
    item: ItemDetails,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="removal">
            <h2 id="removal">{t("item-delete-title")}</h2>
            <p>{t("item-delete-text")}</p>
            <Form action=DeleteItem::PATH>
                <Hidden name="id" value=item.id.to_string()/>
                <Hidden name="based_on" value=item.version.to_string()/>
                <Check name="sure" label=t("item-delete-sure") required=true/>
                <p class="actions">
                    <button class="button button--danger">
                        <Icon name="delete"/>
                        {t("item-delete-do")}
                    </button>
                </p>
            </Form>
        </section>
    }
    .into_any()
}
