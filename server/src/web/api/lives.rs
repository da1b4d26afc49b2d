//! Live sessions: keys for encoders, and where each stands.

use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use axum::{Json, extract::State};
use contract::{
    ItemId, SessionId,
    lives::{Announcement, LiveChange, LiveLine, LiveStatus, StreamKey},
};
use domain::{company, live};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, announce))
        .routes(routes!(get, change))
        .routes(routes!(key))
        .routes(routes!(on_air))
        .routes(routes!(end))
}

/// Which live sessions are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// Only those of this item.
    #[serde(default)]
    item_id: Option<ItemId>,
}

/// Live sessions, in the order of time.
#[derive(Serialize, ToSchema)]
struct Listed {
    /// Each of them.
    items: Vec<LiveLine>,
}

/// The live sessions that are coming, and those of the last month.
#[utoipa::path(get, path = "/lives", tag = "lives", params(Of), responses((status = 200, body = Listed)))]
async fn list(State(web): State<Web>, AsStaff(staff): AsStaff, Query(of): Query<Of>) -> Result<Json<Listed>, Refusal> {
    Ok(Json(Listed { items: live::list(&web.env, &staff, of.item_id).await? }))
}

/// Live sessions to announce.
#[derive(Deserialize, ToSchema)]
struct NewLives {
    /// What is given.
    item_id: ItemId,
    /// When, and for whom.
    #[serde(flatten)]
    what: Announcement,
}

/// The sessions that were announced.
#[derive(Serialize, ToSchema)]
struct Announced {
    /// In the order of time.
    sessions: Vec<SessionId>,
}

/// Announce a live session of an item, or the same at the same hour for some weeks: all of them or none. They are
/// in the catalogue at once.
#[utoipa::path(post, path = "/lives", tag = "lives", request_body = NewLives,
    responses((status = 201, body = Announced), (status = 409, description = "The rights do not reach that far; `reason` says why")))]
async fn announce(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(new): Body<NewLives>,
) -> Result<(StatusCode, Json<Announced>), Refusal> {
    let sessions = live::announce_sessions(&web.env, &staff, new.item_id, &new.what).await?;
    Ok((StatusCode::CREATED, Json(Announced { sessions })))
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

/// Change what is announced: its time, who gives it, whether it takes place, whether it stays; also of those that
/// follow it, if wanted.
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
