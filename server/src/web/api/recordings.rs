//! Recordings, and how far the work on them has come.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    reader::Asked,
    uploads,
    viewer::AsStaff,
};
use app::digitisation::media_sentence;
use axum::{
    Json,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use contract::{
    Locale, RecordingId,
    recordings::{BeginRecording, RecordingDetails, RecordingState},
};
use domain::{accounts::Staff, recordings};
use futures::Stream;
use http::{HeaderMap, StatusCode, header::LOCATION};
use serde::Serialize;
use std::{convert::Infallible, time::Duration};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(get, remove))
        .routes(routes!(retry))
        .routes(routes!(restore))
        .routes(routes!(events))
}

/// A recording that waits for its bytes.
#[derive(Serialize, ToSchema)]
struct BegunRecording {
    /// Where the bytes go, by tus 1.0.0; creation is already done.
    upload_url: String,
    #[serde(flatten)]
    recording: RecordingDetails,
}

/// Announce a file.
#[utoipa::path(post, path = "/recordings", tag = "recordings", request_body = BeginRecording,
    responses((status = 201, body = BegunRecording)))]
async fn begin(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(new): Body<BeginRecording>,
) -> Result<Response, Refusal> {
    let recording = recordings::begin(&web.env, &staff, &new).await?;
    let location = [(LOCATION, format!("{}/recordings/{}", super::PREFIX, recording.id))];
    let begun = BegunRecording { upload_url: uploads::url(recording.id), recording };
    Ok((StatusCode::CREATED, location, Json(begun)).into_response())
}

/// Read how far a recording has come.
#[utoipa::path(get, path = "/recordings/{id}", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails)))]
async fn get(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
) -> Result<Json<RecordingDetails>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&staff.locale));
    Ok(Json(told(recordings::get(&web.env, &staff, id).await?, locale)))
}

/// Take a recording away. Work on it stops; for a week it can be brought back.
#[utoipa::path(delete, path = "/recordings/{id}", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 204), (status = 409, description = "Members can attend it")))]
async fn remove(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<StatusCode, Refusal> {
    recordings::remove(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a recording back that was taken away.
#[utoipa::path(post, path = "/recordings/{id}/restore", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails)))]
async fn restore(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
) -> Result<Json<RecordingDetails>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&staff.locale));
    Ok(Json(told(recordings::restore(&web.env, &staff, id).await?, locale)))
}

/// Try again what failed.
#[utoipa::path(post, path = "/recordings/{id}/retry", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails), (status = 409, description = "It has not failed")))]
async fn retry(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
) -> Result<Json<RecordingDetails>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&staff.locale));
    Ok(Json(told(recordings::retry(&web.env, &staff, id).await?, locale)))
}

/// Hear how a recording comes along, until it is ready or has failed.
#[utoipa::path(get, path = "/recordings/{id}/events", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, description = "Events named `recording`, each a recording", body = String, content_type = "text/event-stream")))]
async fn events(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&staff.locale));
    // One that nobody knows is a 404, not a stream that ends.
    recordings::get(&web.env, &staff, id).await?;
    Ok(Sse::new(news(web, staff, id, locale)).keep_alive(KeepAlive::default()))
}

/// How often the row is read again by itself: another process may have changed it.
const READ_AGAIN: Duration = Duration::from_secs(2);

fn news(web: Web, staff: Staff, id: RecordingId, locale: Locale) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        let mut bell = web.env.bell.news();
        let mut last = None;
        while let Ok(recording) = recordings::get(&web.env, &staff, id).await {
            if last.as_ref() != Some(&recording) {
                let over = matches!(recording.state, RecordingState::Ready | RecordingState::Failed);
                last = Some(recording.clone());
                if let Ok(event) = Event::default().event("recording").json_data(told(recording, locale)) {
                    yield Ok(event);
                }
                if over {
                    break;
                }
            }
            let rung = async {
                loop {
                    match bell.recv().await {
                        Ok(rung) if rung != id => {}
                        // Ours, or so many that ours may have been among them.
                        _ => break,
                    }
                }
            };
            tokio::select! {
                () = rung => {}
                () = tokio::time::sleep(READ_AGAIN) => {}
                () = web.stop.cancelled() => break,
            }
        }
    }
}

/// With the sentence for a person.
fn told(mut recording: RecordingDetails, locale: Locale) -> RecordingDetails {
    recording.problem = recording.problem_code.as_deref().map(|code| media_sentence(code, locale));
    recording
}
