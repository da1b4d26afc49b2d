//! Rights: who is filmed, which works are used, what is said of an item, and what ends soon.

use super::items::merged;
use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id, Query},
    problem::Refusal,
    viewer::{AsManager, AsStaff},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    ItemId, LicenceId, Page, ReleaseId,
    rights::{
        EndingRight, ItemRights, KindDemands, Licence, LicenceFields, Release, ReleaseFields, RightEffect, Statement,
        THRESHOLDS, Withdrawal, WithdrawnRelease,
    },
};
use domain::rights;
use http::{StatusCode, header::LOCATION};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(of_item, state))
        .routes(routes!(releases, add_release))
        .routes(routes!(release, change_release))
        .routes(routes!(withdraw))
        .routes(routes!(licences, add_licence))
        .routes(routes!(licence, change_licence, remove_licence))
        .routes(routes!(expiring))
        .routes(routes!(effects))
        .routes(routes!(demands, demand))
}

/// Read an item's rights, and what is missing for members to watch a recording of it.
#[utoipa::path(get, path = "/items/{id}/rights", tag = "rights", params(("id" = ItemId, Path)),
    responses((status = 200, body = ItemRights)))]
async fn of_item(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<ItemRights>, Refusal> {
    Ok(Json(rights::of_item(&web.env, &staff, id).await?))
}

/// Say something of an item as a whole, instead of what was said before.
#[utoipa::path(put, path = "/items/{id}/rights", tag = "rights", params(("id" = ItemId, Path)),
    request_body = Statement, responses((status = 200, body = ItemRights)))]
async fn state(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(said): Body<Statement>,
) -> Result<Json<ItemRights>, Refusal> {
    Ok(Json(rights::state(&web.env, &staff, id, said).await?))
}

/// List who is filmed.
#[utoipa::path(get, path = "/items/{id}/releases", tag = "rights", params(("id" = ItemId, Path)),
    responses((status = 200, body = Page<Release>)))]
async fn releases(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Page<Release>>, Refusal> {
    Ok(Json(Page::whole(rights::of_item(&web.env, &staff, id).await?.releases)))
}

/// Write down a person who is filmed.
#[utoipa::path(post, path = "/items/{id}/releases", tag = "rights", params(("id" = ItemId, Path)),
    request_body = ReleaseFields,
    responses((status = 201, body = Release, headers(("ETag", description = "The release's version")))))]
async fn add_release(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(fields): Body<ReleaseFields>,
) -> Result<Response, Refusal> {
    let release = rights::add_release(&web.env, &staff, id, fields).await?;
    let location = [(LOCATION, format!("{}/releases/{}", super::PREFIX, release.id))];
    Ok((StatusCode::CREATED, location, extract::tag(release.version), Json(release)).into_response())
}

/// Read a release.
#[utoipa::path(get, path = "/releases/{id}", tag = "rights", params(("id" = ReleaseId, Path)),
    responses((status = 200, body = Release, headers(("ETag", description = "The release's version")))))]
async fn release(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ReleaseId>) -> Result<Response, Refusal> {
    let release = rights::release(&web.env, &staff, id).await?;
    Ok((extract::tag(release.version), Json(release)).into_response())
}

/// Change some fields of a release (RFC 7396). With `If-Match`, only if nobody else was faster.
#[utoipa::path(patch, path = "/releases/{id}", tag = "rights",
    params(("id" = ReleaseId, Path), ("If-Match" = Option<String>, Header, description = "The ETag that the change is based on")),
    request_body(content = Value, description = "The fields to change", content_type = "application/merge-patch+json"),
    responses((status = 200, body = Release), (status = 412, description = "Somebody else was faster")))]
async fn change_release(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ReleaseId>,
    BasedOn(based_on): BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let now = rights::release(&web.env, &staff, id).await?;
    let based_on = based_on.unwrap_or(now.version);
    if based_on != now.version {
        return Err(extract::changed_meanwhile());
    }
    let fields = merged(&now.fields, patch)?;
    let changed = rights::change_release(&web.env, &staff, id, based_on, fields).await;
    let release = changed.map_err(extract::unless_changed)?;
    Ok((extract::tag(release.version), Json(release)).into_response())
}

/// Withdraw a release: every session that shows the person stops at once. Answers which these are.
#[utoipa::path(post, path = "/releases/{id}/withdraw", tag = "rights", params(("id" = ReleaseId, Path)),
    request_body = Withdrawal,
    responses((status = 200, body = WithdrawnRelease), (status = 409, description = "`release_withdrawn_before`")))]
async fn withdraw(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ReleaseId>,
    Body(withdrawal): Body<Withdrawal>,
) -> Result<Json<WithdrawnRelease>, Refusal> {
    Ok(Json(rights::withdraw(&web.env, &staff, id, &withdrawal).await?))
}

