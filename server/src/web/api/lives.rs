//! Live sessions: keys for encoders, and where each stands.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use axum::{Json, extract::State};
use contract::{
    SessionId,
    lives::{LiveChange, LiveStatus, StreamKey},
};
use domain::{company, live};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(get, change)).routes(routes!(key)).routes(routes!(on_air)).routes(routes!(end))
}

/// Where a live session stands; for staff also what comes in from the room.
#[utoipa::path(get, path = "/lives/{session_id}", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, body = LiveStatus)))]
async fn get(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
) -> Result<Json<LiveStatus>, Refusal> {
    Ok(Json(match viewer.staff() {
        Ok(staff) => live::studio(&web.env, &staff, id).await?,
        Err(_) => company::status(&web.env, &viewer, id).await?,
    }))
}

/// Change what is announced: its time, who gives it, whether it takes place, whether it stays.
#[utoipa::path(patch, path = "/lives/{session_id}", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = LiveChange,
    responses((status = 200, body = LiveStatus), (status = 409, description = "It has begun, or is over")))]
async fn change(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
    Body(change): Body<LiveChange>,
) -> Result<Json<LiveStatus>, Refusal> {
    Ok(Json(live::change(&web.env, &staff, id, &change).await?))
}

/// Get a stream key; an earlier one opens nothing any more.
#[utoipa::path(post, path = "/lives/{session_id}/key", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, body = StreamKey), (status = 409, description = "It is over")))]
async fn key(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<StreamKey>, Refusal> {
    Ok(Json(live::issue_key(&web.env, &staff, id).await?))
}

/// Show members what is sent from now on, although it is early.
#[utoipa::path(post, path = "/lives/{session_id}/on-air", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, body = LiveStatus), (status = 409, description = "It is over")))]
async fn on_air(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<LiveStatus>, Refusal> {
    Ok(Json(live::go_on_air(&web.env, &staff, id).await?))
}

/// End a live session now.
#[utoipa::path(post, path = "/lives/{session_id}/end", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, body = LiveStatus), (status = 409, description = "It is over")))]
async fn end(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<LiveStatus>, Refusal> {
    Ok(Json(live::end(&web.env, &staff, id).await?))
}
