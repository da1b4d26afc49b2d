//! The life of a pilot: its steps, its decision, its clones.

use crate::web::{
    Web,
    extract::{self, Body, Id, Query},
    problem::Refusal,
    viewer::AsManager,
};
use app::pilots::taken;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    Page, PilotId,
    pilots::{
        PilotDetails,
        life::{ClonePilot, DecidePilot, MovePilot, PilotLife, Step},
    },
};
use domain::pilots::{self, life};
use http::{StatusCode, header::LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(read))
        .routes(routes!(go))
        .routes(routes!(decide))
        .routes(routes!(spread))
        .routes(routes!(decisions))
}

/// Where a pilot stands, where it can go, and what each step still needs.
#[utoipa::path(get, path = "/pilots/{id}/life", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = PilotLife)))]
async fn read(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<PilotLife>, Refusal> {
    Ok(Json(life::life(&web.env, &manager, id).await?))
}

/// Take a pilot to another state. `from` makes sure that nobody else has moved it meanwhile.
#[utoipa::path(post, path = "/pilots/{id}/move", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = MovePilot, responses((status = 200, body = PilotLife),
        (status = 409, description = "Something is missing (`fields` names it), or somebody else was faster")))]
async fn go(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(command): Body<MovePilot>,
) -> Result<Json<PilotLife>, Refusal> {
    Ok(Json(taken(life::go(&web.env, &manager, id, &command).await?)?))
}

/// Decide what becomes of a pilot that runs, or that was reviewed. The first decision holds.
#[utoipa::path(post, path = "/pilots/{id}/decision", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = DecidePilot, responses((status = 200, body = PilotLife),
        (status = 409, description = "It is decided already; `fields` tells by whom and what")))]
async fn decide(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(command): Body<DecidePilot>,
) -> Result<Json<PilotLife>, Refusal> {
    Ok(Json(taken(life::decide(&web.env, &manager, id, &command).await?)?))
}

/// Write the same pilot down for another centre, which has figures of its own.
#[utoipa::path(post, path = "/pilots/{id}/clone", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = ClonePilot, responses((status = 201, body = PilotDetails)))]
async fn spread(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(command): Body<ClonePilot>,
) -> Result<Response, Refusal> {
    let pilot = pilots::spread(&web.env, &manager, id, &command).await?;
    let location = [(LOCATION, format!("{}/pilots/{}", super::super::PREFIX, pilot.id))];
    Ok((StatusCode::CREATED, location, extract::tag(pilot.version), Json(pilot)).into_response())
}

/// Which decisions to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Words of the reason, the pilot's name or who decided.
    q: Option<String>,
}

/// A decision, with the pilot that it is about.
#[derive(Serialize, ToSchema)]
struct DecisionEntry {
    /// The pilot.
    pilot_id: PilotId,
    /// What was decided, why, by whom and when.
    #[serde(flatten)]
    step: Step,
}

/// Every decision about every pilot, the latest first.
#[utoipa::path(get, path = "/pilots/decisions", tag = "pilots", params(Wanted),
    responses((status = 200, body = Page<DecisionEntry>)))]
async fn decisions(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<DecisionEntry>>, Refusal> {
    let found = life::decisions(&web.env, &manager, wanted.q.as_deref().unwrap_or_default()).await?;
    let entry = |found: life::Decided| DecisionEntry { pilot_id: found.pilot, step: found.step };
    Ok(Json(Page::whole(found.into_iter().map(entry).collect())))
}
