//! Calls about what members say.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::{
    SessionId,
    listening::{Heard, Say, SayKind},
};
use domain::listening;
use leptos::prelude::*;

/// Takes down what a member says, and leads back to where it was asked.
#[server(name = SaySomething, prefix = "/call", endpoint = "listening/say")]
pub async fn say_something(
    kind: SayKind,
    #[server(default)] session: Option<SessionId>,
    #[server(default)] score: Option<i32>,
    #[server(default)] text: String,
) -> Result<(), Problem> {
    let say = Say { kind, session_id: session, score, text };
    let heard = answer(listening::say(&env()?, &signed_in()?, &say).await)?;
    let place = session.map_or(Place::Home, Place::Session);
    go_to(place, if heard == Heard::Taken { "said" } else { "said-before" });
    Ok(())
}

/// Puts off for two weeks whether the member is asked whether they would recommend the whole.
#[server(name = AskLater, prefix = "/call", endpoint = "listening/later")]
pub async fn ask_later() -> Result<(), Problem> {
    answer(listening::put_off(&env()?, &signed_in()?).await)?;
    go_to(Place::Home, "later");
    Ok(())
}
