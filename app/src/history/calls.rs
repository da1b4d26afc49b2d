//! Calls about the member's own history.

use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, locale, signed_in},
    problem::Problem,
};
use contract::{Page, SessionId, playback::HistoryEntry};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use std::collections::HashMap;

/// What the member watched, the latest first.
#[server(prefix = "/call", endpoint = "history/list", input = GetUrl)]
pub async fn list(cursor: Option<String>) -> Result<Page<HistoryEntry>, Problem> {
    answer(domain::history::list(&env()?, &signed_in()?, locale(), cursor.as_deref(), 30).await)
}

/// How far the member came in each of these sessions; those never begun are left out.
#[server(prefix = "/call", endpoint = "history/of-sessions", input = GetUrl)]
pub async fn of_sessions(
    #[server(default)] sessions: Vec<SessionId>,
) -> Result<HashMap<SessionId, HistoryEntry>, Problem> {
    answer(domain::history::of_sessions(&env()?, &signed_in()?, locale(), &sessions).await)
}

/// What the member can go on with.
#[server(prefix = "/call", endpoint = "history/to-continue", input = GetUrl)]
pub async fn to_continue() -> Result<Vec<HistoryEntry>, Problem> {
    answer(domain::history::to_continue(&env()?, &signed_in()?, locale(), 6).await)
}

/// Erases one session.
#[server(prefix = "/call", endpoint = "history/forget")]
pub async fn forget(session: SessionId) -> Result<(), Problem> {
    answer(domain::history::forget(&env()?, &signed_in()?, session).await)?;
    go_to(Place::History, "deleted-one");
    Ok(())
}

/// Erases everything. The box has to be ticked, also by whoever sends the form by hand.
#[server(prefix = "/call", endpoint = "history/forget-all")]
pub async fn forget_all(#[server(default)] sure: bool) -> Result<(), Problem> {
    if !sure {
        return Err(fail(Problem::field("sure", "required")));
    }
    answer(domain::history::forget_all(&env()?, &signed_in()?).await)?;
    go_to(Place::History, "deleted");
    Ok(())
}
