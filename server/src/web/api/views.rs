//! Views of the inventory that somebody kept.

use super::Created;
use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{Json, extract::State};
use contract::{
    SavedViewId,
    views::{NewSavedView, SavedView},
};
use domain::inventory::saved;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, keep)).routes(routes!(remove))
}

/// Read one's own views and those that colleagues share.
#[utoipa::path(get, path = "/views", tag = "items", responses((status = 200, body = Vec<SavedView>)))]
async fn list(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Vec<SavedView>>, Refusal> {
    Ok(Json(saved::list(&web.env, &staff).await?))
}

/// Keep a view.
#[utoipa::path(post, path = "/views", tag = "items", request_body = NewSavedView,
    responses((status = 201, body = Created<SavedViewId>), (status = 409, description = "`views_full`")))]
async fn keep(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(new): Body<NewSavedView>,
) -> Result<(StatusCode, Json<Created<SavedViewId>>), Refusal> {
    let id = saved::keep(&web.env, &staff, &new).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// Take a view of one's own away.
#[utoipa::path(delete, path = "/views/{id}", tag = "items", params(("id" = SavedViewId, Path)),
    responses((status = 204)))]
async fn remove(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SavedViewId>,
) -> Result<StatusCode, Refusal> {
    saved::remove(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
