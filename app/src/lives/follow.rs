//! The island that follows a live session on its page: it counts down, opens the player when there is
//! something to see, and says how many are there and how far behind the room one is.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of [`LiveFollow`]; what stands in braces changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowWords {
    /// `{time}` until it begins.
    pub until: String,
    /// It is time, and nothing has come yet.
    pub any_moment: String,
    /// `{count}` people are there: one, and several.
    pub present: [String; 2],
    /// `{names}` of one's own centre are there.
    pub company: String,
    /// `{seconds}` behind the room.
    pub behind: String,
    /// The room has lost its connection.
    pub interrupted: String,
    /// Days, hours, minutes and seconds, as they are shortened.
    pub units: [String; 4],
    /// The decimal point.
    pub point: String,
}

/// Follows a live session. What it says stands where the server has put `data-live`.
#[island]
pub fn LiveFollow(
    /// The session.
    session: String,
    /// When it begins, as the server says it: once it says something else, the page is written anew.
    starts_at: String,
    /// Milliseconds until it begins, when the page was written.
    begins_in_ms: f64,
    /// Whether it was live then.
    is_live: bool,
    /// What to say.
    words: FollowWords,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::begin(session, starts_at, begins_in_ms, is_live, words);
    #[cfg(not(feature = "hydrate"))]
    let _ = (session, starts_at, begins_in_ms, is_live, words);
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::FollowWords;
    use crate::browser::{entries, fetch, find, json, member, now_ms, set_hidden};
    use leptos::task::spawn_local;
    use std::time::Duration;
    use wasm_bindgen::JsCast;

    /// How often it is asked how things stand: while it is awaited, while it is near or goes on, and else.
    const NOW_MS: f64 = 900.0;
    const SOON_MS: f64 = 2_000.0;
    const LATER_MS: f64 = 30_000.0;
    /// So long before its beginning one looks often.
    const CLOSE_MS: f64 = 900_000.0;

    struct Follow {
        session: String,
        starts_at: String,
        begins_at: f64,
        words: FollowWords,
        is_live: bool,
        asked_at: f64,
    }

    pub fn begin(session: String, starts_at: String, begins_in_ms: f64, is_live: bool, words: FollowWords) {
        let begins_at = now_ms() + begins_in_ms;
        let follow = Follow { session, starts_at, begins_at, words, is_live, asked_at: -LATER_MS };
        spawn_local(async move { follow.on().await });
    }

    impl Follow {
        async fn on(mut self) {
            loop {
                self.tell_time();
                self.tell_latency();
                let left = self.begins_at - now_ms();
                let pause = match (self.is_live, left) {
                    (false, ..60_000.0) => NOW_MS,
                    (true, _) | (false, ..CLOSE_MS) => SOON_MS,
                    _ => LATER_MS,
                };
                if now_ms() - self.asked_at >= pause {
                    self.asked_at = now_ms();
                    if self.ask().await.is_none() {
                        return;
                    }
                }
                gloo(1_000).await;
            }
        }

        /// Asks how things stand; nothing once there is nothing more to follow.
        async fn ask(&mut self) -> Option<()> {
            let Ok(answer) = fetch(&["/api/v1/lives/", &self.session].concat(), None).await else { return Some(()) };
            if !answer.ok() {
                return if answer.status() >= 500 { Some(()) } else { None };
            }
            let status = json(&answer).await.ok()?;
            let state = member(&status, "state").as_string()?;
            let viewers = member(&status, "viewers").as_f64().unwrap_or_default();
            match state.as_str() {
                "live" | "interrupted" => {
                    if !self.is_live {
                        self.is_live = true;
                        open();
                    }
                    let words = &self.words.present[usize::from(viewers > 1.0)];
                    say("present", &words.replace("{count}", &(viewers as u32).to_string()));
                    tell_company(&member(&status, "company"), &self.words.company);
                    let lost = state == "interrupted";
                    say("interrupted", if lost { &self.words.interrupted } else { "" });
                }
                "scheduled" | "waiting" if self.is_moved(&status) => {
                    drop(crate::browser::window()?.location().reload());
                    return None;
                }
                "scheduled" | "waiting" => {}
                // Over, or cancelled: the page says what follows.
                _ if self.is_live => {
                    say("interrupted", "");
                    say("present", "");
                    say("company", "");
                    say("behind", "");
                    return None;
                }
                _ => {
                    drop(crate::browser::window()?.location().reload());
                    return None;
                }
            }
            Some(())
        }

        /// Whether it begins at another time than the page says.
        fn is_moved(&self, status: &wasm_bindgen::JsValue) -> bool {
            member(status, "starts_at").as_string().is_some_and(|now| now != self.starts_at)
        }

        fn tell_time(&self) {
            let left = ((self.begins_at - now_ms()) / 1000.0) as i64;
            if self.is_live {
                return;
            }
            if left <= 0 {
                return say("until", &self.words.any_moment);
            }
            let [days, hours, minutes, seconds] = &self.words.units;
            let (day, hour, minute, second) = (left / 86_400, left / 3_600 % 24, left / 60 % 60, left % 60);
            let parts = match (day, hour, minute) {
                (0, 0, 0) => vec![(second, seconds)],
                (0, 0, _) => vec![(minute, minutes), (second, seconds)],
                (0, ..) => vec![(hour, hours), (minute, minutes)],
                _ => vec![(day, days), (hour, hours)],
            };
            let parts: Vec<String> =
                parts.into_iter().map(|(count, unit)| [&count.to_string(), "\u{a0}", unit].concat()).collect();
            say("until", &self.words.until.replace("{time}", &parts.join(" ")));
        }

        fn tell_latency(&self) {
            let api = find("#stage hls-video").map(|video| member(&video, "api"));
            let latency = api.filter(wasm_bindgen::JsValue::is_object).and_then(|api| member(&api, "latency").as_f64());
            let Some(latency) = latency.filter(|latency| self.is_live && *latency > 0.0) else { return };
            let tenths = (latency * 10.0) as u32;
            let seconds = [&(tenths / 10).to_string(), &*self.words.point, &(tenths % 10).to_string()].concat();
            say("behind", &self.words.behind.replace("{seconds}", &seconds));
        }
    }

    /// Who of one's own centre is there, where all have agreed to that.
    fn tell_company(names: &wasm_bindgen::JsValue, words: &str) {
        let names = entries(names);
        let text = if names.length() == 0 { String::new() } else { String::from(names.join(", ")) };
        say("company", &if text.is_empty() { text } else { words.replace("{names}", &text) });
    }

    /// There is something to see: the player begins by itself, or waits for a press where the browser
    /// wants one.
    fn open() {
        if let Some(waiting) = find("[data-live-waiting]") {
            set_hidden(&waiting, true);
        }
        if let Some(ready) = find("[data-live-ready]") {
            set_hidden(&ready, false);
            if let Some(button) = ready.query_selector("[data-play]").ok().flatten() {
                drop(button.dyn_into::<web_sys::HtmlElement>().map(|button| button.click()));
            }
        }
    }

    fn say(what: &str, text: &str) {
        if let Some(place) = find(&["[data-live=", what, "]"].concat()) {
            if place.text_content().as_deref() != Some(text) {
                place.set_text_content(Some(text));
            }
            set_hidden(&place, text.is_empty());
        }
    }

    async fn gloo(milliseconds: u64) {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            set_timeout(move || drop(resolve.call0(&wasm_bindgen::JsValue::NULL)), Duration::from_millis(milliseconds));
        });
        drop(wasm_bindgen_futures::JsFuture::from(promise).await);
    }
    use leptos::prelude::set_timeout;
}
