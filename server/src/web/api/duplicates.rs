//! Items that may be one, written down twice.

use crate::web::{
    Web,
    extract::{self, Body, Id},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    ItemId,
    duplicates::{DuplicatePair, MergeItem},
    inventory::ItemDetails,
};
use domain::{accounts::Staff, duplicates};
use http::{StatusCode, header::LOCATION};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(not_the_same)).routes(routes!(merge))
}

/// Read which items may be the same one, the likeliest first.
#[utoipa::path(get, path = "/duplicates", tag = "items", responses((status = 200, body = Vec<DuplicatePair>)))]
async fn list(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Vec<DuplicatePair>>, Refusal> {
    Ok(Json(duplicates::list(&web.env, &staff).await?))
}

/// Two items.
#[derive(Deserialize, ToSchema)]
struct Both {
    one_id: ItemId,
    other_id: ItemId,
}

/// Say that two items are not the same one.
#[utoipa::path(post, path = "/duplicates/distinct", tag = "items", request_body = Both,
    responses((status = 204)))]
async fn not_the_same(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(both): Body<Both>,
) -> Result<StatusCode, Refusal> {
    duplicates::not_the_same(&web.env, &staff, both.one_id, both.other_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make one item of two: this one stays, and the other's id leads to it.
#[utoipa::path(post, path = "/items/{id}/merge", tag = "items", params(("id" = ItemId, Path)),
    request_body = MergeItem,
    responses((status = 200, body = ItemDetails), (status = 412, description = "`changed_meanwhile`")))]
async fn merge(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(merge): Body<MergeItem>,
) -> Result<Response, Refusal> {
    let item = duplicates::merge(&web.env, &staff, id, &merge).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(item.version), Json(item)).into_response())
}

/// What answers for an item that is not there: the way to the one that it was merged into, or 404.
pub async fn moved(web: &Web, staff: &Staff, id: ItemId) -> Result<Response, Refusal> {
    let to = duplicates::merged_into(&web.env, staff, id).await?.ok_or(domain::Error::NotFound)?;
    let location = [(LOCATION, format!("{}/items/{to}", super::PREFIX))];
    Ok((StatusCode::PERMANENT_REDIRECT, location).into_response())
}
