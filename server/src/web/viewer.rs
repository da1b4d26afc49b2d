//! Who is asking: found out once per request, and proved to the routes that need to know.

use super::{Web, problem::Refusal, sign_in, store::Store};
use app::problem::Problem;
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::MemberId;
use domain::{
    accounts::{
        self, Admin, Manager, SignedIn, Staff,
        tokens::{self, Bearer},
    },
    recent::Recent,
    secret::fingerprint,
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{AUTHORIZATION, COOKIE, ORIGIN, WWW_AUTHENTICATE},
    request::Parts,
};
use moka::future::Cache;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tower_sessions::{Session, session};

/// How long what is known of a viewer is believed. A player asks for a segment every few
/// seconds; each of them going to the database would be most of its work. What ends a sign-in in
/// this process is heeded at once; in another one, after this long.
const BELIEVED: Duration = Duration::from_secs(3);
/// How many viewers are known at a time.
const KNOWN: u64 = 50_000;

/// Before the fingerprint of a token. Else what is in somebody's cookie would pass for a token in the moments in
/// which it is known, past what protects browsers; and a token for a cookie.
const TOKEN: &str = "token ";

/// How many of them are known without computing what they are known by.
const AT_HAND: usize = 4_096;

/// The viewers of the last moments.
#[derive(Debug, Clone)]
pub struct Viewers {
    /// By the fingerprint of the cookie that they showed, or of the token after [`TOKEN`].
    known: Cache<String, Arc<Known>>,
    /// By the cookie itself, for who asks for segments one after the other.
    at_hand: Arc<Recent<String, Near>>,
    /// How often somebody was forgotten.
    forgotten: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Known {
    bearer: Bearer,
    since: Instant,
}

#[derive(Debug, Clone, Copy)]
struct Near {
    member: MemberId,
    /// Since when it is known, whatever was looked at in between.
    since: Instant,
    /// How often somebody had been forgotten by then.
    forgotten: u64,
}

impl Default for Viewers {
    fn default() -> Self {
        Self {
            known: Cache::builder().max_capacity(KNOWN).time_to_live(BELIEVED).build(),
            at_hand: Arc::new(Recent::new(AT_HAND, BELIEVED)),
            forgotten: Arc::default(),
        }
    }
}

impl Viewers {
    /// Whom a cookie was lately found to belong to.
    pub async fn remembered(&self, cookie: &str) -> Option<SignedIn> {
        // Before it is looked up: who is forgotten meanwhile is not put at hand.
        let forgotten = self.forgotten();
        let known = self.known.get(&fingerprint(cookie)).await?;
        if self.at_hand(cookie).is_none() {
            let near = Near { member: known.bearer.owner.id, since: known.since, forgotten };
            self.at_hand.insert(cookie.to_owned(), near);
        }
        Some(known.bearer.owner.clone())
    }

    /// The same, of whom that was asked a moment ago.
    pub fn at_hand(&self, cookie: &str) -> Option<MemberId> {
        let near = self.at_hand.get(cookie)?;
        let holds = near.forgotten == self.forgotten() && near.since.elapsed() < BELIEVED;
        holds.then_some(near.member)
    }

    async fn found(&self, fingerprint: &str) -> Option<Bearer> {
        self.known.get(fingerprint).await.map(|known| known.bearer.clone())
    }

    /// How often somebody was forgotten: to be asked before a viewer is looked up who is to be remembered.
    fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::Acquire)
    }

    /// Remembers whom something was found to belong to, unless somebody was forgotten since it was looked up:
    /// it may be them, and what was read is what they have just ended.
    async fn remember(&self, fingerprint: String, bearer: Bearer, forgotten: u64) {
        self.known.insert(fingerprint.clone(), Arc::new(Known { bearer, since: Instant::now() })).await;
        if self.forgotten() != forgotten {
            self.known.invalidate(&fingerprint).await;
        }
    }

    /// Forgets one viewer.
    pub async fn forget(&self, fingerprint: &str) {
        // Counted first, for whoever is being remembered, and again, for whoever was found here meanwhile.
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate(fingerprint).await;
        self.forgotten.fetch_add(1, Ordering::AcqRel);
    }

    /// Forgets everybody: rights have changed, and what they were is not to be believed.
    pub fn forget_all(&self) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate_all();
        self.forgotten.fetch_add(1, Ordering::AcqRel);
    }
}

/// Who is asking, if anybody.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<SignedIn>);

impl Visitor {
    /// The viewer, where there is one.
    pub fn viewer(&self) -> Option<&SignedIn> {
        self.0.as_ref()
    }
}

