//! Signing in and out: a cookie that says nothing, over rows that any replica reads.

use super::{Web, attempts, problem::Refusal, store::Store, viewer::Member};
use app::{
    desk::{Promise, SignInDesk},
    problem::Problem,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::accounts::{Credentials, Viewer};
use domain::{
    Error,
    accounts::{self, SignedIn, new_password},
};
use http::{HeaderName, HeaderValue, StatusCode};
use std::{net::IpAddr, time::Duration};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Under which name a sign-in holds whose it is.
pub const MEMBER: &str = "member";
/// When it began, in seconds since 1970 UTC.
pub const SINCE: &str = "since";
/// When it was last noted that it is used.
const SEEN: &str = "seen";
/// How often that is noted: once a day, so that reading a page is no write.
const NOTED: Duration = Duration::from_secs(24 * 60 * 60);

/// What reads the cookie and writes it.
pub fn layer(web: &Web) -> SessionManagerLayer<Store> {
    let idle = cookie::time::Duration::try_from(web.sign_in_idle).unwrap_or(cookie::time::Duration::DAY);
    SessionManagerLayer::new(Store::new(web))
        .with_name(cookie_name(web.over_tls))
        .with_secure(web.over_tls)
        .with_http_only(true)
        .with_same_site(cookie::SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(idle))
}

/// The prefix makes browsers refuse one that came without TLS or from another host.
pub fn cookie_name(over_tls: bool) -> &'static str {
    if over_tls { "__Host-estrade" } else { "estrade" }
}

/// Something about the stored sign-in broke.
pub fn broken(error: tower_sessions::session::Error) -> Refusal {
    Error::internal("sign-in", error).into()
}

/// Notes once a day that a sign-in is used, which moves its end.
///
/// # Errors
/// When the database fails.
pub async fn keep_alive(web: &Web, session: &Session) -> Result<(), Refusal> {
    let now = now(web);
    let seen: Option<i64> = session.get(SEEN).await.map_err(broken)?;
    if seen.is_none_or(|seen| now - seen >= NOTED.as_secs().cast_signed()) {
        session.insert(SEEN, now).await.map_err(broken)?;
    }
    Ok(())
}

fn now(web: &Web) -> i64 {
    web.env.clock.now().as_second()
}

/// Checks the pair and ties this browser to the account, under a new id: whoever planted the old
/// one knows nothing.
///
/// # Errors
/// 401 for a wrong pair, 429 after too many.
pub async fn sign_in(
    web: &Web,
    session: &Session,
    ip: Option<IpAddr>,
    credentials: &Credentials,
) -> Result<Viewer, Refusal> {
    web.attempts.count(&credentials.email, ip).map_err(attempts::TooMany::refuse)?;
    let viewer = accounts::check_credentials(&web.env, credentials).await.map_err(|error| match error {
        Error::Forbidden(code) => Refusal::new(StatusCode::UNAUTHORIZED, code),
        other => other.into(),
    })?;
    tie(web, session, &viewer).await
}

async fn tie(web: &Web, session: &Session, viewer: &SignedIn) -> Result<Viewer, Refusal> {
    session.cycle_id().await.map_err(broken)?;
    session.clear().await;
    for (key, value) in [(SINCE, now(web)), (SEEN, now(web))] {
        session.insert(key, value).await.map_err(broken)?;
    }
    session.insert(MEMBER, viewer.id).await.map_err(broken)?;
    Ok(Viewer::clone(viewer))
}

/// Has a letter written to whoever has an account at this address.
async fn write_to(web: &Web, ip: Option<IpAddr>, email: &str) -> Result<(), Refusal> {
    web.letters.count(email, ip).map_err(attempts::TooMany::refuse_letter)?;
    Ok(new_password::ask(&web.env, email).await?)
}

/// Sets a new password. Whoever is signed in to the account by the old one is so no longer.
async fn set_password(web: &Web, session: &Session, key: &str, password: &str) -> Result<Viewer, Refusal> {
    let viewer = new_password::set(&web.env, key, password).await?;
    web.viewers.forget_all();
    tie(web, session, &viewer).await
}

async fn sign_out(session: &Session) -> Result<(), Refusal> {
    session.flush().await.map_err(broken)
}

async fn sign_out_everywhere(web: &Web, session: &Session) -> Result<(), Refusal> {
    if let Some(member) = session.get(MEMBER).await.map_err(broken)? {
        accounts::sign_in::end_everywhere(&web.env, member).await?;
        web.viewers.forget_all();
    }
    sign_out(session).await
}

/// The desk where a page signs in and out.
pub struct Desk {
    /// Everything.
    pub web: Web,
    /// This browser's sign-in.
    pub session: Session,
    /// Where the request comes from.
    pub ip: Option<IpAddr>,
}

impl SignInDesk for Desk {
    fn sign_in(&self, credentials: Credentials) -> Promise<'_, Result<Viewer, Problem>> {
        Box::pin(async move {
            sign_in(&self.web, &self.session, self.ip, &credentials).await.map_err(|refusal| refusal.problem().clone())
        })
    }

    fn write_to(&self, email: String) -> Promise<'_, Result<(), Problem>> {
        Box::pin(async move { write_to(&self.web, self.ip, &email).await.map_err(|refusal| refusal.problem().clone()) })
    }

    fn set_password(&self, key: String, password: String) -> Promise<'_, Result<Viewer, Problem>> {
        Box::pin(async move {
            let set = set_password(&self.web, &self.session, &key, &password).await;
            set.map_err(|refusal| refusal.problem().clone())
        })
    }

    fn sign_out(&self) -> Promise<'_, Result<(), Problem>> {
        Box::pin(async move { sign_out(&self.session).await.map_err(|refusal| refusal.problem().clone()) })
    }

    fn sign_out_everywhere(&self) -> Promise<'_, Result<(), Problem>> {
        Box::pin(async move {
            sign_out_everywhere(&self.web, &self.session).await.map_err(|refusal| refusal.problem().clone())
        })
    }
}

/// The routes of the API.
pub fn api() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(end)).routes(routes!(end_everywhere))
}

/// Sign in: sets the cookie.
#[utoipa::path(post, path = "/sign-in", tag = "sign-in", request_body = Credentials, security(()),
    responses((status = 200, body = Viewer), (status = 401, description = "A wrong pair"), (status = 429, description = "Too many attempts; Retry-After says when")))]
async fn begin(
    State(web): State<Web>,
    session: Session,
    client: super::client::Client,
    super::extract::Body(credentials): super::extract::Body<Credentials>,
) -> Result<Json<Viewer>, Refusal> {
    sign_in(&web, &session, client.0, &credentials).await.map(Json)
}

/// Sign out of this browser.
#[utoipa::path(post, path = "/sign-out", tag = "sign-in", responses((status = 204, description = "Signed out")))]
async fn end(session: Session) -> Result<Response, Refusal> {
    sign_out(&session).await?;
    Ok(gone())
}

/// Sign out of every browser.
#[utoipa::path(post, path = "/sign-out-everywhere", tag = "sign-in", responses((status = 204, description = "Signed out")))]
async fn end_everywhere(State(web): State<Web>, Member(viewer): Member, session: Session) -> Result<Response, Refusal> {
    accounts::sign_in::end_everywhere(&web.env, viewer.id).await?;
    web.viewers.forget_all();
    // Asked for with a token, there is no browser to sign out of.
    if session.id().is_some() {
        sign_out(&session).await?;
    }
    Ok(gone())
}

fn gone() -> Response {
    let forget = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    (StatusCode::NO_CONTENT, [forget]).into_response()
}
