//! What the binary does, a file per command. Output is for programs and operators: plain, in
//! English whatever the machine's language.

pub mod arguments;
pub mod backup;
pub mod bounce;
pub mod cage;
pub mod check_config;
pub mod migrate;
pub mod move_store;
pub mod seed_demo;
pub mod serve;
pub mod token;
pub mod user;

use crate::Failure;
use std::future::Future;

/// Runs a command on a fresh runtime.
///
/// # Errors
/// What the command ends with.
pub fn start(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of("starting", error))?;
    let ended = runtime.block_on(command);
    // What still computes on a thread of its own has a lease that will run out; nobody waits for it.
    runtime.shutdown_background();
    ended
}