/// Whether a request that has been resolved comes from somebody who works for the organisation.
pub fn is_staff(extensions: &http::Extensions) -> bool {
    extensions.get().and_then(Visitor::viewer).is_some_and(|viewer| viewer.staff().is_ok())
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Member(pub SignedIn);

/// Somebody who works for the organisation.
#[derive(Debug, Clone)]
pub struct AsStaff(pub Staff);

/// Somebody who manages pilots.
#[derive(Debug, Clone)]
pub struct AsManager(pub Manager);

/// Somebody who administers.
#[derive(Debug, Clone)]
pub struct AsAdmin(pub Admin);

/// What somebody showed to be recognised by, to be looked at again while an answer goes on.
#[derive(Clone)]
pub struct Shown {
    token: Option<String>,
    cookie: Option<session::Id>,
}

impl Shown {
    /// Whose it is now; nobody's once they have signed out.
    pub async fn whose(&self, web: &Web) -> Result<Option<SignedIn>, Refusal> {
        let session = self.cookie.map(|id| Session::new(Some(id), Arc::new(Store::new(web)), None));
        Ok(who(web, self.token.as_deref(), session.as_ref()).await?.map(|bearer| bearer.owner))
    }
}

/// Puts a [`Visitor`] into the request, and its language into the response; where that is a problem, the visitor,
/// for the page that may have to say so.
pub async fn resolve(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let token = bearer(request.headers()).map(str::to_owned);
    let session = request.extensions().get::<Session>().cloned();
    let visitor = match who(&web, token.as_deref(), session.as_ref()).await {
        Ok(Some(bearer)) if !within_scope(&bearer, &request) => {
            return Refusal::new(StatusCode::FORBIDDEN, "out_of_scope").into_response();
        }
        Ok(bearer) => bearer.map(|bearer| bearer.owner),
        Err(refusal) => return refusal.into_response(),
    };
    let locale = visitor.as_ref().map(|viewer| viewer.locale);
    let visitor = Visitor(visitor);
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    if let Some(locale) = locale {
        response.extensions_mut().insert(locale);
    }
    if response.status().is_client_error() || response.status().is_server_error() {
        response.extensions_mut().insert(visitor);
    }
    response
}

/// What staff send and look at before anybody may watch it.
const OF_STAFF: [&str; 4] = ["/uploads/", "/media/recording/", "/media/preview/", "/media/studio/"];

/// Whether a token may be used for what is asked. Pages are for people: a token with scopes opens
/// none of them.
fn within_scope(bearer: &Bearer, request: &Request) -> bool {
    if bearer.scopes.is_empty() {
        return true;
    }
    let path = request.uri().path();
    let noun = match path.strip_prefix(super::api::PREFIX) {
        Some(rest) => rest.trim_start_matches('/').split(['/', '.']).next().unwrap_or_default(),
        None if OF_STAFF.iter().any(|folder| path.starts_with(folder)) => "recordings",
        None if path.starts_with("/media/") => "watches",
        None => return false,
    };
    // The description of the API is for whoever can read it.
    let noun = match noun {
        "openapi" => return true,
        "profiles" => "profile",
        "backlog" | "demand" | "duplicates" | "views" | "tags" | "extra-fields" => "items",
        "requests" => "me",
        noun => noun,
    };
    bearer.may(noun, !request.method().is_safe())
}

async fn who(web: &Web, token: Option<&str>, session: Option<&Session>) -> Result<Option<Bearer>, Refusal> {
    if let Some(token) = token {
        let found = by_token(web, token).await?;
        return found.map(Some).ok_or_else(not_signed_in);
    }
    match session {
        Some(session) => by_cookie(web, session).await,
        None => Ok(None),
    }
}

async fn by_token(web: &Web, token: &str) -> Result<Option<Bearer>, Refusal> {
    let key = format!("{TOKEN}{}", fingerprint(token));
    if let Some(known) = web.viewers.found(&key).await {
        return Ok(Some(known));
    }
    let forgotten = web.viewers.forgotten();
    let found = tokens::bearer(&web.env, token).await?;
    if let Some(bearer) = &found {
        web.viewers.remember(key, bearer.clone(), forgotten).await;
    }
    Ok(found)
}

async fn by_cookie(web: &Web, session: &Session) -> Result<Option<Bearer>, Refusal> {
    let Some(id) = session.id() else { return Ok(None) };
    let key = fingerprint(&id.to_string());
    if let Some(known) = web.viewers.found(&key).await {
        return Ok(Some(known));
    }
    let forgotten = web.viewers.forgotten();
    let Some(member) = session.get::<MemberId>(sign_in::MEMBER).await.map_err(sign_in::broken)? else {
        return Ok(None);
    };
    let Some(owner) = accounts::find(&web.env, member).await? else { return Ok(None) };
    let found = Bearer { owner, scopes: Vec::new() };
    sign_in::keep_alive(web, session).await?;
    web.viewers.remember(key, found.clone(), forgotten).await;
    Ok(Some(found))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Takes away what makes a request with a token look like a browser's: such a request carries
/// nothing that another site could borrow, so that what protects browsers does not concern it.
pub async fn bearer_is_no_browser(mut request: Request, next: Next) -> Response {
    if bearer(request.headers()).is_some() {
        for name in [ORIGIN.as_str(), COOKIE.as_str(), "sec-fetch-site"] {
            request.headers_mut().remove(name);
        }
    }
    next.run(request).await
}

fn not_signed_in() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "not_signed_in").with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        // Its absence is a mistake in the router, not a visitor without rights.
        parts.extensions.get().cloned().ok_or_else(|| Problem::new(500, "internal").into())
    }
}

impl<S: Sync> FromRequestParts<S> for Shown {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).map(str::to_owned);
        Ok(Self { token, cookie: parts.extensions.get::<Session>().and_then(Session::id) })
    }
}

impl<S: Sync> FromRequestParts<S> for Member {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Visitor::from_request_parts(parts, state).await?.0.map(Self).ok_or_else(not_signed_in)
    }
}

macro_rules! proof {
    ($($name:ident $door:ident),+) => {$(
        impl<S: Sync> FromRequestParts<S> for $name {
            type Rejection = Refusal;
            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
                let Member(viewer) = Member::from_request_parts(parts, state).await?;
                Ok(Self(viewer.$door()?))
            }
        }
    )+};
}

proof! { AsStaff staff, AsManager manager, AsAdmin admin }
