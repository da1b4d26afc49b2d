//! Calls about the life of a pilot.

use super::taken;
use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::{
    PilotId,
    pilots::{
        PilotState,
        life::{ClonePilot, DecidePilot, Decision, MovePilot},
    },
};
use domain::pilots::{self, life};
use leptos::prelude::*;

/// Takes a pilot to another state; `from` is where it stood on the page.
#[server(name = TakeStep, prefix = "/call", endpoint = "pilots/move")]
pub async fn take_step(pilot: PilotId, from: PilotState, to: PilotState) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let command = MovePilot { to, from: Some(from) };
    taken(answer(life::go(&env()?, &manager, pilot, &command).await)?).map_err(fail)?;
    go_to(Place::Pilot(pilot), "moved");
    Ok(())
}

/// Takes down what becomes of a pilot.
#[server(name = TakeDecision, prefix = "/call", endpoint = "pilots/decide")]
pub async fn take_decision(
    pilot: PilotId,
    decision: Decision,
    #[server(default)] reason: String,
) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let command = DecidePilot { decision, reason };
    taken(answer(life::decide(&env()?, &manager, pilot, &command).await)?).map_err(fail)?;
    go_to(Place::Pilot(pilot), "decided");
    Ok(())
}

/// Writes the same pilot down for another centre, and shows it.
#[server(name = SpreadPilot, prefix = "/call", endpoint = "pilots/clone")]
pub async fn spread_pilot(pilot: PilotId, #[server(default)] centre: String) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let clone = answer(pilots::spread(&env()?, &manager, pilot, &ClonePilot { centre }).await)?;
    go_to(Place::Pilot(clone.id), "cloned");
    Ok(())
}
