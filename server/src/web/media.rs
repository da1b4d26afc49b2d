//! The player's routes: playlists, segments, pages of guides, and posters.
//!
//! What a grant opens never changes, so that a browser may keep it for ever; but it is opened
//! for the member it was given to and nobody else, every time.

use super::{
    Web,
    problem::Refusal,
    range,
    viewer::{AsStaff, Visitor},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contract::{RecordingId, SessionId};
use domain::{
    Error, guides,
    live::{self, Ask},
    playback::{self, document, media::MediaAnswer},
    recordings,
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, VARY},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// `/media/{grant}/{*rest}`.
pub async fn media(
    State(web): State<Web>,
    Visitor(viewer): Visitor,
    Path((grant, rest)): Path<(String, String)>,
    Query(ask): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // Not 401: a player would answer that by asking for a password.
    let viewer = viewer.ok_or_else(|| Refusal::new(StatusCode::FORBIDDEN, "not_signed_in"))?;
    let answer = playback::media::serve(&web.env, &viewer, &grant, &rest, ask.into()).await?;
    Ok(played(&headers, &rest, &answer))
}

/// What a player may add to the address of a live playlist (RFC 8216bis, 6.2.5). What is no number is
/// not answered as if it had not been said.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(rename = "_HLS_msn")]
    number: Option<u32>,
    #[serde(rename = "_HLS_part")]
    part: Option<u32>,
    #[serde(rename = "_HLS_skip")]
    skip: Option<String>,
}

impl From<Asked> for Ask {
    fn from(asked: Asked) -> Self {
        let skips = matches!(asked.skip.as_deref(), Some("YES" | "v2"));
        Self { number: asked.number, part: asked.part, skips }
    }
}

impl Asked {
    /// Reads what follows the question mark.
    pub fn of(query: Option<&str>) -> Option<Self> {
        query.map_or_else(|| Some(Self::default()), |query| serde_urlencoded::from_str(query).ok())
    }
}

/// Whether the asker takes what is compressed.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    encodings.flat_map(|line| line.split(',')).any(|coding| {
        let mut parts = coding.split(';');
        let named = parts.next().is_some_and(|name| matches!(name.trim(), "gzip" | "*"));
        named && !parts.any(|quality| matches!(quality.trim(), "q=0" | "q=0.0"))
    })
}

