//! What the web at large asks for: robots, a site map, a manifest, a feed of what is public.

use super::{Web, problem::Refusal};
use app::{address::Place, texts};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    Locale, Timestamp,
    catalogue::{CatalogueEntry, CatalogueSearch},
    limits,
};
use domain::catalogue;
use http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde_json::json;
use std::{fmt::Write, time::Duration};

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

async fn entries(web: &Web) -> Result<Vec<CatalogueEntry>, Refusal> {
    let search = CatalogueSearch { limit: Some(limits::PAGE_MAX), ..CatalogueSearch::default() };
    Ok(catalogue::shelf(&web.env, None, &search).await?)
}

/// `/sitemap.xml`: the pages that anybody may read, each with its other language.
pub async fn sitemap(State(web): State<Web>) -> Result<Response, Refusal> {
    let places = [Place::Home, Place::Catalogue, Place::Privacy].into_iter();
    let sessions = entries(&web).await?.into_iter().map(|entry| Place::Session(entry.session_id));
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
    Ok(([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"))], xml).into_response())
}

/// `/feed.xml`: what came into the catalogue lately, of what is public (RFC 4287).
pub async fn feed(State(web): State<Web>) -> Result<Response, Refusal> {
    let entries = entries(&web).await?;
    let url = escaped(&web.env.settings.public_url);
    let updated = entries.iter().map(|entry| entry.published_at).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let title = escaped(&texts::text(Locale::Fr, "catalogue-title", &[]));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr-CA\">\n\
         <id>{url}/feed.xml</id><title>Estrade – {title}</title><updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{url}/feed.xml\"/><link href=\"{url}/fr\"/><author><name>Estrade</name></author>\n"
    );
    for entry in entries.iter().take(50) {
        let link = Place::Session(entry.session_id).path(Locale::Fr);
        let _infallible = writeln!(
            xml,
            "<entry><id>urn:uuid:{}</id><title>{}</title><summary>{}</summary><link href=\"{url}{link}\"/>\
             <published>{at}</published><updated>{at}</updated></entry>",
            entry.session_id,
            escaped(entry.title.pick(Locale::Fr)),
            escaped(entry.description.pick(Locale::Fr)),
            at = entry.published_at,
        );
    }
    xml.push_str("</feed>\n");
    Ok(([AN_HOUR, (CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"))], xml)
        .into_response())
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
