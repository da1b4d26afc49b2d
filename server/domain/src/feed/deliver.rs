//! Sending one event to its destination, as Standard Webhooks asks for it.
//!
//! What an attempt met with is kept on the row as a code: `http_500` and its like, `timeout`,
//! `unreachable`, `no_answer`, `refused_address` and the other reasons of `address`, and
//! `feed_inactive`.

use super::{
    address::{self, Pinned, Refusal},
    entity::{delivery, feed},
    ledger, signing_key,
};
use crate::{Environment, Error, Result, database::code, jobs::JobError, profile, secret::hmac_sha256};
use base64::{Engine, engine::general_purpose::STANDARD};
use contract::{DeliveryId, MemberId, feed::DeliveryState};
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::{net::SocketAddr, time::Duration};

/// How long a destination has to answer, with the look-up of its name.
const PATIENCE: Duration = Duration::from_secs(15);

/// What an attempt met with.
#[derive(Debug)]
enum Refused {
    /// The destination says that it no longer exists.
    Gone,
    /// Worth another attempt, not before so much time has passed if the destination named one.
    Later(String, Option<Duration>),
}

/// Sends one event, if it still waits and the member still agrees. Safe to call again at any
/// point: what was sent before carries the same id.
///
/// # Errors
/// [`JobError::Retry`] when another attempt is worth while, [`JobError::Fail`] when it is not.
pub async fn deliver(env: &Environment, delivery: DeliveryId) -> Result<(), JobError> {
    let Some((event, destination)) = waiting(env, delivery).await? else { return Ok(()) };
    if !destination.active {
        ledger::failed(env, delivery, "feed_inactive").await?;
        return Err(JobError::Fail("feed_inactive".into()));
    }
    // Asked where it is written: a replica that lags behind must not send what was withdrawn.
    let purpose = code(&destination.purpose)?;
    if !profile::agreed(env.db.writer(), MemberId(event.member_id), purpose).await? {
        ledger::dropped(env, delivery).await?;
        return Ok(());
    }
    let outcome = match tokio::time::timeout(PATIENCE, post(env, &destination, &event)).await {
        Ok(outcome) => outcome?,
        Err(_) => Err(Refused::Later("timeout".into(), None)),
    };
    match outcome {
        Ok(()) => Ok(ledger::sent(env, delivery).await?),
        Err(Refused::Gone) => {
            ledger::gone(env, destination.id, delivery).await?;
            Err(JobError::Fail("http_410".into()))
        }
        Err(Refused::Later(problem, wait)) => {
            ledger::met(env, delivery, &problem).await?;
            Err(later(problem, wait))
        }
    }
}

/// The event and its destination, if it is still to be sent.
async fn waiting(env: &Environment, delivery: DeliveryId) -> Result<Option<(delivery::Model, feed::Model)>> {
    let event = delivery::Entity::find_by_id(delivery.0)
        .filter(delivery::Column::State.eq(DeliveryState::Pending.code()))
        .one(env.db.writer())
        .await?;
    let Some(event) = event else { return Ok(None) };
    let destination = feed::Entity::find_by_id(event.feed_id).one(env.db.writer()).await?;
    Ok(destination.map(|destination| (event, destination)))
}

/// One request. The outer error is ours, the inner one the world's.
async fn post(env: &Environment, destination: &feed::Model, event: &delivery::Model) -> Result<Result<(), Refused>> {
    let loopback = env.settings.feed_allow_loopback;
    let url = match address::judge(&destination.url, loopback) {
        Ok(url) => url,
        Err(refusal) => return Ok(Err(refused(refusal))),
    };
    let addresses = match address::look_up(&url, loopback).await {
        Ok(addresses) => addresses,
        Err(refusal) => return Ok(Err(refused(refusal))),
    };
    let body = event.body.to_string();
    let id = event.id.to_string();
    let timestamp = env.clock.now().as_second().to_string();
    let signature = sign(&signing_key(env, &destination.secret_salt), &id, &timestamp, &body);
    let answer = client(addresses)
        .await?
        .post(url)
        .header(CONTENT_TYPE, "application/cloudevents+json")
        .header("webhook-id", id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signature)
        .body(body)
        .send()
        .await;
    // The answer's body is not read at all: nothing in it matters, and it may be endless.
    Ok(match answer {
        Ok(answer) => judged(answer.status(), answer.headers()),
        Err(error) => Err(Refused::Later(unanswered(&error).into(), None)),
    })
}