/// List which works are used.
#[utoipa::path(get, path = "/items/{id}/licences", tag = "rights", params(("id" = ItemId, Path)),
    responses((status = 200, body = Page<Licence>)))]
async fn licences(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Page<Licence>>, Refusal> {
    Ok(Json(Page::whole(rights::of_item(&web.env, &staff, id).await?.licences)))
}

/// Write down a work that is used.
#[utoipa::path(post, path = "/items/{id}/licences", tag = "rights", params(("id" = ItemId, Path)),
    request_body = LicenceFields,
    responses((status = 201, body = Licence, headers(("ETag", description = "The licence's version")))))]
async fn add_licence(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(fields): Body<LicenceFields>,
) -> Result<Response, Refusal> {
    let licence = rights::add_licence(&web.env, &staff, id, fields).await?;
    let location = [(LOCATION, format!("{}/licences/{}", super::PREFIX, licence.id))];
    Ok((StatusCode::CREATED, location, extract::tag(licence.version), Json(licence)).into_response())
}

/// Read a licence.
#[utoipa::path(get, path = "/licences/{id}", tag = "rights", params(("id" = LicenceId, Path)),
    responses((status = 200, body = Licence, headers(("ETag", description = "The licence's version")))))]
async fn licence(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<LicenceId>) -> Result<Response, Refusal> {
    let licence = rights::licence(&web.env, &staff, id).await?;
    Ok((extract::tag(licence.version), Json(licence)).into_response())
}

/// Change some fields of a licence (RFC 7396). With `If-Match`, only if nobody else was faster.
#[utoipa::path(patch, path = "/licences/{id}", tag = "rights",
    params(("id" = LicenceId, Path), ("If-Match" = Option<String>, Header, description = "The ETag that the change is based on")),
    request_body(content = Value, description = "The fields to change", content_type = "application/merge-patch+json"),
    responses((status = 200, body = Licence), (status = 412, description = "Somebody else was faster")))]
async fn change_licence(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<LicenceId>,
    BasedOn(based_on): BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let now = rights::licence(&web.env, &staff, id).await?;
    let based_on = based_on.unwrap_or(now.version);
    if based_on != now.version {
        return Err(extract::changed_meanwhile());
    }
    let fields = merged(&now.fields, patch)?;
    let changed = rights::change_licence(&web.env, &staff, id, based_on, fields).await;
    let licence = changed.map_err(extract::unless_changed)?;
    Ok((extract::tag(licence.version), Json(licence)).into_response())
}

/// Take away a work that the item does not use.
#[utoipa::path(delete, path = "/licences/{id}", tag = "rights", params(("id" = LicenceId, Path)),
    responses((status = 204)))]
async fn remove_licence(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<LicenceId>,
) -> Result<StatusCode, Refusal> {
    rights::remove_licence(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How far to look ahead.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Ahead {
    /// In days from today, today included; 60 unless said otherwise, 730 at most.
    days: Option<u32>,
}

/// List the releases and licences that end soon, the first coming first.
#[utoipa::path(get, path = "/rights/expiring", tag = "rights", params(Ahead),
    responses((status = 200, body = Page<EndingRight>)))]
async fn expiring(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Query(Ahead { days }): Query<Ahead>,
) -> Result<Json<Page<EndingRight>>, Refusal> {
    Ok(Json(Page::whole(rights::ending(&web.env, &staff, days.unwrap_or(THRESHOLDS[0])).await?)))
}

/// List the sessions that were taken out in the last three months for want of rights, the latest first.
#[utoipa::path(get, path = "/rights/effects", tag = "rights", responses((status = 200, body = Page<RightEffect>)))]
async fn effects(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Page<RightEffect>>, Refusal> {
    Ok(Json(Page::whole(rights::effects(&web.env, &staff).await?)))
}

/// What the organisation asks for before it publishes.
#[derive(Serialize, Deserialize, ToSchema)]
struct Demands {
    /// By kind; kinds that are not named stay as they are.
    kinds: Vec<KindDemands>,
}

/// Read what is asked for before anything is published, kind by kind.
#[utoipa::path(get, path = "/rights/demands", tag = "rights", responses((status = 200, body = Demands)))]
async fn demands(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Demands>, Refusal> {
    Ok(Json(Demands { kinds: rights::demands(&web.env, &staff).await? }))
}

/// Ask for something else from now on. What is published already stays.
#[utoipa::path(put, path = "/rights/demands", tag = "rights", request_body = Demands,
    responses((status = 200, body = Demands)))]
async fn demand(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Body(asked): Body<Demands>,
) -> Result<Json<Demands>, Refusal> {
    Ok(Json(Demands { kinds: rights::demand(&web.env, &manager, &asked.kinds).await? }))
}
