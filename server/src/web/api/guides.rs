//! The pages of guides: what stands where, more of them, and others taken out.

use super::attachments::read;
use crate::web::{
    Web,
    extract::{Body, Id, multipart},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Request, State},
};
use contract::{ItemId, RecordingId, attachments::ATTACHMENT_BYTES, recordings::GuidePages};
use domain::{attachments::NewAttachment, guides};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// The form may be this large: some twenty photographs of a telephone.
pub const FORM_BYTES: usize = 5 * ATTACHMENT_BYTES + 64 * 1024;

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(pages, add, arrange).layer(DefaultBodyLimit::max(FORM_BYTES)))
}

/// The pages of a guide, and those that were taken out of it.
#[utoipa::path(get, path = "/recordings/{id}/pages", tag = "recordings", params(("id" = RecordingId, Path)),
    responses((status = 200, body = GuidePages), (status = 404, description = "There is no such guide")))]
async fn pages(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
) -> Result<Json<GuidePages>, Refusal> {
    Ok(Json(guides::pages(&web.env, &staff, id).await?))
}

/// The parts of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form")]
struct PagesForm {
    /// The page after which they are put in; 0 is before the first. Without it they come last.
    after: Option<u32>,
    /// The pictures, in order, as often as there are: JPEG, PNG or WebP of 20 MB (20 000 000 bytes) at most, 100 MB
    /// in all.
    #[schema(value_type = String, format = Binary)]
    picture: String,
}

/// Put pictures into a guide as pages of their own. What they say is read afterwards.
#[utoipa::path(post, path = "/recordings/{id}/pages", tag = "recordings", params(("id" = RecordingId, Path)),
    request_body(content = PagesForm, content_type = "multipart/form-data"),
    responses((status = 200, body = GuidePages), (status = 404, description = "There is no such guide"),
        (status = 409, description = "Somebody else changed its pages meanwhile"),
        (status = 413, description = "A picture is too large"),
        (status = 422, description = "At `picture`: `required`, `empty_file`, `quota_exceeded`, `unreadable_picture` or `guide_full`; at `after`: `not_its_pages` or `not_a_number`")))]
async fn add(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    request: Request,
) -> Result<Json<GuidePages>, Refusal> {
    let Added { after, pictures, .. } = added(request).await?;
    Ok(Json(guides::add_pages(&web.env, &staff, id, after, pictures).await?))
}

/// What the form held.
pub struct Added {
    /// The item and the recording, where they are named.
    pub of: (Option<ItemId>, Option<RecordingId>),
    /// After which page.
    pub after: Option<u32>,
    /// What is to be put in.
    pub pictures: Vec<NewAttachment>,
}

/// Reads the form.
///
/// # Errors
/// What is wrong with it.
pub async fn added(request: Request) -> Result<Added, Refusal> {
    let form = multipart(request).await?;
    let sent = read(form, "picture").await?;
    let after = sent.said("after").map(str::parse).transpose().map_err(|_| Refusal::field("after", "not_a_number"))?;
    let of = (sent.said("item").and_then(|id| id.parse().ok()), sent.said("recording").and_then(|id| id.parse().ok()));
    Ok(Added { of, after, pictures: sent.files })
}

/// The pages of a guide as they are to be.
#[derive(Deserialize, ToSchema)]
struct Arrangement {
    /// The edition that was seen.
    edition: u32,
    /// The numbers of those that are shown, in order. The others are set aside, and can be put back.
    pages: Vec<u32>,
}

/// Change the order of a guide's pages, take some out or put them back.
#[utoipa::path(put, path = "/recordings/{id}/pages", tag = "recordings", params(("id" = RecordingId, Path)),
    request_body = Arrangement,
    responses((status = 200, body = GuidePages), (status = 404, description = "There is no such guide"),
        (status = 409, description = "Somebody else changed its pages meanwhile"),
        (status = 422, description = "At `pages`: `no_page_left`, `not_its_pages` or `guide_full`")))]
async fn arrange(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<RecordingId>,
    Body(new): Body<Arrangement>,
) -> Result<Json<GuidePages>, Refusal> {
    Ok(Json(guides::arrange(&web.env, &staff, id, new.edition, &new.pages).await?))
}
