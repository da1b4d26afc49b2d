//! `estrade check-config`.

use crate::{Failure, compose, config::Config, web::health};
use domain::media::Cage;

/// Checks the settings, what they point at, and the cage; prints one line for each.
///
/// # Errors
/// When one of them is not as it has to be.
pub async fn run(config: &Config) -> Result<(), Failure> {
    let env = compose::environment(config).await?;
    println!("settings: ok");
    // What it would do on the first start, and what the checks below need.
    compose::migrate(&env.db).await?;
    let mut sound = true;
    for (part, verdict) in health::parts(&env).await {
        println!("{part}: {}", verdict.as_ref().map_or_else(String::as_str, |()| "ok"));
        sound &= verdict.is_ok();
    }
    if let Some(mailer) = &env.mailer {
        let verdict = mailer.check().await;
        println!("mail: {}", verdict.as_ref().map_or_else(ToString::to_string, |()| "ok".to_owned()));
        sound &= verdict.is_ok();
    }
    let launcher = std::env::current_exe().map_err(|error| Failure::of("finding this program", error))?;
    match (Cage { launcher }).check(&env.settings.scratch).await {
        Ok(report) => {
            println!("cage: {}", serde_json::to_string(&report).unwrap_or_default());
            sound &= report.is_sound();
        }
        Err(problem) => {
            println!("cage: {problem}");
            sound = false;
        }
    }
    env.db.close().await;
    if sound { Ok(()) } else { Err(Failure("not everything is as it has to be".into())) }
}
