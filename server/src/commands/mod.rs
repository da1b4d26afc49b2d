//! What the binary does, a file per command. Output is for programs and operators: plain, in
//! English whatever the machine's language.

pub mod backup;
pub mod cage;
pub mod check_config;
pub mod migrate;
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
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of("starting", error))?
        .block_on(command)
}
