//! Sessions, and watching them.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use app::desk::device_of;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    SessionId,
    playback::OpenedWatch,
    sessions::{NewSession, SessionSummary},
};
use domain::{Error, playback, reminders, sessions};
use http::{HeaderMap, StatusCode, header::LOCATION};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(get))
        .routes(routes!(publish))
        .routes(routes!(unpublish))
        .routes(routes!(watch))
        .routes(routes!(remind, do_not_remind))
}

/// Prepare a session of an item.
#[utoipa::path(post, path = "/sessions", tag = "sessions", request_body = NewSession,
    responses((status = 201, body = SessionSummary)))]
async fn create(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(new): Body<NewSession>,
) -> Result<Response, Refusal> {
    let session = sessions::create(&web.env, &staff, &new).await?;
    let location = [(LOCATION, format!("{}/sessions/{}", super::PREFIX, session.id))];
    Ok((StatusCode::CREATED, location, Json(session)).into_response())
}

/// Read a session as staff see it.
#[utoipa::path(get, path = "/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SessionSummary)))]
async fn get(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<SessionSummary>, Refusal> {
    Ok(Json(sessions::get(&web.env, &staff, id).await?))
}

/// Bring a session into the catalogue.
#[utoipa::path(post, path = "/sessions/{id}/publish", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SessionSummary), (status = 409, description = "Something is missing; `reason` says what")))]
async fn publish(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<SessionSummary>, Refusal> {
    Ok(Json(sessions::publish(&web.env, &staff, id).await?))
}

/// Take a session out of the catalogue.
#[utoipa::path(post, path = "/sessions/{id}/unpublish", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SessionSummary)))]
async fn unpublish(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<SessionSummary>, Refusal> {
    Ok(Json(sessions::unpublish(&web.env, &staff, id).await?))
}

/// Begin to watch a session.
#[utoipa::path(post, path = "/sessions/{id}/watch", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = OpenedWatch), (status = 403, description = "It cannot be watched; `reason` says why")))]
async fn watch(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    headers: HeaderMap,
) -> Result<Json<OpenedWatch>, Refusal> {
    let opened = playback::open(&web.env, &viewer, id, device_of(&headers)).await.map_err(|error| match error {
        // To who wants to watch, it is all the same whether the right or the film is missing.
        Error::Conflict(code) => Refusal::new(StatusCode::FORBIDDEN, code),
        other => other.into(),
    })?;
    Ok(Json(opened))
}

/// Be reminded of a live session. Asked again, nothing changes.
#[utoipa::path(put, path = "/sessions/{id}/reminder", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 204), (status = 409, description = "There is nothing to remind of, or no mail is sent; `reason` says which")))]
async fn remind(State(web): State<Web>, Member(viewer): Member, Id(id): Id<SessionId>) -> Result<StatusCode, Refusal> {
    reminders::set(&web.env, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Be reminded of a live session no more.
#[utoipa::path(delete, path = "/sessions/{id}/reminder", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 204)))]
async fn do_not_remind(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
) -> Result<StatusCode, Refusal> {
    reminders::unset(&web.env, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
