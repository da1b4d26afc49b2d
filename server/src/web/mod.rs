//! What the web server knows, and the routes over it.

mod api;
pub mod assets;
mod attachment_form;
mod attempts;
mod calendar;
mod captions_form;
mod client;
mod cohort_form;
mod connections;
mod extract;
mod forms;
mod guide_form;
pub mod health;
mod import_form;
mod media;
mod pages;
mod problem;
mod public;
mod range;
mod reader;
mod router;
mod schedule;
mod security;
mod segments;
mod sign_in;
mod store;
mod trace;
mod uploads;
mod viewer;

use crate::config::{Config, Secret};
use attempts::Attempts;
pub use connections::{Limits, serve};
use domain::Environment;
use health::Readiness;
use leptos::config::LeptosOptions;
use public::SiteMap;
pub use router::routes;
pub use segments::Front;
use std::{ops::Deref, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use trace::Counters;
use uploads::Turns;
use viewer::Viewers;

/// Everything that routes share; cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

/// What [`Web`] leads to.
pub struct Shared {
    env: Environment,
    leptos: LeptosOptions,
    over_tls: bool,
    /// A blank and the origin of the store, where players fetch segments from it; else empty.
    store_origin: String,
    trusted_proxies: usize,
    request_timeout: Duration,
    metrics_token: Option<Secret>,
    sign_in_idle: Duration,
    sign_in_longest: Duration,
    viewers: Viewers,
    attempts: Attempts,
    /// How often a letter to set a new password is asked for.
    letters: Attempts,
    counters: Counters,
    turns: Turns,
    readiness: Readiness,
    site_map: SiteMap,
    /// Cancelled when the process is to end: what streams for long ends with it.
    stop: CancellationToken,
}

impl Deref for Web {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Web {
    fn new(config: &Config, env: Environment, stop: CancellationToken) -> Self {
        let store_origin = env.signer.as_ref().map(|signer| format!(" {}", signer.origin)).unwrap_or_default();
        Self(Arc::new(Shared {
            env,
            store_origin,
            leptos: pages::options(),
            over_tls: config.over_tls(),
            trusted_proxies: config.trusted_proxies,
            request_timeout: config.request_timeout,
            metrics_token: config.metrics_token.clone(),
            sign_in_idle: config.sign_in_idle,
            sign_in_longest: config.sign_in_longest,
            viewers: Viewers::default(),
            attempts: Attempts::default(),
            letters: Attempts::for_letters(),
            counters: Counters::default(),
            turns: Turns::default(),
            readiness: Readiness::default(),
            site_map: SiteMap::default(),
            stop,
        }))
    }
}

/// All routes, ready to serve.
pub fn router(config: &Config, env: Environment, stop: CancellationToken) -> Front {
    let web = Web::new(config, env, stop);
    let routes = router::router(&web);
    Front::new(web, routes)
}
