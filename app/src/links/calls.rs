//! Calls about links between items.

use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::{ItemId, LinkId, links::NewItemLink};
use domain::links;
use leptos::prelude::*;

/// Links an item to another, which is named by its address, its id or its key.
#[server(prefix = "/call", endpoint = "links/add")]
pub async fn link_item(
    item: ItemId,
    #[server(default)] link_kind: String,
    #[server(default)] other: String,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let kind = link_kind.parse().map_err(|()| fail(Problem::field("link_kind", "unknown_choice")))?;
    answer(links::link(&env()?, &staff, item, &NewItemLink { kind, other }).await)?;
    go_to(Place::Item(item), "linked");
    Ok(())
}

/// Takes a link away.
#[server(prefix = "/call", endpoint = "links/remove")]
pub async fn unlink_item(item: ItemId, link: LinkId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(links::unlink(&env()?, &staff, item, link).await)?;
    go_to(Place::Item(item), "unlinked");
    Ok(())
}
