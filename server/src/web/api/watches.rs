//! What players report.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::Member,
};
use axum::{Json, extract::State};
use contract::{
    WatchId,
    playback::{Progress, ProgressReport},
};
use domain::playback;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(report))
}

/// Report what was played. The same `seq` again changes nothing.
#[utoipa::path(post, path = "/watches/{id}/progress", tag = "watches", params(("id" = WatchId, Path)),
    request_body = ProgressReport, responses((status = 200, body = Progress)))]
async fn report(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<WatchId>,
    Body(report): Body<ProgressReport>,
) -> Result<Json<Progress>, Refusal> {
    Ok(Json(playback::report(&web.env, &viewer, id, &report).await?))
}
