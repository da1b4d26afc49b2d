//! `POST /call/pilots/invite-file`: the form with a file of addresses. It holds a file and so is no server
//! function; it stands behind the same border as they do.

use super::{Web, extract::multipart, problem::Refusal, reader::Asked, viewer::AsManager};
use app::{address::Place, pilots::left};
use axum::{
    extract::{Multipart, Request, State, multipart::MultipartError},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contract::{PilotId, pilots::cohort::FILE_BYTES};
use domain::pilots;
use http::{StatusCode, header::LOCATION};

/// The form may be this large, its other parts included.
pub const FORM_BYTES: usize = FILE_BYTES + 64 * 1024;

/// Reads the form and leads to the cohort's page, or back with what could not be taken.
pub async fn take(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    request: Request,
) -> Result<Response, Refusal> {
    let locale = Asked::of(request.headers()).locale(Some(&manager.locale));
    let form = multipart(request).await?;
    let (pilot, file) = read(form).await?;
    let report = pilots::invite_file(&web.env, &manager, pilot, &file).await?;
    if !report.problems.is_empty() {
        return Err(left("file", &report.problems, report.invited, report.already).into());
    }
    let (invited, already) = (report.invited.to_string(), report.already.to_string());
    let pairs = [("done", "invited"), ("invited", invited.as_str()), ("already", already.as_str())];
    Ok((StatusCode::SEE_OTHER, [(LOCATION, Place::PilotCohort(pilot).with(locale, &pairs))]).into_response())
}

async fn read(mut form: Multipart) -> Result<(PilotId, Bytes), Refusal> {
    let (mut pilot, mut file) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|error| unread(&error))? {
        match field.name().unwrap_or_default() {
            "pilot" => pilot = field.text().await.map_err(|error| unread(&error))?.parse().ok(),
            "file" => file = Some(field.bytes().await.map_err(|error| unread(&error))?),
            _ => {}
        }
    }
    let pilot = pilot.ok_or_else(|| Refusal::field("pilot", "required"))?;
    Ok((pilot, file.ok_or_else(|| Refusal::field("file", "required"))?))
}

fn unread(error: &MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::field("file", "file_too_large").under(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Refusal::new(StatusCode::BAD_REQUEST, "unreadable"),
    }
}
