//! What members ask for, and what becomes of it.

use super::Created;
use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use axum::{Json, extract::State};
use contract::{
    DemandId, ItemId,
    demand::{Answered, DemandList, DemandState, DismissDemand, LinkDemand, NewRequest, Requested},
    inventory::Kind,
};
use domain::demand;
use http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(request))
        .routes(routes!(answered))
        .routes(routes!(list))
        .routes(routes!(link))
        .routes(routes!(make_item))
        .routes(routes!(dismiss))
        .routes(routes!(reopen))
}

/// Ask for something that is not in the catalogue. Asked again in the same month, it counts once.
#[utoipa::path(post, path = "/requests", tag = "demand", request_body = NewRequest,
    responses((status = 201, body = Requested), (status = 409, description = "`asked_enough`")))]
async fn request(
    State(web): State<Web>,
    Member(viewer): Member,
    Body(new): Body<NewRequest>,
) -> Result<(StatusCode, Json<Requested>), Refusal> {
    Ok((StatusCode::CREATED, Json(demand::request(&web.env, &viewer, &new).await?)))
}

/// Read which of one's requests can be attended now.
#[utoipa::path(get, path = "/me/requests/answered", tag = "demand", responses((status = 200, body = Vec<Answered>)))]
async fn answered(State(web): State<Web>, Member(viewer): Member) -> Result<Json<Vec<Answered>>, Refusal> {
    Ok(Json(demand::answered(&web.env, &viewer).await?))
}

/// Which demands.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Those in this state; `open` where it is absent.
    state: Option<DemandState>,
}

/// Read what members ask for, and look for without finding it.
#[utoipa::path(get, path = "/demand", tag = "demand", params(Which), responses((status = 200, body = DemandList)))]
async fn list(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Query(which): Query<Which>,
) -> Result<Json<DemandList>, Refusal> {
    Ok(Json(demand::list(&web.env, &staff, which.state.unwrap_or(DemandState::Open)).await?))
}

/// Say which item answers a demand.
#[utoipa::path(post, path = "/demand/{id}/link", tag = "demand", params(("id" = DemandId, Path)),
    request_body = LinkDemand, responses((status = 204), (status = 409, description = "`demand_decided`")))]
async fn link(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<DemandId>,
    Body(link): Body<LinkDemand>,
) -> Result<StatusCode, Refusal> {
    demand::link(&web.env, &staff, id, link.item_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the new item is.
#[derive(Deserialize, ToSchema)]
struct NewItem {
    kind: Kind,
}

/// Write down an item that answers a demand.
#[utoipa::path(post, path = "/demand/{id}/item", tag = "demand", params(("id" = DemandId, Path)),
    request_body = NewItem,
    responses((status = 201, body = Created<ItemId>), (status = 409, description = "`demand_decided`")))]
async fn make_item(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<DemandId>,
    Body(new): Body<NewItem>,
) -> Result<(StatusCode, Json<Created<ItemId>>), Refusal> {
    let item = demand::make_item(&web.env, &staff, id, new.kind).await?;
    Ok((StatusCode::CREATED, Json(Created { id: item.id })))
}

/// Say that a demand is not answered, and why.
#[utoipa::path(post, path = "/demand/{id}/dismiss", tag = "demand", params(("id" = DemandId, Path)),
    request_body = DismissDemand, responses((status = 204), (status = 409, description = "`demand_decided`")))]
async fn dismiss(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<DemandId>,
    Body(dismissal): Body<DismissDemand>,
) -> Result<StatusCode, Refusal> {
    demand::dismiss(&web.env, &staff, id, &dismissal.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a demand again that was answered or dismissed.
#[utoipa::path(post, path = "/demand/{id}/reopen", tag = "demand", params(("id" = DemandId, Path)),
    responses((status = 204)))]
async fn reopen(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<DemandId>) -> Result<StatusCode, Refusal> {
    demand::reopen(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
