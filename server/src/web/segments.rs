//! The short way of a segment. A player asks for one every few seconds, and a full hall for hundreds
//! a second: whoever was recognised in the last moments is answered before anything else is set up.
//! Everything that is checked on the long way is checked here; whatever is not plain goes there.

use super::{Web, media, security, sign_in::cookie_name};
use app::problem::Problem;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::playback;
use http::{
    HeaderMap, Method, Uri,
    header::{AUTHORIZATION, COOKIE},
};
use std::time::Instant;

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
    let mut response = match playback::media::serve(&web.env, &viewer, grant, rest, ask.into()).await {
        Ok(found) => media::played(headers, rest, &found),
        // What is not there is told on the long way, in the reader's language.
        Err(domain::Error::NotFound) => return None,
        Err(error) => Problem::from(error).into_response(),
    };
    security::harden(web, response.headers_mut());
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
