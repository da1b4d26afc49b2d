//! What is around every page: the header, the rail of those who work, the footer.

mod footer;
mod header;
mod rail;

use crate::{
    address::Place,
    desk::{self, viewer},
    problem::Problem,
    texts::t,
    ui::ProblemPage,
};
use contract::accounts::Role;
use footer::Footer;
use header::Header;
pub(crate) use header::Mark;
use leptos::prelude::*;
use rail::Rail;

/// The frame around a page.
#[component]
pub fn Frame(
    /// The page that was asked for, where there is one.
    place: Option<Place>,
    children: Children,
) -> impl IntoView {
    let work = place.is_some_and(is_work) && viewer().is_some_and(|viewer| viewer.role >= Role::Staff);
    view! {
        <div class=if work { "shell shell--rail" } else { "shell" }>
            <a class="skip" href="#main">{t("skip")}</a>
            <Header place work/>
            {work.then(|| view! { <Rail place/> })}
            {children()}
            <Footer/>
        </div>
    }
    .into_any()
}

/// Whether a page belongs to the organisation's own work.
fn is_work(place: Place) -> bool {
    match place {
        Place::Home
        | Place::Catalogue
        | Place::Session(_)
        | Place::CaptionDesk(_)
        | Place::Companion(_)
        | Place::Schedule
        | Place::SignIn
        | Place::ForgottenPassword
        | Place::NewPassword
        | Place::History
        | Place::MyData
        | Place::AskContent
        | Place::Definitions
        | Place::Invitation(_)
        | Place::InvitationCode
        | Place::Enrolment(_)
        | Place::Privacy => false,
        Place::Inventory
        | Place::NewItem
        | Place::ImportItems
        | Place::Bulk
        | Place::Vocabulary
        | Place::OwnFields
        | Place::Labels
        | Place::Import(_)
        | Place::ImportColumns(_)
        | Place::Item(_)
        | Place::EditItem(_)
        | Place::Duplicates
        | Place::MergeItem(_)
        | Place::Backlog
        | Place::Demand
        | Place::Weights
        | Place::MyTasks
        | Place::Board
        | Place::Steps
        | Place::Lives
        | Place::Studio(_)
        | Place::RightsToWatch
        | Place::RightDemands
        | Place::Release(_)
        | Place::Licence(_)
        | Place::Pilots
        | Place::NewPilot
        | Place::Pilot(_)
        | Place::EditPilot(_)
        | Place::PilotUptake(_)
        | Place::PilotSheet(_)
        | Place::EditSheet(_)
        | Place::PilotVersions(_)
        | Place::PilotCohort(_)
        | Place::PilotCosts(_)
        | Place::Prices
        | Place::Decisions
        | Place::Members
        | Place::Feeds
        | Place::Feed(_) => true,
    }
}

/// The answer to an address that leads nowhere, and to a form that does not lead back to its page.
#[component]
pub fn NoSuchPage() -> impl IntoView {
    match use_context::<desk::Refused>() {
        Some(desk::Refused(problem)) => view! { <ProblemPage problem form=true/> },
        None => view! { <ProblemPage problem=Problem::not_found()/> },
    }
}

/// The theme that the reader chose, `light` or `dark`; none follows the device.
pub fn chosen_theme() -> Option<&'static str> {
    match desk::cookie("theme").as_deref() {
        Some("light") => Some("light"),
        Some("dark") => Some("dark"),
        _ => None,
    }
}
