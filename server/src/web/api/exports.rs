//! The inventory as files: what an import reads, and what archives exchange.

use super::items::Wanted;
use crate::web::{Web, extract::Id, problem::Refusal, viewer::AsStaff};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{ItemId, inventory::ItemSearch};
use domain::{inventory, package};
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use tokio_util::io::ReaderStream;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How much of a file is read at a time, in bytes.
const CHUNK: usize = 256 * 1024;

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(csv)).routes(routes!(xlsx)).routes(routes!(records)).routes(routes!(package))
}

/// The inventory as CSV, in the columns that an import reads: all of it, or what the list finds for the same
/// words and filters. Items stand in the order in which they were written down, whatever `sort`, `limit` and
/// `cursor` say.
#[utoipa::path(get, path = "/items.csv", tag = "items", params(ItemSearch),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn csv(State(web): State<Web>, AsStaff(staff): AsStaff, Wanted(search): Wanted) -> Result<Response, Refusal> {
    let pieces = inventory::csv_pieces(&web.env, &staff, &search).await?;
    Ok(file("text/csv; charset=utf-8", "inventaire.csv", Body::from_stream(pieces)))
}

/// The inventory as a workbook, in the columns that an import reads: all of it, or what the list finds for the
/// same words and filters. No cell is a formula.
#[utoipa::path(get, path = "/items.xlsx", tag = "items", params(ItemSearch),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn xlsx(State(web): State<Web>, AsStaff(staff): AsStaff, Wanted(search): Wanted) -> Result<Response, Refusal> {
    let export = inventory::export_xlsx(&web.env, &staff, &search).await?;
    // Open, it is read to its end although its name is gone from the disk.
    let body = Body::from_stream(ReaderStream::with_capacity(export.open().await?, CHUNK));
    Ok(file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "inventaire.xlsx", body))
}

/// The inventory as records in Dublin Core, which an import reads: all of it, or what the list finds for the same
/// words and filters.
#[utoipa::path(get, path = "/items.dc.xml", tag = "items", params(ItemSearch),
    responses((status = 200, body = String, content_type = "application/xml")))]
async fn records(State(web): State<Web>, AsStaff(staff): AsStaff, Wanted(search): Wanted) -> Result<Response, Refusal> {
    let pieces = inventory::record_pieces(&web.env, &staff, &search).await?;
    Ok(file("application/xml; charset=utf-8", "inventaire.dc.xml", Body::from_stream(pieces)))
}

/// An item with its recorded files as a package for an archive: a bag (BagIt 1.0, RFC 8493) in a tar file, with
/// the SHA-256 of every file.
#[utoipa::path(get, path = "/items/{id}/bag.tar", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/x-tar"), (status = 404, description = "There is no such item")))]
async fn package(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ItemId>) -> Result<Response, Refusal> {
    let package = package::package(&web.env, &staff, id).await?;
    let name = format!("attachment; filename=\"{}.tar\"", package.name);
    let headers = [
        (CONTENT_TYPE, "application/x-tar".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CONTENT_LENGTH, package.size.to_string()),
    ];
    Ok((headers, Body::from_stream(package.pieces(&web.env))).into_response())
}

fn file(kind: &'static str, name: &'static str, body: Body) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], body).into_response()
}
