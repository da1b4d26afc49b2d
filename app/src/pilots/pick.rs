//! Choosing the items of a pilot from those that members can attend.

use crate::{
    desk::{answer, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::Check,
};
use contract::{
    ItemId,
    inventory::{ItemDetails, ItemSearch, ItemStatus},
    limits,
};
use domain::{Environment, Error, inventory};
use leptos::{either::Either, prelude::*};

/// The items that a pilot may be made of: those chosen before, whatever became of them, then the
/// latest published ones.
///
/// # Errors
/// Only when the database fails.
pub(super) async fn choices(env: &Environment, chosen: &[ItemId]) -> Result<Vec<ItemDetails>, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let search =
        ItemSearch { status: Some(ItemStatus::Published), limit: Some(limits::PAGE_MAX), ..ItemSearch::default() };
    let published = answer(inventory::search(env, &staff, &search).await)?.items;
    let mut items = Vec::new();
    for id in chosen {
        match inventory::get(env, &staff, *id).await {
            Err(Error::NotFound) => {}
            other => items.push(answer(other)?),
        }
    }
    items.extend(published.into_iter().filter(|item| !chosen.contains(&item.id)));
    Ok(items)
}

/// The items, each with a box.
#[component]
pub(super) fn ItemPick(
    /// Those that can be chosen.
    items: Vec<ItemDetails>,
    /// Those that are.
    chosen: Vec<ItemId>,
) -> impl IntoView {
    let cut = items.len() >= limits::PAGE_MAX as usize;
    let line = move |item: ItemDetails| {
        let minutes =
            item.fields.duration_minutes.map(|minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
        view! {
            <Check
                name="pilot[item_ids][]"
                value=item.id.to_string()
                label=item.fields.title.pick(locale()).to_owned()
                checked=chosen.contains(&item.id)
                count=minutes.unwrap_or_default()
            />
        }
    };
    let list = if items.is_empty() {
        Either::Left(view! { <p class="soft">{t("pilot-form-items-none")}</p> })
    } else {
        Either::Right(view! {
            <div class="pick" tabindex="0" role="group" aria-label=t("pilot-form-items")>
                {items.into_iter().map(line).collect_view()}
            </div>
        })
    };
    view! {
        <fieldset class="form__group">
            <legend>{t("pilot-form-items")}</legend>
            {list}
            {cut.then(|| view! {
                <p class="field__hint">{t_with("pilot-form-items-cut", &[("count", limits::PAGE_MAX.into())])}</p>
            })}
        </fieldset>
    }
    .into_any()
}
