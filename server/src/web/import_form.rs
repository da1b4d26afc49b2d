//! `POST /call/inventory/import`: the import form. It holds a file and so is no server function;
//! it stands behind the same border as they do.

use super::{Web, api::imports, extract::multipart, problem::Refusal, reader::Asked, viewer::AsStaff};
use app::address::Place;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::inventory;
use http::{StatusCode, header::LOCATION};

/// Reads the form and leads to the import's page.
pub async fn import(State(web): State<Web>, AsStaff(staff): AsStaff, request: Request) -> Result<Response, Refusal> {
    let locale = Asked::of(request.headers()).locale(Some(&staff.locale));
    let form = multipart(request).await?;
    let new = imports::read(&web, &staff, form).await?;
    let id = inventory::imports::begin(&web.env, &staff, new).await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, Place::Import(id).path(locale))]).into_response())
}
