//! The server writes the island that sends files, and sends none itself.

use super::upload::{Progress, UploadWords};
use contract::ItemId;

#[derive(Clone, Copy)]
pub(super) struct Sending;

impl Sending {
    pub(super) fn new(_: ItemId, _: String, _: Progress, _: &UploadWords) -> Self {
        Self
    }

    pub(super) fn chosen<Event>(self, _: &Event) {}

    pub(super) fn dropped<Event>(self, _: &Event) {}

    pub(super) fn pause(self) {}

    pub(super) fn resume(self) {}

    pub(super) fn cancel(self) {}
}
