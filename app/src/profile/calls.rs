//! Calls about what the member agrees to.

use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::profile::{self, Purpose};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Where every purpose stands.
#[server(name = ReadConsents, prefix = "/call", endpoint = "profile/consents", input = GetUrl)]
pub async fn consents() -> Result<profile::Consents, Problem> {
    answer(domain::profile::consents(&env()?, &signed_in()?).await)
}

/// Allows or refuses one purpose.
#[server(prefix = "/call", endpoint = "profile/decide")]
pub async fn decide(purpose: String, granted: bool) -> Result<(), Problem> {
    let purpose: Purpose = purpose.parse().map_err(|()| fail(Problem::field("purpose", "unknown")))?;
    answer(domain::profile::decide(&env()?, &signed_in()?, &[(purpose, granted)], "page").await)?;
    go_to(Place::MyData, if granted { "allowed" } else { "refused" });
    Ok(())
}
