//! Calls about reminders.

use crate::{
    address::Place,
    desk::{agent, answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::{
    PushDeviceId, SessionId,
    push::{NewPushDevice, PushDevice, PushKeys},
    reminders::{ClockTime, ReminderChoices},
};
use domain::{accounts, push, reminders};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Reminds the member of a session.
#[server(name = SetReminder, prefix = "/call", endpoint = "reminders/set")]
pub async fn remind_me(session: SessionId) -> Result<(), Problem> {
    answer(reminders::set(&env()?, &signed_in()?, session).await)?;
    go_to(Place::Session(session), "reminded");
    Ok(())
}

/// Does not remind the member of a session any more.
#[server(name = UnsetReminder, prefix = "/call", endpoint = "reminders/unset")]
pub async fn no_reminder(session: SessionId) -> Result<(), Problem> {
    answer(reminders::unset(&env()?, &signed_in()?, session).await)?;
    go_to(Place::Session(session), "not-reminded");
    Ok(())
}

/// Whether the member is reminded of a session.
#[server(name = IsReminderSet, prefix = "/call", endpoint = "reminders/is-set", input = GetUrl)]
pub async fn is_set(session: SessionId) -> Result<bool, Problem> {
    answer(reminders::is_set(&env()?, &signed_in()?, session).await)
}

/// Which reminders the member wants.
#[server(name = ReadReminderChoices, prefix = "/call", endpoint = "reminders/choices", input = GetUrl)]
pub async fn choices() -> Result<ReminderChoices, Problem> {
    answer(reminders::choices(&env()?, &signed_in()?).await)
}

/// Takes down which reminders the member wants. A box that is not ticked is not sent; an empty hour is none.
#[server(name = ChooseReminders, prefix = "/call", endpoint = "reminders/choose")]
pub async fn reminder_choices(
    #[server(default)] day: bool,
    #[server(default)] hour: bool,
    #[server(default)] minutes: bool,
    #[server(default)] mail: bool,
    #[server(default)] quiet_from: String,
    #[server(default)] quiet_until: String,
) -> Result<(), Problem> {
    let choices = ReminderChoices {
        day,
        hour,
        minutes,
        mail,
        quiet_from: time("quiet_from", &quiet_from)?,
        quiet_until: time("quiet_until", &quiet_until)?,
    };
    answer(reminders::choose(&env()?, &signed_in()?, &choices).await)?;
    go_to(Place::MyData, "reminders");
    Ok(())
}

/// The devices on which the member is reminded, and the key for which a browser asks its push service where
/// devices are told anything here.
#[server(name = ReadPushDevices, prefix = "/call", endpoint = "reminders/devices", input = GetUrl)]
pub async fn push_devices() -> Result<(Vec<PushDevice>, Option<String>), Problem> {
    let (env, member) = (env()?, signed_in()?);
    Ok((answer(push::list(&env, &member).await)?, push::public_key(&env)))
}

/// Reminds the member on this device, which says how it is reached.
#[server(prefix = "/call", endpoint = "reminders/add-device")]
pub async fn add_push_device(endpoint: String, p256dh: String, auth: String) -> Result<(), Problem> {
    let new = NewPushDevice { endpoint, keys: PushKeys { p256dh, auth }, replaces: None };
    answer(push::add(&env()?, &signed_in()?, &new, agent().as_deref()).await)?;
    go_to(Place::MyData, "device-added");
    Ok(())
}

/// Does not remind the member on a device any more.
#[server(prefix = "/call", endpoint = "reminders/forget-device")]
pub async fn forget_push_device(device: PushDeviceId) -> Result<(), Problem> {
    answer(push::forget(&env()?, &signed_in()?, device).await)?;
    go_to(Place::MyData, "device-forgotten");
    Ok(())
}

/// The secret of the member's calendar, which is part of its address.
#[server(name = ReadCalendar, prefix = "/call", endpoint = "reminders/calendar", input = GetUrl)]
pub async fn calendar() -> Result<String, Problem> {
    answer(accounts::calendar::secret(&env()?, &signed_in()?).await)
}

/// Gives the member's calendar another address.
#[server(prefix = "/call", endpoint = "reminders/renew-calendar")]
pub async fn renew_calendar() -> Result<(), Problem> {
    answer(accounts::calendar::renew(&env()?, &signed_in()?).await)?;
    go_to(Place::MyData, "calendar");
    Ok(())
}

fn time(field: &str, text: &str) -> Result<Option<ClockTime>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| fail(Problem::field(field, "not_an_hour")))
}
