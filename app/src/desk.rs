//! What every call uses: the domain's world, who is asking, and the one border where a domain
//! error becomes something that people may be told.

use crate::{
    address::{self, Place},
    problem::Problem,
    texts,
};
use axum::extract::Query;
use contract::{
    EnrolmentKey, Locale,
    accounts::{Credentials, Viewer},
    devices::Device,
};
use domain::{Environment, accounts::SignedIn};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{COOKIE, LOCATION, REFERER, SET_COOKIE, USER_AGENT},
    request::Parts,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::{future::Future, pin::Pin, str::FromStr, sync::Arc};

/// Who is asking; put into the context of every page and call by the server.
#[derive(Clone)]
pub struct Visitor(pub Option<SignedIn>);

/// What a form held that could not be accepted, and why; put into the context of the page that
/// is shown again.
#[derive(Clone)]
pub struct FormEcho {
    /// The address the form was sent to, which tells it from others on the page.
    pub action: String,
    /// The path and query of the page that it was sent from.
    pub page: String,
    /// The fields as they were sent. Passwords and files are never among them.
    pub values: Vec<(String, String)>,
    /// What could not be accepted.
    pub problem: Problem,
}

/// Why a form was refused of which no page is known that it was sent from; put into the context of the page that
/// says so.
#[derive(Clone)]
pub struct Refused(pub Problem);

/// Finds the address of an asset by the name that the sources use.
#[derive(Clone, Copy)]
pub struct Assets(pub fn(&str) -> &'static str);

impl Assets {
    /// The address of `main.css` or `icons/sprite.svg` as it is named today.
    pub fn url(&self, logical: &str) -> &'static str {
        (self.0)(logical)
    }
}

/// A future that a trait object returns.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The desk where one signs in and out of this browser. The server implements it over the
/// cookie; pages know no more than this.
pub trait SignInDesk: Send + Sync {
    /// Checks the pair, counts attempts, and ties this browser to the account under a new id.
    fn sign_in(&self, credentials: Credentials) -> Promise<'_, Result<Viewer, Problem>>;
    /// Has a letter with which to set a new password written to whoever has an account at this address, and counts
    /// how often that is asked for.
    fn write_to(&self, email: String) -> Promise<'_, Result<(), Problem>>;
    /// Sets the password of the account whose letter holds this key, ends all its sign-ins, and ties this browser
    /// to it.
    fn set_password(&self, key: String, password: String) -> Promise<'_, Result<Viewer, Problem>>;
    /// Ends this browser's sign-in. Nobody signed in is no problem.
    fn sign_out(&self) -> Promise<'_, Result<(), Problem>>;
    /// Ends every sign-in of the account, this one included.
    fn sign_out_everywhere(&self) -> Promise<'_, Result<(), Problem>>;
    /// Counts a letter that somebody asks for who need not be known, whatever becomes of it; refuses it after
    /// too many.
    fn count_letter(&self, enrolment: EnrolmentKey) -> Result<(), Problem>;
}

/// The desk of this request, in its context.
#[derive(Clone)]
pub struct AtDesk(pub Arc<dyn SignInDesk>);

/// The domain's world.
///
/// # Errors
/// Only where the server forgot to provide it.
pub fn env() -> Result<Environment, Problem> {
    use_context().ok_or_else(|| missing("environment"))
}

/// The desk of this request.
///
/// # Errors
/// Only where the server forgot to provide it.
pub fn sign_in_desk() -> Result<Arc<dyn SignInDesk>, Problem> {
    use_context::<AtDesk>().map(|desk| desk.0).ok_or_else(|| missing("sign-in desk"))
}

fn missing(what: &str) -> Problem {
    tracing::error!(what, "missing from the context of a request");
    Problem::new(500, "internal")
}

/// Who is signed in, if anybody.
pub fn viewer() -> Option<SignedIn> {
    use_context::<Visitor>().and_then(|visitor| visitor.0)
}

/// The proof that somebody is signed in.
///
/// # Errors
/// 401 where nobody is.
pub fn signed_in() -> Result<SignedIn, Problem> {
    viewer().ok_or_else(|| fail(Problem::not_signed_in()))
}

/// What the domain answered, as a call or a page may pass it on. Sets the HTTP status.
///
/// # Errors
/// The domain's error as a [`Problem`]; one from inside is logged here and loses its text.
pub fn answer<T>(result: domain::Result<T>) -> Result<T, Problem> {
    result.map_err(|error| fail(error.into()))
}

/// Sets the status of the response to that of the problem, and returns it.
pub fn fail(problem: Problem) -> Problem {
    set_status(problem.status());
    problem
}

