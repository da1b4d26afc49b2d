//! Recordings, and how far the work on them has come.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    reader::Asked,
    uploads,
    viewer::{AsStaff, Shown},
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
    ItemId, Locale, RecordingId,
    recordings::{BeginRecording, FolderFile, RecordingDetails, RecordingState, Room},
};
use domain::{accounts::Staff, guides, recordings};
use futures::Stream;
use http::{HeaderMap, StatusCode, header::LOCATION};
use serde::{Deserialize, Serialize};
use std::{convert::Infallible, time::Duration};
use tokio::time::Instant;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(room))
        .routes(routes!(folder, bring_in))
        .routes(routes!(get, remove))
        .routes(routes!(retry))
        .routes(routes!(finish))
        .routes(routes!(read))
        .routes(routes!(companions))
        .routes(routes!(choose_poster))
        .routes(routes!(cut, put_back))
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

/// Learn how much may still be uploaded.
#[utoipa::path(get, path = "/recordings/room", tag = "recordings", responses((status = 200, body = Room)))]
async fn room(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Room>, Refusal> {
    Ok(Json(recordings::room(&web.env, &staff).await?))
}

/// The files of the server's own folder.
#[derive(Serialize, ToSchema)]
struct Folder {
    items: Vec<FolderFile>,
}

/// A file of the server's own folder, and the item that it shows.
#[derive(Deserialize, ToSchema)]
struct BringIn {
    item_id: ItemId,
    name: String,
}

/// List the files that lie in the server's own folder.
#[utoipa::path(get, path = "/recordings/folder", tag = "recordings", responses((status = 200, body = Folder)))]
async fn folder(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Folder>, Refusal> {
    Ok(Json(Folder { items: recordings::folder_files(&web.env, &staff).await? }))
}

/// Bring a file in that lies in the server's own folder.
#[utoipa::path(post, path = "/recordings/folder", tag = "recordings", request_body = BringIn,
    responses((status = 202, body = RecordingDetails)))]
async fn bring_in(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(file): Body<BringIn>,
) -> Result<Response, Refusal> {
    let recording = recordings::bring_in(&web.env, &staff, file.item_id, &file.name).await?;
    Ok((StatusCode::ACCEPTED, Json(recording)).into_response())
}

/// Read how far a recording has come.
#[utoipa::path(get, path = "/recordings/{id}", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails)))]
async fn get(State(web): State<Web>, staff: AsStaff, Id(id): Id<RecordingId>, headers: HeaderMap) -> Answer {
    told(recordings::get(&web.env, &staff.0, id).await?, &staff, &headers)
}

/// List the recordings that go with one: a described sound, another language, signs.
#[utoipa::path(get, path = "/recordings/{id}/companions", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = Companions)))]
async fn companions(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<Json<Companions>, Refusal> {
    recordings::get(&web.env, &staff, id).await?;
    Ok(Json(Companions { items: recordings::companions(&web.env, &staff, id).await? }))
}

/// What goes with a recording.
#[derive(Serialize, ToSchema)]
struct Companions {
    items: Vec<RecordingDetails>,
}

/// Take a recording away; it can be brought back for a week.
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
async fn restore(State(web): State<Web>, staff: AsStaff, Id(id): Id<RecordingId>, headers: HeaderMap) -> Answer {
    told(recordings::restore(&web.env, &staff.0, id).await?, &staff, &headers)
}

/// Try again what failed.
#[utoipa::path(post, path = "/recordings/{id}/retry", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails), (status = 409, description = "It has not failed")))]
async fn retry(State(web): State<Web>, staff: AsStaff, Id(id): Id<RecordingId>, headers: HeaderMap) -> Answer {
    told(recordings::retry(&web.env, &staff.0, id).await?, &staff, &headers)
}

/// Have a guide read again: the text of its pages, from the files that are stored of it.
#[utoipa::path(post, path = "/recordings/{id}/read", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails), (status = 404, description = "There is no such guide")))]
async fn read(State(web): State<Web>, staff: AsStaff, Id(id): Id<RecordingId>, headers: HeaderMap) -> Answer {
    told(guides::read_again(&web.env, &staff.0, id).await?, &staff, &headers)
}

/// End a file that was begun without a size: what has arrived is all of it.
#[utoipa::path(post, path = "/recordings/{id}/finish", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = RecordingDetails), (status = 409, description = "Nothing is awaited, or nothing came")))]
async fn finish(State(web): State<Web>, staff: AsStaff, Id(id): Id<RecordingId>, headers: HeaderMap) -> Answer {
    told(recordings::finish(&web.env, &staff.0, id).await?, &staff, &headers)
}

/// A moment of a recording.
#[derive(Deserialize, ToSchema)]
struct Moment {
    /// In milliseconds.
    at_ms: u64,
}

/// Have the picture of a moment stand for a recording.
#[utoipa::path(post, path = "/recordings/{id}/poster", tag = "recordings", params(("id" = RecordingId, Path)),
    request_body = Moment, responses((status = 202), (status = 409, description = "There is no picture")))]
