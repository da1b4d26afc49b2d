//! `estrade serve`.

use crate::{
    Failure, compose,
    config::Config,
    ingest,
    web::{self, Limits},
};
use clap::ValueEnum;
use domain::Environment;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{io::IsTerminal, time::Duration};
use tokio::{net::TcpListener, signal::unix::SignalKind, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Pages, live sessions and jobs.
    All,
    /// Pages and live sessions.
    Web,
    /// Jobs only.
    Worker,
}

/// How long requests and jobs may take to end after a signal.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// When the world is not there or the address is taken.
pub async fn run(config: Config, part: Part) -> Result<(), Failure> {
    log(&config)?;
    let limits = Limits::default().within(raise_file_limit());
    let over_tls = match &config.rtmp_tls {
        Some(tls) => Some((tls.listen, ingest::acceptor(tls)?)),
        None => None,
    };
    let env = compose::environment(&config).await?;
    compose::migrate(&env.db).await?;
    if part != Part::Worker {
        // Ten thousand sessions take a third of a second to be read: it begins before anybody asks for them.
        let env = env.clone();
        tokio::spawn(async move {
            if let Err(error) = domain::catalogue::look(&env).await {
                tracing::warn!(%error, "the catalogue could not be read yet");
            }
        });
    }
    let stop = CancellationToken::new();
    tokio::spawn(on_signal(stop.clone())?);
    let live = (part != Part::Worker).then(|| {
        tokio::spawn(ingest::listen(config.rtmp_listen, None, env.clone(), stop.clone()));
        if let Some((address, acceptor)) = over_tls {
            tokio::spawn(ingest::listen(address, Some(acceptor), env.clone(), stop.clone()));
        }
        tokio::spawn(domain::live::keep(env.clone(), stop.clone()))
    });
    let work = (part != Part::Web).then(|| tokio::spawn(domain::jobs::run(env.clone(), stop.clone())));
    if part == Part::Worker {
        stop.cancelled().await;
    } else {
        pages(&config, env.clone(), limits, stop.clone()).await?;
    }
    stop.cancel();
    if let Some(live) = live {
        finish(live).await;
    }
    if let Some(work) = work {
        finish(work).await;
    }
    env.db.close().await;
    Ok(())
}

async fn pages(config: &Config, env: Environment, limits: Limits, stop: CancellationToken) -> Result<(), Failure> {
    domain::accounts::warm_up().await;
    let listener =
        TcpListener::bind(config.listen).await.map_err(|error| Failure::of(&config.listen.to_string(), error))?;
    let front = web::router(config, env, stop.clone());
    // For people and scripts that wait for it.
    println!("Estrade: {}", config.public_url);
    let patience = stop.clone();
    tokio::select! {
        () = web::serve(listener, front, limits, stop) => {}
        // A connection that never ends must not keep the process.
        () = async { patience.cancelled().await; tokio::time::sleep(GRACE).await } => {}
    }
    Ok(())
}

async fn finish<T>(work: JoinHandle<T>) {
    let abort = work.abort_handle();
    if tokio::time::timeout(GRACE, work).await.is_err() {
        // Its lease runs out, and it is done again.
        abort.abort();
    }
}

fn on_signal(stop: CancellationToken) -> Result<impl Future<Output = ()>, Failure> {
    let listen = |kind| tokio::signal::unix::signal(kind).map_err(|error| Failure::of("listening for signals", error));
    let (mut term, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! { _ = term.recv() => {}, _ = interrupt.recv() => {} }
        stop.cancel();
    })
}

/// Every viewer holds a connection, and every segment that is read a file. Returns how many may be open.
fn raise_file_limit() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    if let Err(error) = raised {
        tracing::warn!(%error, "the number of open files could not be raised");
    }
    getrlimit(Resource::Nofile).current.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX))
}

fn log(config: &Config) -> Result<(), Failure> {
    // A cookie that ran out is nothing to warn of, and no migration to make is nothing to tell.
    // The crate that speaks RTMP would write stream keys down.
    let quiet = "rtmp_rs=error,tower_sessions_core=error,tower_sessions=error,sea_orm_migration=warn";
    let filter = EnvFilter::try_new(format!("{quiet},{}", config.log)).map_err(|error| Failure::of("log", error))?;
    let colours = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let set = if config.log_json { lines.json().try_init() } else { lines.try_init() };
    set.map_err(|error| Failure::of("log", error))
}