/// Sets the status of the response that is being made.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Sends the browser on, after a form that did what it should: 303, so that reloading the next
/// page does not send the form again.
pub fn go(path: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(location) = HeaderValue::from_str(path) {
        response.insert_header(LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Sends the browser to a page in the visitor's language, with a word about what was done:
/// `go_to(Place::History, "deleted")` leads to `/fr/mon-espace/historique?done=deleted`. An
/// empty word is left out.
pub fn go_to(place: Place, done: &str) {
    go(&place.with(locale(), &[("done", done)]));
}

/// The language of the page that is shown or, for a call, of the page its form stood on.
pub fn locale() -> Locale {
    use_context().or_else(language_of_referrer).or_else(|| viewer().map(|viewer| viewer.locale)).unwrap_or_default()
}

fn language_of_referrer() -> Option<Locale> {
    address::language_of(&referrer()?)
}

/// The path and query of the page that a form was sent from, on this site.
pub fn referrer() -> Option<String> {
    let parts: Parts = use_context()?;
    let referrer: http::Uri = parts.headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    address::same_site(referrer.path_and_query()?.as_str()).map(ToOwned::to_owned)
}

/// The path of the page that was asked for, without its query.
pub fn path() -> String {
    use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default()
}

/// Every pair of the query of the page that was asked for, empty values left out.
pub fn query() -> Vec<(String, String)> {
    let Some(parts) = use_context::<Parts>() else { return Vec::new() };
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map(|Query(pairs)| pairs).unwrap_or_default();
    pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
}

/// The pairs of a query as a form carries it along: `?q=dos&kind=class`.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let uri = format!("/{}", query.trim_start_matches('/')).parse().unwrap_or_default();
    Query::<Vec<(String, String)>>::try_from_uri(&uri).map(|Query(pairs)| pairs).unwrap_or_default()
}

/// The value of one name in the query of the page that was asked for.
pub fn asked(name: &str) -> Option<String> {
    query().into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

/// The id in the address of the page that was asked for.
///
/// # Errors
/// 404 where it is no id.
pub fn id<Id: FromStr>() -> Result<Id, Problem> {
    let id = Place::find(&path()).and_then(|(_, place)| place.id()?.parse().ok());
    id.ok_or_else(|| fail(Problem::not_found()))
}

/// What kind of device the page is for, by what its browser says.
pub fn device() -> Device {
    let parts: Option<Parts> = use_context();
    parts.map_or(Device::Other, |parts| device_of(&parts.headers))
}

/// What kind of device sends these headers.
pub fn device_of(headers: &HeaderMap) -> Device {
    agent_of(headers).map_or(Device::Other, Device::of)
}

/// What the browser calls itself.
pub fn agent() -> Option<String> {
    let parts: Parts = use_context()?;
    agent_of(&parts.headers).map(str::to_owned)
}

/// What the browser that sends these headers calls itself.
pub fn agent_of(headers: &HeaderMap) -> Option<&str> {
    headers.get(USER_AGENT)?.to_str().ok()
}

/// The value of a cookie that the browser sent.
pub fn cookie(name: &str) -> Option<String> {
    let parts: Parts = use_context()?;
    cookies_of(&parts.headers, name).next().map(ToOwned::to_owned)
}

/// The values of the cookies of this name among these headers, in their order. There is more than one where
/// somebody has put another there. Takes no memory: every segment asks.
pub fn cookies_of<'h>(headers: &'h HeaderMap, name: &'h str) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(found, _)| *found == name).map(|(_, value)| value)
}

/// Keeps the theme that the reader chose for a year, in this browser. Anything but `light` and
/// `dark` follows the device again.
pub fn set_theme(theme: &str) {
    let cookie = match theme {
        "light" => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        "dark" => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        _ => "theme=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly",
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, HeaderValue::from_static(cookie));
    }
}

/// The address of an asset by the name that the sources use.
pub fn asset(logical: &str) -> &'static str {
    use_context::<Assets>().map_or("", |assets| assets.url(logical))
}

/// The path of a place in the language of the page.
pub fn path_to(place: Place) -> String {
    place.path(texts::locale())
}

#[cfg(test)]
mod tests {
    use super::cookies_of;
    use http::{HeaderMap, HeaderValue, header::COOKIE};

    #[test]
    fn a_cookie_is_found_on_every_line_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("theme=dark;estrade=one; not-estrade=two ;flag"));
        headers.append(COOKIE, HeaderValue::from_static("estrade=a=b"));
        assert_eq!(cookies_of(&headers, "estrade").collect::<Vec<_>>(), ["one", "a=b"]);
        assert_eq!(cookies_of(&headers, "not-estrade").collect::<Vec<_>>(), ["two"]);
        assert_eq!(cookies_of(&headers, "flag").next(), None);
    }
}
