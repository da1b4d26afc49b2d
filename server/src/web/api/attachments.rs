//! What is joined to an item beside its recordings.

use crate::web::{
    Web,
    extract::{Id, Query, multipart},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, Request, State, multipart::MultipartError},
    response::{IntoResponse, Response},
};
use contract::{
    AttachmentId, ItemId,
    attachments::{ATTACHMENT_BYTES, Attachment},
    problem::FieldProblem,
};
use domain::attachments::{self, Contents, NewAttachment};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION},
};
use serde::Deserialize;
use std::{collections::HashMap, fmt::Write as _};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// The form may be this large: a photograph, a file, and what stands around them.
pub const FORM_BYTES: usize = 2 * ATTACHMENT_BYTES + 64 * 1024;

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(of_item, attach).layer(DefaultBodyLimit::max(FORM_BYTES)))
        .routes(routes!(contents, remove))
}

/// What is joined to an item, in the order in which it came.
#[utoipa::path(get, path = "/items/{id}/attachments", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = Vec<Attachment>), (status = 404, description = "There is no such item")))]
async fn of_item(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Vec<Attachment>>, Refusal> {
    Ok(Json(attachments::of_item(&web.env, &staff, id).await?))
}

/// The parts of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form")]
struct AttachmentForm {
    /// The file, of 20 MB (20 000 000 bytes) at most. A JPEG, PNG or WebP picture is made anew, as JPEG, without
    /// what the camera wrote into it; any other file is kept as it is.
    #[schema(value_type = String, format = Binary)]
    attachment: String,
}

/// Join a file to an item: a photograph of its carrier, or what came with it.
#[utoipa::path(post, path = "/items/{id}/attachments", tag = "items", params(("id" = ItemId, Path)),
    request_body(content = AttachmentForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Attachment), (status = 404, description = "There is no such item"),
        (status = 413, description = "The file is too large"),
        (status = 422, description = "At `attachment`: `required`, `too_many`, `empty_file`, `quota_exceeded`, `unreadable_picture` or `attachments_full`")))]
async fn attach(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    request: Request,
) -> Result<Response, Refusal> {
    let form = multipart(request).await?;
    let mut files = read(form, "attachment").await?.files;
    if files.len() > 1 {
        return Err(Refusal::fields(vec![FieldProblem::new("attachment", "too_many").with("max", 1)]));
    }
    let new = files.pop().ok_or_else(|| Refusal::field("attachment", "required"))?;
    let attachment = attachments::attach(&web.env, &staff, id, new).await?;
    let location = [(LOCATION, format!("{}/items/{id}/attachments/{}", super::PREFIX, attachment.id))];
    Ok((StatusCode::CREATED, location, Json(attachment)).into_response())
}

/// What a form with files held.
#[derive(Debug, Default)]
pub struct Sent {
    /// What else it said, by name.
    said: HashMap<String, String>,
    /// The files, in order; a field in which none was chosen is none.
    pub files: Vec<NewAttachment>,
}

impl Sent {
    /// What was written in a field; nothing where that was left empty.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.said.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// Reads a form whose files are sent as `files`.
///
/// # Errors
/// 400 when it is no form, 413 when a file is too large.
pub async fn read(mut form: Multipart, files: &str) -> Result<Sent, Refusal> {
    let unread = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(files),
        _ => Refusal::new(StatusCode::BAD_REQUEST, "unreadable"),
    };
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(unread)? {
        let named = field.name().unwrap_or_default().to_owned();
        if named != files {
            sent.said.insert(named, field.text().await.map_err(unread)?);
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content_type = field.content_type().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unread)?;
        if bytes.len() > ATTACHMENT_BYTES {
            return Err(too_large(files));
        }
        // So does a browser send a field in which no file was chosen.
        if !(name.is_empty() && bytes.is_empty()) {
            sent.files.push(NewAttachment { name, content_type, bytes });
        }
    }
    Ok(sent)
}

fn too_large(field: &str) -> Refusal {
    Refusal::field(field, "file_too_large").under(StatusCode::PAYLOAD_TOO_LARGE)
}

/// Which of its pictures.
#[derive(Deserialize, IntoParams)]
struct Wanted {
    /// Whether the small picture is wanted, which only pictures have.
    #[serde(default)]
    small: bool,
}

/// The file of an attachment. Only pictures are shown; any other file is saved.
#[utoipa::path(get, path = "/items/{id}/attachments/{attachment_id}", tag = "items",
    params(("id" = ItemId, Path), ("attachment_id" = AttachmentId, Path), Wanted),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "The item has no such attachment, or it has no small picture")))]
async fn contents(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path(path): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let (item, id) = ids(&path)?;
    let Contents { name, picture, bytes } = attachments::contents(&web.env, &staff, item, id, wanted.small).await?;
    // What a sender calls a page must not become one of ours.
    let content_type = if picture { "image/jpeg" } else { "application/octet-stream" };
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, disposition(picture, &name)),
        // It never changes under this address; but it can be taken away.
        (CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What a browser is to do with a file (RFC 6266, RFC 8187).
fn disposition(picture: bool, name: &str) -> String {
    let mut said = format!("{}; filename*=UTF-8''", if picture { "inline" } else { "attachment" });
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            said.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(said, "%{byte:02X}");
        }
    }
    said
}

/// Take an attachment away, for good.
#[utoipa::path(delete, path = "/items/{id}/attachments/{attachment_id}", tag = "items",
    params(("id" = ItemId, Path), ("attachment_id" = AttachmentId, Path)),
    responses((status = 204), (status = 404, description = "The item has no such attachment")))]
async fn remove(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path(path): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (item, id) = ids(&path)?;
    attachments::remove(&web.env, &staff, item, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn ids((item, id): &(String, String)) -> Result<(ItemId, AttachmentId), Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, "not_found");
    Ok((item.parse().map_err(|_| none())?, id.parse().map_err(|_| none())?))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_breaks_out_of_no_header() {
        assert_eq!(disposition(true, "dos.jpg"), "inline; filename*=UTF-8''dos.jpg");
        assert_eq!(disposition(false, "é\"; x"), "attachment; filename*=UTF-8''%C3%A9%22%3B%20x");
    }
}
