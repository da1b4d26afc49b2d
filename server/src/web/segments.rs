//! The short way of a segment. A player asks for one every few seconds, and a full hall for hundreds
//! a second: whoever was recognised in the last moments is answered before anything else is set up, and
//! at once where the segment is in memory as well.
//! Everything that is checked on the long way is checked here; whatever is not plain goes there.

use super::{Web, media, security, sign_in::cookie_name};
use app::{desk::cookies_of, problem::Problem};
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::playback::{self, media::MediaAnswer};
use futures::future::{Either, Ready, ready};
use http::{HeaderMap, HeaderValue, Method, Uri, header::AUTHORIZATION};
use std::{convert::Infallible, net::SocketAddr, pin::Pin, time::Instant};
use tower::Service;

/// All that is answered: what is at hand, and every route.
#[derive(Clone)]
pub struct Front {
    web: Web,
    routes: Router,
}

/// What every route gives.
type Routed = <Router as Service<Request>>::Future;
/// What was looked for, in a place of its own: what is held for seconds by thousands is to be small.
type LookedFor = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;
/// What is on its way to who asked.
pub type Answering = Either<Routed, Either<Ready<Result<Response, Infallible>>, LookedFor>>;

impl Front {
    pub(super) fn new(web: Web, routes: Router) -> Self {
        Self { web, routes }
    }

    /// Answers what is asked from this address.
    pub fn answer(&self, request: Request, peer: SocketAddr) -> Answering {
        if asked(request.method(), request.uri(), request.headers()).is_none() {
            return Either::Left(self.routed(request, peer));
        }
        if let Some(response) = at_hand(&self.web, request.method(), request.uri(), request.headers()) {
            return Either::Right(Either::Left(ready(Ok(response))));
        }
        let front = self.clone();
        // What is asked for with a question is what may be held.
        let request = if request.uri().query().is_some() { on_its_own(request) } else { request };
        Either::Right(Either::Right(Box::pin(async move {
            match answer(&front.web, request.method(), request.uri(), request.headers()).await {
                Some(response) => Ok(response),
                None => front.routed(request, peer).await,
            }
        })))
    }

    fn routed(&self, mut request: Request, peer: SocketAddr) -> Routed {
        request.extensions_mut().insert(ConnectInfo(peer));
        self.routes.clone().call(request)
    }
}

/// The same request, holding nothing of what it was read from: that is a piece of eight kilobytes, of which its
/// address and all that its headers say are parts, and which would be held as long as the request is.
fn on_its_own(mut request: Request) -> Request {
    let said = request.headers().values().map(HeaderValue::as_bytes).collect::<Vec<_>>().concat();
    let mut said = Bytes::from(said);
    for value in request.headers_mut().values_mut() {
        if let Ok(own) = HeaderValue::from_maybe_shared(said.split_to(value.len())) {
            *value = own;
        }
    }
    if let Some(address) = request.uri().path_and_query().and_then(|address| Uri::try_from(address.as_str()).ok()) {
        *request.uri_mut() = address;
    }
    request
}

/// The grant and the rest of the address, where it is a plain request for a segment, or for a live playlist:
/// those are asked for as often as segments, and held as long as they are not there.
fn asked<'u>(method: &Method, uri: &'u Uri, headers: &HeaderMap) -> Option<(&'u str, &'u str)> {
    let (grant, rest) = uri.path().strip_prefix("/media/")?.split_once('/')?;
    let often = rest.ends_with(".m4s") || (rest.starts_with("live/") && rest.ends_with(".m3u8"));
    let plain = *method == Method::GET && often && !headers.contains_key(AUTHORIZATION);
    (plain && !security::is_elsewhere(headers)).then_some((grant, rest))
}

/// The answer to who was told something a moment ago, where what is asked for is in memory.
fn at_hand(web: &Web, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let begun = Instant::now();
    let (grant, rest) = asked(method, uri, headers).filter(|_| uri.query().is_none())?;
    let member = web.viewers.at_hand(cookie(web, headers)?)?;
    let found = playback::media::at_hand(&web.env, member, grant, rest)?;
    Some(sent(web, headers, rest, &found, begun))
}

/// The answer to whom was recognised in the last moments.
async fn answer(web: &Web, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let begun = Instant::now();
    let (grant, rest) = asked(method, uri, headers)?;
    let ask = media::Asked::of(uri.query())?;
    let viewer = web.viewers.remembered(cookie(web, headers)?).await?;
    match playback::media::serve(&web.env, &viewer, grant, rest, ask.into()).await {
        Ok(found) => Some(sent(web, headers, rest, &found, begun)),
        // What is not there is told on the long way, in the reader's language.
        Err(domain::Error::NotFound) => None,
        Err(error) => {
            let mut response = Problem::from(error).into_response();
            security::harden(web, response.headers_mut());
            web.counters.count(response.status().as_u16(), begun.elapsed());
            Some(response)
        }
    }
}

fn sent(web: &Web, headers: &HeaderMap, rest: &str, found: &MediaAnswer, begun: Instant) -> Response {
    let mut response = media::played(headers, rest, found);
    security::harden_media(web, response.headers_mut());
    web.counters.count(response.status().as_u16(), begun.elapsed());
    response
}

/// What the sign-in's cookie says.
fn cookie<'h>(web: &Web, headers: &'h HeaderMap) -> Option<&'h str> {
    let mut values = cookies_of(headers, cookie_name(web.over_tls));
    let value = values.next()?;
    // Two of a name: somebody has put one there.
    values.next().is_none().then_some(value)
}
