//! What members say, and what staff hear of it.

use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::{AsStaff, Member},
};
use axum::{Json, extract::State};
use contract::{
    ItemId, Page,
    listening::{Heard, Say, Word},
};
use domain::listening;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(say)).routes(routes!(words))
}

/// What became of it.
#[derive(Serialize, ToSchema)]
struct HeardBody {
    /// `taken`, or `already` where the member has said so lately.
    heard: Heard,
}

/// Say whether one would recommend it, how easy it was, or what struck one.
#[utoipa::path(post, path = "/me/listening", tag = "me", request_body = Say, responses((status = 200, body = HeardBody)))]
async fn say(
    State(web): State<Web>,
    Member(member): Member,
    Body(said): Body<Say>,
) -> Result<Json<HeardBody>, Refusal> {
    Ok(Json(HeardBody { heard: listening::say(&web.env, &member, &said).await? }))
}

/// What members left in words about an item, without saying who.
#[utoipa::path(get, path = "/items/{id}/words", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = Page<Word>)))]
async fn words(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Page<Word>>, Refusal> {
    domain::inventory::get(&web.env, &staff, id).await?;
    Ok(Json(Page::whole(listening::of_item(&web.env, &staff, id).await?)))
}
