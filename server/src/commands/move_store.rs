//! `estrade move-store`.

use crate::{Failure, config::Config, stores};

/// How many objects are moved between two lines.
const TOLD_EVERY: u64 = 100;

/// Moves what is in `store_from_url` to `store_url`, while Estrade serves. Servers have both settings
/// until it has ended, and only the second afterwards.
///
/// # Errors
/// When the settings name no store to move from, or one of the stores fails: then run it again.
pub async fn run(config: &Config) -> Result<(), Failure> {
    let Some(from) = &config.store_from else {
        return Err(Failure("store_from_url names no store to move from".into()));
    };
    let (to, _) = stores::one(&config.store)?;
    let (from, _) = stores::one(from)?;
    let told = |objects: u64, bytes: u64| {
        if objects.is_multiple_of(TOLD_EVERY) {
            println!("{objects} objects, {bytes} bytes");
        }
    };
    let (objects, bytes) =
        stores::move_all(&to, &from, told).await.map_err(|error| Failure::of("moving the store", error))?;
    println!("moved {objects} objects, {bytes} bytes; store_from_url can be taken out of the settings");
    Ok(())
}
