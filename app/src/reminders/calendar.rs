//! How a live session reads in a calendar.

use crate::texts::text;
use contract::{Locale, catalogue::CatalogueEntry, lives::LiveState};

/// The name of the calendar of what anybody may know of, or of a centre.
pub fn name(locale: Locale, centre: Option<&str>) -> String {
    let name = text(locale, "calendar-name", &[]);
    centre.map_or_else(|| name.clone(), |centre| format!("{name} · {centre}"))
}

/// The name of a member's own calendar.
pub fn name_of_mine(locale: Locale) -> String {
    text(locale, "calendar-mine", &[])
}

/// The line that a calendar shows: the session's name, and that it does not take place where it does not.
/// Some programs show a cancelled entry like any other.
pub fn summary(locale: Locale, entry: &CatalogueEntry) -> String {
    let title = entry.title.pick(locale);
    if is_cancelled(entry) { text(locale, "calendar-cancelled", &[("title", title.into())]) } else { title.to_owned() }
}

/// Whether it does not take place.
pub fn is_cancelled(entry: &CatalogueEntry) -> bool {
    entry.live.as_ref().is_some_and(|live| live.state == LiveState::Cancelled)
}

/// Who gives it and what it is about.
pub fn description(locale: Locale, entry: &CatalogueEntry) -> String {
    let substitute = entry.live.as_ref().and_then(|live| live.substitute.as_deref());
    let given_by = match (substitute, entry.instructor.as_deref()) {
        (Some(name), Some(other)) => {
            Some(text(locale, "calendar-instead", &[("name", name.into()), ("other", other.into())]))
        }
        (Some(name), None) | (None, Some(name)) => Some(text(locale, "card-by", &[("name", name.into())])),
        (None, None) => None,
    };
    let about = Some(entry.description.pick(locale).to_owned()).filter(|about| !about.is_empty());
    [given_by, about].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}
