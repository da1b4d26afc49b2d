//! Imports into the inventory.

use super::Created;
use crate::web::{
    Web,
    extract::{Id, Query, multipart},
    problem::Refusal,
    reader::Asked,
    viewer::AsStaff,
};
use app::inventory::{import_sentence, place_in_words};
use axum::{
    Json,
    extract::{
        DefaultBodyLimit, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
    response::{IntoResponse, Response},
};
use contract::{
    ImportId, Locale, Page,
    imports::{ImportChange, ImportColumn},
    inventory::ImportReport,
    limits,
};
use domain::{
    accounts::Staff,
    catalogue,
    inventory::imports::{self, Incoming, Kept, NewImport},
};
use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION},
};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// The form may be this large, its other parts included.
pub const FORM_BYTES: usize = limits::IMPORT_BYTES + 1024 * 1024;

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(begin).layer(DefaultBodyLimit::max(FORM_BYTES)))
        .routes(routes!(get))
        .routes(routes!(problems))
        .routes(routes!(columns))
        .routes(routes!(changes))
        .routes(routes!(apply))
}

/// The parts of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form")]
struct ImportForm {
    /// The table, as CSV or XLSX, or records in Dublin Core as XML.
    #[schema(value_type = String, format = Binary)]
    file: String,
    /// Whether nothing is to be written.
    check_only: Option<bool>,
    /// Which of the table's columns is which of ours, as a JSON object of names: theirs to ours, or
    /// ours to theirs. An empty name leaves a column out.
    mapping: Option<String>,
}

/// Read a table into the inventory. The work is done afterwards: ask for the report.
#[utoipa::path(post, path = "/imports", tag = "imports", request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 202, body = Created<ImportId>)))]
async fn begin(State(web): State<Web>, AsStaff(staff): AsStaff, request: Request) -> Result<Response, Refusal> {
    let form = multipart(request).await?;
    let new = read(&web, &staff, form).await?;
    let id = imports::begin(&web.env, &staff, new).await?;
    let location = [(LOCATION, format!("{}/imports/{id}", super::PREFIX))];
    Ok((StatusCode::ACCEPTED, location, Json(Created { id })).into_response())
}

/// Reads the form; its file goes into the store as it comes.
///
/// # Errors
/// 400 when it is no form, 413 when the file is too large, 422 when the file is missing or empty or the mapping is
/// no object.
pub async fn read(web: &Web, staff: &Staff, mut form: Multipart) -> Result<NewImport, Refusal> {
    let mut file = None;
    match parts(web, staff, &mut form, &mut file).await {
        Ok((check_only, mapping)) => {
            let file = file.ok_or_else(|| Refusal::field("file", "required"))?;
            Ok(NewImport { file, check_only, mapping })
        }
        Err(refusal) => {
            if let Some(file) = file {
                file.forget(&web.env).await;
            }
            Err(refusal)
        }
    }
}

/// What the form says, and its file as soon as it is kept.
async fn parts(
    web: &Web,
    staff: &Staff,
    form: &mut Multipart,
    file: &mut Option<Kept>,
) -> Result<(bool, BTreeMap<String, String>), Refusal> {
    let (mut check_only, mut mapping) = (false, BTreeMap::new());
    while let Some(field) = form.next_field().await.map_err(|error| unread(&error))? {
        match field.name().unwrap_or_default() {
            "file" => {
                // Of several the last one counts.
                if let Some(earlier) = file.replace(kept(web, staff, field).await?) {
                    earlier.forget(&web.env).await;
                }
            }
            "check_only" => {
                let text = field.text().await.map_err(|error| unread(&error))?;
                check_only = matches!(text.trim(), "true" | "on" | "1");
            }
            "mapping" => {
                let text = field.text().await.map_err(|error| unread(&error))?;
                if !text.trim().is_empty() {
                    mapping = serde_json::from_str(&text).map_err(|_| Refusal::field("mapping", "wrong_type"))?;
                }
            }
            _ => {}
        }
    }
    Ok((check_only, mapping))
}

