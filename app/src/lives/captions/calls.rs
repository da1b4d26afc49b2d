//! Calls about captions of live sessions.

use crate::{
    address::Place,
    desk::{answer, env, go, go_to, locale, signed_in},
    problem::Problem,
};
use contract::{MemberId, SessionId, live_captions::NewLiveCaption};
use domain::live::captions;
use leptos::prelude::*;

/// Writes a line of what is said.
#[server(prefix = "/call", endpoint = "lives/say")]
pub async fn say_caption(
    session: SessionId,
    #[server(default)] language: String,
    #[server(default)] text: String,
) -> Result<(), Problem> {
    let env = env()?;
    let desk = answer(captions::desk(&env, &signed_in()?, session).await)?;
    let new = NewLiveCaption { language, text };
    answer(captions::say(&env, desk, &new).await)?;
    go(&Place::CaptionDesk(session).with(locale(), &[("language", new.language.trim())]));
    Ok(())
}

/// Offers captions in a language to players, before there are any.
#[server(prefix = "/call", endpoint = "lives/announce-captions")]
pub async fn announce_captions(session: SessionId, #[server(default)] language: String) -> Result<(), Problem> {
    let env = env()?;
    let desk = answer(captions::desk(&env, &signed_in()?, session).await)?;
    answer(captions::announce(&env, desk, &language).await)?;
    go(&Place::CaptionDesk(session).with(locale(), &[("language", language.trim()), ("done", "announced")]));
    Ok(())
}

/// Gives a member the task of writing down what is said.
#[server(prefix = "/call", endpoint = "lives/give-captions")]
pub async fn give_captions(session: SessionId, #[server(default)] email: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(captions::give_task(&env()?, &staff, session, &email).await)?;
    go_to(Place::Studio(session), "captioner");
    Ok(())
}

/// Takes the task back.
#[server(prefix = "/call", endpoint = "lives/take-captions")]
pub async fn take_captions(session: SessionId, member: MemberId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(captions::take_task(&env()?, &staff, session, member).await)?;
    go_to(Place::Studio(session), "changed");
    Ok(())
}
