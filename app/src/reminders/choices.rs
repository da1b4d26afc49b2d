//! Which reminders a member wants and where, and the address of their calendar, among their data.

use super::{
    calls::{ChooseReminders, RenewCalendar},
    devices::PushDevices,
};
use crate::{
    desk,
    texts::{self, t},
    ui::{Check, Field, Form, Hidden, Icon, Notice, Tone},
};
use contract::{push::PushDevice, reminders};
use leptos::{prelude::*, server_fn::ServerFn};

/// The member's reminders and calendar.
#[component]
pub fn ReminderChoices(
    /// What the member wants now.
    choices: reminders::ReminderChoices,
    /// Their devices, and the key for which another one asks, where devices are told anything here.
    devices: (Vec<PushDevice>, Option<String>),
    /// The secret of their calendar.
    calendar: String,
) -> impl IntoView {
    let by_mail = desk::env().is_ok_and(|env| domain::reminders::by_mail(&env));
    let (devices, key) = devices;
    let offered = by_mail || (key.is_some() && !devices.is_empty());
    let form = offered.then(|| view! { <Choices choices by_mail/> });
    let devices = key.map(|key| view! { <PushDevices devices key/> });
    view! {
        <section class="page__section" id="reminders" aria-labelledby="reminders-title">
            <h2 id="reminders-title">{t("reminders-title")}</h2>
            <Done/>
            {(!by_mail).then(|| view! { <p>{t("reminders-no-mail")}</p> })}
            {form}
            {devices}
            <Calendar secret=calendar/>
        </section>
    }
    .into_any()
}

#[component]
fn Done() -> impl IntoView {
    let text = match desk::asked("done").as_deref() {
        Some("reminders") => t("reminders-saved"),
        Some("calendar") => t("reminders-calendar-renewed"),
        Some("device-added") => t("push-added"),
        Some("device-forgotten") => t("push-forgotten"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

#[component]
fn Choices(choices: reminders::ReminderChoices, by_mail: bool) -> impl IntoView {
    // Where no letters are sent nothing is chosen about them, and nothing is lost.
    let mail = if by_mail {
        view! { <Check name="mail" label=t("reminders-mail") checked=choices.mail/> }.into_any()
    } else {
        choices.mail.then(|| view! { <Hidden name="mail" value="true"/> }).into_any()
    };
    let hour = |time: Option<reminders::ClockTime>| time.map(|time| time.to_string()).unwrap_or_default();
    view! {
        <Form action=ChooseReminders::PATH>
            <fieldset class="form__group">
                <legend>{t("reminders-text")}</legend>
                <Check name="day" label=t("reminders-day") checked=choices.day/>
                <Check name="hour" label=t("reminders-hour") checked=choices.hour/>
                <Check name="minutes" label=t("reminders-minutes") checked=choices.minutes/>
            </fieldset>
            {mail}
            <fieldset class="form__group" aria-describedby="reminders-quiet-hint">
                <legend>{t("reminders-quiet")}</legend>
                <p class="small" id="reminders-quiet-hint">{t("reminders-quiet-text")}</p>
                <div class="form__pair">
                    <Field name="quiet_from" label=t("reminders-from") kind="time" value=hour(choices.quiet_from)/>
                    <Field name="quiet_until" label=t("reminders-until") kind="time" value=hour(choices.quiet_until)/>
                </div>
            </fieldset>
            <p class="actions">
                <button class="button">{t("reminders-save")}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// The address of the member's own calendar, to subscribe to or to copy.
#[component]
fn Calendar(secret: String) -> impl IntoView {
    let env = desk::env().ok()?;
    let address = format!("{}/schedule/of/{secret}.ics?lang={}", env.settings.public_url, texts::locale());
    // What makes a calendar program subscribe, rather than a browser save a file.
    let subscribe = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    Some(view! {
        <h3>{t("reminders-calendar-title")}</h3>
        <p>{t("reminders-calendar-text")}</p>
        <p class="actions">
            <a class="button" href=subscribe><Icon name="calendar"/>{t("reminders-calendar-subscribe")}</a>
            <a class="button button--quiet" href=address><Icon name="download"/>{t("reminders-calendar-file")}</a>
        </p>
        <p class="small soft">{t("reminders-calendar-secret")}</p>
        <Form action=RenewCalendar::PATH class="actions">
            <button class="button button--quiet"><Icon name="restart"/>{t("reminders-calendar-renew")}</button>
        </Form>
    })
}
