//! What staff are shown of what comes in.

use super::{Publication, Stage};
use crate::live::smaller::Smaller;
use contract::lives::LiveTrouble;
use std::sync::atomic::Ordering;

impl Publication {
    pub(super) fn show_measure(&mut self) {
        if self.measure.is_due() {
            self.show();
        }
    }

    pub(super) fn show(&self) {
        let keyframe_s = match &self.stage {
            Stage::Cutting(cutter) => cutter.keyframe_s(),
            Stage::Gathering(_) => 0.0,
        };
        let repaired = match &self.stage {
            Stage::Cutting(cutter) => cutter.repaired + cutter.crowded,
            Stage::Gathering(_) => 0,
        };
        let spooled = self.running.waiting.load(Ordering::Acquire);
        let size = self.picture.as_ref().and_then(|format| format.size);
        let mut shown = self.measure.shown(size, keyframe_s, repaired, spooled);
        shown.smaller_height = self.smaller.as_ref().and_then(Smaller::height);
        if self.picture.is_none() {
            shown.troubles.push(LiveTrouble::PictureMissing);
        }
        *self.running.ingest.lock() = shown;
    }
}
