//! The rail of those who work for the organisation.

use crate::{
    address::Place,
    desk::{path_to, viewer},
    texts::t,
    ui::Icon,
    work::MyTaskCount,
};
use contract::accounts::Role;
use leptos::prelude::*;

/// How many places of the rail stay in sight on a phone; the others open from "More".
const IN_SIGHT: usize = 3;

/// One place of the rail.
#[derive(Clone)]
struct Stop {
    place: Place,
    icon: &'static str,
    label: String,
    least: Role,
}

fn stops() -> Vec<Stop> {
    let stop = |place, icon, label, least| Stop { place, icon, label, least };
    let role = viewer().map_or(Role::Member, |viewer| viewer.role);
    [
        stop(Place::MyTasks, "tasks", t("rail-my-tasks"), Role::Staff),
        stop(Place::Inventory, "inventory", t("rail-inventory"), Role::Staff),
        stop(Place::Backlog, "sort", t("rail-backlog"), Role::Staff),
        stop(Place::Lives, "live", t("rail-lives"), Role::Staff),
        stop(Place::Board, "board", t("rail-board"), Role::Staff),
        stop(Place::ImportItems, "import", t("rail-import"), Role::Staff),
        stop(Place::RightsToWatch, "shield", t("rail-rights"), Role::Staff),
        stop(Place::Pilots, "pilot", t("rail-pilots"), Role::Manager),
        stop(Place::Members, "people", t("rail-members"), Role::Admin),
        stop(Place::Feeds, "feed", t("rail-feeds"), Role::Admin),
    ]
    .into_iter()
    .filter(|stop| role >= stop.least)
    .collect()
}

/// The place of the rail that a page belongs to.
fn head(place: Place) -> Place {
    match place {
        Place::NewItem
        | Place::Item(_)
        | Place::EditItem(_)
        | Place::Bulk
        | Place::Vocabulary
        | Place::OwnFields
        | Place::Labels
        | Place::Duplicates
        | Place::MergeItem(_)
        | Place::Release(_)
        | Place::Licence(_) => Place::Inventory,
        Place::Demand | Place::Weights => Place::Backlog,
        Place::Import(_) => Place::ImportItems,
        Place::NewPilot | Place::Pilot(_) | Place::EditPilot(_) | Place::PilotUptake(_) => Place::Pilots,
        Place::PilotSheet(_)
        | Place::EditSheet(_)
        | Place::PilotVersions(_)
        | Place::PilotCohort(_)
        | Place::PilotCosts(_)
        | Place::Prices
        | Place::Decisions => Place::Pilots,
        Place::Studio(_) => Place::Lives,
        Place::RightDemands => Place::RightsToWatch,
        Place::Steps => Place::Board,
        Place::Feed(_) => Place::Feeds,
        other => other,
    }
}

/// The places of work, for those who have some.
#[component]
pub fn Rail(
    /// The page that is shown.
    place: Option<Place>,
) -> impl IntoView {
    let here = place.map(head);
    let line = move |stop: Stop, class: Option<&'static str>| {
        let current = (here == Some(stop.place)).then_some("page");
        view! {
            <li class=class>
                <a href=path_to(stop.place) aria-current=current>
                    <Icon name=stop.icon/>
                    <span>{stop.label}</span>
                    {(stop.place == Place::MyTasks).then(|| view! { <MyTaskCount/> })}
                </a>
            </li>
        }
    };
    let stops = stops();
    let rest = stops.get(IN_SIGHT..).unwrap_or_default().to_vec();
    let outside = [(Place::Home, "home", t("nav-home")), (Place::Catalogue, "catalogue", t("nav-catalogue"))]
        .map(|(place, icon, label)| Stop { place, icon, label, least: Role::Member });
    view! {
        <nav class="rail tabs-bottom" aria-label=t("rail-label")>
            <ul>
                {stops
                    .into_iter()
                    .enumerate()
                    .map(|(index, stop)| line(stop, (index >= IN_SIGHT).then_some("rail__wide")))
                    .collect_view()}
                <li class="rail__more">
                    <details>
                        <summary>
                            <Icon name="more"/>
                            <span>{t("rail-more")}</span>
                        </summary>
                        <ul class="rail__sheet">
                            {rest.into_iter().chain(outside).map(|stop| line(stop, None)).collect_view()}
                        </ul>
                    </details>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}
