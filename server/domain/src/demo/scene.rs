//! What each class shows at each moment.

use super::canvas::{ACCENT, Align, BLUSH, Canvas, HALO, INK, MIST, PAPER, QUIET};
use super::figure::{Pose, figure};
use super::footage::DemoClass;
use super::lettering::Lettering;
use super::script::{
    LARGE, MEDIUM, Moment, NUMBER, NUMBERS, OPENING, Phase, SMALL, ease, lungs, moment, phases, thanks,
};

/// What lies under every frame.
pub(super) fn backdrop(canvas: &mut Canvas) {
    canvas.disc((1190.0, 700.0), 330.0, MIST, 0.75);
    canvas.disc((60.0, 40.0), 190.0, MIST, 0.75);
}

/// Draws the frame of the class at `time` seconds over the backdrop.
pub(super) fn draw(class: DemoClass, canvas: &mut Canvas, letters: &Lettering, time: f32) {
    match moment(class, time) {
        Moment::Opening(elapsed) => {
            let shown = appear(elapsed, 0.3) * appear(OPENING - elapsed, 0.0);
            title(canvas, letters, (class.title_fr(), class.title_en()), shown);
        }
        Moment::Closing(elapsed) => title(canvas, letters, thanks(class), appear(elapsed, 0.2)),
        Moment::During { index, part, elapsed } => {
            let phases = phases(class);
            let phase = &phases[index];
            let left = phase.seconds - elapsed;
            let shown = appear(elapsed, 0.0) * appear(left + 0.25, 0.0);
            // The stage comes once and leaves once; only the words change with each phase.
            let stage = if index == 0 { appear(elapsed, 0.0) } else { 1.0 }
                * if index + 1 == phases.len() { appear(left + 0.2, 0.0) } else { 1.0 };
            running_title(canvas, letters, class, stage);
            steps(canvas, phases, index, part, stage);
            match class {
                DemoClass::Breathing => {
                    breathing(canvas, letters, index, part, left);
                    caption(canvas, letters, phase, (640.0, 590.0), Align::Middle, shown);
                }
                DemoClass::Stretching => {
                    stretching(canvas, index, part, elapsed);
                    badge(canvas, letters, NUMBERS[index + 1], shown);
                    caption(canvas, letters, phase, (572.0, 390.0), Align::Left, shown);
                }
                DemoClass::Walking => {
                    walking(canvas, index, elapsed);
                    count(canvas, letters, left, (604.0, 262.0), ACCENT);
                    caption(canvas, letters, phase, (572.0, 390.0), Align::Left, shown);
                }
            }
        }
    }
}

fn title(canvas: &mut Canvas, letters: &Lettering, (fr, en): (&str, &str), shown: f32) {
    let rise = 14.0 * (1.0 - shown);
    write(canvas, letters, (fr, LARGE), (640.0, 350.0 + rise), Align::Middle, (INK, shown));
    canvas.line(&[(616.0, 386.0 + rise), (664.0, 386.0 + rise)], 5.0, ACCENT, shown);
    write(canvas, letters, (en, MEDIUM), (640.0, 446.0 + rise), Align::Middle, (QUIET, shown));
}

fn running_title(canvas: &mut Canvas, letters: &Lettering, class: DemoClass, shown: f32) {
    canvas.disc((72.0, 64.0), 7.0, ACCENT, shown);
    write(canvas, letters, (class.title_fr(), SMALL), (92.0, 72.0), Align::Left, (INK, shown));
    let width = letters.get(class.title_fr(), SMALL).map_or(0, |label| label.width) as f32;
    write(canvas, letters, (class.title_en(), SMALL), (92.0 + width + 16.0, 72.0), Align::Left, (QUIET, shown));
}

/// One pill per phase along the foot, filling as time passes.
fn steps(canvas: &mut Canvas, phases: &[Phase], index: usize, part: f32, shown: f32) {
    let (left, right, gap) = (72.0, 1208.0, 22.0);
    let total: f32 = phases.iter().map(|phase| phase.seconds).sum();
    let room = right - left - gap * (phases.len() - 1) as f32;
    let mut x = left;
    for (number, phase) in phases.iter().enumerate() {
        let width = room * phase.seconds / total;
        canvas.line(&[(x, 682.0), (x + width, 682.0)], 8.0, BLUSH, shown * 0.8);
        let filled = if number < index {
            1.0
        } else if number == index {
            part
        } else {
            0.0
        };
        if filled > 0.0 {
            canvas.line(&[(x, 682.0), (x + width * filled, 682.0)], 8.0, ACCENT, shown);
        }
        x += width + gap;
    }
}

