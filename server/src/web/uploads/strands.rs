//! Strands put together (tus 1.0.0, concatenation).

use super::{LOCATION, announced::Announced, unknown_item, url};
use crate::web::{Web, problem::Refusal};
use axum::response::{IntoResponse, Response};
use domain::{accounts::Staff, recordings};
use http::StatusCode;
use uuid::Uuid;

/// Answers a `POST` that names the strands of a file.
///
/// # Errors
/// 409 while a strand is not complete, 422 when one is unknown.
pub(super) async fn join(
    web: &Web,
    staff: &Staff,
    announced: &Announced,
    strands: &[Uuid],
) -> Result<Response, Refusal> {
    let joined = recordings::join_strands(&web.env, staff, &announced.command()?, strands).await;
    let recording = joined.map_err(unknown_item)?;
    Ok((StatusCode::CREATED, [(LOCATION, url(recording.id))]).into_response())
}
