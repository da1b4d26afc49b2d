//! The stage in the browser: fetches the player when someone means to play, asks the server for
//! the session, and reports what was played.

use super::{reports::Reports, tracker::Tracker};
use crate::browser::{self, fetch, find, json, listen, member, now_ms, set_hidden};
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlInputElement, HtmlMediaElement, HtmlScriptElement};

/// After this many seconds nobody needs to be told any more where it was taken up.
const NOTE_S: f64 = 6.0;

/// How to begin.
#[derive(Clone, Copy, PartialEq)]
enum Begin {
    /// Where the server says that one stopped.
    Resume,
    /// From the first second.
    Start,
    /// From a second that somebody pointed at.
    At(f64),
    /// Where the player stands, after trouble.
    Again,
}

struct Stage {
    session: String,
    script: String,
    frame: Element,
    /// `<hls-video>`: no media element, but it has all that one has.
    video: HtmlMediaElement,
    controller: Element,
    tracker: RefCell<Tracker>,
    reports: Rc<Reports>,
    /// Settles with whether the player's script runs.
    player: RefCell<Option<js_sys::Promise>>,
    /// Whether there is something to go back to the start of.
    loaded: Cell<bool>,
    resumed_at: Cell<f64>,
}

/// Brings the stage of this page to life.
pub fn begin(session: String, script: String) {
    let parts = (find("#stage"), find("#stage hls-video"), find("#stage media-controller"));
    let (Some(frame), Some(video), Some(controller)) = parts else { return };
    let stage = Rc::new(Stage {
        session,
        script,
        frame,
        video: video.unchecked_into(),
        controller,
        tracker: RefCell::default(),
        reports: Rc::default(),
        player: RefCell::default(),
        loaded: Cell::new(false),
        resumed_at: Cell::new(0.0),
    });
    stage.listen_to_people();
    stage.listen_to_words();
    stage.listen_to_media();
    stage.listen_to_page();
}

impl Stage {
    fn on(self: &Rc<Self>, target: &web_sys::EventTarget, events: &[&str], act: fn(&Rc<Self>, Event)) {
        for event in events {
            let stage = Rc::clone(self);
            listen(target, event, move |event| act(&stage, event));
        }
    }

