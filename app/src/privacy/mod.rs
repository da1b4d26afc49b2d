//! What is kept of people, why, how long, and who sees it.

use crate::{address::Place, desk::path_to, texts::t, ui::Page};
use leptos::prelude::*;

/// The privacy policy. It states what this program does; an organisation that changes what is
/// kept changes these texts and the date at their end.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! {
        <Page title=t("privacy-title") class="page page--narrow">
            <header class="page__head">
                <h1>{t("privacy-title")}</h1>
                <p class="lead">{t("privacy-lead")}</p>
            </header>
            <div class="prose">
                <p>{t("privacy-intro")}</p>
                <h2 id="kept">{t("privacy-kept-title")}</h2>
                <Kept/>
                <h2>{t("privacy-who-title")}</h2>
                <ul>
                    <li>{t("privacy-who-you")}</li>
                    <li>{t("privacy-who-staff")}</li>
                    <li>{t("privacy-who-admin")}</li>
                    <li>{t("privacy-who-feeds")}</li>
                </ul>
                <h2>{t("privacy-choice-title")}</h2>
                <p>{t("privacy-choice-text")}</p>
                <p>
                    <a href=path_to(Place::MyData)>{t("privacy-choice-see")}</a>
                </p>
                <h2>{t("privacy-rights-title")}</h2>
                <p>{t("privacy-rights-text")}</p>
                <p>{t("privacy-rights-authority")}</p>
                <h2>{t("privacy-security-title")}</h2>
                <p>{t("privacy-security-text")}</p>
                <p class="small soft">{t("privacy-version")}</p>
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn Kept() -> impl IntoView {
    let [what, why, how_long] = [t("privacy-kept-what"), t("privacy-kept-why"), t("privacy-kept-how-long")];
    let line = |(kept, reason, time): (String, String, String)| {
        view! {
            <tr>
                <th scope="row">{kept}</th>
                <td data-label=why.clone()>{reason}</td>
                <td data-label=how_long.clone()>{time}</td>
            </tr>
        }
    };
    let lines = [
        (t("privacy-account"), t("privacy-account-why"), t("privacy-account-long")),
        (t("privacy-sign-in"), t("privacy-sign-in-why"), t("privacy-sign-in-long")),
        (t("privacy-password"), t("privacy-password-why"), t("privacy-password-long")),
        (t("privacy-watches"), t("privacy-watches-why"), t("privacy-watches-long")),
        (t("privacy-choices"), t("privacy-choices-why"), t("privacy-choices-long")),
        (t("privacy-reminders"), t("privacy-reminders-why"), t("privacy-reminders-long")),
        (t("privacy-requests"), t("privacy-requests-why"), t("privacy-requests-long")),
        (t("privacy-searches"), t("privacy-searches-why"), t("privacy-searches-long")),
        (t("privacy-form"), t("privacy-form-why"), t("privacy-form-long")),
        (t("privacy-theme"), t("privacy-theme-why"), t("privacy-theme-long")),
    ];
    let lines = lines.map(line);
    view! {
        <div class="table-box">
            <table class="table table--cards" aria-labelledby="kept">
                <thead>
                    <tr>
                        <th scope="col">{what}</th>
                        <th scope="col">{why.clone()}</th>
                        <th scope="col">{how_long.clone()}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
