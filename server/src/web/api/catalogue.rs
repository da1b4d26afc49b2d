//! What a viewer may attend.

use crate::web::{Web, extract::Query, problem::Refusal, viewer::Visitor};
use axum::{Json, extract::State};
use contract::catalogue::{CatalogueResults, CatalogueSearch};
use domain::catalogue;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(search))
}

/// Search what may be attended, with what each filter would leave.
#[utoipa::path(get, path = "/catalogue", tag = "catalogue", params(CatalogueSearch), security((), ("token" = []), ("cookie" = [])),
    responses((status = 200, body = CatalogueResults)))]
async fn search(
    State(web): State<Web>,
    visitor: Visitor,
    Query(search): Query<CatalogueSearch>,
) -> Result<Json<CatalogueResults>, Refusal> {
    Ok(Json(catalogue::search(&web.env, visitor.viewer(), &search).await?))
}
