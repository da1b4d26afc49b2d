//! What a browser fetches besides pages and media: styles, scripts, wasm, fonts
//! and icons. All of it is inside the binary, already compressed, under names
//! that change with the content, and so may be kept by a browser for ever.

use std::sync::LazyLock;

use axum::{
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
        X_CONTENT_TYPE_OPTIONS,
    },
};

/// Where assets are served: the router nests [`serve`] at `/assets/{*path}`.
pub const PREFIX: &str = "/assets/";

/// Leptos asks for its two files under this name when nothing was built.
const NO_OUTPUT: &str = "estrade";

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// The name that the sources use: `main.css`, `icons/sprite.svg`.
    pub logical: &'static str,
    /// The name under [`PREFIX`], which holds a hash of the content.
    pub path: &'static str,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The content as it is.
    pub identity: &'static [u8],
    /// The same in brotli, where that is smaller.
    pub br: Option<&'static [u8]>,
    /// The same in gzip, where that is smaller.
    pub gz: Option<&'static [u8]>,
}

impl Asset {
    /// The strong tag of one form. The path stands for the content, and two
    /// encodings of one content are two different representations.
    #[must_use]
    pub fn etag(&self, encoding: Encoding) -> String {
        match encoding.token() {
            Some(token) => format!("\"{}+{token}\"", self.path),
            None => format!("\"{}\"", self.path),
        }
    }

    fn body(&self, encoding: Encoding) -> Option<&'static [u8]> {
        match encoding {
            Encoding::Brotli => self.br,
            Encoding::Gzip => self.gz,
            Encoding::Identity => Some(self.identity),
        }
    }
}

/// The forms in which an asset is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `br`, the smallest.
    Brotli,
    /// `gzip`, for whoever speaks no brotli.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The asset at a path under [`PREFIX`].
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    let place = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(place)
}

/// The address of an asset by its logical name. A name that does not exist gets
/// an address that answers 404, and a line in the log: a page without an icon
/// is better than no page.
#[must_use]
pub fn url(logical: &str) -> &'static str {
    match URLS.iter().find(|(name, _)| *name == logical) {
        Some((_, url)) => url,
        None => {
            tracing::warn!(asset = logical, "no such asset");
            "/assets/missing"
        }
    }
}

/// Every logical name with its address, put together once.
static URLS: LazyLock<Vec<(&'static str, String)>> =
    LazyLock::new(|| ASSETS.iter().map(|asset| (asset.logical, format!("{PREFIX}{}", asset.path))).collect());

/// What Leptos calls the output name: it fetches `{name}.js` and `{name}_bg.wasm`.
#[must_use]
pub fn output_name() -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.logical == "estrade.js")
        .and_then(|asset| asset.path.strip_suffix(".js"))
        .unwrap_or(NO_OUTPUT)
}

/// `GET` and `HEAD` of `/assets/{*path}`.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match find(&path) {
        Some(asset) => answer(asset, &headers),
        None => (StatusCode::NOT_FOUND, "not found\n").into_response(),
    }
}

fn answer(asset: &'static Asset, request: &HeaderMap) -> Response {
    let encoding = negotiate(asset, request);
    let etag = asset.etag(encoding);
    let unchanged = has_tag(request, &etag);

    let body = match asset.body(encoding) {
        Some(bytes) if !unchanged => Body::from(Bytes::from_static(bytes)),
        _ => Body::empty(),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(ETAG, etag);
    }
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(token) = encoding.token() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(token));
    }
    response
}

/// The form the client likes best; among equals the smallest.
fn negotiate(asset: &Asset, request: &HeaderMap) -> Encoding {
    let accepted = Accepted::read(request);
    let mut best = (accepted.explicit("identity").unwrap_or(0), Encoding::Identity);
    for (token, encoding) in [("gzip", Encoding::Gzip), ("br", Encoding::Brotli)] {
        let weight = accepted.weight(token);
        if weight > 0 && weight >= best.0 && asset.body(encoding).is_some() {
            best = (weight, encoding);
        }
    }
    best.1
}

/// What `Accept-Encoding` says: codings with weights in thousandths.
struct Accepted<'r>(Vec<(&'r str, u16)>);

impl<'r> Accepted<'r> {
    fn read(request: &'r HeaderMap) -> Self {
        let lines = request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
        Self(lines.flat_map(|line| line.split(',')).filter_map(coding).collect())
    }

