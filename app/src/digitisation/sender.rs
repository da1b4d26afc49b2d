//! Sends files: announces each to the server, then leaves the bytes to the upload module
//! (`style/assets/upload/upload.js`), which resumes where the server stopped.

use super::{
    amounts::Pace,
    upload::{Progress, Step, Upload, UploadWords},
};
use crate::browser;
use js_sys::{Function, Object, Promise};
use leptos::{prelude::*, reactive::owner::LocalStorage, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

#[wasm_bindgen]
extern "C" {
    /// An upload under way.
    #[derive(Clone)]
    type Control;

    #[wasm_bindgen(method)]
    fn pause(this: &Control) -> Promise;

    #[wasm_bindgen(method)]
    fn resume(this: &Control);

    #[wasm_bindgen(method)]
    fn abort(this: &Control) -> Promise;

    #[wasm_bindgen(js_namespace = EstradeUpload, js_name = start, catch)]
    fn begin_sending(file: &File, options: &Object) -> Result<Control, JsValue>;

    #[wasm_bindgen(js_namespace = EstradeUpload, js_name = previous, catch)]
    fn find_previous(file: &File, key: &str) -> Result<Promise, JsValue>;
}

/// Why nothing is sent: a sentence from the server, or none.
type Refusal = Option<String>;

/// How many files are sent at once: more would only share the same line.
const AT_ONCE: usize = 2;

/// The files that were chosen, in order.
#[derive(Clone, Copy)]
pub(super) struct Queue {
    upload: StoredValue<Upload>,
    lines: RwSignal<Vec<Sending>>,
    failed: StoredValue<String>,
    too_large: StoredValue<String>,
    empty: StoredValue<String>,
}

impl Queue {
    pub(super) fn new(upload: Upload, words: &UploadWords) -> Self {
        Self {
            upload: StoredValue::new(upload),
            lines: RwSignal::new(Vec::new()),
            failed: StoredValue::new(words.failed.clone()),
            too_large: StoredValue::new(words.too_large.clone()),
            empty: StoredValue::new(words.empty.clone()),
        }
    }

    pub(super) fn lines(self) -> RwSignal<Vec<Sending>> {
        self.lines
    }

    /// Files were chosen.
    pub(super) fn chosen(self, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        self.take_all(input.files());
        // The same file can be chosen again.
        input.set_value("");
    }

    /// Files were dropped.
    pub(super) fn dropped(self, event: &DragEvent) {
        self.take_all(event.data_transfer().and_then(|carried| carried.files()));
    }

    fn take_all(self, files: Option<FileList>) {
        let Some(files) = files else { return };
        for file in (0..files.length()).filter_map(|place| files.get(place)) {
            let size = file.size() as u64;
            let sending = Sending {
                queue: self,
                file: StoredValue::new_local(file.clone()),
                progress: Progress::of(file.name(), size),
                control: StoredValue::new_local(None),
                pace: StoredValue::new(None),
            };
            let refused = match size {
                0 => Some(self.empty),
                size if size > self.upload.with_value(|upload| upload.file_bytes) => Some(self.too_large),
                _ => None,
            };
            if let Some(why) = refused {
                sending.progress.step.set(Step::Stopped(why.get_value()));
            }
            self.lines.update(|lines| lines.push(sending));
        }
        self.go_on();
    }

    /// Begins what waits, as far as there is a turn for it; when nothing is left, the server has more
    /// to say of the recordings than the island.
    fn go_on(self) {
        let lines = self.lines.get_untracked();
        let step = |line: &Sending| line.progress.step.get_untracked();
        let under_way = |step: &Step| matches!(step, Step::Starting | Step::Sending(_) | Step::Waiting);
        let busy = lines.iter().filter(|line| under_way(&step(line))).count();
        for line in lines.iter().filter(|line| step(line) == Step::Queued).take(AT_ONCE.saturating_sub(busy)) {
            line.begin();
        }
        let over = |step: &Step| matches!(step, Step::Done | Step::Gone);
        if lines.iter().all(|line| over(&step(line))) && lines.iter().any(|line| step(line) == Step::Done) {
            drop(window().location().reload());
        }
    }
}

/// What the island holds to send a file.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    queue: Queue,
    file: StoredValue<File, LocalStorage>,
    progress: Progress,
    control: StoredValue<Option<Control>, LocalStorage>,
    /// Begins anew after every pause, so that the time spent in one does not count.
    pace: StoredValue<Option<Pace>>,
}

impl Sending {
    pub(super) fn progress(self) -> Progress {
        self.progress
    }

    pub(super) fn pause(self) {
        if let Some(control) = self.control.get_value() {
            drop(control.pause());
            self.progress.step.set(Step::Paused);
        }
    }

    pub(super) fn resume(self) {
        if let Some(control) = self.control.get_value() {
            control.resume();
            self.pace.set_value(None);
            self.progress.step.set(Step::Sending(None));
        }
    }

    pub(super) fn cancel(self) {
        let control = self.control.get_value();
        self.control.set_value(None);
        self.progress.step.set(Step::Gone);
        spawn_local(async move {
            if let Some(control) = control {
                // Refused or not, what the server still has of it is then on the page.
                drop(JsFuture::from(control.abort()).await);
            }
            self.queue.go_on();
        });
    }

