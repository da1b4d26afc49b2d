//! Pieces that show a pilot wherever one is shown.

use super::standing::{Measure, Standing};
use crate::{
    figures,
    texts::{FluentValue, locale, t, t_with},
    ui::{Badge, Tone},
};
use contract::{
    Timestamp,
    pilots::{Figure, PilotState, Targets},
};
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// Where a pilot stands, in a word.
#[component]
pub(super) fn StateBadge(
    /// The state.
    state: PilotState,
) -> impl IntoView {
    let (tone, icon) = match state {
        PilotState::Idea => (Tone::Plain, "edit"),
        PilotState::Preparation => (Tone::Plain, "clock"),
        PilotState::Running => (Tone::Accent, "play"),
        PilotState::Review => (Tone::Caution, "clock"),
        PilotState::Decided => (Tone::Good, "good"),
    };
    view! { <Badge tone icon label=t(&format!("pilot-state-{}", state.code()))/> }
}

/// What a standing means, beside its sentence.
pub(super) fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Ahead | Standing::Reached => Tone::Good,
        Standing::Late | Standing::Missed => Tone::Caution,
        Standing::NoItems
        | Standing::Nobody
        | Standing::NoTarget
        | Standing::Few
        | Standing::Early
        | Standing::Decided => Tone::Plain,
    }
}

/// A day written `YYYY-MM-DD`, as people say it; what is no day stays as it is.
pub(super) fn day(text: &str) -> String {
    // Noon is the same day everywhere in Canada.
    let noon = format!("{text}T17:00:00Z").parse::<Timestamp>();
    noon.map_or_else(|_| text.to_owned(), |noon| figures::date(locale(), noon))
}

/// The day of a moment where the centres are, as `YYYY-MM-DD`.
pub(super) fn day_of(moment: Timestamp) -> String {
    let zone = TimeZone::get(contract::lives::ZONE).unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone).date().to_string()
}

/// From when to when; nothing for a pilot without dates.
pub(super) fn span(starts_on: Option<&str>, ends_on: Option<&str>) -> Option<String> {
    let fact = |name: &'static str, date: &str| (name, FluentValue::from(day(date)));
    match (starts_on, ends_on) {
        (Some(from), Some(to)) => Some(t_with("pilot-from-to", &[fact("from", from), fact("to", to)])),
        (Some(from), None) => Some(t_with("pilot-from", &[fact("from", from)])),
        (None, Some(to)) => Some(t_with("pilot-to", &[fact("to", to)])),
        (None, None) => None,
    }
}

/// The targets in words; nothing where none is set.
pub(super) fn targets(targets: &Targets) -> Option<String> {
    let said =
        [("pilot-target-started", targets.started_percent), ("pilot-target-completed", targets.completed_percent)]
            .into_iter()
            .filter_map(|(key, percent)| Some(t_with(key, &[("share", share(percent?).into())])))
            .collect::<Vec<_>>();
    (!said.is_empty()).then(|| said.join(", "))
}

/// How far a pilot is from its target, in a sentence with figures; nothing where a figure may
/// not be shown.
pub(super) fn so_far(target: Option<(Measure, u32, Figure)>, invited: Figure) -> Option<String> {
    let (measure, percent, figure) = target?;
    let (people, invited) = (figure.shown()?, invited.shown().filter(|invited| *invited > 0)?);
    let key = match measure {
        Measure::Started => "pilot-started-so-far",
        Measure::Completed => "pilot-completed-so-far",
    };
    let have = figures::percent(locale(), people as f64 / invited as f64);
    Some(t_with(key, &[("share", have.into()), ("target", share(percent).into())]))
}

fn share(percent: u32) -> String {
    figures::percent(locale(), f64::from(percent) / 100.0)
}
