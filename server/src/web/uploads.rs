//! Uploads by tus 1.0.0: core, creation, creation-with-upload, checksum, termination, expiration.
//!
//! What is acknowledged is kept, and what has arrived is kept even when the connection breaks
//! before it could be acknowledged: the sender goes on from there.

mod checksum;
mod receive;
mod turns;

use super::{Web, extract::Id, problem::Refusal, viewer::AsStaff};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use checksum::Checksum;
use contract::{
    ItemId, RecordingId, Timestamp, limits,
    recordings::{BeginRecording, RecordingState},
};
use domain::recordings;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION},
};
use receive::receive;
use std::{collections::HashMap, time::Duration};
pub use turns::Turns;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// An upload that nobody goes on with is removed after this long.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Where a recording's bytes go.
pub fn url(recording: RecordingId) -> String {
    format!("/uploads/{recording}")
}

/// Checks the version that is spoken, and says ours.
pub async fn speaks_tus(request: Request, next: Next) -> Response {
    let spoken = request.headers().get(RESUMABLE).is_some_and(|version| version.as_bytes() == VERSION.as_bytes());
    let mut response = if spoken || *request.method() == Method::OPTIONS {
        next.run(request).await
    } else {
        let version = (HeaderName::from_static("tus-version"), HeaderValue::from_static(VERSION));
        Refusal::new(StatusCode::PRECONDITION_FAILED, "tus_version").with(version.0, version.1).into_response()
    };
    response.headers_mut().insert(RESUMABLE, HeaderValue::from_static(VERSION));
    response
}

/// `OPTIONS`: what is spoken here.
pub async fn abilities() -> Response {
    let headers = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", "creation,creation-with-upload,checksum,termination,expiration".to_owned()),
        ("tus-checksum-algorithm", "sha1,sha256".to_owned()),
        ("tus-max-size", limits::RECORDING_BYTES.to_string()),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// `POST /uploads/`: announces a file, and may bring its beginning along.
pub async fn create(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let size = number(&headers, &LENGTH)?;
    if size > limits::RECORDING_BYTES {
        return Err(Refusal::field("size", "file_too_large").under(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let mut told = metadata(&headers)?;
    let item_id = told.remove("item_id").ok_or_else(|| Refusal::field("item_id", "required"))?;
    let item_id: ItemId = item_id.parse().map_err(|_| Refusal::field("item_id", "unknown_item"))?;
    let filename = told.remove("filename").or_else(|| told.remove("name")).unwrap_or_default();
    let recording = recordings::begin(&web.env, &staff, &BeginRecording { item_id, filename, size }).await;
    let recording = recording.map_err(|error| match error {
        domain::Error::NotFound => Refusal::field("item_id", "unknown_item"),
        other => other.into(),
    })?;
    let mut offset = 0;
    if headers.contains_key(CONTENT_TYPE) {
        fits(&headers, 0, size)?;
        let checksum = Checksum::of(&headers)?;
        let turn = web.turns.take(recording.id).await?;
        offset = receive(&web, &staff, recording.id, 0, body, checksum, turn).await?;
    }
    let headers = [(LOCATION, url(recording.id)), (OFFSET, offset.to_string()), (EXPIRES, expires(&web))];
    Ok((StatusCode::CREATED, headers).into_response())
}

/// `HEAD`: how much is kept.
pub async fn state(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<Response, Refusal> {
    // Who asks has lost the thread: what is still arriving on another connection ends here, so
    // that the answer is true.
    let _turn = web.turns.take(id).await?;
    let recording = recordings::get(&web.env, &staff, id).await?;
    let headers = [
        (OFFSET, recording.received.to_string()),
        (LENGTH, recording.size.to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers).into_response())
}

/// `PATCH`: more of it.
pub async fn append(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let offset = number(&headers, &OFFSET)?;
    let checksum = Checksum::of(&headers)?;
    let turn = web.turns.take(id).await?;
    let recording = recordings::get(&web.env, &staff, id).await?;
    fits(&headers, offset, recording.size)?;
    if recording.received != offset {
        return Err(domain::Error::Conflict("offset_mismatch").into());
    }
    if recording.state != RecordingState::AwaitingUpload {
        return Err(domain::Error::Conflict("upload_over").into());
    }
    let offset = receive(&web, &staff, id, offset, body, checksum, turn).await?;
    let headers = [(OFFSET, offset.to_string()), (EXPIRES, expires(&web))];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// `DELETE`: gives it up.
pub async fn terminate(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<StatusCode, Refusal> {
    let _turn = web.turns.take(id).await?;
    recordings::cancel_upload(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a body is of the right kind and, as far as it says, no longer than what is missing.
fn fits(headers: &HeaderMap, offset: u64, size: u64) -> Result<(), Refusal> {
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes() != b"application/offset+octet-stream") {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| offset.saturating_add(length) > size) {
        return Err(Refusal::field("body", "longer_than_announced").under(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(())
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Refusal> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| Refusal::field(name.as_str(), "required").under(StatusCode::BAD_REQUEST))
}

/// `Upload-Metadata`: names, each with a text in base64.
fn metadata(headers: &HeaderMap) -> Result<HashMap<String, String>, Refusal> {
    let wrong = || Refusal::field("upload-metadata", "unreadable").under(StatusCode::BAD_REQUEST);
    let Some(header) = headers.get("upload-metadata") else { return Ok(HashMap::new()) };
    let pairs = header.to_str().map_err(|_| wrong())?.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let bytes = STANDARD.decode(value.trim()).map_err(|_| wrong())?;
            Ok((name.to_owned(), String::from_utf8(bytes).map_err(|_| wrong())?))
        })
        .collect()
}

fn expires(web: &Web) -> String {
    let end = web.env.clock.now().checked_add(KEPT).unwrap_or(Timestamp::MAX);
    end.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_pairs_of_a_name_and_base64() {
        let read = |text: &'static str| {
            metadata(&HeaderMap::from_iter([(
                HeaderName::from_static("upload-metadata"),
                HeaderValue::from_static(text),
            )]))
        };
        let told = read("filename Y291cnMgZGUgeW9nYS5tcDQ=, item_id MQ==,private").unwrap();
        assert_eq!(told["filename"], "cours de yoga.mp4");
        assert_eq!((told["item_id"].as_str(), told["private"].as_str()), ("1", ""));
        assert!(read("filename !!!").is_err());
        assert!(read("filename /w==").is_err());
    }
}