/// Keeps a file, piece by piece.
async fn kept(web: &Web, staff: &Staff, mut field: Field<'_>) -> Result<Kept, Refusal> {
    let mut incoming = Incoming::new(&web.env, staff, field.file_name().unwrap_or_default());
    match written(&mut incoming, &mut field).await {
        Ok(()) => Ok(incoming.finish().await?),
        Err(refusal) => {
            incoming.abandon().await;
            Err(refusal)
        }
    }
}

async fn written(incoming: &mut Incoming, field: &mut Field<'_>) -> Result<(), Refusal> {
    while let Some(piece) = field.chunk().await.map_err(|error| unread(&error))? {
        match incoming.write(piece).await {
            Err(domain::Error::Invalid(_)) => return Err(too_large()),
            outcome => outcome?,
        }
    }
    Ok(())
}

fn too_large() -> Refusal {
    Refusal::field("file", "file_too_large").under(StatusCode::PAYLOAD_TOO_LARGE)
}

fn unread(error: &MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Refusal::new(StatusCode::BAD_REQUEST, "unreadable"),
    }
}

/// What an import did, or would do.
#[utoipa::path(get, path = "/imports/{id}", tag = "imports", params(("id" = ImportId, Path)),
    responses((status = 200, body = ImportReport)))]
async fn get(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ImportId>,
    headers: HeaderMap,
) -> Result<Json<ImportReport>, Refusal> {
    Ok(Json(told(&web, &staff, id, &headers).await?.0))
}

/// The report with its sentences, in the reader's language.
async fn told(web: &Web, staff: &Staff, id: ImportId, headers: &HeaderMap) -> Result<(ImportReport, Locale), Refusal> {
    let mut report = imports::get(&web.env, staff, id).await?;
    let locale = Asked::of(headers).locale(Some(&staff.locale));
    for problem in &mut report.problems {
        problem.problem = import_sentence(problem, locale);
    }
    Ok((report, locale))
}

/// What could not be taken, as a table: a row for each problem of the report.
#[utoipa::path(get, path = "/imports/{id}/problems.csv", tag = "imports", params(("id" = ImportId, Path)),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn problems(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ImportId>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (mut report, locale) = told(&web, &staff, id, &headers).await?;
    let columns = imports::columns(&web.env, &staff, id).await?;
    catalogue::look(&web.env).await?;
    let own = web.env.catalogue.own_fields();
    for problem in &mut report.problems {
        problem.column = place_in_words(&problem.column, &columns, locale, &own);
    }
    let heads = app::inventory::problem_heads(locale);
    let table = imports::problems_csv(&report, heads.each_ref().map(String::as_str))?;
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"problemes.csv\"")];
    Ok((headers, table).into_response())
}

/// The columns of an import's file, with examples, and what each is read as; none before it is read.
#[utoipa::path(get, path = "/imports/{id}/columns", tag = "imports", params(("id" = ImportId, Path)),
    responses((status = 200, body = Vec<ImportColumn>)))]
async fn columns(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ImportId>,
) -> Result<Json<Vec<ImportColumn>>, Refusal> {
    Ok(Json(imports::columns(&web.env, &staff, id).await?))
}

/// Where to go on.
#[derive(Deserialize, IntoParams)]
struct Onwards {
    /// As an earlier page said.
    cursor: Option<String>,
}

/// What a check found that would change, field by field; of the first 500 items.
#[utoipa::path(get, path = "/imports/{id}/changes", tag = "imports", params(("id" = ImportId, Path), Onwards),
    responses((status = 200, body = Page<ImportChange>)))]
async fn changes(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ImportId>,
    Query(from): Query<Onwards>,
) -> Result<Json<Page<ImportChange>>, Refusal> {
    Ok(Json(imports::changes(&web.env, &staff, id, from.cursor.as_deref()).await?))
}

/// Write exactly what a check found. Rows whose items have changed since are refused and reported; asked for
/// again, it is still done once.
#[utoipa::path(post, path = "/imports/{id}/apply", tag = "imports", params(("id" = ImportId, Path)),
    responses((status = 202, body = Created<ImportId>), (status = 409, description = "It is no check, or not done, or too old")))]
async fn apply(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ImportId>) -> Result<Response, Refusal> {
    let id = imports::apply(&web.env, &staff, id).await?;
    let location = [(LOCATION, format!("{}/imports/{id}", super::PREFIX))];
    Ok((StatusCode::ACCEPTED, location, Json(Created { id })).into_response())
}
