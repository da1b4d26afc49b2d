//! Calls about watching.

use crate::{
    desk::{answer, env, locale, signed_in},
    problem::Problem,
};
use contract::{SessionId, captions::Cue};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What is said in a session, and the language in which it is written down.
#[server(prefix = "/call", endpoint = "playback/transcript", input = GetUrl)]
pub async fn transcript(session: SessionId) -> Result<Option<(String, Vec<Cue>)>, Problem> {
    answer(domain::captions::transcript(&env()?, &signed_in()?, session, locale()).await)
}

/// The parts of a session, and the language in which they are named.
#[server(prefix = "/call", endpoint = "playback/chapters", input = GetUrl)]
pub async fn chapters(session: SessionId) -> Result<Option<(String, Vec<Cue>)>, Problem> {
    answer(domain::captions::chapters(&env()?, &signed_in()?, session, locale()).await)
}

/// The member's key to the pages of a guide; it opens nothing that the member may not see.
#[server(prefix = "/call", endpoint = "playback/grant", input = GetUrl)]
pub async fn grant(session: SessionId) -> Result<String, Problem> {
    Ok(domain::playback::grant(&env()?, &signed_in()?, session))
}
