//! What is said in a live session: written down, read, and whose task it is.

use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use axum::{
    Json,
    extract::{Path, State},
};
use contract::{
    LiveCaptionId, SessionId,
    live_captions::{Captioner, LiveCaption, LiveCaptions, NewLiveCaption},
};
use domain::{Error, live::captions};
use http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(get, say))
        .routes(routes!(announce))
        .routes(routes!(captioners, give))
        .routes(routes!(take))
}

/// Where to go on reading.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct After {
    /// Only the lines after this one.
    after: Option<LiveCaptionId>,
}

/// Read the latest lines, and in which languages there are any.
#[utoipa::path(get, path = "/lives/{session_id}/captions", tag = "lives",
    params(("session_id" = SessionId, Path), After), responses((status = 200, body = LiveCaptions)))]
async fn get(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    Query(After { after }): Query<After>,
) -> Result<Json<LiveCaptions>, Refusal> {
    Ok(Json(captions::since(captions::read(&web.env, &viewer, id).await?, after)))
}

/// Write a line, as staff or as a member whose task it is.
#[utoipa::path(post, path = "/lives/{session_id}/captions", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = NewLiveCaption,
    responses((status = 201, body = LiveCaption), (status = 403, description = "`not_captioner`"),
        (status = 409, description = "`captions_not_now` or `live_over`")))]
async fn say(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    Body(new): Body<NewLiveCaption>,
) -> Result<(StatusCode, Json<LiveCaption>), Refusal> {
    let desk = captions::desk(&web.env, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(captions::say(&web.env, desk, &new).await?)))
}

/// Offer captions in a language before there are any: whoever comes from now on can switch them on.
#[utoipa::path(put, path = "/lives/{session_id}/captions/{language}", tag = "lives",
    params(("session_id" = SessionId, Path), ("language" = String, Path)),
    responses((status = 204), (status = 403, description = "`not_captioner`"), (status = 409, description = "`live_over`")))]
async fn announce(
    State(web): State<Web>,
    Member(viewer): Member,
    Path((id, language)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let desk = captions::desk(&web.env, &viewer, id).await?;
    captions::announce(&web.env, desk, &language).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose task it is to write down what is said, besides staff's.
#[utoipa::path(get, path = "/lives/{session_id}/captioners", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, body = Vec<Captioner>)))]
async fn captioners(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
) -> Result<Json<Vec<Captioner>>, Refusal> {
    Ok(Json(captions::captioners(&web.env, &staff, id).await?))
}

/// Somebody by their address.
#[derive(Deserialize, ToSchema)]
struct CaptionerAddress {
    email: String,
}

/// Give a member the task of writing down what is said.
#[utoipa::path(post, path = "/lives/{session_id}/captioners", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = CaptionerAddress, responses((status = 204)))]
async fn give(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
    Body(whom): Body<CaptionerAddress>,
) -> Result<StatusCode, Refusal> {
    captions::give_task(&web.env, &staff, id, &whom.email).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the task back.
#[utoipa::path(delete, path = "/lives/{session_id}/captioners/{member_id}", tag = "lives",
    params(("session_id" = SessionId, Path), ("member_id" = contract::MemberId, Path)), responses((status = 204)))]
async fn take(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, member)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (Ok(id), Ok(member)) = (id.parse(), member.parse()) else { return Err(Error::NotFound.into()) };
    captions::take_task(&web.env, &staff, id, member).await?;
    Ok(StatusCode::NO_CONTENT)
}
