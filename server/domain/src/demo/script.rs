//! What each class says, and when.

use super::footage::DemoClass;
use super::sound::Bell;

/// Seconds of title before the first phase.
pub(super) const OPENING: f32 = 4.0;
/// Sizes of letters, in pixels: words to follow, their translation, captions, the running title.
pub(super) const LARGE: u32 = 64;
pub(super) const MEDIUM: u32 = 38;
pub(super) const SMALL: u32 = 24;
pub(super) const NUMBER: u32 = 88;

/// One phase of a class.
pub(super) struct Phase {
    pub(super) seconds: f32,
    pub(super) fr: &'static str,
    pub(super) en: &'static str,
    pub(super) bell: f32,
}

const fn phase(seconds: f32, fr: &'static str, en: &'static str, bell: f32) -> Phase {
    Phase { seconds, fr, en, bell }
}

const INHALE: Phase = phase(4.0, "Inspirez", "Breathe in", 392.0);
const EXHALE: Phase = phase(6.0, "Expirez", "Breathe out", 293.66);
const BREATHING: [Phase; 6] = [INHALE, EXHALE, INHALE, EXHALE, INHALE, EXHALE];
const STRETCHING: [Phase; 4] = [
    phase(8.0, "Les bras vers le ciel", "Arms to the sky", 392.0),
    phase(8.0, "Penchez à gauche", "Lean to the left", 440.0),
    phase(8.0, "Penchez à droite", "Lean to the right", 493.88),
    phase(8.0, "Ouvrez les bras", "Open your arms", 587.33),
];
const WALKING: [Phase; 4] = [
    phase(8.0, "Pas tranquille", "Easy pace", 293.66),
    phase(8.0, "Pas rapide", "Brisk pace", 440.0),
    phase(8.0, "Pas tranquille", "Easy pace", 293.66),
    phase(8.0, "Pas rapide", "Brisk pace", 440.0),
];
/// The last words of each class.
const THANKS: [(&str, &str); 3] = [
    ("Merci d’avoir pris ce temps", "Thank you for taking this time"),
    ("Relâchez, c’est réussi", "Release, well done"),
    ("Ralentissez, bien marché", "Slow down, well walked"),
];
pub(super) const NUMBERS: [&str; 9] = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];

pub(super) fn phases(class: DemoClass) -> &'static [Phase] {
    match class {
        DemoClass::Breathing => &BREATHING,
        DemoClass::Stretching => &STRETCHING,
        DemoClass::Walking => &WALKING,
    }
}

pub(super) fn thanks(class: DemoClass) -> (&'static str, &'static str) {
    match class {
        DemoClass::Breathing => THANKS[0],
        DemoClass::Stretching => THANKS[1],
        DemoClass::Walking => THANKS[2],
    }
}

/// Every label that the class shows, with its size.
pub(super) fn words(class: DemoClass) -> Vec<(&'static str, u32)> {
    let (fr, en) = thanks(class);
    let mut words = vec![
        (class.title_fr(), LARGE),
        (class.title_en(), MEDIUM),
        (class.title_fr(), SMALL),
        (class.title_en(), SMALL),
        (fr, LARGE),
        (en, MEDIUM),
    ];
    for phase in phases(class) {
        words.extend([(phase.fr, LARGE), (phase.en, MEDIUM)]);
    }
    words.extend(NUMBERS.map(|number| (number, NUMBER)));
    words.extend(NUMBERS.map(|number| (number, LARGE)));
    words.sort_unstable();
    words.dedup();
    words
}

/// A bell at each change, and two at the end.
pub(super) fn bells(class: DemoClass) -> Vec<Bell> {
    let mut time = OPENING;
    let mut bells = Vec::new();
    for phase in phases(class) {
        bells.push((time, phase.bell));
        time += phase.seconds;
    }
    bells.extend([(time, 523.25), (time + 0.7, 392.0)]);
    bells
}

/// How full the sound is: it breathes with the circle, and walks faster with the figure.
pub(super) fn swell(class: DemoClass, time: f32) -> f32 {
    match (class, moment(class, time)) {
        (DemoClass::Breathing, Moment::During { index, part, .. }) => lungs(index, part),
        (DemoClass::Walking, Moment::During { index, .. }) if index % 2 == 1 => 0.8,
        _ => 0.35,
    }
}

/// Where in the class a time falls.
pub(super) enum Moment {
    Opening(f32),
    During { index: usize, part: f32, elapsed: f32 },
    Closing(f32),
}

pub(super) fn moment(class: DemoClass, time: f32) -> Moment {
    let mut elapsed = time - OPENING;
    if elapsed < 0.0 {
        return Moment::Opening(time);
    }
    for (index, phase) in phases(class).iter().enumerate() {
        if elapsed < phase.seconds {
            return Moment::During { index, part: elapsed / phase.seconds, elapsed };
        }
        elapsed -= phase.seconds;
    }
    Moment::Closing(elapsed)
}

/// How full the lungs are, 0 to 1.
pub(super) fn lungs(index: usize, part: f32) -> f32 {
    if index.is_multiple_of(2) { ease(part) } else { 1.0 - ease(part) }
}

/// Slow, quick, slow.
pub(super) fn ease(part: f32) -> f32 {
    0.5 - 0.5 * (std::f32::consts::PI * part).cos()
}

#[cfg(test)]
mod tests {
    use super::{DemoClass, OPENING, phases, words};

    #[test]
    fn every_class_fills_its_length_and_ends_with_words() {
        for class in DemoClass::ALL {
            let total: f32 = phases(class).iter().map(|phase| phase.seconds).sum();
            let closing = class.seconds() as f32 - OPENING - total;
            assert!((3.0..=6.0).contains(&closing), "{class:?}");
        }
    }

    #[test]
    fn french_is_typeset() {
        for class in DemoClass::ALL {
            let shown = words(class).into_iter().map(|(text, _)| text);
            for text in shown.chain([class.title_fr(), class.description_fr()]) {
                assert!(!text.contains('\''), "{text}");
                assert!(!text.contains(" :") && !text.contains(" !"), "{text}");
            }
        }
    }
}
