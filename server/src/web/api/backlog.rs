//! The backlog: what is worth digitising, in its order.

use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    viewer::{AsManager, AsStaff},
};
use axum::{Json, extract::State};
use contract::{
    ItemId,
    backlog::{Backlog, BacklogEntry, BacklogSearch, Moved, ScoreItem, WeightsDetails},
};
use domain::backlog;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(weights, set_weights))
        .routes(routes!(select))
        .routes(routes!(reject))
        .routes(routes!(score, set_score))
}

/// Read what is worth digitising, the highest score first.
#[utoipa::path(get, path = "/backlog", tag = "backlog", params(BacklogSearch), responses((status = 200, body = Backlog)))]
async fn list(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Query(search): Query<BacklogSearch>,
) -> Result<Json<Backlog>, Refusal> {
    Ok(Json(backlog::list(&web.env, &staff, &search).await?))
}

/// Read how much each part of a score counts.
#[utoipa::path(get, path = "/backlog/weights", tag = "backlog", responses((status = 200, body = WeightsDetails)))]
async fn weights(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<WeightsDetails>, Refusal> {
    Ok(Json(backlog::weights(&web.env, &staff).await?))
}

/// Set how much each part of a score counts, based on the version that was read.
#[utoipa::path(put, path = "/backlog/weights", tag = "backlog", request_body = WeightsDetails,
    responses((status = 200, body = WeightsDetails), (status = 409, description = "`changed_meanwhile`")))]
async fn set_weights(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Body(weights): Body<WeightsDetails>,
) -> Result<Json<WeightsDetails>, Refusal> {
    Ok(Json(backlog::set_weights(&web.env, &manager, &weights).await?))
}

/// Several items.
#[derive(Deserialize, ToSchema)]
struct Chosen {
    item_ids: Vec<ItemId>,
}

/// Choose items to be digitised.
#[utoipa::path(post, path = "/backlog/select", tag = "backlog", request_body = Chosen,
    responses((status = 200, body = Moved)))]
async fn select(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(chosen): Body<Chosen>,
) -> Result<Json<Moved>, Refusal> {
    Ok(Json(backlog::select(&web.env, &staff, &chosen.item_ids).await?))
}

/// Several items that are not kept, and why.
#[derive(Deserialize, ToSchema)]
struct Rejected {
    item_ids: Vec<ItemId>,
    reason: String,
}

/// Do not keep items.
#[utoipa::path(post, path = "/backlog/reject", tag = "backlog", request_body = Rejected,
    responses((status = 200, body = Moved)))]
async fn reject(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(rejected): Body<Rejected>,
) -> Result<Json<Moved>, Refusal> {
    Ok(Json(backlog::reject(&web.env, &staff, &rejected.item_ids, &rejected.reason).await?))
}

/// Read how an item is judged.
#[utoipa::path(get, path = "/items/{id}/score", tag = "backlog", params(("id" = ItemId, Path)),
    responses((status = 200, body = BacklogEntry)))]
async fn score(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<BacklogEntry>, Refusal> {
    Ok(Json(backlog::entry(&web.env, &staff, id).await?))
}

/// Judge an item, based on the judgement that was read.
#[utoipa::path(put, path = "/items/{id}/score", tag = "backlog", params(("id" = ItemId, Path)),
    request_body = ScoreItem,
    responses((status = 200, body = BacklogEntry), (status = 409, description = "`changed_meanwhile`")))]
async fn set_score(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(score): Body<ScoreItem>,
) -> Result<Json<BacklogEntry>, Refusal> {
    Ok(Json(backlog::score_item(&web.env, &staff, id, &score).await?))
}
