//! The island of the studio: it asks every second what comes in, and writes it where the server has put
//! `data-ingest`; the sentences about what is wrong stand on the page already and are shown or hidden.

use leptos::prelude::*;

/// Keeps the studio's figures fresh.
#[island]
pub fn StudioWatch(
    /// The session.
    session: String,
    /// The state when the page was written: another one has the page written anew.
    state: String,
    /// The decimal point.
    point: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::begin(session, state, point);
    #[cfg(not(feature = "hydrate"))]
    let _ = (session, state, point);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::browser::{document, entries, fetch, find, json, member, set, set_hidden};
    use leptos::{prelude::set_timeout, task::spawn_local};
    use std::time::Duration;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Element;

    pub fn begin(session: String, state: String, point: String) {
        spawn_local(async move {
            if look(&session, &state, &point).await.is_some() {
                set_timeout(move || begin(session, state, point), Duration::from_secs(1));
            }
        });
    }

    async fn look(session: &str, before: &str, point: &str) -> Option<()> {
        let Ok(answer) = fetch(&["/api/v1/lives/", session].concat(), None).await else { return Some(()) };
        if !answer.ok() {
            return (answer.status() >= 500).then_some(());
        }
        let status = json(&answer).await.ok()?;
        let state = member(&status, "state").as_string()?;
        let ingest = member(&status, "ingest");
        let connected = member(&ingest, "connected").is_truthy();
        let rehearsal = member(&ingest, "is_rehearsal").is_truthy();
        let now = if rehearsal { "rehearsal" } else { &*state };
        if now != before {
            drop(crate::browser::window()?.location().reload());
            return None;
        }
        let number = |name: &str| member(&ingest, name).as_f64().unwrap_or_default();
        say("viewers", &whole(member(&status, "viewers").as_f64().unwrap_or_default()));
        say("bitrate", &tenths(number("bitrate") / 1_000_000.0, point));
        say("frame_rate", &whole(number("frame_rate")));
        say("keyframe_s", &tenths(number("keyframe_s"), point));
        say("frames", &whole(number("frames")));
        say("dropped", &whole(number("dropped")));
        say("reconnects", &whole(number("reconnects")));
        say("spooled", &whole(number("spooled")));
        if let (Some(width), Some(height)) = (member(&ingest, "width").as_f64(), member(&ingest, "height").as_f64()) {
            say("size", &[&whole(width), "\u{a0}×\u{a0}", &whole(height)].concat());
        }
        let smaller = member(&ingest, "smaller_height").as_f64();
        say("smaller", &smaller.map_or_else(|| "–".to_owned(), |height| [&*whole(height), "p"].concat()));
        tell_level(&ingest, point);
        let troubles = entries(&member(&ingest, "troubles"));
        for place in all("[data-trouble]") {
            let code = place.get_attribute("data-trouble").unwrap_or_default();
            set_hidden(&place, !troubles.includes(&JsValue::from_str(&code), 0));
        }
        for (selector, shown) in [("[data-connected]", connected), ("[data-away]", !connected)] {
            for place in all(selector) {
                set_hidden(&place, !shown);
            }
        }
        if member(&ingest, "is_watchable").is_truthy() {
            show_picture();
        }
        Some(())
    }

    /// Gives the player its address, once there is something at it.
    fn show_picture() -> Option<()> {
        let player = find("hls-video[data-src]:not([src])")?;
        player.set_attribute("src", &player.get_attribute("data-src")?).ok()
    }

    /// How loud it is, and the word for that.
    fn tell_level(ingest: &JsValue, point: &str) -> Option<()> {
        let level = member(ingest, "audio_level_db").as_f64();
        let troubles = entries(&member(ingest, "troubles"));
        let words = all("[data-level-word]");
        let said = |place: &Element| troubles.includes(&JsValue::from_str(&word(place)), 0);
        let wrong = words.iter().any(said);
        for place in &words {
            let holds = if wrong { said(place) } else { word(place) == "good" };
            set_hidden(place, level.is_none() || !holds);
        }
        let text = level.map(|level| [if level < 0.0 { "−" } else { "" }, &tenths(level.abs(), point)].concat());
        say("audio_level_db", text.as_deref().unwrap_or("–"));
        set(find("[data-level]")?.as_ref(), "value", &JsValue::from_f64(level.unwrap_or(-60.0)));
        Some(())
    }

    fn word(place: &Element) -> String {
        place.get_attribute("data-level-word").unwrap_or_default()
    }

    fn all(selector: &str) -> Vec<Element> {
        let Some(found) = document().and_then(|document| document.query_selector_all(selector).ok()) else {
            return Vec::new();
        };
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
    }

    fn say(what: &str, text: &str) {
        if let Some(place) = find(&["[data-ingest=", what, "]"].concat()) {
            place.set_text_content(Some(text));
        }
    }

    fn whole(value: f64) -> String {
        ((value + 0.5) as u64).to_string()
    }

    fn tenths(value: f64, point: &str) -> String {
        let tenths = (value * 10.0 + 0.5) as u64;
        [&(tenths / 10).to_string(), point, &(tenths % 10).to_string()].concat()
    }
}
