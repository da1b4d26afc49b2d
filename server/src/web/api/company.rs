//! Whether a member is named to others of their centre.

use crate::web::{Web, extract::Body, problem::Refusal, viewer::Member};
use axum::{Json, extract::State};
use contract::company::Company;
use domain::company;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(get, choose))
}

/// To whom one is named while one watches a live session.
#[utoipa::path(get, path = "/me/company", tag = "me", responses((status = 200, body = Company)))]
async fn get(State(web): State<Web>, Member(viewer): Member) -> Result<Json<Company>, Refusal> {
    Ok(Json(company::choice(&web.env, &viewer).await?))
}

/// Decide to whom one is named while one watches a live session: to others of a centre, or to nobody.
#[utoipa::path(put, path = "/me/company", tag = "me", request_body = Company, responses((status = 200, body = Company)))]
async fn choose(
    State(web): State<Web>,
    Member(viewer): Member,
    Body(wanted): Body<Company>,
) -> Result<Json<Company>, Refusal> {
    company::choose(&web.env, &viewer, &wanted).await?;
    Ok(Json(company::choice(&web.env, &viewer).await?))
}