/// `/media/preview/{recording}/{*rest}`, for staff.
pub async fn preview(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((recording, rest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let recording: RecordingId = recording.parse().map_err(|_| Error::NotFound)?;
    let answer = playback::media::preview(&web.env, &staff, recording, &rest).await?;
    Ok(played(&headers, &rest, &answer))
}

/// `/media/studio/{session}/{*rest}`, for staff: what comes in from the room.
pub async fn studio(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((session, rest)): Path<(String, String)>,
    Query(ask): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let session: SessionId = session.parse().map_err(|_| Error::NotFound)?;
    let answer = live::preview(&web.env, &staff, session, &rest, ask.into()).await?;
    Ok(played(&headers, &rest, &answer))
}

/// `/internal/live/{session}/{*rest}`, for other processes of the same Estrade.
pub async fn relayed(
    State(web): State<Web>,
    Path((session, rest)): Path<(String, String)>,
    Query(ask): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (session, peer) = peer(&web, &session, &headers)?;
    Ok(played(&headers, &rest, &live::relayed(&web.env, peer, session, &rest, ask.into()).await?))
}

/// `/internal/live/{session}/release`: its encoder has come to another process. 200 where one was sending here.
pub async fn release(
    State(web): State<Web>,
    Path(session): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let (session, peer) = peer(&web, &session, &headers)?;
    let was_heard = live::release(&web.env, peer, session).await?;
    Ok(if was_heard { StatusCode::OK } else { StatusCode::NO_CONTENT })
}

fn peer(web: &Web, session: &str, headers: &HeaderMap) -> Result<(SessionId, live::Peer), Error> {
    let session: SessionId = session.parse().map_err(|_| Error::NotFound)?;
    let said = headers.get(live::RELAY_HEADER).and_then(|said| said.to_str().ok()).unwrap_or_default();
    Ok((session, live::Peer::recognised(&web.env, session, said)?))
}

/// What a player is sent.
pub fn played(headers: &HeaderMap, rest: &str, answer: &MediaAnswer) -> Response {
    let mut response = sent(headers, rest, answer);
    if document::is_named(rest) {
        // A document may hold scripts: it is saved, never opened under this address.
        response.headers_mut().insert(CONTENT_DISPOSITION, saved_as(answer.content_type));
    }
    response
}

fn sent(headers: &HeaderMap, rest: &str, answer: &MediaAnswer) -> Response {
    let kind = HeaderValue::from_static(answer.content_type);
    if !answer.immutable {
        let fresh = HeaderValue::from_static("private, no-cache");
        if let Some(gzipped) = answer.gzipped.as_ref().filter(|_| takes_gzip(headers)) {
            let headers = [
                (CONTENT_TYPE, kind),
                (CACHE_CONTROL, fresh),
                (CONTENT_ENCODING, HeaderValue::from_static("gzip")),
                (VARY, HeaderValue::from_static("accept-encoding")),
            ];
            return (headers, gzipped.clone()).into_response();
        }
        return ([(CONTENT_TYPE, kind), (CACHE_CONTROL, fresh)], answer.bytes.clone()).into_response();
    }
    // The address stands for the content.
    let tag = format!("\"{rest}-{:x}\"", answer.bytes.len());
    let mut response = range::answer(headers, &answer.bytes, &tag);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    response
}

/// The address ends like most documents; one that is none of them is saved under a name that fits.
fn saved_as(content_type: &str) -> HeaderValue {
    let name = match document::ending(content_type) {
        Some("pdf") => return HeaderValue::from_static("attachment"),
        Some(ending) => format!("attachment; filename=\"document.{ending}\""),
        None => "attachment; filename=\"document\"".to_owned(),
    };
    HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// `/media/poster/{session}/{size}.jpg`.
pub async fn session_poster(
    State(web): State<Web>,
    visitor: Visitor,
    Path((session, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let session: SessionId = session.parse().map_err(|_| Error::NotFound)?;
    let small = size(&file, "")?;
    Ok(poster(&headers, &playback::poster(&web.env, visitor.viewer(), session, small).await?))
}

/// `/media/recording/{id}/poster-{size}.jpg`, `sheet-{number}.jpg` and `page-{number}.jpg`, for staff.
pub async fn recording_poster(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((recording, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let recording: RecordingId = recording.parse().map_err(|_| Error::NotFound)?;
    if let Some(number) = numbered(&file, "sheet-") {
        return Ok(poster(&headers, &recordings::sheet(&web.env, &staff, recording, number).await?));
    }
    if let Some(number) = numbered(&file, "page-") {
        return Ok(poster(&headers, &guides::leaf_picture(&web.env, &staff, recording, number).await?));
    }
    let small = size(&file, "poster-")?;
    Ok(poster(&headers, &recordings::poster(&web.env, &staff, recording, small).await?))
}

fn numbered(file: &str, prefix: &str) -> Option<u32> {
    file.strip_prefix(prefix)?.strip_suffix(".jpg")?.parse().ok()
}

fn size(file: &str, prefix: &str) -> Result<bool, Error> {
    match file.strip_prefix(prefix).and_then(|file| file.strip_suffix(".jpg")) {
        Some("small") => Ok(true),
        Some("large") => Ok(false),
        _ => Err(Error::NotFound),
    }
}

fn poster(request: &HeaderMap, bytes: &Bytes) -> Response {
    let digest = Sha256::digest(bytes);
    let tag = format!("\"{:x}\"", u128::from_be_bytes(std::array::from_fn(|index| digest[index])));
    let mut response = range::answer(request, bytes, &tag);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=600"));
    response
}
