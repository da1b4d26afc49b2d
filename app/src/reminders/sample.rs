//! A letter to try words on.

use contract::{LangMap, Locale, SessionId};
use domain::mail::{About, Letter, News};

/// What is told to Ana, at that time, of a session on the evening of 25 November. Who gives it and where is left out.
pub(super) fn letter(locale: Locale, news: News, written_at: &str) -> Letter {
    let starts_at = "2026-11-25T23:30:00Z".parse().unwrap();
    Letter {
        id: "0193a5e4-7b1c-7000-8000-000000000001".parse().unwrap(),
        name: "Ana".into(),
        email: "ana@example.org".into(),
        locale,
        written_at: written_at.parse().unwrap(),
        news,
        about: About {
            session: "0193a5e4-7b1c-7000-8000-000000000002".parse::<SessionId>().unwrap(),
            title: LangMap::both("Cardio & cie", "Cardio & co"),
            starts_at,
            ends_at: starts_at,
            given_by: None,
            centre: None,
        },
    }
}
