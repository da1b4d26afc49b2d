//! Calls about the sheet of a pilot.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::{
    PilotId,
    pilots::sheet::{NewComment, Sheet},
};
use domain::pilots::sheet;
use leptos::prelude::*;

/// Writes the sheet anew, and shows it.
#[server(name = WriteSheet, prefix = "/call", endpoint = "pilots/sheet")]
pub async fn write_sheet(pilot: PilotId, based_on: i64, #[server(default)] sheet: Sheet) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    answer(sheet::write(&env()?, &manager, pilot, based_on, sheet).await)?;
    go_to(Place::PilotSheet(pilot), "saved");
    Ok(())
}

/// Says something about a pilot.
#[server(name = CommentPilot, prefix = "/call", endpoint = "pilots/comment")]
pub async fn comment_pilot(pilot: PilotId, #[server(default)] text: String) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    answer(sheet::say(&env()?, &manager, pilot, &NewComment { text }).await)?;
    go_to(Place::PilotSheet(pilot), "said");
    Ok(())
}
