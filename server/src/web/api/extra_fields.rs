//! The fields of the organisation's own.

use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id},
    problem::Refusal,
    viewer::{AsManager, AsStaff},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    ExtraFieldId, Page,
    extra_fields::{ExtraFieldDetails, ExtraFieldFields},
};
use domain::extra_fields;
use http::StatusCode;
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Their routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(change))
}

/// Read which fields of its own the organisation has, in their order. Those that are retired are among them:
/// items may still hold something in them.
#[utoipa::path(get, path = "/extra-fields", tag = "items", responses((status = 200, body = Page<ExtraFieldDetails>)))]
async fn list(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Page<ExtraFieldDetails>>, Refusal> {
    Ok(Json(Page::whole(extra_fields::list(&web.env, &staff).await?)))
}

/// Make a field of the organisation's own. Its code, and those of its values, are made from their names. Items
/// hold what stands in it under `extras`, by its code.
#[utoipa::path(post, path = "/extra-fields", tag = "items", request_body = ExtraFieldFields,
    responses((status = 201, body = ExtraFieldDetails, headers(("ETag", description = "The field's version"))),
        (status = 409, description = "`fields_full`: forty are in use"),
        (status = 422, description = "`label_taken`, `choices_missing` or `choice_twice`")))]
async fn create(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Body(fields): Body<ExtraFieldFields>,
) -> Result<Response, Refusal> {
    let field = extra_fields::create(&web.env, &manager, fields).await?;
    Ok((StatusCode::CREATED, extract::tag(field.version), Json(field)).into_response())
}

/// Change what is said of a field (RFC 7396): its name, its values, its place, or whether it is retired. Needs
/// `If-Match`. A value keeps its code where it is sent along.
#[utoipa::path(patch, path = "/extra-fields/{id}", tag = "items",
    params(("id" = ExtraFieldId, Path), ("If-Match" = String, Header, description = "The version that the change is based on")),
    request_body(content = Value, description = "The fields to change", content_type = "application/merge-patch+json"),
    responses((status = 200, body = ExtraFieldDetails), (status = 412, description = "Somebody else was faster"),
        (status = 422, description = "`kind_is_fixed`, `label_taken`, or `choice_in_use` for a value that items hold"),
        (status = 428, description = "If-Match is missing")))]
async fn change(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    AsStaff(staff): AsStaff,
    Id(id): Id<ExtraFieldId>,
    based_on: BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let field = extra_fields::get(&web.env, &staff, id).await?;
    if field.version != based_on {
        return Err(extract::changed_meanwhile());
    }
    let fields = super::items::merged(&field.fields, patch)?;
    let changed = extra_fields::change(&web.env, &manager, id, based_on, fields).await;
    let field = changed.map_err(extract::unless_changed)?;
    Ok((extract::tag(field.version), Json(field)).into_response())
}
