//! Every route, in one column.

use super::{
    Web, api, assets, attachment_form, captions_form, cohort_form,
    forms::{self, Border},
    guide_form, health, import_form, media, pages, problem, public, schedule, security, sign_in, trace, uploads,
    viewer,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodRouter, delete, get, head, options, patch, post},
};
use http::{Method, Response, header::CONTENT_TYPE};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate},
};

/// One line of the column: a method, a path and what answers.
struct Line(Method, &'static str, MethodRouter<Web>);

/// What knows nobody: no cookie is read.
fn open() -> Vec<Line> {
    vec![
        Line(Method::GET, "/livez", get(health::live)),
        Line(Method::GET, "/readyz", get(health::ready)),
        Line(Method::GET, "/metrics", get(health::metrics)),
        Line(Method::GET, "/assets/{*path}", get(assets::serve)),
        Line(Method::GET, "/robots.txt", get(public::robots)),
        Line(Method::GET, "/sitemap.xml", get(public::sitemap)),
        Line(Method::GET, "/feed.xml", get(public::feed)),
        Line(Method::GET, "/oembed", get(public::oembed)),
        Line(Method::GET, "/internal/live/{session}/{*rest}", get(media::relayed)),
        Line(Method::POST, "/internal/live/{session}/release", post(media::release)),
        Line(Method::GET, "/schedule.ics", get(schedule::all)),
        Line(Method::GET, "/schedule/of/{file}", get(schedule::of_member)),
        Line(Method::GET, "/manifest.webmanifest", get(public::manifest)),
        Line(Method::GET, public::PUSH_WORKER, get(public::push_worker)),
        Line(Method::GET, "/.well-known/security.txt", get(public::security)),
    ]
}

/// What calendars ask for, on behalf of who is signed in.
fn scheduled() -> Vec<Line> {
    vec![Line(Method::GET, "/schedule/{file}", get(schedule::one))]
}

/// What players ask for.
fn played() -> Vec<Line> {
    vec![
        Line(Method::GET, "/media/{grant}/{*rest}", get(media::media)),
        Line(Method::GET, "/media/preview/{recording}/{*rest}", get(media::preview)),
        Line(Method::GET, "/media/studio/{session}/{*rest}", get(media::studio)),
        Line(Method::GET, "/media/poster/{session}/{file}", get(media::session_poster)),
        Line(Method::GET, "/media/recording/{recording}/{file}", get(media::recording_poster)),
    ]
}

/// What uploads speak.
fn uploaded() -> Vec<Line> {
    vec![
        Line(Method::OPTIONS, "/uploads/", options(uploads::abilities)),
        Line(Method::POST, "/uploads/", post(uploads::create)),
        Line(Method::OPTIONS, "/uploads/{recording}", options(uploads::abilities)),
        Line(Method::HEAD, "/uploads/{recording}", head(uploads::state)),
        Line(Method::PATCH, "/uploads/{recording}", patch(uploads::append)),
        Line(Method::DELETE, "/uploads/{recording}", delete(uploads::terminate)),
    ]
}

fn columns() -> [Vec<Line>; 4] {
    [open(), scheduled(), played(), uploaded()]
}

/// Beside the pages that `app` lists.
const FRONT_DOOR: &str = "/";
const IMPORT_FORM: &str = "/call/inventory/import";
const CAPTIONS_FORM: &str = "/call/digitisation/captions";
const COHORT_FORM: &str = "/call/pilots/invite-file";
const ATTACHMENT_FORM: &str = "/call/attachments/add";
const GUIDE_FORM: &str = "/call/digitisation/add-pages";

/// The largest body but for files, in bytes.
const BODY_BYTES: usize = 1024 * 1024;

fn of(lines: Vec<Line>) -> Router<Web> {
    lines.into_iter().fold(Router::new(), |router, Line(_, path, answers)| router.route(path, answers))
}

/// All routes with what stands around them; the last layer is the outermost.
pub fn router(web: &Web) -> Router {
    let border = Border { web: web.clone(), pages: pages::routes(web) };
    let import_form = post(import_form::import).layer(DefaultBodyLimit::max(api::imports::FORM_BYTES));
    let captions_form = post(captions_form::take).layer(DefaultBodyLimit::max(captions_form::FORM_BYTES));
    let cohort_form = post(cohort_form::take).layer(DefaultBodyLimit::max(cohort_form::FORM_BYTES));
    let forms = border.pages.clone().route(IMPORT_FORM, import_form).route(CAPTIONS_FORM, captions_form);
    let attachment_form = post(attachment_form::take).layer(DefaultBodyLimit::max(api::attachments::FORM_BYTES));
    let forms = forms.route(COHORT_FORM, cohort_form).route(ATTACHMENT_FORM, attachment_form);
    let guide_form = post(guide_form::take).layer(DefaultBodyLimit::max(api::guides::FORM_BYTES));
    let forms = forms.route(GUIDE_FORM, guide_form);
    let forms = forms.layer(from_fn_with_state(border, forms::border));
    let in_time = from_fn_with_state(web.clone(), security::in_time);

    let read = Router::new()
        .route(FRONT_DOOR, get(pages::front_door))
        .merge(api::routes())
        .merge(forms)
        .fallback(pages::unknown)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(in_time);
    let uploaded = of(uploaded()).layer(DefaultBodyLimit::disable()).layer(from_fn(uploads::speaks_tus));
    let played = of(played()).layer(from_fn(security::no_hot_links));

    let known = read
        .merge(of(scheduled()))
        .merge(uploaded)
        .merge(played)
        .layer(from_fn_with_state(web.clone(), viewer::resolve))
        .layer(sign_in::layer(web))
        .layer(security::csrf(web))
        .layer(from_fn(viewer::bearer_is_no_browser));
    of(open())
        .merge(known)
        .layer(CatchPanicLayer::custom(security::broken))
        .layer(from_fn_with_state(web.clone(), problem::speak))
        .layer(CompressionLayer::new().quality(SHRINK).compress_when(Shrinks))
        .layer(from_fn_with_state(web.clone(), security::headers))
        .layer(from_fn_with_state(web.clone(), trace::requests))
        .with_state(web.clone())
}

/// Every method and path that is answered, for the test that walks them all.
pub fn routes() -> Vec<(Method, String)> {
    let mut list: Vec<(Method, String)> = vec![
        (Method::GET, FRONT_DOOR.into()),
        (Method::POST, IMPORT_FORM.into()),
        (Method::POST, CAPTIONS_FORM.into()),
        (Method::POST, COHORT_FORM.into()),
        (Method::POST, ATTACHMENT_FORM.into()),
        (Method::POST, GUIDE_FORM.into()),
        (Method::GET, format!("{}/openapi.json", api::PREFIX)),
    ];
    list.extend(columns().into_iter().flatten().map(|Line(method, path, _)| (method, path.to_owned())));
    for (path, item) in api::document().paths.paths {
        let operations = [
            (Method::GET, item.get.is_some()),
            (Method::POST, item.post.is_some()),
            (Method::PUT, item.put.is_some()),
            (Method::PATCH, item.patch.is_some()),
            (Method::DELETE, item.delete.is_some()),
        ];
        list.extend(operations.into_iter().filter(|(_, there)| *there).map(|(method, _)| (method, path.clone())));
    }
    list.extend(pages::listing().iter().map(|page| (Method::GET, page.path().to_owned())));
    list.extend(leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method, path.to_owned())));
    list
}

/// How hard: a page is made for one reader, who waits for it.
const SHRINK: CompressionLevel = CompressionLevel::Precise(4);

/// Text shrinks; pictures, film and what streams do not.
#[derive(Debug, Clone, Copy)]
struct Shrinks;

impl Predicate for Shrinks {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &Response<B>) -> bool {
        const KINDS: [&str; 8] = [
            "text/html",
            "text/calendar",
            "text/csv",
            "application/json",
            "application/problem+json",
            "application/vnd.apple.mpegurl",
            "application/xml",
            "application/atom+xml",
        ];
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        KINDS.iter().any(|known| kind.starts_with(known))
            && response.body().size_hint().upper().is_none_or(|size| size > 512)
    }
}
