//! Calls about watching.

use crate::{
    desk::{env, signed_in},
    problem::Problem,
};
use contract::SessionId;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The member's key to the pages of a guide; it opens nothing that the member may not see.
#[server(prefix = "/call", endpoint = "playback/grant", input = GetUrl)]
pub async fn grant(session: SessionId) -> Result<String, Problem> {
    Ok(domain::playback::grant(&env()?, &signed_in()?, session))
}