    fn explicit(&self, token: &str) -> Option<u16> {
        let found = self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(token));
        found.map(|(_, weight)| *weight)
    }

    fn weight(&self, token: &str) -> u16 {
        self.explicit(token).or_else(|| self.explicit("*")).unwrap_or(0)
    }
}

/// `br;q=0.5`. A weight that cannot be read counts as a refusal.
fn coding(item: &str) -> Option<(&str, u16)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((name, weight.map_or(1000, thousandths)))
}

/// `1`, `0.5`, `0.875` as 1000, 500, 875 (RFC 9110, 12.4.2).
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "1" => 1000,
        "0" => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

fn has_tag(request: &HeaderMap, etag: &str) -> bool {
    let lines = request.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    static SHEET: Asset = Asset {
        logical: "main.css",
        path: "main-abc.css",
        content_type: "text/css; charset=utf-8",
        identity: b"body { color: black }",
        br: Some(b"br"),
        gz: Some(b"gzip"),
    };
    static FONT: Asset = Asset {
        logical: "fonts/a.woff2",
        path: "fonts/a-abc.woff2",
        content_type: "font/woff2",
        identity: b"wOF2",
        br: None,
        gz: None,
    };

    fn asking(name: http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_client_chooses_the_encoding() {
        for (accept, expected) in [
            ("", Encoding::Identity),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.5", Encoding::Brotli),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0, *", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("*;q=0", Encoding::Identity),
            ("identity", Encoding::Identity),
            ("identity, br;q=0.9", Encoding::Identity),
            ("identity;q=0.1, br;q=0.9", Encoding::Brotli),
            ("br;q=1.0000, gzip;q=x", Encoding::Identity),
            ("br ; q=0.125 , gzip;q=0.1", Encoding::Brotli),
            ("zstd", Encoding::Identity),
        ] {
            assert_eq!(negotiate(&SHEET, &asking(ACCEPT_ENCODING, accept)), expected, "{accept}");
        }
        assert_eq!(negotiate(&SHEET, &HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn a_file_that_does_not_shrink_is_sent_as_it_is() {
        let response = answer(&FONT, &asking(ACCEPT_ENCODING, "br, gzip"));
        assert_eq!(response.headers().get(CONTENT_ENCODING), None);
        assert_eq!(response.headers()[CONTENT_TYPE], "font/woff2");
        assert_eq!(response.headers()[ETAG], "\"fonts/a-abc.woff2\"");
    }

    #[test]
    fn it_may_be_kept_for_ever_but_by_encoding() {
        let response = answer(&SHEET, &asking(ACCEPT_ENCODING, "br"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(response.headers()[VARY], "Accept-Encoding");
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()[ETAG], "\"main-abc.css+br\"");
    }

    #[test]
    fn a_known_tag_is_answered_without_the_content() {
        for (tag, expected) in [
            ("\"main-abc.css\"", StatusCode::NOT_MODIFIED),
            ("W/\"main-abc.css\"", StatusCode::NOT_MODIFIED),
            ("\"other\", \"main-abc.css\"", StatusCode::NOT_MODIFIED),
            ("*", StatusCode::NOT_MODIFIED),
            ("\"main-abc.css+br\"", StatusCode::OK),
            ("main-abc.css", StatusCode::OK),
        ] {
            let response = answer(&SHEET, &asking(IF_NONE_MATCH, tag));
            assert_eq!(response.status(), expected, "{tag}");
            assert_eq!(response.headers()[ETAG], "\"main-abc.css\"");
        }
    }

    #[tokio::test]
    async fn every_asset_is_found_by_its_path_and_its_name() {
        assert!(ASSETS.is_sorted_by_key(|asset| asset.path));
        for asset in ASSETS {
            assert_eq!(find(asset.path).unwrap().logical, asset.logical);
            assert_eq!(url(asset.logical), format!("{PREFIX}{}", asset.path));
            let response = serve(Path(asset.path.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::OK);
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_plainly_not_there() {
        for path in ["", "main.css", "../Cargo.toml", "missing"] {
            let response = serve(Path(path.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(response.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
        }
        assert_eq!(url("no-such-file.js"), "/assets/missing");
    }

    #[test]
    fn the_wasm_pair_shares_one_name() {
        let name = output_name();
        if let Some(script) = ASSETS.iter().find(|asset| asset.logical == "estrade.js") {
            assert_eq!(script.path, format!("{name}.js"));
            assert!(find(&format!("{name}_bg.wasm")).is_some());
        }
    }
}
