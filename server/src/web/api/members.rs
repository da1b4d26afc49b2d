//! Accounts.

use super::Created;
use crate::web::{Web, extract::Body, problem::Refusal, viewer::AsAdmin};
use axum::{Json, extract::State};
use contract::{
    MemberId, Page,
    accounts::{MemberSummary, NewMember},
};
use domain::accounts;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create))
}

/// Everyone with an account.
#[utoipa::path(get, path = "/members", tag = "members", responses((status = 200, body = Page<MemberSummary>)))]
async fn list(State(web): State<Web>, AsAdmin(admin): AsAdmin) -> Result<Json<Page<MemberSummary>>, Refusal> {
    Ok(Json(Page::whole(accounts::list(&web.env, &admin).await?)))
}

/// Make an account.
#[utoipa::path(post, path = "/members", tag = "members", request_body = NewMember, responses((status = 201, body = Created<MemberId>)))]
async fn create(
    State(web): State<Web>,
    AsAdmin(admin): AsAdmin,
    Body(new): Body<NewMember>,
) -> Result<(StatusCode, Json<Created<MemberId>>), Refusal> {
    let id = accounts::create(&web.env, &admin, &new).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}
