//! The sheet of a pilot, its former versions, and what is said about it.

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
    pilots::sheet::{Comment, NewComment, Revision, Sheet, SheetDetails},
};
use domain::pilots::sheet;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(read, write)).routes(routes!(versions)).routes(routes!(comments, say))
}

/// The sheet of a pilot.
#[utoipa::path(get, path = "/pilots/{id}/sheet", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = SheetDetails)))]
async fn read(State(web): State<Web>, AsManager(manager): AsManager, Id(id): Id<PilotId>) -> Result<Response, Refusal> {
    let details = sheet::sheet(&web.env, &manager, id).await?;
    Ok((extract::tag(details.version), Json(details)).into_response())
}

/// Write the sheet anew; what stood there is kept as a version. Needs `If-Match`.
#[utoipa::path(put, path = "/pilots/{id}/sheet", tag = "pilots",
    params(("id" = PilotId, Path), ("If-Match" = String, Header, description = "The ETag that the change is based on")),
    request_body = Sheet, responses((status = 200, body = SheetDetails),
        (status = 412, description = "Somebody else was faster"), (status = 428, description = "If-Match is missing")))]
async fn write(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    based_on: BasedOn,
    Body(new): Body<Sheet>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let details = sheet::write(&web.env, &manager, id, based_on, new).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(details.version), Json(details)).into_response())
}

/// Every change of what is written of a pilot, the latest first.
#[utoipa::path(get, path = "/pilots/{id}/versions", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Page<Revision>)))]
async fn versions(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<Page<Revision>>, Refusal> {
    Ok(Json(Page::whole(sheet::revisions(&web.env, &manager, id).await?)))
}

/// What is said about a pilot, the latest first.
#[utoipa::path(get, path = "/pilots/{id}/comments", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Page<Comment>)))]
async fn comments(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<Page<Comment>>, Refusal> {
    sheet::sheet(&web.env, &manager, id).await?;
    Ok(Json(Page::whole(sheet::comments(&web.env, &manager, id).await?)))
}

/// Say something about a pilot.
#[utoipa::path(post, path = "/pilots/{id}/comments", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = NewComment, responses((status = 201, body = Page<Comment>)))]
async fn say(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(new): Body<NewComment>,
) -> Result<Response, Refusal> {
    let comments = sheet::say(&web.env, &manager, id, &new).await?;
    Ok((StatusCode::CREATED, Json(Page::whole(comments))).into_response())
}
