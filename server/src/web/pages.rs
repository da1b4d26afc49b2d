//! The pages of `app`, rendered here with what each of them may ask for.

use super::{
    Web, assets,
    client::{self, Client},
    reader,
    sign_in::Desk,
    viewer::Visitor,
};
use app::{
    desk::{self, Assets, AtDesk, FormEcho},
    problem::Problem,
};
use axum::{
    Router,
    body::Body,
    extract::{FromRef, Request, State},
    response::{IntoResponse, Response},
};
use contract::Locale;
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, VARY},
    request::Parts,
};
use leptos::{
    config::LeptosOptions,
    nonce::Nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{AxumRouteListing, LeptosRoutes};
use std::sync::Arc;
use tower_sessions::Session;

impl FromRef<Web> for LeptosOptions {
    fn from_ref(web: &Web) -> Self {
        web.leptos.clone()
    }
}

/// How Leptos is told what `cargo leptos` would put into the environment.
pub fn options() -> LeptosOptions {
    LeptosOptions::builder().output_name(assets::output_name()).site_pkg_dir("assets").hash_files(false).build()
}

/// Every page, by the address it answers at.
pub fn listing() -> Vec<AxumRouteListing> {
    // The app lists its pages when it is asked for one of them.
    let asked = || {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.uri = http::Uri::from_static("/fr");
        provide_context(parts);
    };
    let (pages, _) = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, asked);
    // An app without pages would list this one; it is ours.
    pages.into_iter().filter(|page| page.path() != "/").collect()
}

/// The pages and the calls that they make, each with the same context.
pub fn routes(web: &Web) -> Router<Web> {
    let options = web.leptos.clone();
    Router::new().leptos_routes_with_context(web, listing(), context(web.clone()), move || app::shell(options.clone()))
}

/// What a page may ask for, put where it looks.
fn context(web: Web) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(web.env.clone());
        provide_context(Assets(assets::url));
        let Some(parts) = use_context::<Parts>() else { return };
        let Visitor(viewer) = parts.extensions.get().cloned().unwrap_or(Visitor(None));
        provide_context(desk::Visitor(viewer));
        if let Some(nonce) = parts.extensions.get::<Nonce>() {
            provide_context(nonce.clone());
        }
        if let Some(echo) = parts.extensions.get::<FormEcho>() {
            provide_context(echo.clone());
        }
        if let Some(refused) = parts.extensions.get::<desk::Refused>() {
            provide_context(refused.clone());
        }
        if let Some(locale) = parts.extensions.get::<Locale>() {
            provide_context(*locale);
        }
        if let Some(session) = parts.extensions.get::<Session>() {
            let ip = Client::of(&parts.headers, client::peer(&parts.extensions), web.trusted_proxies).0;
            provide_context(AtDesk(Arc::new(Desk { web: web.clone(), session: session.clone(), ip })));
        }
    }
}

/// `/`: to the first page in the visitor's language.
pub async fn front_door(visitor: Visitor, headers: HeaderMap) -> Response {
    let to = match language(&visitor, &headers) {
        Locale::Fr => "/fr",
        Locale::En => "/en",
    };
    let headers =
        [(LOCATION, HeaderValue::from_static(to)), (VARY, HeaderValue::from_static("Accept-Language, Cookie"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn language(visitor: &Visitor, headers: &HeaderMap) -> Locale {
    let chosen = visitor.viewer().map(|viewer| viewer.locale);
    chosen
        .or_else(|| desk::cookies_of(headers, "locale").next()?.parse().ok())
        .or_else(|| reader::browser(headers))
        .unwrap_or_default()
}

/// Whatever no route knows: a problem for programs, the page that says so for people.
pub async fn unknown(State(web): State<Web>, visitor: Visitor, mut request: Request) -> Response {
    let path = request.uri().path();
    let for_programs = ["/api", "/call", "/media", "/uploads", "/assets"]
        .iter()
        .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if for_programs || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return super::problem::Refusal::from(domain::Error::NotFound).into_response();
    }
    let locale = app::address::language_of(path).unwrap_or_else(|| language(&visitor, request.headers()));
    request.extensions_mut().insert(locale);
    let mut response = rendered(web, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

async fn rendered(web: Web, request: Request) -> Response {
    let options = web.leptos.clone();
    let render = leptos_axum::render_app_async_with_context(context(web), move || app::shell(options.clone()));
    render(request).await
}

/// The page for whoever sent a form that leads back to none: `sent` is its request without what it held.
pub async fn refused(web: Web, sent: Parts, viewer: Visitor, problem: Problem, locale: Locale) -> Response {
    let mut request = Request::from_parts(sent, Body::empty());
    *request.method_mut() = Method::GET;
    for name in [CONTENT_TYPE, CONTENT_LENGTH] {
        request.headers_mut().remove(name);
    }
    request.extensions_mut().insert(viewer);
    request.extensions_mut().insert(locale);
    request.extensions_mut().insert(desk::Refused(problem));
    rendered(web, request).await
}
