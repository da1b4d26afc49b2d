//! `estrade bounce`.

use crate::{Failure, compose, config::Config};
use domain::{
    accounts::Admin,
    pilots::{Bounce, bounced},
};
use std::io::Read;

/// Most that is read of a report, in bytes; what it is about stands before what it sends back.
const MOST: u64 = 1024 * 1024;

/// Reads one report as a mail server pipes it, and says in a sentence what became of it. A message that is not
/// understood is no failure: a mail server would report on the report.
///
/// # Errors
/// When it cannot be read or written down, so that the mail server tries again.
pub async fn run(config: &Config) -> Result<(), Failure> {
    let mut message = Vec::new();
    std::io::stdin().take(MOST).read_to_end(&mut message).map_err(|error| Failure::of("reading the report", error))?;
    let env = compose::environment(config).await?;
    compose::migrate(&env.db).await?;
    match bounced(&env, &Admin::operator(), &message).await? {
        Bounce::Marked(status) => println!("the invitation is marked as bounced: {status}"),
        Bounce::Already => println!("nothing to mark: the letter is not on its way any more"),
        Bounce::Undecided => println!("nothing to mark: the report tells of no failure for good"),
        Bounce::Unknown => println!("nothing to mark: the report is about no invitation sent from here"),
        Bounce::NotAReport => println!("nothing to mark: this is no report on a delivery"),
    }
    env.db.close().await;
    Ok(())
}
