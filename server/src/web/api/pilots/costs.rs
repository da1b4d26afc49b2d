//! What things cost, what a pilot costs, and what its people say.

use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id, Query},
    problem::Refusal,
    viewer::AsManager,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    PilotId,
    listening::Listening,
    pilots::{
        Figure,
        money::{PriceTable, Prices, Reckoning},
    },
};
use domain::{
    listening,
    pilots::money::{self, WhatIf},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(prices, set_prices)).routes(routes!(costs)).routes(routes!(heard))
}

/// What things cost here.
#[utoipa::path(get, path = "/prices", tag = "pilots", responses((status = 200, body = PriceTable)))]
async fn prices(State(web): State<Web>, AsManager(manager): AsManager) -> Result<Response, Refusal> {
    let table = money::prices(&web.env, &manager).await?;
    Ok((extract::tag(table.version), Json(table)).into_response())
}

/// Write the prices anew. Needs `If-Match`.
#[utoipa::path(put, path = "/prices", tag = "pilots",
    params(("If-Match" = String, Header, description = "The ETag that the change is based on")),
    request_body = Prices, responses((status = 200, body = PriceTable),
        (status = 412, description = "Somebody else was faster"), (status = 428, description = "If-Match is missing")))]
async fn set_prices(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    based_on: BasedOn,
    Body(prices): Body<Prices>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let table = money::set_prices(&web.env, &manager, based_on, prices).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(table.version), Json(table)).into_response())
}

/// Other figures to reckon with; amounts with a comma or a point.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OtherFigures {
    /// People reached.
    people: Option<String>,
    /// Hours watched by each.
    hours_each: Option<String>,
    /// Months.
    months: Option<String>,
    /// What a person is worth.
    per_person: Option<String>,
    /// What an hour is worth.
    per_hour: Option<String>,
}

/// What a pilot costs.
#[derive(Serialize, ToSchema)]
struct CostsBody {
    /// The currency of every amount.
    currency: String,
    /// People reached.
    people: Figure,
    /// Seconds watched.
    watched_s: Figure,
    /// Bytes kept.
    stored_bytes: u64,
    /// Bits of a second watched.
    bitrate: u64,
    /// Months since the first day.
    months: f64,
    /// Money that was found.
    funding: f64,
    /// What the whole was planned to cost.
    planned: f64,
    /// Whether it has cost more by now.
    above_plan: bool,
    /// The sum.
    sum: Reckoning,
    /// The sum with other figures, where some were asked for.
    what_if: Option<Reckoning>,
}

/// What a pilot costs. What is about fewer than five people is not in it.
#[utoipa::path(get, path = "/pilots/{id}/costs", tag = "pilots", params(("id" = PilotId, Path), OtherFigures),
    responses((status = 200, body = CostsBody)))]
async fn costs(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Query(other): Query<OtherFigures>,
) -> Result<Json<CostsBody>, Refusal> {
    let other = WhatIf {
        people: other.people.unwrap_or_default(),
        hours_each: other.hours_each.unwrap_or_default(),
        months: other.months.unwrap_or_default(),
        per_person: other.per_person.unwrap_or_default(),
        per_hour: other.per_hour.unwrap_or_default(),
    };
    let costs = money::costs(&web.env, &manager, id, &other).await?;
    Ok(Json(CostsBody {
        currency: costs.currency,
        people: costs.people,
        watched_s: costs.watched_s,
        stored_bytes: costs.stored_bytes,
        bitrate: costs.bitrate,
        months: costs.months,
        funding: costs.funding,
        planned: costs.planned,
        above_plan: costs.above_plan,
        sum: costs.sum,
        what_if: costs.what_if,
    }))
}

/// What the people of a pilot say; nothing where fewer than five answered.
#[utoipa::path(get, path = "/pilots/{id}/listening", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Listening)))]
async fn heard(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<Listening>, Refusal> {
    Ok(Json(listening::of_pilot(&web.env, &manager, id).await?))
}
