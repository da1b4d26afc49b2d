//! The people of a pilot, and those that they are compared with.

use super::Invitations;
use crate::web::{
    Web,
    extract::{Body, Id},
    problem::Refusal,
    viewer::AsManager,
};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
};
use contract::{
    PilotId,
    pilots::{
        InvitationReport,
        cohort::{Cohort, ComparisonReport, FILE_BYTES, OpenEnrolment},
    },
};
use domain::pilots;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(read))
        .routes(routes!(invite_file).layer(DefaultBodyLimit::max(FILE_BYTES)))
        .routes(routes!(compare))
        .routes(routes!(enrolment))
}

/// Who was invited, and what they answered.
#[utoipa::path(get, path = "/pilots/{id}/cohort", tag = "pilots", params(("id" = PilotId, Path)),
    responses((status = 200, body = Cohort)))]
async fn read(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
) -> Result<Json<Cohort>, Refusal> {
    Ok(Json(pilots::cohort(&web.env, &manager, id).await?))
}

/// Invite the people of a file, one a line, with or without a heading. Faults are told by their lines; the
/// others are invited all the same.
#[utoipa::path(post, path = "/pilots/{id}/invitations.csv", tag = "pilots", params(("id" = PilotId, Path)),
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = InvitationReport)))]
async fn invite_file(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    file: Bytes,
) -> Result<Json<InvitationReport>, Refusal> {
    Ok(Json(pilots::invite_file(&web.env, &manager, id, &file).await?))
}

/// Put people into the group that the cohort is compared with. They are never invited.
#[utoipa::path(post, path = "/pilots/{id}/comparison", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = Invitations, responses((status = 200, body = ComparisonReport)))]
async fn compare(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(people): Body<Invitations>,
) -> Result<Json<ComparisonReport>, Refusal> {
    Ok(Json(pilots::compare(&web.env, &manager, id, &people.emails).await?))
}

/// Open the enrolment at a new address, or close it.
#[utoipa::path(put, path = "/pilots/{id}/enrolment", tag = "pilots", params(("id" = PilotId, Path)),
    request_body = OpenEnrolment, responses((status = 200, body = Cohort)))]
async fn enrolment(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Id(id): Id<PilotId>,
    Body(command): Body<OpenEnrolment>,
) -> Result<Json<Cohort>, Refusal> {
    pilots::open_enrolment(&web.env, &manager, id, command).await?;
    Ok(Json(pilots::cohort(&web.env, &manager, id).await?))
}