    fn listen_to_people(self: &Rc<Self>) {
        // Whoever points at the button means to press it.
        self.on(&self.frame, &["pointerover", "focusin"], |stage, _| drop(stage.player()));
        self.on(&self.frame, &["click"], |stage, event| {
            let button = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|element| element.closest("[data-play]").ok().flatten());
            let begin = match button.and_then(|button| button.get_attribute("data-play")).as_deref() {
                Some("resume") => Begin::Resume,
                Some("start") => Begin::Start,
                Some("again") => Begin::Again,
                _ => return,
            };
            let stage = Rc::clone(stage);
            spawn_local(async move { stage.play(begin).await });
        });
    }

    /// Chapters and the transcript stand outside the stage: their times lead the player there, and
    /// the transcript's lines are narrowed down as one types.
    fn listen_to_words(self: &Rc<Self>) {
        let Some(page) = browser::document().and_then(|document| document.body()) else { return };
        self.on(&page, &["click"], |stage, event| {
            let at = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|element| element.closest("[data-at]").ok().flatten())
                .and_then(|line| line.get_attribute("data-at"))
                // The browser reads numbers already; doing it here would bring a table of powers along.
                .map(|second| js_sys::Number::parse_float(&second))
                .filter(|second| second.is_finite());
            let Some(at) = at else { return };
            stage.frame.scroll_into_view_with_bool(false);
            let stage = Rc::clone(stage);
            spawn_local(async move { stage.play(Begin::At(at)).await });
        });
        let (Some(transcript), Some(finder)) = (find(".transcript"), find("[data-find-box]")) else { return };
        set_hidden(&finder, false);
        self.on(&transcript, &["input"], |_, event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            super::transcript::narrow(&input.value());
        });
    }

    fn listen_to_media(self: &Rc<Self>) {
        self.on(&self.video, &["timeupdate", "playing", "ratechange"], |stage, _| stage.tick());
        self.on(&self.video, &["pause", "waiting"], |stage, _| {
            stage.stop();
            stage.report();
        });
        self.on(&self.video, &["emptied"], |stage, _| stage.tracker.borrow_mut().stopped());
        self.on(&self.video, &["seeking"], |stage, _| {
            stage.tracker.borrow_mut().stands_at(stage.video.current_time(), now_ms());
        });
        self.on(&self.video, &["play"], |stage, _| {
            stage.tracker.borrow_mut().stands_at(stage.video.current_time(), now_ms());
            stage.show("playing");
        });
        self.on(&self.video, &["ended"], |stage, _| {
            stage.stop();
            stage.report();
            stage.show("finished");
        });
        self.on(&self.video, &["error"], |stage, _| {
            stage.tracker.borrow_mut().stopped();
            stage.report();
            stage.loaded.set(false);
            stage.show("trouble");
        });
        // The address of the media has run out: a new one, and on from the same place.
        self.on(&self.video, &["sourceexpired"], |stage, event| {
            event.prevent_default();
            stage.report();
            let stage = Rc::clone(stage);
            spawn_local(async move {
                if let Some((playlist, _)) = stage.open().await {
                    stage.set_source(&playlist);
                }
            });
        });
    }

    fn listen_to_page(self: &Rc<Self>) {
        if let Some(document) = browser::document() {
            self.on(&document, &["visibilitychange"], |stage, _| {
                if browser::document().is_some_and(|document| document.hidden()) {
                    stage.leave();
                }
            });
        }
        if let Some(window) = browser::window() {
            self.on(&window, &["pagehide"], |stage, _| stage.leave());
            self.on(&window, &["online"], |stage, _| stage.reports.send());
        }
    }

    fn tick(&self) {
        let (video, mut tracker) = (&self.video, self.tracker.borrow_mut());
        let unseen = video.muted() && browser::document().is_some_and(|document| document.hidden());
        let at = video.current_time();
        if unseen || video.seeking() {
            return tracker.stands_at(at, now_ms());
        }
        if video.paused() {
            return tracker.stopped();
        }
        tracker.playing(at, now_ms(), video.playback_rate());
        let due = tracker.is_due();
        drop(tracker);
        if due {
            self.report();
        }
        if at > self.resumed_at.get() + NOTE_S {
            self.note(false);
        }
    }

    /// It played up to here, unless it was taken elsewhere.
    fn stop(&self) {
        let mut tracker = self.tracker.borrow_mut();
        if tracker.is_open() && !self.video.seeking() {
            tracker.playing(self.video.current_time(), now_ms(), self.video.playback_rate());
        }
        tracker.stopped();
    }

    /// Sends what was played since the last time.
    fn report(&self) {
        if let Some(batch) = self.tracker.borrow_mut().take() {
            self.reports.keep(batch);
        }
        self.reports.send();
    }

    /// The page may be gone in a moment.
    fn leave(&self) {
        if let Some(batch) = self.tracker.borrow_mut().take() {
            self.reports.keep(batch);
        }
        self.reports.hand_over();
    }

    /// Shows what the stage has to say, and nothing else of it.
    fn show(&self, state: &str) {
        let parts = self.frame.query_selector_all("[data-when]").ok();
        for index in 0..parts.as_ref().map_or(0, web_sys::NodeList::length) {
            let part =
                parts.as_ref().and_then(|parts| parts.item(index)).and_then(|part| part.dyn_into::<Element>().ok());
            if let Some(part) = part {
                let other = part.get_attribute("data-when").as_deref() != Some(state);
                set_hidden(&part, other);
            }
        }
        set_hidden(&self.controller, state != "playing");
        if state != "playing"
            && let Some(document) = browser::document().filter(|document| document.fullscreen_element().is_some())
        {
            // What the stage has to say is not part of the picture that fills the screen.
            document.exit_fullscreen();
        }
    }

    fn note(&self, shown: bool) {
        if let Ok(Some(note)) = self.frame.query_selector("[data-note]") {
            set_hidden(&note, !shown);
        }
    }

    async fn play(self: Rc<Self>, begin: Begin) {
        let pointed = match begin {
            Begin::Start => Some(0.0),
            Begin::At(second) => Some(second),
            Begin::Resume | Begin::Again => None,
        };
        if let Some(second) = pointed.filter(|_| self.loaded.get()) {
            self.video.set_current_time(second);
            drop(self.video.play());
            return;
        }
        self.show("loading");
        if !self.player_is_there().await {
            return self.show("trouble");
        }
        let Some((playlist, resume_at)) = self.open().await else { return };
        let from = match begin {
            Begin::Start => 0.0,
            Begin::At(second) => second,
            Begin::Resume => resume_at,
            Begin::Again => self.video.current_time().max(resume_at),
        };
        self.resumed_at.set(from);
        browser::set(&member(&self.video, "dataset"), "resume", &JsValue::from_f64(from));
        self.set_source(&playlist);
        self.loaded.set(true);
        self.show("playing");
        self.note(from > 0.0 && begin == Begin::Resume);
        // A browser that wants another press shows its own button.
        drop(self.video.play());
    }

    fn set_source(&self, playlist: &str) {
        drop(self.video.set_attribute("src", playlist));
    }

    /// What the controls show besides the picture: small pictures over the bar while one looks for a
    /// moment, which they find by this label, and the names of the parts.
    fn set_track(&self, kind: &str, label: &str, url: &str) {
        if self.frame.query_selector(&["track[kind=", kind, "]"].concat()).is_ok_and(|track| track.is_some()) {
            return;
        }
        let Some(track) = browser::document().and_then(|document| document.create_element("track").ok()) else {
            return;
        };
        for (name, value) in [("kind", kind), ("label", label), ("default", ""), ("src", url)] {
            drop(track.set_attribute(name, value));
        }
        drop(self.video.append_child(&track));
    }

    /// Asks for the session; says on the stage why it cannot be had.
    async fn open(&self) -> Option<(String, f64)> {
        let url = ["/api/v1/sessions/", &self.session, "/watch"].concat();
        let answer = fetch(&url, Some("{}")).await;
        let state = match answer.as_ref().map_or(0, web_sys::Response::status) {
            200..300 => match json(answer.as_ref().ok()?).await {
                Ok(opened) => {
                    self.reports.begin(&member(&opened, "watch_id").as_string()?);
                    if let Some(storyboard) = member(&opened, "storyboard_url").as_string() {
                        self.set_track("metadata", "thumbnails", &storyboard);
                    }
                    if let Some(signs) = member(&opened, "sign_url").as_string() {
                        offer_signs(&signs);
                    }
                    let playlist = member(&opened, "playlist_url").as_string()?;
                    let named = find("[data-chapters]").and_then(|parts| parts.get_attribute("data-chapters"));
                    if let (Some(language), Some(folder)) = (named, playlist.strip_suffix("index.m3u8")) {
                        self.set_track("chapters", "chapters", &[folder, "chapters-", &language, ".vtt"].concat());
                    }
                    return Some((playlist, member(&opened, "resume_at").as_f64().unwrap_or_default()));
                }
                Err(_) => "trouble",
            },
            401 => "signed-out",
            403 | 404 | 409 | 410 => "refused",
            _ => "trouble",
        };
        self.show(state);
        None
    }

    /// Fetches the player's script, once; the promise settles with whether it runs.
    fn player(&self) -> Option<js_sys::Promise> {
        if let Some(player) = &*self.player.borrow() {
            return Some(player.clone());
        }
        let document = browser::document()?;
        let script: HtmlScriptElement = document.create_element("script").ok()?.unchecked_into();
        script.set_type("module");
        script.set_src(&self.script);
        let player = js_sys::Promise::new(&mut |resolve, _| {
            for (event, runs) in [("load", true), ("error", false)] {
                let resolve = resolve.clone();
                listen(&script, event, move |_| drop(resolve.call1(&JsValue::NULL, &runs.into())));
            }
        });
        document.head()?.append_child(&script).ok()?;
        *self.player.borrow_mut() = Some(player.clone());
        Some(player)
    }

    /// Waits for the script. One that could not be had is asked for again at the next press.
    async fn player_is_there(&self) -> bool {
        let Some(player) = self.player() else { return false };
        let runs = JsFuture::from(player).await.is_ok_and(|runs| runs == JsValue::TRUE);
        if !runs {
            *self.player.borrow_mut() = None;
        }
        runs
    }
}

/// Says where the picture of somebody who signs is, and shows the button for it.
fn offer_signs(address: &str) {
    if let (Some(signs), Some(button)) = (find("[data-signs]"), find("[data-signs-button]")) {
        drop(signs.set_attribute("data-src", address));
        crate::browser::set_hidden(&button, false);
    }
}
