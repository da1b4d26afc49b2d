//! Destinations of profile events.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::AsAdmin,
};
use axum::{Json, extract::State};
use contract::{
    FeedId, Page,
    feed::{CreatedFeed, DeliverySummary, FeedSummary, NewFeed},
};
use domain::feed;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(deliveries)).routes(routes!(replay))
}

/// All destinations.
#[utoipa::path(get, path = "/feeds", tag = "feeds", responses((status = 200, body = Page<FeedSummary>)))]
async fn list(State(web): State<Web>, AsAdmin(admin): AsAdmin) -> Result<Json<Page<FeedSummary>>, Refusal> {
    Ok(Json(Page::whole(feed::list(&web.env, &admin).await?)))
}

/// Set up a destination. Its secret is shown this once.
#[utoipa::path(post, path = "/feeds", tag = "feeds", request_body = NewFeed, responses((status = 201, body = CreatedFeed)))]
async fn create(
    State(web): State<Web>,
    AsAdmin(admin): AsAdmin,
    Body(new): Body<NewFeed>,
) -> Result<(StatusCode, Json<CreatedFeed>), Refusal> {
    Ok((StatusCode::CREATED, Json(feed::create(&web.env, &admin, &new).await?)))
}

/// What was sent to a destination lately.
#[utoipa::path(get, path = "/feeds/{id}/deliveries", tag = "feeds", params(("id" = FeedId, Path)),
    responses((status = 200, body = Page<DeliverySummary>)))]
async fn deliveries(
    State(web): State<Web>,
    AsAdmin(admin): AsAdmin,
    Id(id): Id<FeedId>,
) -> Result<Json<Page<DeliverySummary>>, Refusal> {
    Ok(Json(Page::whole(feed::deliveries(&web.env, &admin, id).await?)))
}

/// How much is sent again.
#[derive(Serialize, ToSchema)]
struct Replayed {
    /// Events.
    replayed: u64,
}

/// Send again what was given up.
#[utoipa::path(post, path = "/feeds/{id}/replay", tag = "feeds", params(("id" = FeedId, Path)),
    responses((status = 200, body = Replayed)))]
async fn replay(
    State(web): State<Web>,
    AsAdmin(admin): AsAdmin,
    Id(id): Id<FeedId>,
) -> Result<Json<Replayed>, Refusal> {
    Ok(Json(Replayed { replayed: feed::replay(&web.env, &admin, id).await? }))
}
