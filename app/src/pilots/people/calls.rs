//! Calls about the people of a pilot. Those of the two public pages need no account: the link is the right.

use super::left;
use crate::{
    address::Place,
    desk::{answer, env, fail, go, go_to, locale, sign_in_desk, signed_in},
    problem::Problem,
};
use contract::{
    EnrolmentKey, InvitationKey, PilotId,
    pilots::cohort::{Answer, OpenEnrolment},
};
use domain::pilots;
use leptos::prelude::*;

/// Puts people into the group that the cohort is compared with.
#[server(name = CompareWith, prefix = "/call", endpoint = "pilots/compare")]
pub async fn compare_with(pilot: PilotId, #[server(default)] compared: String) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let report = answer(pilots::compare(&env()?, &manager, pilot, &[compared]).await)?;
    if !report.problems.is_empty() {
        return Err(fail(left("compared", &report.problems, report.added, report.already)));
    }
    go_to(Place::PilotCohort(pilot), "compared");
    Ok(())
}

/// Opens the enrolment at a new address, or closes it.
#[server(name = OpenOrClose, prefix = "/call", endpoint = "pilots/enrolment")]
pub async fn open_or_close(pilot: PilotId, #[server(default)] open: bool) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    answer(pilots::open_enrolment(&env()?, &manager, pilot, OpenEnrolment { open }).await)?;
    go_to(Place::PilotCohort(pilot), if open { "opened" } else { "closed" });
    Ok(())
}

/// Answers an invitation.
#[server(name = AnswerInvitation, prefix = "/call", endpoint = "invitations/answer")]
pub async fn answer_invitation(key: InvitationKey, given: Answer) -> Result<(), Problem> {
    answer(pilots::answer(&env()?, key, given).await)?;
    go_to(Place::Invitation(key), given.code());
    Ok(())
}

/// Leads from the code of an invitation to its page.
#[server(name = OpenByCode, prefix = "/call", endpoint = "invitations/code")]
pub async fn open_by_code(#[server(default)] email: String, #[server(default)] code: String) -> Result<(), Problem> {
    let key = answer(pilots::by_code(&env()?, &email, &code).await)?;
    go(&Place::Invitation(key).path(locale()));
    Ok(())
}

/// Asks to take part in a pilot.
#[server(name = EnrolInPilot, prefix = "/call", endpoint = "invitations/enrol")]
pub async fn enrol_in_pilot(key: EnrolmentKey, #[server(default)] email: String) -> Result<(), Problem> {
    sign_in_desk()?.count_letter(key).map_err(fail)?;
    answer(pilots::enrol(&env()?, key, &email, locale()).await)?;
    go_to(Place::Enrolment(key), "enrolled");
    Ok(())
}
