//! The vocabulary: the tags that the organisation agreed on.

use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    Locale, TagId,
    vocabulary::{MergeTag, TagDetails, TagFields, Vocabulary},
};
use domain::vocabulary;
use http::StatusCode;
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(change, delete)).routes(routes!(merge))
}

/// Read the vocabulary: every tag, each followed by those under it, and the words in use that are no tag.
#[utoipa::path(get, path = "/tags", tag = "tags", responses((status = 200, body = Vocabulary)))]
async fn list(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Vocabulary>, Refusal> {
    Ok(Json(vocabulary::list(&web.env, &staff, Locale::Fr).await?))
}

/// Write down a tag. Items that carry one of its words carry the tag from then on.
#[utoipa::path(post, path = "/tags", tag = "tags", request_body = TagFields,
    responses((status = 201, body = TagDetails, headers(("ETag", description = "The tag's version"))),
        (status = 422, description = "`tag_taken` for a word of another tag, `tag_too_deep`, `unknown_tag`")))]
async fn create(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(fields): Body<TagFields>,
) -> Result<Response, Refusal> {
    let tag = vocabulary::create(&web.env, &staff, fields).await?;
    Ok((StatusCode::CREATED, extract::tag(tag.version), Json(tag)).into_response())
}

/// Change some fields of a tag (RFC 7396). Needs `If-Match`. A name that it had becomes a synonym.
#[utoipa::path(patch, path = "/tags/{id}", tag = "tags",
    params(("id" = TagId, Path), ("If-Match" = String, Header, description = "The version that the change is based on")),
    request_body(content = Value, description = "The fields to change", content_type = "application/merge-patch+json"),
    responses((status = 200, body = TagDetails), (status = 412, description = "Somebody else was faster"),
        (status = 422, description = "`tag_taken`, `tag_cycle`, `tag_too_deep` or `unknown_tag`"),
        (status = 428, description = "If-Match is missing")))]
async fn change(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<TagId>,
    based_on: BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let tag = vocabulary::get(&web.env, &staff, id).await?;
    if tag.version != based_on {
        return Err(extract::changed_meanwhile());
    }
    let fields = super::items::merged(&tag.fields, patch)?;
    let tag = vocabulary::change(&web.env, &staff, id, based_on, fields).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(tag.version), Json(tag)).into_response())
}

/// Take a tag out of the vocabulary. Items keep the plain word.
#[utoipa::path(delete, path = "/tags/{id}", tag = "tags", params(("id" = TagId, Path)),
    responses((status = 204), (status = 409, description = "`tag_has_children`"),
        (status = 412, description = "Somebody else was faster")))]
async fn delete(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<TagId>,
    BasedOn(based_on): BasedOn,
) -> Result<StatusCode, Refusal> {
    let version = match based_on {
        Some(version) => version,
        None => vocabulary::get(&web.env, &staff, id).await?.version,
    };
    vocabulary::delete(&web.env, &staff, id, version).await.map_err(extract::unless_changed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make one tag of two: what led to this one, stood under it or carried it leads to, stands under or carries
/// the other.
#[utoipa::path(post, path = "/tags/{id}/merge", tag = "tags", params(("id" = TagId, Path)), request_body = MergeTag,
    responses((status = 200, body = TagDetails, description = "The tag that stays"),
        (status = 412, description = "Somebody else was faster")))]
async fn merge(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<TagId>,
    BasedOn(based_on): BasedOn,
    Body(merge): Body<MergeTag>,
) -> Result<Response, Refusal> {
    let version = match based_on {
        Some(version) => version,
        None => vocabulary::get(&web.env, &staff, id).await?.version,
    };
    let tag = vocabulary::merge(&web.env, &staff, id, version, merge.into).await;
    let tag = tag.map_err(extract::unless_changed)?;
    Ok((extract::tag(tag.version), Json(tag)).into_response())
}