/// A client for one request to these addresses. `env.http` is not used because its connections
/// and its resolver are shared: here the addresses that were judged are the only ones it knows.
pub(crate) async fn client(addresses: Vec<SocketAddr>) -> Result<reqwest::Client> {
    let building = move || {
        reqwest::Client::builder()
            .dns_resolver(Pinned::shared(addresses))
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would look the name up by itself.
            .no_proxy()
            .referer(false)
            .timeout(PATIENCE)
            .pool_max_idle_per_host(0)
            .user_agent(concat!("Estrade/", env!("CARGO_PKG_VERSION")))
            .build()
    };
    // It reads the machine's root certificates.
    let built = tokio::task::spawn_blocking(building).await.map_err(|error| Error::internal("client", error))?;
    built.map_err(|error| Error::internal("client", error))
}

/// `v1,` and the signature of id, moment and body (Standard Webhooks, symmetric).
fn sign(key: &[u8], id: &str, timestamp: &str, body: &str) -> String {
    format!("v1,{}", STANDARD.encode(hmac_sha256(key, format!("{id}.{timestamp}.{body}").as_bytes())))
}

fn judged(status: StatusCode, headers: &HeaderMap) -> Result<(), Refused> {
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::GONE => Err(Refused::Gone),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Err(Refused::Later(format!("http_{}", status.as_u16()), retry_after(headers)))
        }
        _ => Err(Refused::Later(format!("http_{}", status.as_u16()), None)),
    }
}

/// The seconds of `Retry-After`, at most a day. Its other form, a date, is rarely sent and
/// treated as absent.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(24 * 3600)))
}

fn refused(refusal: Refusal) -> Refused {
    Refused::Later(refusal.code().into(), None)
}

/// The error's own text names the address, whose path may hold a secret: it is not kept.
pub(crate) fn unanswered(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "unreachable"
    } else {
        "no_answer"
    }
}

fn later(problem: String, wait: Option<Duration>) -> JobError {
    match wait {
        Some(wait) => JobError::RetryAfter(problem, wait),
        None => JobError::Retry(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn a_signature_is_the_one_of_the_specification() {
        // The example of the Standard Webhooks specification and of its reference libraries.
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let signature = sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn an_answer_decides_what_follows() {
        let none = HeaderMap::new();
        let mut wait = HeaderMap::new();
        wait.insert(RETRY_AFTER, HeaderValue::from_static("120"));
        for status in [StatusCode::OK, StatusCode::ACCEPTED, StatusCode::NO_CONTENT] {
            assert!(judged(status, &none).is_ok(), "{status}");
        }
        assert!(matches!(judged(StatusCode::GONE, &none), Err(Refused::Gone)));
        for (status, headers, code, after) in [
            (StatusCode::SERVICE_UNAVAILABLE, &wait, "http_503", Some(120)),
            (StatusCode::TOO_MANY_REQUESTS, &wait, "http_429", Some(120)),
            (StatusCode::TOO_MANY_REQUESTS, &none, "http_429", None),
            (StatusCode::INTERNAL_SERVER_ERROR, &wait, "http_500", None),
            (StatusCode::FOUND, &none, "http_302", None),
            (StatusCode::NOT_FOUND, &none, "http_404", None),
        ] {
            let Err(Refused::Later(problem, wait)) = judged(status, headers) else { panic!("{status}") };
            assert_eq!((problem.as_str(), wait), (code, after.map(Duration::from_secs)), "{status}");
        }
    }

    #[test]
    fn a_destination_cannot_ask_for_more_than_a_day() {
        for (text, seconds) in
            [("7", Some(7)), (" 7 ", Some(7)), ("999999999", Some(86_400)), ("-1", None), ("soon", None)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers), seconds.map(Duration::from_secs), "{text}");
        }
    }
}
