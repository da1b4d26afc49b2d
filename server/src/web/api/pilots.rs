//! Pilots and what came of them.

mod cohort;
mod costs;
mod life;
mod sheet;

use super::items::merged;
use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id},
    problem::Refusal,
    viewer::AsManager,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    Page, PilotId,
    pilots::{Figure, InvitationReport, PilotDetails, PilotFields, PilotSummary, Uptake},
};
use domain::pilots;
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
        .routes(routes!(invite))
        .routes(routes!(uptake))
        .routes(routes!(uptake_csv))
        .merge(life::routes())
        .merge(sheet::routes())
        .merge(cohort::routes())
        .merge(costs::routes())
}

/// All pilots.
#[utoipa::path(get, path = "/pilots", tag = "pilots", responses((status = 200, body = Page<PilotSummary>)))]
async fn list(State(web): State<Web>, AsManager(manager): AsManager) -> Result<Json<Page<PilotSummary>>, Refusal> {
    Ok(Json(Page::whole(pilots::list(&web.env, &manager).await?)))
}

/// Write down a pilot.
#[utoipa::path(post, path = "/pilots", tag = "pilots", request_body = PilotFields, responses((status = 201, body = PilotDetails)))]
async fn create(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Body(fields): Body<PilotFields>,
) -> Result<Response, Refusal> {
    let pilot = pilots::create(&web.env, &manager, fields).await?;
    let location = [(LOCATION, format!("{}/pilots/{}", super::PREFIX, pilot.id))];
    Ok((StatusCode::CREATED, location, extract::tag(pilot.version), Json(pilot)).into_response())
}

/// Read a pilot.
#[utoipa::path(get, path = "/pilots/{id}", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = PilotDetails)))]
async fn get(State(web): State<Web>, AsManager(manager): AsManager, Id(id): Id<PilotId>) -> Result<Response, Refusal> {
    let pilot = pilots::get(&web.env, &manager, id).await?;
    Ok((extract::tag(pilot.version), Json(pilot)).into_response())
}

/// Change some fields of a pilot (RFC 7396). Needs `If-Match`.
#[utoipa::path(patch, path = "/pilots/{id}", tag = "pilots",
    params(("id" = PilotId, Path), ("If-Match" = String, Header, description = "The ETag that the change is based on")),
    request_body(content = Value, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PilotDetails), (status = 412, description = "Somebody else was faster"), (status = 428, description = "If-Match is missing")))]
async fn change(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    based_on: BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let pilot = pilots::get(&web.env, &manager, id).await?;
    if pilot.version != based_on {
        return Err(extract::changed_meanwhile());
    }
    let fields = merged(&pilot.fields, patch)?;
    let pilot = pilots::change(&web.env, &manager, id, based_on, fields).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(pilot.version), Json(pilot)).into_response())
}

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
struct Invitations {
    /// Their addresses.
    emails: Vec<String>,
}

/// Invite people to a pilot. Who was invited before is not invited again.
#[utoipa::path(post, path = "/pilots/{id}/invitations", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = Invitations, responses((status = 200, body = InvitationReport)))]
async fn invite(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(invitations): Body<Invitations>,
) -> Result<Json<InvitationReport>, Refusal> {
    Ok(Json(pilots::invite(&web.env, &manager, id, &invitations.emails).await?))
}

/// What came of a pilot.
#[utoipa::path(get, path = "/pilots/{id}/uptake", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Uptake)))]
async fn uptake(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<Uptake>, Refusal> {
    Ok(Json(pilots::uptake(&web.env, &manager, id).await?))
}

/// What came of a pilot, as CSV.
#[utoipa::path(get, path = "/pilots/{id}/uptake.csv", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn uptake_csv(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Response, Refusal> {
    let table = table(&pilots::uptake(&web.env, &manager, id).await?);
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"adoption.csv\"")];
    Ok((headers, table).into_response())
}

fn table(uptake: &Uptake) -> String {
    let funnel = &uptake.funnel;
    let rows = [
        ("invited", funnel.invited),
        ("accepted", funnel.accepted),
        ("signed_in", funnel.signed_in),
        ("started", funnel.started),
        ("half", funnel.half),
        ("completed", funnel.completed),
        ("returned_7d", funnel.returned_7d),
        ("returned_30d", funnel.returned_30d),
        ("watched_s", uptake.watched_s),
    ];
    let mut text = String::from("figure,value\r\n");
    for (name, figure) in rows {
        let value = match figure {
            Figure::Shown(value) => value.to_string(),
            Figure::TooFew => "<5".into(),
        };
        text.push_str(&format!("{name},{value}\r\n"));
    }
    text
}
