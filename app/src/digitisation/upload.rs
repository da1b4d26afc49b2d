//! The island that takes a file and sends it, with its pause and its resumption.

use super::{amounts, sender::Sending};
use contract::{ItemId, Locale};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of [`UploadQueue`]; `{done}`, `{size}` and `{left}` stand for what changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UploadWords {
    /// What to drop or choose.
    pub choose: String,
    /// How large it may be, and that it may be interrupted.
    pub hint: String,
    /// The name of the list.
    pub queue: String,
    /// The name of the bar.
    pub progress: String,
    /// Being announced.
    pub starting: String,
    /// On its way, with the time that is left.
    pub sending: String,
    /// On its way.
    pub sent: String,
    /// Paused.
    pub paused: String,
    /// Without a connection.
    pub waiting: String,
    /// Arrived.
    pub done: String,
    /// Stopped for no known reason.
    pub failed: String,
    /// Larger than [`contract::limits::RECORDING_BYTES`].
    pub too_large: String,
    /// Without a byte.
    pub empty: String,
    /// The buttons: pause, resume, cancel, dismiss.
    pub buttons: [String; 4],
}

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser sends anything"))]
pub(super) enum Step {
    /// Nothing was chosen.
    Idle,
    /// Being announced to the server.
    Starting,
    /// On its way, with the seconds that are left where they can be told.
    Sending(Option<f64>),
    /// Paused by the person.
    Paused,
    /// Without a connection; goes on by itself.
    Waiting,
    /// Every byte has arrived.
    Done,
    /// Stopped for good, and why.
    Stopped(String),
}

/// What the island and its sender share.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    pub(super) step: RwSignal<Step>,
    pub(super) name: RwSignal<String>,
    /// Bytes sent and bytes in all.
    pub(super) bytes: RwSignal<(u64, u64)>,
}

/// A place to drop a file or choose one, and the line of the file on its way.
#[island]
pub fn UploadQueue(
    /// The item that the file shows.
    item: ItemId,
    /// The address of the module that sends.
    script: String,
    /// The address of the icons.
    sprite: String,
    /// The language of numbers.
    locale: Locale,
    /// What to say.
    words: UploadWords,
) -> impl IntoView {
    let progress =
        Progress { step: RwSignal::new(Step::Idle), name: RwSignal::new(String::new()), bytes: RwSignal::new((0, 0)) };
    let Progress { step, name, bytes } = progress;
    // Without the browser's half nothing can be sent: until then the input is closed.
    let (awake, set_awake) = signal(false);
    let (over, set_over) = signal(false);
    Effect::new(move |_| set_awake.set(true));
    let sending = Sending::new(item, script, progress, &words);
    let words = StoredValue::new(words);

    let busy = move || !matches!(step.get(), Step::Idle | Step::Stopped(_));
    let pausable = move || matches!(step.get(), Step::Sending(_) | Step::Waiting);
    let cancellable = move || pausable() || step.get() == Step::Paused;
    let bar = move || match step.get() {
        Step::Paused | Step::Waiting => "progress--paused",
        Step::Stopped(_) => "progress--wrong",
        _ => "",
    };
    let icon = move |name: &'static str| {
        view! { <svg class="icon" aria-hidden="true"><use_ href=format!("{sprite}#i-{name}")></use_></svg> }
    };
    let UploadWords { choose, hint, queue, buttons: [pause, resume, cancel, dismiss], progress: bar_name, .. } =
        words.get_value();
    let line = move || words.with_value(|words| sentence(words, &step.get(), bytes.get(), locale));
    // Read aloud when something happens, and not with every byte.
    let aloud = move || match step.get() {
        Step::Sending(_) => String::new(),
        step => words.with_value(|words| sentence(words, &step, bytes.get_untracked(), locale)),
    };
    view! {
        <div
            class="drop"
            hidden=busy
            data-over=move || over.get().then_some("true")
            on:dragover=move |event| { event.prevent_default(); set_over.set(true); }
            on:dragleave=move |_| set_over.set(false)
            on:drop=move |event| { event.prevent_default(); set_over.set(false); sending.dropped(&event); }
        >
            {icon("upload")}
            <label class="field__label" for="media">{choose}</label>
            <input
                type="file"
                id="media"
                accept="video/*,audio/*,application/pdf,.mkv,.mts,.mov"
                aria-describedby="media-hint"
                disabled=move || !awake.get()
                on:change=move |event| sending.chosen(&event)
            />
            <p class="soft small" id="media-hint">{hint}</p>
        </div>
        <ul
            class="queue"
            aria-label=queue
            hidden=move || step.get() == Step::Idle
            data-uploading=move || busy().then_some("true")
        >
            <li class="queue__file">
                {icon("recording")}
                <p class="queue__name">{move || name.get()}</p>
                <progress
                    class=bar
                    max="1000"
                    value=move || thousandths(bytes.get()).to_string()
                    aria-label=move || format!("{bar_name} {}", name.get())
                ></progress>
                <p>{line}</p>
                <div class="actions">
                    <button class="button button--icon" type="button" aria-label=pause hidden=move || !pausable() on:click=move |_| sending.pause()>
                        {icon("pause")}
                    </button>
                    <button class="button button--icon" type="button" aria-label=resume hidden=move || step.get() != Step::Paused on:click=move |_| sending.resume()>
                        {icon("play")}
                    </button>
                    <button class="button button--icon" type="button" aria-label=cancel hidden=move || !cancellable() on:click=move |_| sending.cancel()>
                        {icon("close")}
                    </button>
                    <button class="button button--icon" type="button" aria-label=dismiss hidden=move || !matches!(step.get(), Step::Stopped(_)) on:click=move |_| step.set(Step::Idle)>
                        {icon("close")}
                    </button>
                </div>
            </li>
        </ul>
        <p class="for-ears" role="status">{aloud}</p>
    }
}

fn thousandths((sent, total): (u64, u64)) -> u64 {
    sent.saturating_mul(1000).checked_div(total).unwrap_or_default()
}

fn sentence(words: &UploadWords, step: &Step, (sent, total): (u64, u64), locale: Locale) -> String {
    let (done, size) = (amounts::size(locale, sent), amounts::size(locale, total));
    let facts = [("{done}", done.as_str()), ("{size}", size.as_str())];
    match step {
        Step::Idle => String::new(),
        Step::Starting => words.starting.clone(),
        Step::Sending(None) => amounts::fill(&words.sent, &facts),
        Step::Sending(Some(seconds)) => {
            let left = amounts::left(*seconds);
            amounts::fill(&words.sending, &[facts[0], facts[1], ("{left}", &left)])
        }
        Step::Paused => amounts::fill(&words.paused, &facts),
        Step::Waiting => words.waiting.clone(),
        Step::Done => words.done.clone(),
        Step::Stopped(why) => why.clone(),
    }
}
