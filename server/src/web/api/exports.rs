//! The inventory as files: what an import reads, and what archives exchange.

use crate::web::{Web, problem::Refusal, viewer::AsStaff};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::inventory;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use tokio_util::io::ReaderStream;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How much of a file is read at a time, in bytes.
const CHUNK: usize = 256 * 1024;

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(csv)).routes(routes!(xlsx)).routes(routes!(records))
}

/// The whole inventory as CSV, in the columns that an import reads.
#[utoipa::path(get, path = "/items.csv", tag = "items", responses((status = 200, body = String, content_type = "text/csv")))]
async fn csv(State(web): State<Web>, AsStaff(staff): AsStaff) -> Response {
    let pieces = Body::from_stream(inventory::csv_pieces(&web.env, &staff));
    file("text/csv; charset=utf-8", "inventaire.csv", pieces)
}

/// The whole inventory as a workbook, in the columns that an import reads. No cell is a formula.
#[utoipa::path(get, path = "/items.xlsx", tag = "items",
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn xlsx(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Response, Refusal> {
    let export = inventory::export_xlsx(&web.env, &staff).await?;
    // Open, it is read to its end although its name is gone from the disk.
    let body = Body::from_stream(ReaderStream::with_capacity(export.open().await?, CHUNK));
    Ok(file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "inventaire.xlsx", body))
}

/// The whole inventory as records in Dublin Core. An import reads them.
#[utoipa::path(get, path = "/items.dc.xml", tag = "items", responses((status = 200, body = String, content_type = "application/xml")))]
async fn records(State(web): State<Web>, AsStaff(staff): AsStaff) -> Response {
    let pieces = Body::from_stream(inventory::record_pieces(&web.env, &staff));
    file("application/xml; charset=utf-8", "inventaire.dc.xml", pieces)
}

fn file(kind: &'static str, name: &'static str, body: Body) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], body).into_response()
}
