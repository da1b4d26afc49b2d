//! What the web at large asks for: robots, a site map, a manifest, a feed of what is public.

use super::{Web, problem::Refusal};
use app::{address::Place, texts};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contract::{
    Locale, Timestamp,
    catalogue::{CatalogueEntry, CatalogueSearch},
    limits,
};
use domain::{Error, catalogue};
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use moka::future::Cache;
use serde::Deserialize;
use serde_json::json;
use std::{fmt::Write, sync::Arc, time::Duration};

/// For how long these may be kept by anybody.
const AN_HOUR: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));

/// `/robots.txt`.
pub async fn robots(State(web): State<Web>) -> Response {
    let body = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /call/\nDisallow: /media/\nDisallow: /uploads/\nSitemap: {}/sitemap.xml\n",
        web.env.settings.public_url
    );
    ([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], body).into_response()
}

/// `/.well-known/security.txt` (RFC 9116).
pub async fn security(State(web): State<Web>) -> Response {
    // A file that has lapsed is worse than none: it is always good for another ninety days.
    let until = web.env.clock.now().checked_add(Duration::from_secs(90 * 24 * 60 * 60)).unwrap_or(Timestamp::MAX);
    let url = &web.env.settings.public_url;
    let until = until.strftime("%Y-%m-%dT%H:%M:%SZ");
    let body = format!(
        "Contact: {url}{}\nExpires: {until}\nPreferred-Languages: fr, en\nCanonical: {url}/.well-known/security.txt\n",
        Place::Privacy.path(Locale::Fr)
    );
    ([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], body).into_response()
}

/// Where the worker of browsers stands.
pub const PUSH_WORKER: &str = "/push/worker.js";

