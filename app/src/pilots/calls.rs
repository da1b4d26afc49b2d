//! Calls about pilots.

use super::{PilotForm, invite};
use crate::{
    address::Place,
    desk::{answer, env, fail, go, go_to, locale, signed_in},
    problem::Problem,
};
use contract::PilotId;
use domain::pilots;
use leptos::prelude::*;

/// Writes a pilot down, and shows it.
#[server(prefix = "/call", endpoint = "pilots/create")]
pub async fn create_pilot(pilot: PilotForm) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let fields = pilot.fields().map_err(fail)?;
    let pilot = answer(pilots::create(&env()?, &manager, fields).await)?;
    go_to(Place::Pilot(pilot.id), "saved");
    Ok(())
}

/// Changes a pilot that was read at a version, and shows it.
#[server(prefix = "/call", endpoint = "pilots/change")]
pub async fn change_pilot(id: PilotId, based_on: i64, pilot: PilotForm) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let fields = pilot.fields().map_err(fail)?;
    answer(pilots::change(&env()?, &manager, id, based_on, fields).await)?;
    go_to(Place::Pilot(id), "saved");
    Ok(())
}

/// Invites people. What is no address comes back with the form; the others are invited all the
/// same, and sending the list again doubles nobody.
#[server(prefix = "/call", endpoint = "pilots/invite")]
pub async fn invite_to_pilot(pilot: PilotId, emails: String) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let report = answer(pilots::invite(&env()?, &manager, pilot, &[emails]).await)?;
    go(&invite::outcome(pilot, locale(), &report).map_err(fail)?);
    Ok(())
}
