//! `estrade cage`: the hidden command in which untrusted files are read.

use crate::Failure;
use domain::media::{CageSpec, cell};
use std::ffi::OsString;

/// Gives up all rights that the arguments do not name and becomes the program that they do.
///
/// # Errors
/// Only ever returns when the rights could not be given up or the program not be started.
pub fn run(arguments: Vec<OsString>) -> Result<(), Failure> {
    let spec = CageSpec::from_args(arguments).map_err(|error| Failure::of("cage", error))?;
    let error = cell::enter(&spec);
    Err(Failure::of("cage", error))
}
