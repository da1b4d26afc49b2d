//! What came of a pilot in detail: as data, as files and as a report.

use crate::{
    print,
    web::{
        Web,
        extract::{Id, Query},
        problem::Refusal,
        viewer::AsManager,
    },
};
use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{
    Locale, PilotId,
    uptake::{ReportForm, UptakeDetails, UptakeTable},
};
use domain::pilots;
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(details))
        .routes(routes!(file))
        .routes(routes!(workbook))
        .routes(routes!(report))
}

/// Every figure of a pilot. What each counts is written at `/en/definitions`.
#[utoipa::path(get, path = "/pilots/{id}/uptake/details", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = UptakeDetails)))]
async fn details(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<UptakeDetails>, Refusal> {
    Ok(Json(pilots::uptake_details(&web.env, &manager, id).await?))
}

/// One table of a pilot as CSV. Its name is that of the table, followed by `.csv`: `week.csv`.
#[utoipa::path(get, path = "/pilots/{id}/uptake/{file}", tag = "pilots",
    params(("id" = PilotId, Path), ("file" = String, Path, description = "`funnel.csv`, `week.csv`, `session.csv`, `instructor.csv`, `centre.csv`, `language.csv`, `way.csv`, `hour.csv`, `membership.csv`, `device.csv`, `retention.csv` or `drop_off.csv`")),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404, description = "There is no such table")))]
async fn file(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let id: PilotId = id.parse().map_err(|_| Refusal::new(StatusCode::NOT_FOUND, "not_found"))?;
    let table: Option<UptakeTable> = file.strip_suffix(".csv").and_then(|table| table.parse().ok());
    let table = table.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "unknown_table"))?;
    let details = pilots::uptake_details(&web.env, &manager, id).await?;
    let bytes = pilots::uptake_csv(&details, table)?;
    let name = format!("attachment; filename=\"adoption-{}.csv\"", table.code());
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// Every table of a pilot as one workbook, a sheet for each.
#[utoipa::path(get, path = "/pilots/{id}/uptake.xlsx", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn workbook(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Response, Refusal> {
    let book = pilots::uptake_xlsx(&pilots::uptake_details(&web.env, &manager, id).await?)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, "attachment; filename=\"adoption.xlsx\"")], book).into_response())
}

/// Which report.
#[derive(Deserialize)]
struct Wanted {
    lang: Option<Locale>,
    form: Option<ReportForm>,
}

/// The report of a pilot as PDF.
#[utoipa::path(get, path = "/pilots/{id}/report.pdf", tag = "pilots",
    params(
        ("id" = PilotId, Path),
        ("lang" = Option<Locale>, Query, description = "The language; French where none is named"),
        ("form" = inline(Option<ReportForm>), Query, description = "`short` for one page, `full` for every table; short where none is named")),
    responses((status = 200, description = "The report", content_type = "application/pdf")))]
async fn report(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let (form, locale) = (wanted.form.unwrap_or(ReportForm::Short), wanted.lang.unwrap_or_default());
    let pilot = pilots::get(&web.env, &manager, id).await?;
    let details = pilots::uptake_details(&web.env, &manager, id).await?;
    let pdf = print::pdf(&app::pilots::uptake::report(&pilot, &details, form, locale));
    let name = match locale {
        Locale::Fr => "attachment; filename=\"rapport.pdf\"",
        Locale::En => "attachment; filename=\"report.pdf\"",
    };
    Ok(([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, name)], pdf).into_response())
}
