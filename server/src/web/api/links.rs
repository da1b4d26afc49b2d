//! Links between items.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::{Path, State},
};
use contract::{
    ItemId, LinkId,
    links::{ItemLink, NewItemLink},
};
use domain::links;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(of_item, link)).routes(routes!(unlink))
}

/// What an item is to others, and others to it.
#[utoipa::path(get, path = "/items/{id}/links", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = Vec<ItemLink>)))]
async fn of_item(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Vec<ItemLink>>, Refusal> {
    Ok(Json(links::of_item(&web.env, &staff, id).await?))
}

/// Link an item to another.
#[utoipa::path(post, path = "/items/{id}/links", tag = "items", params(("id" = ItemId, Path)), request_body = NewItemLink,
    responses((status = 201, body = ItemLink), (status = 404, description = "There is no such item"),
        (status = 422, description = "At `other`: `unknown_item`, `same_item`, `linked_already`, `link_in_circle` or `links_full`")))]
async fn link(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(new): Body<NewItemLink>,
) -> Result<(StatusCode, Json<ItemLink>), Refusal> {
    Ok((StatusCode::CREATED, Json(links::link(&web.env, &staff, id, &new).await?)))
}

/// Take a link away, from either of its items.
#[utoipa::path(delete, path = "/items/{id}/links/{link_id}", tag = "items",
    params(("id" = ItemId, Path), ("link_id" = LinkId, Path)),
    responses((status = 204), (status = 404, description = "The item has no such link")))]
async fn unlink(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, link_id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, "not_found");
    let (id, link) = (id.parse().map_err(|_| none())?, link_id.parse().map_err(|_| none())?);
    links::unlink(&web.env, &staff, id, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
