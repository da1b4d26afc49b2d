//! What is broadcast, for calendar programs.

use super::{
    Web,
    calendar::{Event, calendar},
    extract::Query,
    problem::Refusal,
    viewer::Visitor,
};
use app::{address::Place, reminders::calendar as words};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{Locale, SessionId, catalogue::CatalogueEntry, text::folded};
use domain::{Error, accounts, catalogue, live};
use http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
};
use serde::Deserialize;
use std::time::Duration;

/// For how long a calendar shows what is over.
const SHOWN_AFTER: Duration = Duration::from_secs(7 * 24 * 3600);
const KIND: (HeaderName, HeaderValue) = (CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
/// A calendar program asks every hour or so; whoever looks at once is to see what was just cancelled.
const FIVE_MINUTES: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));

/// What is wanted of the schedule.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// In which language.
    #[serde(default)]
    lang: Option<String>,
    /// Only of this centre.
    #[serde(default)]
    centre: Option<String>,
}

impl Asked {
    fn locale(&self) -> Option<Locale> {
        self.lang.as_deref().and_then(|code| code.parse().ok())
    }
}

/// `/schedule.ics`: what anybody may know of, also of one centre: `?centre=`.
pub async fn all(State(web): State<Web>, Query(asked): Query<Asked>) -> Result<Response, Refusal> {
    let locale = asked.locale().unwrap_or_default();
    let mut entries = shown(&web, catalogue::lives(&web.env, None).await?);
    if let Some(centre) = &asked.centre {
        entries.retain(|entry| entry.centre.as_ref() == Some(centre));
    }
    let text = written(&web, &words::name(locale, asked.centre.as_deref()), locale, &entries).await?;
    Ok(([KIND, FIVE_MINUTES], text).into_response())
}

/// `/schedule/{session}.ics`: one session, as a file for whoever may know of it.
pub async fn one(
    State(web): State<Web>,
    visitor: Visitor,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let session: SessionId = stem(&file)?.parse().map_err(|_| Error::NotFound)?;
    let viewer = visitor.viewer();
    let entry = catalogue::entry(&web.env, viewer, session).await?;
    if entry.live.is_none() {
        return Err(Error::NotFound.into());
    }
    let locale = asked.locale().or_else(|| viewer.map(|viewer| viewer.locale)).unwrap_or_default();
    let name = format!("attachment; filename=\"{}.ics\"", file_name(entry.title.pick(locale)));
    let text = written(&web, &words::name(locale, None), locale, &[entry]).await?;
    let name = HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment"));
    Ok(([KIND, (CONTENT_DISPOSITION, name)], text).into_response())
}

/// `/schedule/of/{secret}.ics`: what one member may attend. Calendar programs do not sign in: the secret
/// says whose it is.
pub async fn of_member(
    State(web): State<Web>,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let member = accounts::calendar::whose(&web.env, stem(&file)?).await?;
    let locale = asked.locale().unwrap_or(member.locale);
    let entries = shown(&web, catalogue::lives(&web.env, Some(&member)).await?);
    let text = written(&web, &words::name_of_mine(locale), locale, &entries).await?;
    Ok(([KIND], text).into_response())
}

fn stem(file: &str) -> Result<&str, Error> {
    file.strip_suffix(".ics").ok_or(Error::NotFound)
}

/// What is to come, and what was in the last days.
fn shown(web: &Web, mut entries: Vec<CatalogueEntry>) -> Vec<CatalogueEntry> {
    let since = web.env.clock.now() - SHOWN_AFTER;
    entries.retain(|entry| entry.live.as_ref().is_some_and(|live| live.ends_at >= since));
    entries
}

async fn written(web: &Web, name: &str, locale: Locale, entries: &[CatalogueEntry]) -> Result<String, Refusal> {
    let changes = live::changes(&web.env).await?;
    let (now, home) = (web.env.clock.now(), &web.env.settings.public_url);
    let event = |entry: &CatalogueEntry| {
        let live = entry.live.as_ref()?;
        Some(Event {
            uid: entry.session_id.to_string(),
            written_at: now,
            sequence: changes.get(&entry.session_id).copied().unwrap_or_default(),
            starts_at: live.starts_at,
            ends_at: live.ends_at,
            summary: words::summary(locale, entry),
            description: words::description(locale, entry),
            location: entry.centre.clone(),
            url: format!("{home}{}", Place::Session(entry.session_id).path(locale)),
            is_cancelled: words::is_cancelled(entry),
        })
    };
    let events: Vec<Event> = entries.iter().filter_map(event).collect();
    Ok(calendar(name, locale.tag(), &events))
}

/// A title as the name of a file, in letters that every machine knows.
fn file_name(title: &str) -> String {
    let title = folded(title);
    let words: Vec<&str> = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(60);
    if name.is_empty() { "estrade".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_calendar_file_is_named_after_its_session() {
        assert_eq!(file_name("Cardio très doux : l’été \"/\r\n"), "cardio-tres-doux-l-ete");
        assert_eq!(file_name("瑜伽"), "estrade");
        assert_eq!(file_name(&"a".repeat(200)).len(), 60);
    }
}