fn caption(canvas: &mut Canvas, letters: &Lettering, phase: &Phase, (x, y): (f32, f32), align: Align, shown: f32) {
    let rise = 10.0 * (1.0 - shown);
    write(canvas, letters, (phase.fr, LARGE), (x, y + rise), align, (INK, shown));
    write(canvas, letters, (phase.en, MEDIUM), (x, y + 54.0 + rise), align, (QUIET, shown));
}

fn breathing(canvas: &mut Canvas, letters: &Lettering, index: usize, part: f32, left: f32) {
    let centre = (640.0, 302.0);
    let air = lungs(index, part);
    let radius = 84.0 + 92.0 * air;
    canvas.disc(centre, radius + 30.0 + 22.0 * air, HALO, 1.0);
    canvas.disc(centre, radius + 14.0 + 10.0 * air, BLUSH, 1.0);
    canvas.disc(centre, radius, ACCENT, 1.0);
    count(canvas, letters, left, centre, PAPER);
}

/// The number of a position, on a disc.
fn badge(canvas: &mut Canvas, letters: &Lettering, number: &str, shown: f32) {
    let at = (620.0, 262.0);
    canvas.disc(at, 46.0, ACCENT, shown);
    write(canvas, letters, (number, LARGE), (at.0, at.1 + 23.0), Align::Middle, (PAPER, shown));
}

fn stretching(canvas: &mut Canvas, index: usize, part: f32, elapsed: f32) {
    let centre = (300.0, 370.0);
    canvas.disc(centre, 226.0, PAPER, 1.0);
    canvas.arc(centre, 226.0, 16.0, 1.0, BLUSH);
    canvas.arc(centre, 226.0, 16.0, part.max(0.002), ACCENT);
    let held = |index: usize| Pose::stretch(index);
    let before = index.checked_sub(1).map_or(Pose::standing(), held);
    let sway = (elapsed * 1.3).sin() * 0.025;
    let pose = before.towards(&held(index), ease((elapsed / 1.6).min(1.0))).swayed(sway);
    figure(canvas, (300.0, 402.0), 1.0, &pose);
}

fn walking(canvas: &mut Canvas, index: usize, elapsed: f32) {
    let brisk = index % 2 == 1;
    let cadence = if brisk { 2.0 } else { 1.1 };
    // The ground passes under the feet at the walker's own speed.
    let speed = if brisk { 210.0 } else { 95.0 };
    let ground = 596.0;
    canvas.disc((300.0, 366.0), 218.0, HALO, 1.0);
    canvas.line(&[(90.0, ground), (510.0, ground)], 6.0, INK, 1.0);
    let shift = (elapsed * speed) % 70.0;
    for mark in 0..7_u8 {
        let x = 510.0 - (shift + f32::from(mark) * 70.0);
        if x > 90.0 {
            let near = ((x - 90.0) / 40.0).min((510.0 - x) / 40.0).clamp(0.0, 1.0);
            canvas.line(&[(x, ground + 20.0), ((x - 24.0).max(90.0), ground + 20.0)], 5.0, ACCENT, near);
        }
    }
    let stride = if brisk { 1.0 } else { 0.68 };
    figure(canvas, (300.0, 437.0), 1.08, &Pose::walk(elapsed * cadence * 0.5, stride));
}

/// Whole seconds still to go, with the number's middle at `centre`.
fn count(canvas: &mut Canvas, letters: &Lettering, left: f32, (x, y): (f32, f32), ink: super::canvas::Ink) {
    let number = NUMBERS.get(left.ceil().max(1.0) as usize).copied().unwrap_or("");
    let turn = left.fract();
    let shown = appear(turn + 0.15, 0.0) * appear(1.15 - turn, 0.0);
    write(canvas, letters, (number, NUMBER), (x, y + 31.0), Align::Middle, (ink, shown));
}

fn write(
    canvas: &mut Canvas,
    letters: &Lettering,
    (text, size): (&str, u32),
    at: (f32, f32),
    align: Align,
    (ink, opacity): (super::canvas::Ink, f32),
) {
    if let Some(label) = letters.get(text, size) {
        canvas.words(label, at, align, ink, opacity);
    }
}

/// 0 to 1 within half a second, after a delay.
fn appear(elapsed: f32, delay: f32) -> f32 {
    ease(((elapsed - delay) / 0.5).clamp(0.0, 1.0))
}
