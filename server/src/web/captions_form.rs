//! `POST /call/digitisation/captions`: the form of captions. It holds a file and so is no server
//! function; it stands behind the same border as they do.

use super::{Web, extract::multipart, problem::Refusal, reader::Asked, viewer::AsStaff};
use app::address::Place;
use axum::{
    extract::{Multipart, Request, State},
    response::{IntoResponse, Response},
};
use contract::{ItemId, RecordingId, captions::CaptionKind};
use domain::{Error, captions};
use http::{StatusCode, header::LOCATION};
use std::collections::HashMap;

/// The largest form that is read, in bytes: a file, and what stands around it.
pub const FORM_BYTES: usize = contract::captions::BYTES + 64 * 1024;

/// Takes the file in and leads back to the item.
pub async fn take(State(web): State<Web>, AsStaff(staff): AsStaff, request: Request) -> Result<Response, Refusal> {
    let locale = Asked::of(request.headers()).locale(Some(&staff.locale));
    let form = multipart(request).await?;
    let fields = read(form).await?;
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let recording: RecordingId = field("recording").parse().map_err(|_| Error::NotFound)?;
    let item: ItemId = field("item").parse().map_err(|_| Error::NotFound)?;
    let kind: CaptionKind = field("kind").parse().map_err(|_| Error::field("kind", "unknown_choice"))?;
    if field("file").trim().is_empty() {
        return Err(Error::field("file", "empty_file").into());
    }
    captions::put(&web.env, &staff, recording, field("language"), kind, field("file")).await?;
    let to = Place::Item(item).with(locale, &[("done", "captioned")]);
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}

async fn read(mut form: Multipart) -> Result<HashMap<String, String>, Refusal> {
    let refused = |error: axum::extract::multipart::MultipartError| {
        let code = if error.status() == StatusCode::PAYLOAD_TOO_LARGE { "too_large" } else { "unreadable" };
        Refusal::new(error.status(), code)
    };
    let mut fields = HashMap::new();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(refused)?;
        let text = String::from_utf8(bytes.into()).map_err(|_| Error::field(&name, "not_utf8"))?;
        fields.insert(name, text);
    }
    Ok(fields)
}
