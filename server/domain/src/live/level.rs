//! How loud what comes in is. Sound is passed on as it was sent, and nothing of it says how loud it is: of
//! twenty frames two are decoded and the second of these is measured, which costs less than a thousandth of
//! a processor.

use contract::lives::LiveTrouble;
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
};
use symphonia_codec_aac::AacDecoder;
use symphonia_core::{
    codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known::CODEC_ID_AAC},
    packet::PacketRef,
    units::{Duration, Timestamp},
};

/// Of so many frames one is measured; the one before it is decoded too, since each begins in the last.
const EVERY: u32 = 20;
/// Samples of one frame.
const FRAME: f32 = 1024.0;
/// What is shown is over so many seconds, what is judged over longer.
const SHOWN_S: f32 = 1.0;
const JUDGED_S: f32 = 5.0;
const SILENT_S: f32 = 20.0;
/// Levels in dB below full scale: nothing is heard; one has to turn it up; it is cut off.
const SILENT_DB: f32 = -60.0;
const QUIET_DB: f32 = -38.0;
const CLIPPING: f32 = 0.995;
/// Nothing is shown below this, in dB.
const LOWEST_DB: f32 = -90.0;

/// One measured frame.
#[derive(Debug, Clone, Copy)]
struct Heard {
    /// The mean of the squares.
    power: f32,
    /// The furthest from zero.
    peak: f32,
}

/// The level of one encoder's sound.
pub(super) struct Level {
    /// Beside, and not inside: a publication is handed on through many hands, and the decoder is large.
    decoder: Option<Box<AacDecoder>>,
    samples: Vec<f32>,
    count: u32,
    /// Seconds between two measured frames.
    apart_s: f32,
    heard: VecDeque<Heard>,
}

impl Level {
    pub(super) fn new() -> Self {
        Self { decoder: None, samples: Vec::new(), count: 0, apart_s: 0.5, heard: VecDeque::new() }
    }

    /// How sound is set up from here on: an AudioSpecificConfig. What the decoder does not know (HE-AAC, more
    /// than two channels) is not measured.
    pub(super) fn set_up(&mut self, config: &[u8], rate: u32) {
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODEC_ID_AAC).with_extra_data(config.into());
        let make = || AacDecoder::try_new(&parameters, &AudioDecoderOptions::default()).map(Box::new);
        self.decoder = catch_unwind(AssertUnwindSafe(make)).ok().and_then(Result::ok);
        self.apart_s = EVERY as f32 * FRAME / rate.max(8_000) as f32;
        self.heard.clear();
        self.count = 0;
    }

    /// Takes in a frame.
    pub(super) fn sound(&mut self, frame: &[u8]) {
        let Some(decoder) = &mut self.decoder else { return };
        let turn = self.count % EVERY;
        self.count = self.count.wrapping_add(1);
        if turn > 1 {
            return;
        }
        let packet = PacketRef::new(0, Timestamp::new(0), Duration::new(FRAME as u64), frame);
        // Whatever is sent must not end a broadcast.
        let decoded = catch_unwind(AssertUnwindSafe(|| match decoder.decode_ref(&packet) {
            Ok(sound) => {
                self.samples.clear();
                sound.copy_to_vec_interleaved(&mut self.samples);
                true
            }
            Err(_) => false,
        }));
        match decoded {
            Ok(true) if turn == 1 && !self.samples.is_empty() => {
                let power = self.samples.iter().map(|sample| sample * sample).sum::<f32>() / self.samples.len() as f32;
                let peak = self.samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
                self.heard.push_back(Heard { power, peak });
                while self.heard.len() as f32 * self.apart_s > SILENT_S + 1.0 {
                    self.heard.pop_front();
                }
            }
            Ok(_) => {}
            Err(_) => self.decoder = None,
        }
    }

    fn last(&self, seconds: f32) -> impl Iterator<Item = Heard> {
        self.heard.iter().rev().take((seconds / self.apart_s).ceil() as usize).copied()
    }

    fn decibels(&self, seconds: f32) -> Option<f32> {
        let (mut power, mut count) = (0.0, 0.0_f32);
        for heard in self.last(seconds) {
            power += heard.power;
            count += 1.0;
        }
        (count > 0.0).then(|| (10.0 * (power / count).max(1e-12).log10()).max(LOWEST_DB))
    }

    /// How loud it is now, in dB below full scale; nothing where that is not known.
    pub(super) fn now(&self) -> Option<f32> {
        self.decibels(SHOWN_S).map(|level| (level * 10.0).round() / 10.0)
    }

    /// What is wrong with it, where anything is.
    pub(super) fn trouble(&self) -> Option<LiveTrouble> {
        let long = |seconds: f32| self.heard.len() as f32 * self.apart_s >= seconds;
        let silent = |heard: Heard| heard.power < 10.0_f32.powf(SILENT_DB / 10.0);
        if long(SILENT_S) && self.last(SILENT_S).all(silent) {
            return Some(LiveTrouble::SoundSilent);
        }
        if self.last(JUDGED_S).filter(|heard| heard.peak >= CLIPPING).count() > 1 {
            return Some(LiveTrouble::SoundClipping);
        }
        let quiet = long(JUDGED_S) && self.decibels(JUDGED_S).is_some_and(|level| level < QUIET_DB);
        quiet.then_some(LiveTrouble::SoundQuiet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn heard(seconds: f32, power: f32, peak: f32) -> Level {
        let mut level = Level::new();
        for _ in 0..(seconds / level.apart_s) as usize {
            level.heard.push_back(Heard { power, peak });
        }
        level
    }

    #[test]
    fn the_level_has_its_word() {
        let fine = heard(30.0, 0.02, 0.4);
        assert_eq!((fine.now(), fine.trouble()), (Some(-17.0), None));
        assert_eq!(heard(6.0, 1e-5, 0.02).trouble(), Some(LiveTrouble::SoundQuiet));
        assert_eq!(heard(4.0, 1e-5, 0.02).trouble(), None, "too soon to say");
        assert_eq!(heard(6.0, 0.3, 1.0).trouble(), Some(LiveTrouble::SoundClipping));
        assert_eq!(heard(20.0, 0.0, 0.0).trouble(), Some(LiveTrouble::SoundSilent));
        assert_eq!(heard(19.0, 0.0, 0.0).trouble(), Some(LiveTrouble::SoundQuiet));
        let nothing = Level::new();
        assert_eq!((nothing.now(), nothing.trouble()), (None, None));
    }

    #[test]
    fn silence_as_encoders_write_it_is_silence() {
        let mut level = Level::new();
        level.set_up(&[0x11, 0x90], 48_000);
        for _ in 0..60 {
            level.sound(&[0x21, 0x10, 0x04, 0x60, 0x8C, 0x1C]);
        }
        assert_eq!(level.now(), Some(LOWEST_DB));
    }

    proptest! {
        #[test]
        fn nothing_that_arrives_can_break_it(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..8)) {
            let mut level = Level::new();
            level.set_up(&[0x11, 0x90], 48_000);
            for frame in frames {
                level.count = 1;
                level.sound(&frame);
            }
            let _ = (level.now(), level.trouble());
        }
    }
}
