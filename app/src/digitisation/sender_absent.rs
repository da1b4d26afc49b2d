//! The server writes the island that sends files, and sends none itself.

use super::upload::{Progress, Upload, UploadWords};
use leptos::prelude::*;

#[derive(Debug, Clone, Copy)]
pub(super) struct Queue {
    lines: RwSignal<Vec<Sending>>,
}

impl Queue {
    pub(super) fn new(_: Upload, _: &UploadWords) -> Self {
        Self { lines: RwSignal::new(Vec::new()) }
    }

    pub(super) fn lines(self) -> RwSignal<Vec<Sending>> {
        self.lines
    }

    pub(super) fn chosen<Event>(self, _: &Event) {}

    pub(super) fn dropped<Event>(self, _: &Event) {}
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Sending {
    progress: Progress,
}

impl Sending {
    pub(super) fn progress(self) -> Progress {
        self.progress
    }

    pub(super) fn pause(self) {}

    pub(super) fn resume(self) {}

    pub(super) fn cancel(self) {}
}