/// `/push/worker.js`, what shows notices in a browser. By where it stands it answers for no page.
pub async fn push_worker() -> Response {
    let anew = (CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let kind = (CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    ([anew, kind], include_str!("../../../style/assets/push/worker.js")).into_response()
}

/// `/manifest.webmanifest`.
pub async fn manifest() -> Response {
    let manifest = json!({
        "name": "Estrade",
        "short_name": "Estrade",
        "lang": Locale::Fr.tag(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
    });
    ([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"))], Json(manifest).0.to_string())
        .into_response()
}

/// A sitemap holds at most so many addresses (sitemaps.org); each page of ours has two.
const SITEMAP_PAGES: usize = 25_000;

/// What anybody may attend, the newest first: at most `most` of them.
async fn entries(web: &Web, most: usize) -> Result<Vec<CatalogueEntry>, Refusal> {
    let mut search = CatalogueSearch { limit: Some(limits::PAGE_MAX), ..CatalogueSearch::default() };
    let mut entries = Vec::new();
    loop {
        let page = catalogue::search(&web.env, None, &search).await?;
        entries.extend(page.items);
        if page.next.is_none() || entries.len() >= most {
            entries.truncate(most);
            return Ok(entries);
        }
        search.cursor = page.next;
    }
}

/// How long a site map is handed out as it was written: anybody may ask, and it may hold fifty thousand addresses.
const KEPT: Duration = Duration::from_secs(60);

/// The site map as it was written last.
#[derive(Clone)]
pub struct SiteMap(Cache<(), Bytes>);

impl Default for SiteMap {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1).time_to_live(KEPT).build())
    }
}

/// `/sitemap.xml`: the pages that anybody may read, each with its other language. Who asks while it is being
/// written waits for the same one.
pub async fn sitemap(State(web): State<Web>) -> Result<Response, Refusal> {
    let written = web.site_map.0.try_get_with((), write_site_map(&web)).await;
    let xml = written.map_err(|refusal: Arc<Refusal>| Refusal::clone(&refusal))?;
    Ok(([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"))], xml).into_response())
}

async fn write_site_map(web: &Web) -> Result<Bytes, Refusal> {
    let places = [Place::Home, Place::Catalogue, Place::Privacy].into_iter();
    let sessions = entries(web, SITEMAP_PAGES).await?.into_iter().map(|entry| Place::Session(entry.session_id));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let url = escaped(&web.env.settings.public_url);
    for place in places.chain(sessions) {
        for locale in Locale::ALL {
            let _infallible = write!(xml, "<url><loc>{url}{}</loc>", place.path(locale));
            for other in Locale::ALL {
                let path = place.path(other);
                let _infallible =
                    write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{url}{path}\"/>", other.tag());
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    Ok(xml.into())
}

/// In which language a feed is read.
#[derive(Debug, Default, Deserialize)]
pub struct Language {
    #[serde(default)]
    lang: Option<String>,
}

impl Language {
    fn locale(&self) -> Locale {
        self.lang.as_deref().and_then(|code| code.parse().ok()).unwrap_or_default()
    }
}

/// `/feed.xml`, or `/feed.xml?lang=en`: what came into the catalogue lately, of what is public
/// (RFC 4287).
pub async fn feed(State(web): State<Web>, Query(language): Query<Language>) -> Result<Response, Refusal> {
    let locale = language.locale();
    let entries = entries(&web, FEED_ENTRIES).await?;
    let url = escaped(&web.env.settings.public_url);
    let updated = entries.iter().map(|entry| entry.published_at).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let title = escaped(&texts::text(locale, "catalogue-title", &[]));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{tag}\">\n\
         <id>{url}/feed.xml?lang={locale}</id><title>Estrade – {title}</title><updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{url}/feed.xml?lang={locale}\"/><link href=\"{url}/{locale}\"/><author><name>Estrade</name></author>\n",
        tag = locale.tag(),
    );
    for entry in &entries {
        let link = Place::Session(entry.session_id).path(locale);
        let _infallible = writeln!(
            xml,
            "<entry><id>urn:uuid:{}</id><title>{}</title><summary>{}</summary><link href=\"{url}{link}\"/>\
             <published>{at}</published><updated>{at}</updated></entry>",
            entry.session_id,
            escaped(entry.title.pick(locale)),
            escaped(entry.description.pick(locale)),
            at = entry.published_at,
        );
    }
    xml.push_str("</feed>\n");
    Ok(([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"))], xml)
        .into_response())
}

/// How many entries a feed holds.
const FEED_ENTRIES: usize = 50;

/// What `/oembed` is asked for (oembed.com, 2.2).
#[derive(Debug, Deserialize)]
pub struct Embed {
    url: String,
    #[serde(default)]
    format: Option<String>,
}

/// `/oembed`: the name and picture of a session that anybody may know of, for a page that links to
/// it. A link and no player: media are for members.
pub async fn oembed(State(web): State<Web>, Query(asked): Query<Embed>) -> Result<Response, Refusal> {
    if asked.format.as_deref().is_some_and(|format| format != "json") {
        return Err(Refusal::new(StatusCode::NOT_IMPLEMENTED, "format_not_offered"));
    }
    let home = &web.env.settings.public_url;
    let path = asked.url.strip_prefix(home.as_str()).ok_or(Error::NotFound)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let Some((locale, Place::Session(session))) = Place::find(path) else { return Err(Error::NotFound.into()) };
    let entry = catalogue::entry(&web.env, None, session).await?;
    let mut body = json!({
        "version": "1.0",
        "type": "link",
        "title": entry.title.pick(locale),
        "provider_name": "Estrade",
        "provider_url": home,
        "cache_age": 3600,
    });
    if let Some(author) = &entry.instructor {
        body["author_name"] = json!(author);
    }
    if entry.has_poster && entry.pages == 0 {
        body["thumbnail_url"] = json!(format!("{home}/media/poster/{session}/small.jpg"));
        body["thumbnail_width"] = json!(480);
        body["thumbnail_height"] = json!(270);
    }
    Ok(([AN_HOUR], Json(body)).into_response())
}

/// Text for XML. Characters that XML 1.0 does not know are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
