//! Progress reports on their way: kept until the server has said that it has them.

use super::tracker::Batch;
use crate::browser::{self, fetch, now_ms, set};
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Most reports that are kept; an hour without a network fills a third of it.
const MOST_KEPT: usize = 1_000;

/// A report that is not known to have arrived.
struct Report {
    watch: Rc<str>,
    seq: u32,
    batch: Batch,
    closed_at_ms: f64,
}

impl Report {
    fn url(&self) -> String {
        ["/api/v1/watches/", &self.watch, "/progress"].concat()
    }

    fn json(&self) -> Option<String> {
        let intervals = js_sys::Array::new();
        for (from, to) in &self.batch.intervals {
            intervals.push(&js_sys::Array::of2(&JsValue::from_f64(*from), &JsValue::from_f64(*to)));
        }
        let body: JsValue = js_sys::Object::new().into();
        let age_ms = (now_ms() - self.closed_at_ms).max(0.0).floor();
        set(&body, "seq", &JsValue::from_f64(self.seq.into()));
        set(&body, "intervals", &intervals);
        set(&body, "position", &JsValue::from_f64(self.batch.position));
        set(&body, "age_ms", &JsValue::from_f64(age_ms));
        set(&body, "rate", &JsValue::from_f64(self.batch.rate));
        js_sys::JSON::stringify(&body).ok()?.as_string()
    }
}

/// The reports of one page.
#[derive(Default)]
pub struct Reports {
    watch: RefCell<Rc<str>>,
    seq: Cell<u32>,
    kept: RefCell<VecDeque<Report>>,
    sending: Cell<bool>,
}

impl Reports {
    /// What is reported from now on belongs to this watch.
    pub fn begin(&self, watch: &str) {
        *self.watch.borrow_mut() = watch.into();
        self.seq.set(0);
    }

    /// Keeps a batch until it has arrived.
    pub fn keep(&self, batch: Batch) {
        if self.watch.borrow().is_empty() {
            return;
        }
        let seq = self.seq.get();
        self.seq.set(seq + 1);
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MOST_KEPT {
            kept.pop_front();
        }
        kept.push_back(Report { watch: self.watch.borrow().clone(), seq, batch, closed_at_ms: now_ms() });
    }

    /// Sends what is kept, the oldest first. What does not arrive is tried again with the next;
    /// a report that arrives twice counts once.
    pub fn send(self: &Rc<Self>) {
        if self.sending.replace(true) {
            return;
        }
        let reports = Rc::clone(self);
        spawn_local(async move {
            while let Some((seq, url, json)) = reports.oldest() {
                let status = fetch(&url, Some(&json)).await.map_or(0, |answer| answer.status());
                // Refused for good: sending it again would change nothing.
                let settled = (200..300).contains(&status) || matches!(status, 400 | 404 | 409 | 410 | 422);
                if !settled {
                    break;
                }
                reports.settle(seq, &url);
            }
            reports.sending.set(false);
        });
    }

    /// Hands everything to the browser, which sends it even when the page is gone. It stays
    /// kept, in case the page is not.
    pub fn hand_over(&self) {
        let Some(navigator) = browser::window().map(|window| window.navigator()) else { return };
        for report in self.kept.borrow().iter() {
            let Some(json) = report.json() else { continue };
            let kind = BlobPropertyBag::new();
            kind.set_type("application/json");
            let parts = js_sys::Array::of1(&JsValue::from_str(&json));
            if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) {
                drop(navigator.send_beacon_with_opt_blob(&report.url(), Some(&blob)));
            }
        }
    }

    fn oldest(&self) -> Option<(u32, String, String)> {
        let kept = self.kept.borrow();
        let report = kept.front()?;
        Some((report.seq, report.url(), report.json()?))
    }

    fn settle(&self, seq: u32, url: &str) {
        self.kept.borrow_mut().retain(|report| report.seq != seq || report.url() != url);
    }
}
