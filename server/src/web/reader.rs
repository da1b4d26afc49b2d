//! In which language somebody reads: what a request says about it.

use app::address;
use contract::Locale;
use http::{
    HeaderMap, Uri,
    header::{ACCEPT_LANGUAGE, REFERER},
};

/// What a request says about its reader's language.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    page: Option<Locale>,
    browser: Option<Locale>,
}

impl Asked {
    /// Reads the headers.
    pub fn of(headers: &HeaderMap) -> Self {
        Self { page: page(headers), browser: browser(headers) }
    }

    /// The language of the page that asks, else the browser's, else the account's, else French.
    pub fn locale(self, account: Option<&Locale>) -> Locale {
        self.page.or(self.browser).or(account.copied()).unwrap_or_default()
    }
}

/// The page from which a script or a form asks. Browsers send it within the site alone.
fn page(headers: &HeaderMap) -> Option<Locale> {
    let referrer: Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    address::language_of(referrer.path())
}

/// What `Accept-Language` prefers, if it names a language that we speak.
pub fn browser(headers: &HeaderMap) -> Option<Locale> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let speaks = |tag: &str| {
        let primary = tag.trim().split(['-', ';']).next().unwrap_or_default();
        primary.to_ascii_lowercase().parse::<Locale>().is_ok()
    };
    header.split(',').any(speaks).then(|| Locale::preferred(header))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_page_comes_before_the_browser_and_the_browser_before_the_account() {
        for (referrer, accept, account, expected) in [
            ("https://a.org/en/sign-in", "fr", Some(Locale::Fr), Locale::En),
            ("https://a.org/docs", "en-CA,fr;q=0.5", Some(Locale::Fr), Locale::En),
            ("", "de", Some(Locale::En), Locale::En),
            ("", "*", None, Locale::Fr),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(REFERER, HeaderValue::from_static(referrer));
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            assert_eq!(Asked::of(&headers).locale(account.as_ref()), expected, "{referrer} {accept}");
        }
    }
}