async fn choose_poster(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    Body(moment): Body<Moment>,
) -> Result<StatusCode, Refusal> {
    recordings::choose_poster(&web.env, &staff, id, moment.at_ms).await?;
    Ok(StatusCode::ACCEPTED)
}

/// What is kept of a recording.
#[derive(Deserialize, ToSchema)]
struct Parts {
    /// `[from, to]` in seconds of the file as it came, in order.
    parts: Vec<(f64, f64)>,
}

/// Have only some parts of a recording shown; the rest stays stored.
#[utoipa::path(put, path = "/recordings/{id}/cut", tag = "recordings", params(("id" = RecordingId, Path)),
    request_body = Parts, responses((status = 202), (status = 409, description = "It is not ready")))]
async fn cut(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    Body(kept): Body<Parts>,
) -> Result<StatusCode, Refusal> {
    // What is no time saturates, and is refused as one that lies outside.
    let ms = |seconds: f64| (seconds * 1000.0).round() as u64;
    let parts = kept.parts.into_iter().map(|(from, to)| (ms(from), ms(to))).collect();
    recordings::cut(&web.env, &staff, id, parts).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Show all of a recording again.
#[utoipa::path(delete, path = "/recordings/{id}/cut", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 204), (status = 409, description = "Nothing of it is cut away")))]
async fn put_back(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<StatusCode, Refusal> {
    recordings::put_back(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A recording, with its problem as a sentence in the reader's language.
type Answer = Result<Json<RecordingDetails>, Refusal>;

fn told(recording: RecordingDetails, AsStaff(staff): &AsStaff, headers: &HeaderMap) -> Answer {
    Ok(Json(with_sentence(recording, Asked::of(headers).locale(Some(&staff.locale)))))
}

/// Hear how a recording comes along, until it is ready or has failed.
#[utoipa::path(get, path = "/recordings/{id}/events", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, description = "Events named `recording`, each a recording", body = String, content_type = "text/event-stream")))]
async fn events(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    shown: Shown,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&staff.locale));
    // One that nobody knows is a 404, not a stream that ends.
    recordings::get(&web.env, &staff, id).await?;
    Ok(Sse::new(news(web, staff, shown, id, locale)).keep_alive(KeepAlive::default()))
}

/// How often the row is read again by itself: another process may have changed it.
const READ_AGAIN: Duration = Duration::from_secs(2);
/// How often it is asked whether the reader still is somebody of staff.
const ASK_AGAIN: Duration = Duration::from_secs(3);

fn news(
    web: Web,
    mut staff: Staff,
    shown: Shown,
    id: RecordingId,
    locale: Locale,
) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        let mut bell = web.env.bell.news();
        let mut last = None;
        let mut asked = Instant::now();
        while let Ok(recording) = recordings::get(&web.env, &staff, id).await {
            if last.as_ref() != Some(&recording) {
                let over = matches!(recording.state, RecordingState::Ready | RecordingState::Failed)
                    && recording.reading.is_none();
                last = Some(recording.clone());
                if let Ok(event) = Event::default().event("recording").json_data(with_sentence(recording, locale)) {
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
            if asked.elapsed() >= ASK_AGAIN {
                asked = Instant::now();
                match shown.whose(&web).await {
                    Ok(viewer) => match viewer.and_then(|viewer| viewer.staff().ok()) {
                        Some(now) => staff = now,
                        None => break,
                    },
                    Err(refusal) if refusal.problem().status >= 500 => {}
                    Err(_) => break,
                }
            }
        }
    }
}

/// With the sentence for a person.
fn with_sentence(mut recording: RecordingDetails, locale: Locale) -> RecordingDetails {
    recording.problem = recording.problem_code.as_deref().map(|code| media_sentence(code, locale));
    recording
}
