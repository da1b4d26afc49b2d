//! The REST API, version 1: a file per noun. The OpenAPI document is the router's own, so that
//! no route is without a description and no description without a route.

pub mod attachments;
pub mod backlog;
pub mod captions;
pub mod catalogue;
pub mod chat;
pub mod company;
pub mod demand;
pub mod duplicates;
pub mod exports;
pub mod extra_fields;
pub mod feeds;
pub mod guides;
pub mod imports;
pub mod items;
pub mod links;
pub mod listening;
pub mod live_captions;
pub mod lives;
pub mod me;
pub mod members;
pub mod pilots;
pub mod recordings;
pub mod rights;
pub mod sessions;
pub mod tags;
pub mod uptake;
pub mod views;
pub mod watches;
pub mod work;

use super::{Web, sign_in};
use axum::{Json, Router};
use serde::Serialize;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        OpenApi as Document,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(title = "Estrade", description = "Inventory, digitisation, sessions, pilots and history. Errors are application/problem+json (RFC 9457) with a stable `code`."),
    modifiers(&Security),
    security(("token" = []), ("cookie" = [])),
    components(schemas(ProblemDocument))
)]
struct Description;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("est_...").build();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("estrade"));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
struct ProblemDocument {
    /// Always `about:blank`: the code says more.
    #[schema(rename = "type")]
    kind: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The sentence for a person, in the reader's language.
    detail: String,
    /// What it is, for programs.
    code: String,
    /// The same as `code`.
    reason: String,
    /// The fields that cannot be accepted.
    fields: Option<Vec<contract::problem::FieldProblem>>,
}

/// One new thing.
#[derive(Serialize, ToSchema)]
pub struct Created<T: ToSchema> {
    /// Its id.
    pub id: T,
}

fn described() -> OpenApiRouter<Web> {
    let routes = OpenApiRouter::with_openapi(Description::openapi())
        .merge(sign_in::api())
        .merge(items::routes())
        .merge(exports::routes())
        .merge(imports::routes())
        .merge(recordings::routes())
        .merge(guides::routes())
        .merge(captions::routes())
        .merge(sessions::routes())
        .merge(rights::routes())
        .merge(lives::routes())
        .merge(live_captions::routes())
        .merge(chat::routes())
        .merge(catalogue::routes())
        .merge(watches::routes())
        .merge(me::routes())
        .merge(company::routes())
        .merge(pilots::routes())
        .merge(backlog::routes())
        .merge(demand::routes())
        .merge(duplicates::routes())
        .merge(views::routes())
        .merge(tags::routes())
        .merge(extra_fields::routes())
        .merge(links::routes())
        .merge(attachments::routes())
        .merge(uptake::routes())
        .merge(listening::routes())
        .merge(feeds::routes())
        .merge(members::routes())
        .merge(work::routes());
    OpenApiRouter::new().nest(PREFIX, routes)
}

/// What the API is.
pub fn document() -> Document {
    described().into_openapi()
}

/// The API and, with it, its description.
pub fn routes() -> Router<Web> {
    let (router, document) = described().split_for_parts();
    router.route(&format!("{PREFIX}/openapi.json"), axum::routing::get(async move || Json(document.clone())))
}