    fn begin(self) {
        self.progress.step.set(Step::Starting);
        spawn_local(self.try_to_send(true));
    }

    async fn try_to_send(self, look_back: bool) {
        let file = self.file.get_value();
        if let Err(refusal) = self.send(&file, look_back).await {
            self.stop(refusal.unwrap_or_else(|| self.queue.failed.get_value()));
        }
    }

    fn stop(self, why: String) {
        self.control.set_value(None);
        self.progress.step.set(Step::Stopped(why));
        self.queue.go_on();
    }

    /// Goes on with an earlier upload of the same file, or announces a new one.
    async fn send(self, file: &File, look_back: bool) -> Result<(), Refusal> {
        let Upload { script, key, announce, .. } = self.queue.upload.get_value();
        load(&script).await?;
        let earlier = match find_previous(file, &key) {
            Ok(found) if look_back => JsFuture::from(found).await.ok().and_then(|found| text(&found, "uploadUrl")),
            _ => None,
        };
        let upload_url = match earlier {
            Some(url) => url,
            None => Self::announce(file, &announce).await?,
        };
        let options = self.options(&upload_url, &key);
        let control = begin_sending(file, &options).map_err(|_| None)?;
        self.control.set_value(Some(control));
        self.pace.set_value(None);
        self.progress.step.set(Step::Sending(None));
        // What the server wrote of an unfinished upload is no longer so.
        if let Some(unfinished) = browser::find("#unfinished") {
            browser::set_hidden(&unfinished, true);
        }
        Ok(())
    }

    /// Announces the file, and learns where to send it.
    async fn announce(file: &File, more: &str) -> Result<String, Refusal> {
        let body: JsValue = js_sys::JSON::parse(more).map_err(|_| None)?;
        browser::set(&body, "filename", &file.name().into());
        browser::set(&body, "size", &file.size().into());
        let body: String = js_sys::JSON::stringify(&body).map_err(|_| None)?.into();
        let response = browser::fetch("/api/v1/recordings", Some(&body)).await.map_err(|_| None)?;
        let answer = browser::json(&response).await.map_err(|_| None)?;
        if response.ok() { text(&answer, "upload_url").ok_or(None) } else { Err(text(&answer, "detail")) }
    }

    /// What the module wants to know, and what it is to call.
    fn options(self, upload_url: &str, key: &str) -> Object {
        let Progress { step, bytes, .. } = self.progress;
        let kept = self.pace;
        let on_progress = calls(move |news| {
            let (sent, total) = (number(&news, "sent"), number(&news, "total"));
            bytes.set((sent as u64, total as u64));
            let now = browser::now_ms() / 1000.0;
            let pace = kept.get_value().unwrap_or_else(|| Pace::begin(now, sent));
            kept.set_value(Some(pace));
            // What was on its way still arrives after a pause.
            if step.get_untracked() != Step::Paused {
                step.set(Step::Sending(pace.left_s(now, sent, total)));
            }
        });
        let on_waiting = calls(move |_| {
            kept.set_value(None);
            step.set(Step::Waiting);
        });
        let on_done = calls(move |_| {
            step.set(Step::Done);
            self.queue.go_on();
        });
        let on_error = calls(move |problem| {
            if !browser::member(&problem, "gone").is_truthy() {
                return self.stop(self.queue.failed.get_value());
            }
            // The server dropped the earlier upload: a new one, once.
            step.set(Step::Starting);
            spawn_local(self.try_to_send(false));
        });
        let options = Object::new();
        let pairs = [
            ("uploadUrl", JsValue::from_str(upload_url)),
            ("key", JsValue::from_str(key)),
            ("onProgress", on_progress),
            ("onWaiting", on_waiting),
            ("onDone", on_done),
            ("onError", on_error),
        ];
        for (name, value) in pairs {
            browser::set(&options, name, &value);
        }
        options
    }
}

/// A function that JavaScript may call for as long as the page lives.
fn calls(call: impl FnMut(JsValue) + 'static) -> JsValue {
    Closure::<dyn FnMut(JsValue)>::new(call).into_js_value()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    browser::member(object, name).as_string()
}

fn number(object: &JsValue, name: &str) -> f64 {
    browser::member(object, name).as_f64().unwrap_or_default()
}

/// Brings the upload module onto the page, once.
async fn load(address: &str) -> Result<(), Refusal> {
    if browser::member(&window(), "EstradeUpload").is_truthy() {
        return Ok(());
    }
    let script = document().create_element("script").map_err(|_| None)?;
    for (name, value) in [("type", "module"), ("src", address)] {
        script.set_attribute(name, value).map_err(|_| None)?;
    }
    let loaded = Promise::new(&mut |resolve: Function, reject: Function| {
        drop(script.add_event_listener_with_callback("load", &resolve));
        drop(script.add_event_listener_with_callback("error", &reject));
    });
    document().body().ok_or(None)?.append_child(&script).map_err(|_| None)?;
    JsFuture::from(loaded).await.map(drop).map_err(|_| None)
}
