//! The island that takes files and sends them, each with its pause and its resumption.

use super::{
    amounts,
    sender::{Queue, Sending},
};
use contract::Locale;
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
    /// Waiting for those before it.
    pub queued: String,
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
    /// Larger than what is taken now.
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
    /// Taken off the list.
    Gone,
    /// Waiting for those before it.
    Queued,
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

/// What the island and the sender of one file share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) step: RwSignal<Step>,
    pub(super) name: RwSignal<String>,
    /// Bytes sent and bytes in all.
    pub(super) bytes: RwSignal<(u64, u64)>,
}

impl Progress {
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser sends anything"))]
    pub(super) fn of(name: String, size: u64) -> Self {
        Self { step: RwSignal::new(Step::Queued), name: RwSignal::new(name), bytes: RwSignal::new((0, size)) }
    }
}

/// What is sent, and where to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upload {
    /// What the announcement of every file says besides its name and size, as JSON.
    pub announce: String,
    /// What a file is remembered under, so that it is taken up again for the same and nothing else.
    pub key: String,
    /// The largest file that is taken, in bytes.
    pub file_bytes: u64,
    /// The address of the module that sends.
    pub script: String,
}

/// A place to drop files or choose them, and a line for each on its way.
#[island]
pub fn UploadQueue(
    /// What is sent, and where to.
    upload: Upload,
    /// The address of the icons.
    sprite: String,
    /// The id of the input; no two of a page are the same.
    id: String,
    /// The language of numbers.
    locale: Locale,
    /// What to say.
    words: UploadWords,
) -> impl IntoView {
    // Without the browser's half nothing can be sent: until then the input is closed.
    let (awake, set_awake) = signal(false);
    let (over, set_over) = signal(false);
    Effect::new(move |_| set_awake.set(true));
    let queue = Queue::new(upload, &words);
    let lines = queue.lines();
    let UploadWords { choose, hint, queue: name, .. } = words.clone();
    let words = StoredValue::new(words);
    let shown = StoredValue::new(sprite.clone());
    let busy = move || lines.get().iter().any(|line| is_busy(&line.progress().step.get()));
    let some = move || lines.get().iter().any(|line| line.progress().step.get() != Step::Gone);
    let list = move || {
        let sprite = shown.get_value();
        lines.get().into_iter().map(|sending| line(sending, &sprite, locale, words)).collect_view()
    };
    let hint_id = format!("{id}-hint");
    view! {
        <div
            class="drop"
            data-over=move || over.get().then_some("true")
            on:dragover=move |event| { event.prevent_default(); set_over.set(true); }
            on:dragleave=move |_| set_over.set(false)
            on:drop=move |event| { event.prevent_default(); set_over.set(false); queue.dropped(&event); }
        >
            <svg class="icon" aria-hidden="true"><use_ href=format!("{sprite}#i-upload")></use_></svg>
            <label class="field__label" for=id.clone()>{choose}</label>
            <input
                type="file"
                id=id
                accept="video/*,audio/*,image/jpeg,image/png,image/webp,image/tiff,application/pdf,.mkv,.mts,.mov,.doc,.docx,.odt,.rtf,.ppt,.pptx,.odp"
                multiple
                aria-describedby=hint_id.clone()
                disabled=move || !awake.get()
                on:change=move |event| queue.chosen(&event)
            />
            <p class="soft small" id=hint_id>{hint}</p>
        </div>
        <ul
            class="queue"
            aria-label=name
            hidden=move || !some()
            data-uploading=move || busy().then_some("true")
        >
            {list}
        </ul>
    }
}

fn is_busy(step: &Step) -> bool {
    !matches!(step, Step::Gone | Step::Stopped(_))
}

/// The line of one file.
fn line(sending: Sending, sprite: &str, locale: Locale, words: StoredValue<UploadWords>) -> impl IntoView + use<> {
    let Progress { step, name, bytes } = sending.progress();
    let pausable = move || matches!(step.get(), Step::Sending(_) | Step::Waiting);
    let cancellable = move || pausable() || matches!(step.get(), Step::Paused | Step::Queued);
    let bar = move || match step.get() {
        Step::Paused | Step::Waiting => "progress--paused",
        Step::Stopped(_) => "progress--wrong",
        _ => "",
    };
    let icon = |name: &'static str| {
        view! { <svg class="icon" aria-hidden="true"><use_ href=format!("{sprite}#i-{name}")></use_></svg> }
    };
    let UploadWords { buttons: [pause, resume, cancel, dismiss], progress: bar_name, .. } = words.get_value();
    let said = move || words.with_value(|words| sentence(words, &step.get(), bytes.get(), locale));
    // Read aloud when something happens, and not with every byte.
    let aloud = move || match step.get() {
        Step::Sending(_) => String::new(),
        step => words.with_value(|words| sentence(words, &step, bytes.get_untracked(), locale)),
    };
    view! {
        <li class="queue__file" hidden=move || step.get() == Step::Gone>
            {icon("recording")}
            <p class="queue__name">{move || name.get()}</p>
            <progress
                class=bar
                max="1000"
                value=move || thousandths(bytes.get()).to_string()
                aria-label=move || format!("{bar_name} {}", name.get())
            ></progress>
            <p>{said}</p>
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
                <button class="button button--icon" type="button" aria-label=dismiss hidden=move || !matches!(step.get(), Step::Stopped(_)) on:click=move |_| step.set(Step::Gone)>
                    {icon("close")}
                </button>
            </div>
            <p class="for-ears" role="status">{aloud}</p>
        </li>
    }
}

fn thousandths((sent, total): (u64, u64)) -> u64 {
    sent.saturating_mul(1000).checked_div(total).unwrap_or_default()
}

fn sentence(words: &UploadWords, step: &Step, (sent, total): (u64, u64), locale: Locale) -> String {
    let (done, size) = (amounts::size(locale, sent), amounts::size(locale, total));
    let facts = [("{done}", done.as_str()), ("{size}", size.as_str())];
    match step {
        Step::Gone => String::new(),
        Step::Queued => words.queued.clone(),
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
