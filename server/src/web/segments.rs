//! The short way of a segment. A player asks for one every few seconds, and a full hall for hundreds
//! a second: whoever was recognised in the last moments is answered before anything else is set up, and
//! where the segment is in memory as well, before the request is even looked at for its route.
//! Everything that is checked on the long way is checked here; whatever is not plain goes there.

use super::{Web, media, security, sign_in::cookie_name};
use app::problem::Problem;
use axum::{
    Router, ServiceExt,
    extract::{Request, State, connect_info::IntoMakeServiceWithConnectInfo},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::playback;
use futures::future::{Either, Ready, ready};
use http::{
    HeaderMap, Method, Uri,
    header::{AUTHORIZATION, COOKIE},
};
use std::{
    convert::Infallible,
    task::{Context, Poll},
    time::Instant,
};
use tower::Service;

/// All that is answered: what is at hand, and every route.
#[derive(Clone)]
pub struct Front {
    web: Web,
    routes: Router,
}

impl Front {
    pub(super) fn new(web: Web, routes: Router) -> Self {
        Self { web, routes }
    }

    /// Makes a service for every connection, which knows where it comes from.
    pub fn into_make_service_with_connect_info<C>(self) -> IntoMakeServiceWithConnectInfo<Self, C> {
        ServiceExt::<Request>::into_make_service_with_connect_info(self)
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, <Router as Service<Request>>::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.routes, context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match at_hand(&self.web, request.method(), request.uri(), request.headers()) {
            Some(response) => Either::Left(ready(Ok(response))),
            None => Either::Right(self.routes.call(request)),
        }
    }
}

/// The answer to who was told something a moment ago, where what is asked for is in memory.
fn at_hand(web: &Web, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let begun = Instant::now();
    let (grant, rest) = uri.path().strip_prefix("/media/")?.split_once('/')?;
    let plain = *method == Method::GET && rest.ends_with(".m4s") && uri.query().is_none();
    if !plain || headers.contains_key(AUTHORIZATION) || security::is_elsewhere(headers) {
        return None;
    }
    let member = web.viewers.at_hand(cookie(web, headers)?)?;
    let found = playback::media::at_hand(&web.env, member, grant, rest)?;
    let mut response = media::played(headers, rest, &found);
    security::harden_media(web, response.headers_mut());
    web.counters.count(response.status().as_u16(), begun.elapsed());
    Some(response)
}

/// Answers a segment to who is known, and hands on every other request.
pub async fn first(State(web): State<Web>, request: Request, next: Next) -> Response {
    match answer(&web, request.method(), request.uri(), request.headers()).await {
        Some(response) => response,
        None => next.run(request).await,
    }
}

async fn answer(web: &Web, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let begun = Instant::now();
    let (grant, rest) = uri.path().strip_prefix("/media/")?.split_once('/')?;
    // Live playlists are asked for as often as segments, and held as long as they are not there.
    let is_live_list = rest.starts_with("live/") && rest.ends_with(".m3u8");
    let plain = *method == Method::GET && (rest.ends_with(".m4s") || is_live_list);
    if !plain || headers.contains_key(AUTHORIZATION) || security::is_elsewhere(headers) {
        return None;
    }
    let ask = media::Asked::of(uri.query())?;
    let viewer = web.viewers.remembered(cookie(web, headers)?).await?;
    let response = match playback::media::serve(&web.env, &viewer, grant, rest, ask.into()).await {
        Ok(found) => {
            let mut response = media::played(headers, rest, &found);
            security::harden_media(web, response.headers_mut());
            response
        }
        // What is not there is told on the long way, in the reader's language.
        Err(domain::Error::NotFound) => return None,
        Err(error) => {
            let mut response = Problem::from(error).into_response();
            security::harden(web, response.headers_mut());
            response
        }
    };
    web.counters.count(response.status().as_u16(), begun.elapsed());
    Some(response)
}

/// What the sign-in's cookie says.
fn cookie<'h>(web: &Web, headers: &'h HeaderMap) -> Option<&'h str> {
    let name = cookie_name(web.over_tls);
    let pairs = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut values = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(key, _)| *key == name);
    let (_, value) = values.next()?;
    // Two of a name: somebody has put one there.
    values.next().is_none().then_some(value)
}
