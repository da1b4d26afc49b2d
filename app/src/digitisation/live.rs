//! The island that follows the work on a recording. The server writes the first state; the
//! island only changes it, and has the page written anew when there is something to decide.

use super::amounts;
use contract::{Locale, RecordingId, recordings::RecordingState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of [`RecordingLive`]; `{percent}` and `{left}` stand for what changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiveWords {
    /// The name of each state that has one here: waiting, being made, watchable, being read.
    pub states: [String; 4],
    /// Waiting for its turn.
    pub waiting: String,
    /// Being made.
    pub making: String,
    /// Being made, with the time that is left.
    pub making_left: String,
    /// Watchable while more is being made.
    pub watchable: String,
    /// Its pages are being read.
    pub reading: String,
    /// There is news, and an upload on the page keeps it from being written anew.
    pub changed: String,
    /// The link that has the page written anew.
    pub reload: String,
}

/// What the server tells of a recording, as much as is shown here.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// How far it has come.
    pub state: RecordingState,
    /// Share of the current work that is done, 0 to 1.
    pub progress: f32,
    /// How much of a guide is read that is read again, 0 to 1.
    #[serde(default)]
    pub reading: Option<f32>,
}

impl News {
    /// Share of what is under way that is done, 0 to 1.
    fn done(self) -> f32 {
        self.reading.unwrap_or(self.progress)
    }
}

/// The state of a recording that is being worked on, as it changes.
#[island]
pub fn RecordingLive(
    /// The recording.
    id: RecordingId,
    /// The name of its file.
    filename: String,
    /// What was so when the page was written.
    news: News,
    /// The address of the icons.
    sprite: String,
    /// The language of numbers.
    locale: Locale,
    /// What to say.
    words: LiveWords,
) -> impl IntoView {
    let first = news.state;
    let (news, set_news) = signal(news);
    let (left, set_left) = signal(None::<f64>);
    let (stale, set_stale) = signal(false);
    follow(id, first, set_news, set_left, set_stale);

    let LiveWords { states, waiting, making, making_left, watchable, reading, changed, reload } = words;
    let state = move || match news.get().state {
        _ if news.get().reading.is_some() => states[3].clone(),
        RecordingState::Processing => states[1].clone(),
        RecordingState::Playable => states[2].clone(),
        _ => states[0].clone(),
    };
    let sentence = move || {
        let percent = amounts::percent(locale, news.get().done());
        let percent = ("{percent}", percent.as_str());
        if news.get().reading.is_some() {
            return amounts::fill(&reading, &[percent]);
        }
        match (news.get().state, left.get()) {
            (RecordingState::Processing, Some(seconds)) => {
                amounts::fill(&making_left, &[percent, ("{left}", &amounts::left(seconds))])
            }
            (RecordingState::Processing, None) => amounts::fill(&making, &[percent]),
            (RecordingState::Playable, _) => amounts::fill(&watchable, &[percent]),
            _ => waiting.clone(),
        }
    };
    view! {
        <div class="panel">
            <div class="panel__head">
                <h3>{filename.clone()}</h3>
                <span class="badge badge--caution" role="status">
                    <svg class="icon" aria-hidden="true"><use_ href=format!("{sprite}#i-recording")></use_></svg>
                    <span>{state}</span>
                </span>
            </div>
            <progress
                max="100"
                value=move || amounts::hundredths(news.get().done()).to_string()
                aria-label=filename
            ></progress>
            <p class="soft">{sentence}</p>
            <p class="actions" role="status" hidden=move || !stale.get()>
                {changed}
                " "
                <a href="">{reload}</a>
            </p>
        </div>
    }
}

#[cfg(not(feature = "hydrate"))]
fn follow(_: RecordingId, _: RecordingState, _: WriteSignal<News>, _: WriteSignal<Option<f64>>, _: WriteSignal<bool>) {}

/// Listens until the recording is as far as a page has to be written anew for it.
#[cfg(feature = "hydrate")]
fn follow(
    id: RecordingId,
    first: RecordingState,
    set_news: WriteSignal<News>,
    set_left: WriteSignal<Option<f64>>,
    set_stale: WriteSignal<bool>,
) {
    use super::{amounts::Pace, can_be_watched};
    use crate::browser;
    use wasm_bindgen::JsCast;
    use web_sys::{EventSource, MessageEvent};

    let Ok(source) = EventSource::new(&format!("/api/v1/recordings/{id}/events")) else { return };
    let closing = source.clone();
    let mut pace: Option<(RecordingState, Pace)> = None;
    browser::listen(&source, "recording", move |event| {
        let text = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
        let Some(news) = text.and_then(|text| serde_json::from_str::<News>(&text).ok()) else { return };
        let (now, done) = (browser::now_ms() / 1000.0, f64::from(news.done()));
        // Each state counts from the beginning: a pace belongs to the state in which it began.
        let current = match pace {
            Some((state, current)) if state == news.state => current,
            _ => Pace::begin(now, done),
        };
        pace = Some((news.state, current));
        set_left.set(current.left_s(now, done, 1.0));
        set_news.set(news);
        let over = matches!(news.state, RecordingState::Ready | RecordingState::Failed) && news.reading.is_none();
        if over || (can_be_watched(news.state) && !can_be_watched(first)) {
            closing.close();
            // An upload on the same page would be lost with it.
            if browser::find("[data-uploading]").is_some() || window().location().reload().is_err() {
                set_stale.set(true);
            }
        }
    });
}
