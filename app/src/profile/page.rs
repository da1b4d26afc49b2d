//! The page on which a member decides, purpose by purpose.

use super::calls::{self, Decide};
use crate::{
    accounts::calls::SignOutEverywhere,
    address::Place,
    company::{self, CompanyChoice},
    desk::{self, path_to},
    figures, reminders,
    reminders::ReminderChoices,
    texts::{self, t, t_with},
    ui::{Badge, Form, Hidden, Icon, Notice, Page, Refused, Tone, whole},
};
use contract::profile::{ConsentState, Purpose};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the member's data may be used for.
#[component]
pub fn MyDataPage() -> impl IntoView {
    whole(async {
        let consents = calls::consents().await?;
        let choices = reminders::calls::choices().await?;
        let devices = reminders::calls::push_devices().await?;
        let calendar = reminders::calls::calendar().await?;
        let (centre, centres) = company::calls::company_choice().await?;
        Ok(view! {
            <Page title=t("my-data-title") class="page page--middle">
                <header class="page__head">
                    <h1>{t("my-data-title")}</h1>
                    <p class="lead">{t("my-data-lead")}</p>
                </header>
                <Done/>
                <Refused action=Decide::PATH/>
                <section class="page__section" aria-labelledby="purposes">
                    <h2 id="purposes">{t("my-data-purposes")}</h2>
                    <Resuming/>
                    {consents.purposes.into_iter().map(|state| view! { <Choice state/> }).collect_view()}
                </section>
                <ReminderChoices choices devices calendar/>
                <CompanyChoice centre centres/>
                <section class="page__section" aria-labelledby="own-history">
                    <h2 id="own-history">{t("my-data-history-title")}</h2>
                    <p>{t("my-data-history-text")}</p>
                    <p class="actions">
                        <a class="button" href=path_to(Place::History)>
                            <Icon name="history"/>
                            {t("my-data-history-see")}
                        </a>
                    </p>
                </section>
                <section class="page__section" aria-labelledby="devices">
                    <h2 id="devices">{t("my-data-devices-title")}</h2>
                    <p>{t("my-data-devices-text")}</p>
                    <Form action=SignOutEverywhere::PATH class="">
                        <button class="button"><Icon name="leave"/>{t("my-data-devices-do")}</button>
                    </Form>
                </section>
                <p>
                    <a href=path_to(Place::Privacy)>{t("my-data-more")}</a>
                </p>
            </Page>
        })
    })
}

#[component]
fn Done() -> impl IntoView {
    let text = match desk::asked("done").as_deref() {
        Some("allowed") => t("my-data-allowed"),
        Some("refused") => t("my-data-refused"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

/// What the service itself needs, shown beside what it does not.
#[component]
fn Resuming() -> impl IntoView {
    view! {
        <article class="purpose" aria-labelledby="p-resume">
            <div>
                <h3 id="p-resume">{t("purpose-resume")}</h3>
                <p>{t("purpose-resume-text")}</p>
                <p class="small">
                    <strong>{t("my-data-sent")}</strong>
                    " "
                    {t("purpose-resume-sent")}
                </p>
                <p class="purpose__since">{t("purpose-resume-since")}</p>
            </div>
            <p>
                <Badge icon="lock" label=t("my-data-needed")/>
            </p>
        </article>
    }
    .into_any()
}

/// Name, meaning, and where it is sent.
fn words(purpose: Purpose) -> (String, String, String) {
    match purpose {
        Purpose::UnifiedProfile => {
            (t("purpose-unified-profile"), t("purpose-unified-profile-text"), t("purpose-unified-profile-sent"))
        }
        Purpose::Recommendations => {
            (t("purpose-recommendations"), t("purpose-recommendations-text"), t("purpose-recommendations-sent"))
        }
        Purpose::NamedResults => {
            (t("purpose-named-results"), t("purpose-named-results-text"), t("purpose-named-results-sent"))
        }
        Purpose::Newsletter => (t("purpose-newsletter"), t("purpose-newsletter-text"), t("purpose-newsletter-sent")),
    }
}

#[component]
fn Choice(state: ConsentState) -> impl IntoView {
    let code = state.purpose.code();
    let id = format!("p-{}", code.replace('_', "-"));
    let labelled = id.clone();
    let (name, meaning, sent) = words(state.purpose);
    let date = state.since.map(|since| figures::date(texts::locale(), since));
    let since = match (date, state.granted) {
        (Some(date), true) => t_with("my-data-since", &[("date", date.into()), ("version", state.version.into())]),
        (Some(date), false) => t_with("my-data-withdrawn", &[("date", date.into())]),
        (None, _) => t("my-data-never"),
    };
    view! {
        <article class="purpose" aria-labelledby=id.clone()>
            <div>
                <h3 id=id.clone()>{name}</h3>
                <p>{meaning}</p>
                <p class="small">
                    <strong>{t("my-data-sent")}</strong>
                    " "
                    {sent}
                </p>
                <p class="purpose__since">{since}</p>
            </div>
            <Form action=Decide::PATH class="" quiet=true>
                <Hidden name="purpose" value=code/>
                <button
                    class="switch"
                    role="switch"
                    aria-checked=if state.granted { "true" } else { "false" }
                    aria-labelledby=labelled
                    name="granted"
                    value=if state.granted { "false" } else { "true" }
                >
                    <span>{if state.granted { t("my-data-on") } else { t("my-data-off") }}</span>
                </button>
            </Form>
        </article>
    }
    .into_any()
}
