//! Uploads by tus 1.0.0: core, creation, creation-with-upload, creation-defer-length, checksum,
//! termination, expiration, concatenation.
//!
//! What is acknowledged is kept, and what has arrived is kept even when the connection breaks
//! before it could be acknowledged: the sender goes on from there.

mod announced;
mod checksum;
mod receive;
mod strands;
mod turns;

use super::{Web, extract::Id, problem::Refusal, viewer::AsStaff};
use announced::{Announced, Concat};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use checksum::Checksum;
use contract::{RecordingId, Timestamp, recordings::RecordingState};
use domain::{accounts::Staff, recordings};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION},
};
use receive::{Into, receive};
use std::time::Duration;
pub use turns::Turns;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const DEFER_LENGTH: HeaderName = HeaderName::from_static("upload-defer-length");
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
pub async fn abilities(State(web): State<Web>) -> Response {
    const EXTENSIONS: &str =
        "creation,creation-with-upload,creation-defer-length,checksum,termination,expiration,concatenation";
    let headers = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-checksum-algorithm", "sha1,sha256".to_owned()),
        ("tus-max-size", web.env.settings.recording_bytes.to_string()),
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
    let announced = Announced::read(&headers)?;
    let (into, place) = match &announced.concat {
        Concat::Final(strands) => return strands::join(&web, &staff, &announced, strands).await,
        Concat::Partial => {
            let size = announced.size.ok_or_else(|| Refusal::field(LENGTH.as_str(), "required"))?;
            let id = recordings::begin_strand(&web.env, &staff, size).await.map_err(too_large)?;
            (Into::Strand(id), format!("/uploads/{id}"))
        }
        Concat::None => {
            let recording = recordings::begin(&web.env, &staff, &announced.command()?).await;
            let recording = recording.map_err(unknown_item)?;
            (Into::Recording(recording.id), url(recording.id))
        }
    };
    let mut offset = 0;
    if headers.contains_key(CONTENT_TYPE) {
        fits(&headers, 0, announced.size)?;
        let checksum = Checksum::of(&headers)?;
        let turn = web.turns.take(RecordingId(into.id())).await?;
        offset = receive(&web, &staff, into, 0, body, checksum, turn).await?;
    }
    let headers = [(LOCATION, place), (OFFSET, offset.to_string()), (EXPIRES, expires(&web))];
    Ok((StatusCode::CREATED, headers).into_response())
}

/// A file that is too large has its own status (tus 1.0.0, creation).
fn too_large(error: domain::Error) -> Refusal {
    match error {
        domain::Error::Invalid(fields)
            if fields.iter().any(|field| matches!(&*field.code, "file_too_large" | "quota_exceeded")) =>
        {
            Refusal::fields(fields).under(StatusCode::PAYLOAD_TOO_LARGE)
        }
        other => other.into(),
    }
}

fn unknown_item(error: domain::Error) -> Refusal {
    match error {
        domain::Error::NotFound => Refusal::field("item_id", "unknown_item"),
        other => too_large(other),
    }
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
    let upload = Upload::of(&web, &staff, id).await?;
    let length = match upload.size {
        Some(size) => (LENGTH, size.to_string()),
        None => (DEFER_LENGTH, "1".to_owned()),
    };
    let headers = [(OFFSET, upload.received.to_string()), length, (CACHE_CONTROL, "no-store".to_owned())];
    let mut response = (StatusCode::OK, headers).into_response();
    if let Into::Strand(_) = upload.into {
        response.headers_mut().insert("upload-concat", HeaderValue::from_static("partial"));
    }
    Ok(response)
}

/// What is being uploaded: a file, or a strand of one.
struct Upload {
    into: Into,
    size: Option<u64>,
    received: u64,
    awaited: bool,
}

impl Upload {
    async fn of(web: &Web, staff: &Staff, id: RecordingId) -> Result<Self, Refusal> {
        match recordings::get(&web.env, staff, id).await {
            Ok(recording) => Ok(Self {
                into: Into::Recording(id),
                size: recording.size,
                received: recording.received,
                awaited: recording.state == RecordingState::AwaitingUpload,
            }),
            Err(domain::Error::NotFound) => {
                let strand = recordings::strand(&web.env, staff, id.0).await?;
                let awaited = strand.received < strand.size;
                Ok(Self { into: Into::Strand(id.0), size: Some(strand.size), received: strand.received, awaited })
            }
            Err(error) => Err(error.into()),
        }
    }
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
    let upload = Upload::of(&web, &staff, id).await?;
    fits(&headers, offset, upload.size)?;
    if upload.received != offset {
        return Err(domain::Error::Conflict("offset_mismatch").into());
    }
    if !upload.awaited {
        return Err(domain::Error::Conflict("upload_over").into());
    }
    // How long it is may be said with any piece (tus 1.0.0, creation-defer-length).
    let said = match upload.size {
        None if headers.contains_key(LENGTH) => Some(number(&headers, &LENGTH)?),
        _ => None,
    };
    fits(&headers, offset, said)
        .map_err(|_| Refusal::field(LENGTH.as_str(), "not_what_arrived").under(StatusCode::BAD_REQUEST))?;
    if said.is_some_and(|length| length < offset) {
        return Err(Refusal::field(LENGTH.as_str(), "not_what_arrived").under(StatusCode::BAD_REQUEST));
    }
    let arrived = said == Some(offset);
    if let Some(length) = said.filter(|_| !arrived) {
        // Before the bytes: a sender says it once, and may be cut off before it hears that we have heard.
        recordings::set_length(&web.env, &staff, id, length).await.map_err(too_large)?;
    }
    let offset = receive(&web, &staff, upload.into, offset, body, checksum, turn).await?;
    if arrived {
        if said != Some(offset) {
            return Err(Refusal::field(LENGTH.as_str(), "not_what_arrived").under(StatusCode::BAD_REQUEST));
        }
        recordings::finish(&web.env, &staff, id).await?;
    }
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
    match Upload::of(&web, &staff, id).await?.into {
        Into::Recording(id) => recordings::cancel_upload(&web.env, &staff, id).await?,
        Into::Strand(id) => recordings::cancel_strand(&web.env, &staff, id).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a body is of the right kind and, as far as it says, no longer than what is missing.
fn fits(headers: &HeaderMap, offset: u64, size: Option<u64>) -> Result<(), Refusal> {
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes() != b"application/offset+octet-stream") {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.zip(size).is_some_and(|(length, size)| offset.saturating_add(length) > size) {
        return Err(Refusal::field("body", "longer_than_announced").under(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(())
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Refusal> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| Refusal::field(name.as_str(), "required").under(StatusCode::BAD_REQUEST))
}

fn expires(web: &Web) -> String {
    let end = web.env.clock.now().checked_add(KEPT).unwrap_or(Timestamp::MAX);
    end.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
