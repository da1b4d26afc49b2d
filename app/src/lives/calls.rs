//! Calls about live sessions.

use crate::{
    address::Place,
    desk::{answer, env, go, go_to, locale, signed_in},
    once,
    problem::Problem,
};
use contract::{
    ItemId, SessionId,
    lives::{Announcement, Appointment, LiveChange},
};
use domain::live;
use leptos::prelude::*;

/// Announces live sessions of an item. Boxes that are not ticked are absent.
#[server(prefix = "/call", endpoint = "lives/announce")]
pub async fn announce(
    item: ItemId,
    #[server(default)] date: String,
    #[server(default)] time: String,
    #[server(default)] minutes: u32,
    #[server(default)] weeks: u32,
    public: Option<String>,
    replay: Option<String>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let (public, replay) = (public.is_some(), replay.is_some());
    let what = Announcement { date, time, minutes, weeks, public, replay };
    let made = answer(live::announce_sessions(&env()?, &staff, item, &what).await)?;
    match made[..] {
        [session] => go_to(Place::Studio(session), "announced"),
        _ => go_to(Place::Item(item), "announced"),
    }
    Ok(())
}

/// Gives out a stream key. It is on the page that answers, and nowhere else.
#[server(prefix = "/call", endpoint = "lives/key")]
pub async fn issue_key(session: SessionId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let key = answer(live::issue_key(&env()?, &staff, session).await)?;
    once::carry(Place::Studio(session), &key.key);
    go(&Place::Studio(session).with(locale(), &[("done", "key")]));
    Ok(())
}

/// Moves a session to another day or hour, by the clocks of the centres; where the box is ticked, also those that
/// follow it.
#[server(name = MoveLive, prefix = "/call", endpoint = "lives/move")]
pub async fn move_to(
    session: SessionId,
    #[server(default)] date: String,
    #[server(default)] time: String,
    #[server(default)] minutes: u32,
    following: Option<String>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let (starts_at, ends_at) = answer(live::window_of(&env, &Appointment { date, time, minutes }))?;
    let (starts_at, ends_at) = (Some(starts_at), Some(ends_at));
    let change = LiveChange { starts_at, ends_at, following: following.is_some(), ..LiveChange::default() };
    answer(live::change(&env, &staff, session, &change).await)?;
    go_to(Place::Studio(session), "moved");
    Ok(())
}

/// Changes what is announced. `cancelled` is `true` or `false` where that is to change; where the box is ticked,
/// the sessions that follow change as well.
#[server(prefix = "/call", endpoint = "lives/change")]
pub async fn change(
    session: SessionId,
    substitute: Option<String>,
    cancelled: Option<bool>,
    replay: Option<bool>,
    following: Option<String>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let following = following.is_some();
    let change = LiveChange { substitute, cancelled, replay, following, ..LiveChange::default() };
    answer(live::change(&env()?, &staff, session, &change).await)?;
    go_to(Place::Studio(session), "changed");
    Ok(())
}

/// Shows members what is sent, although it is early.
#[server(prefix = "/call", endpoint = "lives/on-air")]
pub async fn on_air(session: SessionId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(live::go_on_air(&env()?, &staff, session).await)?;
    go_to(Place::Studio(session), "on-air");
    Ok(())
}

/// Ends a session now.
#[server(prefix = "/call", endpoint = "lives/end")]
pub async fn end(session: SessionId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(live::end(&env()?, &staff, session).await)?;
    go_to(Place::Studio(session), "ended");
    Ok(())
}
