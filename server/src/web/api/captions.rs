//! Captions of a recording: one set per language and kind.

use crate::web::{Web, extract::Query, problem::Refusal, viewer::AsStaff};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    response::{IntoResponse, Response},
};
use contract::{
    RecordingId,
    captions::{CaptionKind, CaptionTrack},
};
use domain::{Error, captions};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(text, put, remove))
        .routes(routes!(automatic))
        .layer(DefaultBodyLimit::max(contract::captions::BYTES))
}

/// For whom the set is written.
#[derive(Deserialize, IntoParams)]
struct Written {
    /// `subtitles`, `captions` for those that tell what is heard besides, or `chapters`.
    #[serde(default)]
    kind: Option<CaptionKind>,
}

impl Written {
    fn kind(&self) -> CaptionKind {
        self.kind.unwrap_or(CaptionKind::Subtitles)
    }
}

fn recording(id: &str) -> Result<RecordingId, Refusal> {
    id.parse().map_err(|_| Error::NotFound.into())
}

/// The captions that a recording has.
#[utoipa::path(get, path = "/recordings/{id}/captions", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = Vec<CaptionTrack>)))]
async fn list(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path(id): Path<String>,
) -> Result<Json<Vec<CaptionTrack>>, Refusal> {
    Ok(Json(captions::list(&web.env, &staff, recording(&id)?).await?))
}

/// A set of captions as WebVTT.
#[utoipa::path(get, path = "/recordings/{id}/captions/{language}", tag = "recordings",
    params(("id" = RecordingId, Path), ("language" = String, Path), Written),
    responses((status = 200, body = String, content_type = "text/vtt")))]
async fn text(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, language)): Path<(String, String)>,
    Query(written): Query<Written>,
) -> Result<Response, Refusal> {
    let text = captions::text(&web.env, &staff, recording(&id)?, &language, written.kind()).await?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("text/vtt; charset=utf-8"))], text).into_response())
}

/// Take captions in, as WebVTT or SubRip, in the place of those there were.
#[utoipa::path(put, path = "/recordings/{id}/captions/{language}", tag = "recordings",
    params(("id" = RecordingId, Path), ("language" = String, Path), Written),
    request_body(content = String, content_type = "text/vtt"), responses((status = 200, body = CaptionTrack)))]
async fn put(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, language)): Path<(String, String)>,
    Query(written): Query<Written>,
    body: bytes::Bytes,
) -> Result<Json<CaptionTrack>, Refusal> {
    let text = std::str::from_utf8(&body).map_err(|_| Error::field("file", "not_utf8"))?;
    Ok(Json(captions::put(&web.env, &staff, recording(&id)?, &language, written.kind(), text).await?))
}

/// Have captions written from what is said, by the program that the operator has named.
#[utoipa::path(post, path = "/recordings/{id}/captions/{language}/automatic", tag = "recordings",
    params(("id" = RecordingId, Path), ("language" = String, Path)),
    responses((status = 202, description = "They will be written"), (status = 409, description = "No program is named, or there is no sound")))]
async fn automatic(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, language)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    captions::ask_for_automatic(&web.env, &staff, recording(&id)?, &language).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Take captions away.
#[utoipa::path(delete, path = "/recordings/{id}/captions/{language}", tag = "recordings",
    params(("id" = RecordingId, Path), ("language" = String, Path), Written), responses((status = 204)))]
async fn remove(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((id, language)): Path<(String, String)>,
    Query(written): Query<Written>,
) -> Result<StatusCode, Refusal> {
    captions::remove(&web.env, &staff, recording(&id)?, &language, written.kind()).await?;
    Ok(StatusCode::NO_CONTENT)
}
