//! Sends one file: announces it to the server, then leaves the bytes to the upload module
//! (`style/assets/upload/upload.js`), which resumes where the server stopped.

use super::{
    amounts::Pace,
    upload::{Progress, Step, UploadWords},
};
use crate::browser;
use contract::{ItemId, limits};
use js_sys::{Function, Object, Promise};
use leptos::{prelude::*, reactive::owner::LocalStorage, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

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

/// What the island holds to send a file.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    item: ItemId,
    script: StoredValue<String>,
    failed: StoredValue<String>,
    too_large: StoredValue<String>,
    empty: StoredValue<String>,
    progress: Progress,
    control: StoredValue<Option<Control>, LocalStorage>,
    /// Begins anew after every pause, so that the time spent in one does not count.
    pace: StoredValue<Option<Pace>>,
}

impl Sending {
    pub(super) fn new(item: ItemId, script: String, progress: Progress, words: &UploadWords) -> Self {
        Self {
            item,
            script: StoredValue::new(script),
            failed: StoredValue::new(words.failed.clone()),
            too_large: StoredValue::new(words.too_large.clone()),
            empty: StoredValue::new(words.empty.clone()),
            progress,
            control: StoredValue::new_local(None),
            pace: StoredValue::new(None),
        }
    }

    /// A file was chosen.
    pub(super) fn chosen(self, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            self.take(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    }

    /// A file was dropped.
    pub(super) fn dropped(self, event: &DragEvent) {
        if let Some(file) = event.data_transfer().and_then(|carried| carried.files()).and_then(|files| files.get(0)) {
            self.take(file);
        }
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
        let Some(control) = self.control.get_value() else { return };
        self.control.set_value(None);
        spawn_local(async move {
            // Refused or not, what the server still has of it is then on the page.
            drop(JsFuture::from(control.abort()).await);
            drop(window().location().reload());
        });
    }

    fn take(self, file: File) {
        let size = file.size() as u64;
        self.progress.name.set(file.name());
        self.progress.bytes.set((0, size));
        if size == 0 {
            return self.stop(self.empty.get_value());
        }
        if size > limits::RECORDING_BYTES {
            return self.stop(self.too_large.get_value());
        }
        self.progress.step.set(Step::Starting);
        spawn_local(async move {
            if let Err(refusal) = self.send(&file, true).await {
                self.stop(refusal.unwrap_or_else(|| self.failed.get_value()));
            }
        });
    }

    fn stop(self, why: String) {
        self.control.set_value(None);
        self.progress.step.set(Step::Stopped(why));
    }

    /// Goes on with an earlier upload of the same file, or announces a new one.
    async fn send(self, file: &File, look_back: bool) -> Result<(), Refusal> {
        load(&self.script.get_value()).await?;
        let key = self.item.to_string();
        let earlier = match find_previous(file, &key) {
            Ok(found) if look_back => JsFuture::from(found).await.ok().and_then(|found| text(&found, "uploadUrl")),
            _ => None,
        };
        let upload_url = match earlier {
            Some(url) => url,
            None => self.announce(file).await?,
        };
        let options = self.options(file, &upload_url, &key);
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
    async fn announce(self, file: &File) -> Result<String, Refusal> {
        let body = serde_json::json!({ "item_id": self.item, "filename": file.name(), "size": file.size() as u64 });
        let response = browser::fetch("/api/v1/recordings", Some(&body.to_string())).await.map_err(|_| None)?;
        let answer = browser::json(&response).await.map_err(|_| None)?;
        if response.ok() { text(&answer, "upload_url").ok_or(None) } else { Err(text(&answer, "detail")) }
    }

    /// What the module wants to know, and what it is to call.
    fn options(self, file: &File, upload_url: &str, key: &str) -> Object {
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
            // The server now has more to say of this recording than the island.
            drop(window().location().reload());
        });
        let again = file.clone();
        let on_error = calls(move |problem| {
            let gone = browser::member(&problem, "gone").is_truthy();
            let again = again.clone();
            if !gone {
                return self.stop(self.failed.get_value());
            }
            // The server dropped the earlier upload: a new one, once.
            step.set(Step::Starting);
            spawn_local(async move {
                if let Err(refusal) = self.send(&again, false).await {
                    self.stop(refusal.unwrap_or_else(|| self.failed.get_value()));
                }
            });
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
