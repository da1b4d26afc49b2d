//! Starting the work on many items from the inventory's list.

use super::calls;
use crate::{
    desk::viewer,
    texts::{t, t_with},
    ui::{Hidden, Icon, Refused},
};
use contract::{
    ItemId,
    accounts::Role,
    inventory::{ItemSearch, ItemStatus, Kind},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The form that the boxes of the list belong to, wherever it stands.
const FORM: &str = "start-work";

/// A box for one item of the list.
#[component]
pub fn Pick(
    /// The item.
    item: ItemId,
    /// Its title, for who does not see the line.
    title: String,
) -> impl IntoView {
    view! {
        <label class="check pick-one">
            <input type="checkbox" form=FORM name="items[]" value=item.to_string() aria-label=t_with("work-pick", &[("title", title.into())])/>
        </label>
    }
    .into_any()
}

/// The buttons that start the work on what is ticked, or on all that matches.
#[component]
pub fn StartMany(
    /// What the list was narrowed to.
    search: ItemSearch,
    /// How many items match.
    total: u64,
) -> impl IntoView {
    if viewer().is_none_or(|viewer| viewer.role < Role::Staff) {
        return None;
    }
    let all = t_with("work-start-all", &[("count", total.into())]);
    Some(view! {
        <Refused action=calls::StartMany::PATH/>
        <form id=FORM class="actions" method="post" action=calls::StartMany::PATH>
            <Hidden name="q" value=search.q.unwrap_or_default()/>
            <Hidden name="status" value=search.status.map(ItemStatus::code).unwrap_or_default()/>
            <Hidden name="kind" value=search.kind.map(Kind::code).unwrap_or_default()/>
            <Hidden name="tag" value=search.tag.unwrap_or_default()/>
            <button class="button" name="which" value="ticked"><Icon name="play"/>{t("work-start-ticked")}</button>
            <button class="button button--quiet" name="which" value="all">{all}</button>
        </form>
    })
}
